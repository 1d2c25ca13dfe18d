//! Every format: what it says, and that the same plan gives the same bytes.

use std::io::{Cursor, Read};

use crate::{Folder, PLAN, SCENARIO, done, purview, root};

#[test]
fn the_plan_of_these_tests_is_sound() {
    let output = purview(&["check", PLAN]);
    assert!(output.status.success(), "make {PLAN} anew, as tests/export.rs says");
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let folder = Folder::own();
    let write = |prefix: &str| {
        let formats =
            [("json", "json"), ("xlsx", "xlsx"), ("geojson", "geojson"), ("md", "md"), ("csv", "zip")];
        formats.map(|(format, ending)| {
            let name = format!("{prefix}.{ending}");
            done(&["export", PLAN, "--to", format, "-o", &folder.at(&name)]);
            std::fs::read(folder.path(&name)).expect("written")
        })
    };
    let first = write("first");
    // The time stamps of archives count in steps of two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(first == write("second"));
}

/// As found, of one tier, of places that are nowhere.
#[test]
fn plans_of_any_kind_can_be_given_out() {
    let folder = Folder::own();
    let nowhere = folder.at("nowhere.json");
    done(&["import", "pmed", "tests/import/instances/path.pmed", "-o", &nowhere]);
    for scenario in ["scenarios/as-is-2023.json", "scenarios/single-tier.json", &nowhere] {
        let plan = folder.at("plan.json");
        done(&["solve", scenario, "-o", &plan]);
        for format in ["json", "csv", "xlsx", "geojson", "md"] {
            assert!(!done(&["export", &plan, "--to", format]).is_empty(), "{scenario} {format}");
        }
        done(&["export", scenario, "--to", "xlsx", "-o", &folder.at("tables.xlsx")]);
    }
}

#[test]
fn json_is_the_plan_as_it_is() {
    let text = std::fs::read(root().join(PLAN)).expect("the plan");
    assert!(done(&["export", PLAN, "--to", "json"]) == text);
}

#[test]
fn an_archive_holds_every_table_as_it_is_given_alone() {
    let folder = Folder::own();
    for (file, tables) in [
        (PLAN, &["offices", "assignments", "costs", "rules"][..]),
        (SCENARIO, &["countries", "offices", "borders"]),
    ] {
        done(&["export", file, "--to", "csv", "-o", &folder.at("tables.zip")]);
        done(&["export", file, "--to", "csv", "-o", &folder.at("tables")]);
        let bytes = std::fs::read(folder.path("tables.zip")).expect("an archive");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let names: Vec<String> = archive.file_names().map(|name| name.expect("UTF-8").into_owned()).collect();
        assert_eq!(names, tables.iter().map(|table| format!("{table}.csv")).collect::<Vec<_>>());
        for table in tables {
            let alone = done(&["export", file, "--to", "csv", "--table", table]);
            let mut packed = Vec::new();
            let mut entry = archive.by_name(&format!("{table}.csv")).expect("the table");
            entry.read_to_end(&mut packed).expect("whole");
            assert!(packed == alone, "{table}");
            let in_folder = folder.path("tables").join(format!("{table}.csv"));
            assert!(std::fs::read(in_folder).expect("the table") == alone, "{table}");
        }
    }
}

#[test]
fn a_table_that_is_not_there_is_wrong_usage() {
    for (file, table) in [(PLAN, "borders"), (SCENARIO, "rules")] {
        let output = purview(&["export", file, "--to", "csv", "--table", table]);
        assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(purview(&["export", PLAN, "--to", "md", "--table", "rules"]).status.code(), Some(2));
    assert_eq!(purview(&["export", SCENARIO, "--to", "geojson"]).status.code(), Some(2));
    let folder = Folder::own();
    let output = purview(&["export", PLAN, "--to", "csv", "-o", &folder.at("plan.csv")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!folder.path("plan.csv").exists(), "one table to a file");
}

#[test]
fn the_report_in_markdown() {
    let folder = Folder::own();
    done(&["solve", "scenarios/tutorial.json", "--no-run-info", "-o", &folder.at("plan.json")]);
    let text = done(&["export", &folder.at("plan.json"), "--to", "md"]);
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"version of (\w+) \| [^ ]+", "version of $1 | [version]");
    settings.bind(|| insta::assert_snapshot!(String::from_utf8(text).expect("UTF-8")));
}

#[test]
fn a_plan_of_another_scenario_is_refused() {
    let folder = Folder::own();
    let changed = folder.at("changed.json");
    let text = format!(
        r#"{{ "extends": "{}", "name": "changed", "rules": {{ "count": {{ "offices": {{ "max": 49 }} }} }} }}"#,
        root().join(SCENARIO).display()
    );
    std::fs::write(&changed, text).expect("room for it");
    for format in ["xlsx", "geojson", "md"] {
        let output = folder.at(format);
        let refused = purview(&["export", PLAN, "--to", format, "--scenario", &changed, "-o", &output]);
        let said = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(3), "{said}");
        assert!(said.contains("changed.json is not, or no longer, what"), "{said}");
        assert!(!folder.path(format).exists());
    }
}

#[test]
fn what_is_neither_plan_nor_scenario_is_refused() {
    let output = purview(&["export", "models/two-tier.json", "--to", "json"]);
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    let folder = Folder::own();
    std::fs::write(folder.path("half.json"), r#"{ "assignments": [] }"#).expect("room for it");
    let output = purview(&["export", &folder.at("half.json"), "--to", "json"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("is not a plan"), "{said}");
}

/// A network too large for a cell of a workbook is said to be so, and nothing is written.
#[test]
fn a_remit_too_long_for_a_cell_is_named() {
    let folder = Folder::own();
    let countries = (0..9000).map(|n| format!(r#"{{ "id": "K{n:04}", "region": "R", "workload": 0.001 }}"#));
    let countries = countries.collect::<Vec<_>>().join(",\n");
    let covers = (0..9000).map(|n| format!("\"K{n:04}\"")).collect::<Vec<_>>().join(", ");
    let text = format!(
        r#"{{
          "schema_version": 1, "name": "large",
          "organisation": {{ "schema_version": 1, "name": "one", "currency": "EUR", "tiers": [{{ "id": "t", "name": "T" }}] }},
          "countries": [{countries}],
          "offices": [{{ "host": "K0000", "tier": "t", "covers": [{covers}] }}],
          "fixed": "baseline"
        }}"#
    );
    std::fs::write(folder.path("large.json"), text).expect("room for it");
    let output =
        purview(&["export", &folder.at("large.json"), "--to", "xlsx", "-o", &folder.at("large.xlsx")]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(70), "{said}");
    assert!(said.contains("large.xlsx cannot be written") && said.contains("32,767"), "{said}");
    assert!(!folder.path("large.xlsx").exists());
}
