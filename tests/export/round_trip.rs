//! Export, edit in a spreadsheet, import: the scenario with that edit, and nothing else.

use purview::scenario::{Entry, Scenario, load};

use crate::{Folder, SCENARIO, done, libreoffice, python};

const SCENARIOS: [&str; 6] = [
    "scenarios/two-tier-2023.json",
    "scenarios/as-is-2023.json",
    "scenarios/expansion.json",
    "scenarios/flexible.json",
    "scenarios/tutorial.json",
    "scenarios/single-tier.json",
];

fn read(path: &str) -> Scenario {
    let path = crate::root().join(path);
    let loaded = load(&Entry::File(path), &[]);
    loaded.unwrap_or_else(|mistakes| panic!("{}", mistakes[0])).scenario
}

/// Every field, one a line; without what a file is called and where it lies.
fn fields(mut scenario: Scenario) -> String {
    scenario.name.clear();
    scenario.inputs.hash.clear();
    scenario.inputs.files.clear();
    scenario.shapes = None;
    format!("{scenario:#?}")
}

/// The lines that differ, in pairs; both texts have as many.
fn changes(before: &str, after: &str) -> Vec<(String, String)> {
    assert_eq!(before.lines().count(), after.lines().count());
    let pairs = before.lines().zip(after.lines()).filter(|(before, after)| before != after);
    pairs.map(|(before, after)| (before.trim().to_owned(), after.trim().to_owned())).collect()
}

/// The scenario that is read from the workbook over the one that it came from.
fn imported(folder: &Folder, workbook: &str, over: &str) -> Scenario {
    done(&["import", "xlsx", &folder.at(workbook), "--extends", over, "-o", &folder.at("imported.json")]);
    read(&folder.at("imported.json"))
}

#[test]
fn without_an_edit_nothing_changes() {
    for scenario in SCENARIOS {
        let folder = Folder::own();
        done(&["export", scenario, "--to", "xlsx", "-o", &folder.at("tables.xlsx")]);
        let same = imported(&folder, "tables.xlsx", scenario);
        assert_eq!(changes(&fields(read(scenario)), &fields(same)), [], "{scenario}");
    }
}

/// What the shipped scenarios do not say in their tables.
#[test]
fn whatever_a_table_can_say_comes_back() {
    let folder = Folder::own();
    let scenario = folder.at("all.json");
    let text = r#"{
      "extends": "TUTORIAL",
      "name": "all",
      "organisation": {
        "tiers": [
          { "id": "head_office", "name": "Head office" },
          { "id": "branch_office", "name": "Branch office", "arrangements": [{ "id": "desk", "name": "Desk",
            "office_cost": { "value": 1, "unit": "EUR/year", "source": "assumption", "price_year": 2023 },
            "office_local_share": { "value": 0, "unit": "share", "source": "assumption" },
            "max_posts": { "value": 2, "unit": "posts", "source": "assumption" } }] }
        ]
      },
      "regions": { "EQ": "Equator", "N": "North, \"far\"" },
      "translations": { "fr": { "countries": { "A": "Aulne", "C": "Cèdre" } }, "ar": { "countries": { "B": "بتولا" } } },
      "countries": [
        { "id": "A", "name": "=1+1", "region": "EQ", "lat": 0, "lon": 0.1, "workload": 4.125,
          "groups": ["size:low", "size:yes", "island"], "languages": ["en", "fr"], "figures": { "n": -1.5e-7 } },
        { "id": "B", "name": "Birch \"B\", Ltd", "region": "EQ", "lat": 0, "lon": 8.9932, "workload": 6,
          "groups": ["income:low", "income"], "city": "Birch; Town", "cost_level": 1.25 },
        { "id": "C", "region": "N", "lat": 0.1, "lon": 17.9864, "workload": 4, "groups": ["kind:a b", "wet:x"] },
        { "id": "D", "name": "2024-01-02", "region": "EQ", "lat": 0, "lon": 26.9796, "workload": 8, "groups": ["wet:z"] },
        { "id": "E", "name": "007", "region": "EQ", "lat": 0, "lon": 35.9728, "workload": 8, "groups": ["wet:x"] },
        { "id": "F", "name": "Fir", "region": "N", "lat": 0, "lon": -179.5, "covered": false }
      ],
      "offices": [
        { "host": "B", "city": "Birch Town", "lat": 0.5, "lon": 8.5, "tier": "head_office", "posts": 3, "covers": ["A", "B"] },
        { "host": "E", "tier": "branch_office", "reports_to": "B", "posts": 0, "arrangement": "desk", "covers": ["D", "E"] }
      ]
    }"#;
    let tutorial = crate::root().join("scenarios/tutorial.json").display().to_string();
    std::fs::write(&scenario, text.replace("TUTORIAL", &tutorial)).expect("room for it");
    let before = fields(read(&scenario));
    done(&["export", &scenario, "--to", "xlsx", "-o", &folder.at("tables.xlsx")]);
    assert_eq!(changes(&before, &fields(imported(&folder, "tables.xlsx", &scenario))), []);
    done(&["export", &scenario, "--to", "json", "-o", &folder.at("whole.json")]);
    assert_eq!(changes(&before, &fields(read(&folder.at("whole.json")))), []);
}

#[test]
fn csv_tables_come_back_as_they_went() {
    for scenario in SCENARIOS {
        let folder = Folder::own();
        done(&["export", scenario, "--to", "csv", "-o", &folder.at("tables")]);
        let table = |name: &str| folder.path("tables").join(format!("{name}.csv")).display().to_string();
        let (countries, offices, borders) = (table("countries"), table("offices"), table("borders"));
        let others = ["--offices", &offices, "--borders", &borders];
        let over = ["--extends", scenario, "-o", &folder.at("imported.json")];
        done(&[&["import", "csv", &countries], &others[..], &over].concat());
        let same = read(&folder.at("imported.json"));
        assert_eq!(changes(&fields(read(scenario)), &fields(same)), [], "{scenario}");
    }
}

/// The whole scenario as one file is that scenario.
#[test]
fn one_file_says_the_same() {
    for scenario in SCENARIOS {
        let folder = Folder::own();
        done(&["export", scenario, "--to", "json", "-o", &folder.at("whole.json")]);
        let whole = read(&folder.at("whole.json"));
        assert_eq!(whole.shapes.is_some(), read(scenario).shapes.is_some());
        assert_eq!(changes(&fields(read(scenario)), &fields(whole)), [], "{scenario}");
        done(&["validate", &folder.at("whole.json")]);
    }
}

#[test]
fn an_edited_cell_changes_what_it_says_and_nothing_else() {
    let cases = [
        ("countries", "KEN", "cost_level", "0.5", &[("cost_level: 0.308,", "cost_level: 0.5,")][..]),
        ("countries", "KEN", "workload", "12.5", &[("14865,", "12500,")]),
        ("countries", "KEN", "name", "Kenya (edited)", &[("name: \"Kenya\",", "name: \"Kenya (edited)\",")]),
        ("countries", "KEN", "lat", "-1.3", &[("lat: -1.2833,", "lat: -1.3,")]),
        ("offices", "KEN", "city", "Mombasa", &[("office_city: \"Nairobi\",", "office_city: \"Mombasa\",")]),
        ("borders", "AFG", "kind", "sea", &[("sea: false,", "sea: true,")]),
    ];
    let folder = Folder::own();
    done(&["export", SCENARIO, "--to", "xlsx", "-o", &folder.at("tables.xlsx")]);
    let before = fields(read(SCENARIO));
    for (sheet, row, column, value, expected) in cases {
        let edit = format!("{sheet}/{row}/{column}={value}");
        python("edit_workbook.py", &[&folder.at("tables.xlsx"), &folder.at("edited.xlsx"), &edit]);
        let after = fields(imported(&folder, "edited.xlsx", SCENARIO));
        let found = changes(&before, &after);
        let found: Vec<_> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(found, expected, "{edit}");
    }
}

/// LibreOffice opens the edited workbook and saves it in its own way.
#[test]
fn libreoffice_saves_the_same_tables() {
    let folder = Folder::own();
    done(&["export", SCENARIO, "--to", "xlsx", "-o", &folder.at("tables.xlsx")]);
    python(
        "edit_workbook.py",
        &[&folder.at("tables.xlsx"), &folder.at("edited.xlsx"), "offices/KEN/posts=7"],
    );
    let saved = folder.at("saved");
    if !libreoffice(&folder, &["--convert-to", "xlsx", "--outdir", &saved, &folder.at("edited.xlsx")]) {
        return;
    }
    let after = fields(imported(&folder, "saved/edited.xlsx", SCENARIO));
    let found = changes(&fields(read(SCENARIO)), &after);
    assert_eq!(found, [("posts: 3,".to_owned(), "posts: 7,".to_owned())]);
}

/// A network of one's own: tables over an organisation model alone.
#[test]
fn tables_over_a_model_make_a_scenario_that_can_be_solved() {
    let folder = Folder::own();
    done(&["export", "scenarios/tutorial.json", "--to", "xlsx", "-o", &folder.at("tables.xlsx")]);
    let edits = [
        "countries/*/cost_level=1",
        "countries/*/figure:projects_2023=1",
        "countries/*/figure:mva_usd_est=0",
    ];
    let edits = [&edits[..], &["countries/*/figure:portfolio_usd_2023=0"]].concat();
    python(
        "edit_workbook.py",
        &[&[&folder.at("tables.xlsx")[..], &folder.at("own.xlsx")], &edits[..]].concat(),
    );
    let new = folder.at("new.json");
    done(&["import", "xlsx", &folder.at("own.xlsx"), "--model", "models/two-tier.json", "-o", &new]);
    let scenario = read(&new);
    assert_eq!((scenario.countries.len(), scenario.borders.len(), scenario.tiers.len()), (6, 5, 2));
    done(&["solve", &new, "--set", "count.offices.max=2", "-o", &folder.at("plan.json")]);
    done(&["check", &folder.at("plan.json"), "--scenario", &new]);
}

/// Paths in the new file start from its folder, wherever it is written to.
#[test]
fn the_new_file_finds_what_it_extends() {
    let folder = Folder::own();
    done(&["export", SCENARIO, "--to", "xlsx", "-o", &folder.at("tables.xlsx")]);
    std::fs::create_dir(folder.path("below")).expect("a folder");
    for output in ["a.json", "below/b.json"] {
        let over = ["--extends", SCENARIO, "-o", &folder.at(output)];
        done(&[&["import", "xlsx", &folder.at("tables.xlsx")], &over[..]].concat());
        done(&["validate", &folder.at(output)]);
    }
    let text = done(&["import", "xlsx", &folder.at("tables.xlsx"), "--extends", SCENARIO]);
    let text = String::from_utf8(text).expect("UTF-8");
    assert!(text.contains("\"extends\": \"scenarios/two-tier-2023.json\""), "{}", &text[..300]);
}
