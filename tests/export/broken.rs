//! What is wrong in an analyst's tables is said with sheet and cell, all at once, and nothing is written.

use crate::{Folder, done, purview, python};

const OVER: &str = "scenarios/tutorial.json";

/// Everything that a user sees of the import of the tutorial's tables after these edits.
fn said(edits: &[&str], over: &[&str]) -> String {
    let folder = Folder::own();
    done(&["export", OVER, "--to", "xlsx", "-o", &folder.at("tables.xlsx")]);
    python(
        "edit_workbook.py",
        &[&[&folder.at("tables.xlsx")[..], &folder.at("edited.xlsx")], edits].concat(),
    );
    let output = folder.at("new.json");
    let refused = purview(&[&["import", "xlsx", &folder.at("edited.xlsx"), "-o", &output], over].concat());
    let said = String::from_utf8(refused.stderr).expect("UTF-8");
    assert_eq!(refused.status.code(), Some(3), "{said}");
    assert!(refused.stdout.is_empty() && !folder.path("new.json").exists());
    said.replace(&folder.at(""), "")
}

#[test]
fn every_wrong_cell_is_named() {
    let edits = [
        "countries/A/lat=north",
        "countries/B/lon=200",
        "countries/C/cost_level=-1",
        "countries/D/workload=#N/A",
        "countries/E/covered=maybe",
        "countries/F/region=",
        "A7@countries=E",
        "N12@countries=a note",
        "borders/A/b=BB",
        "borders/B/kind=river",
    ];
    insta::assert_snapshot!(said(&edits, &["--extends", OVER]));
}

#[test]
fn wrong_offices_are_named() {
    let edits = [
        "A2@offices=B",
        "E2@offices=head_ofice",
        "H2@offices=A B CC",
        "A3@offices=E",
        "E3@offices=branch_office",
        "F3@offices=BB",
        "G3@offices=2.5",
        "H3@offices=E B",
    ];
    insta::assert_snapshot!(said(&edits, &["--extends", OVER]));
}

#[test]
fn wrong_columns_are_named_with_the_cells_that_can_be_read() {
    let edits = [
        "J1@countries=worklod",
        "C1@countries=regoin",
        "L1@countries=id",
        "M1@countries=name:xx",
        "N1@countries=projects",
        "C1@borders=kinds",
    ];
    insta::assert_snapshot!(said(&edits, &["--extends", OVER]));
    let text = said(&["J1@countries=worklod", "countries/A/lat=north"], &["--extends", OVER]);
    assert!(text.contains("countries!J1") && text.contains("countries!F2"), "{text}");
    assert!(text.contains("2 mistakes"), "{text}");
}

#[test]
fn wrong_sheets_are_named() {
    insta::assert_snapshot!(
        [
            said(&["-countries"], &["--extends", OVER]),
            said(&["countries>Countrys", "offices>Office"], &["--extends", OVER]),
            said(&["A1@countries="], &["--extends", "scenarios/none.json"]),
            said(&["countries/A/lat=0"], &["--extends", "scenarios/none.json"]),
        ]
        .join("\n")
    );
}

#[test]
fn mistakes_as_json_name_sheet_and_cell() {
    let text = said(&["countries/C/lat=north"], &["--extends", OVER, "--json"]);
    let found: serde_json::Value =
        serde_json::from_str(text.rsplit_once("\nerror:").expect("two parts").0).expect("JSON");
    let at = &found[0]["at"];
    assert_eq!(
        (&at["sheet"], &at["cell"], &at["line"]),
        (&"countries".into(), &"F4".into(), &4.into()),
        "{text}"
    );
}

#[test]
fn mistakes_in_csv_have_line_and_column() {
    let folder = Folder::own();
    let countries = "id,name,region,lat,lon,workload\nA,Alder,EQ,0,north,4\nB,Birch,EQ,0,8.9932,\n";
    std::fs::write(folder.path("countries.csv"), countries).expect("room for it");
    std::fs::write(folder.path("borders.csv"), "a;b\nA;B\n").expect("room for it");
    let refused = |borders: &[&str]| {
        let over = ["--extends", OVER, "-o", &folder.at("new.json")];
        let output = purview(&[&["import", "csv", &folder.at("countries.csv")], borders, &over].concat());
        assert_eq!(output.status.code(), Some(3));
        String::from_utf8(output.stderr).expect("UTF-8").replace(&folder.at(""), "")
    };
    insta::assert_snapshot!([refused(&[]), refused(&["--borders", &folder.at("borders.csv")])].join("\n"));
}

#[test]
fn files_that_are_no_workbooks() {
    let folder = Folder::own();
    std::fs::write(folder.path("text.xlsx"), "id,name\n").expect("room for it");
    std::fs::write(folder.path("empty.xlsx"), "").expect("room for it");
    std::fs::create_dir(folder.path("folder.xlsx")).expect("a folder");
    let archive = folder.at("archive.zip");
    done(&["export", OVER, "--to", "csv", "-o", &archive]);
    std::fs::rename(archive, folder.path("archive.xlsx")).expect("renamed");
    for name in ["text.xlsx", "empty.xlsx", "folder.xlsx", "archive.xlsx", "missing.xlsx", "tables.ods"] {
        let output = purview(&["import", "xlsx", &folder.at(name), "--extends", OVER]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains(name) && said.contains("cannot be read as a workbook"), "{said}");
    }
}

#[test]
fn the_base_is_asked_for() {
    let output = purview(&["import", "xlsx", "scenarios/broken/bad-workbook.xlsx"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("--extends") && said.contains("--model"), "{said}");
}
