//! What other programs read in the files.

use crate::{Folder, PLAN, SCENARIO, done, libreoffice, python};

#[test]
fn openpyxl_reads_the_plan_in_the_workbook() {
    let folder = Folder::own();
    done(&["export", PLAN, "--to", "xlsx", "-o", &folder.at("plan.xlsx")]);
    python("check_workbook.py", &[PLAN, &folder.at("plan.xlsx")]);
}

#[test]
fn libreoffice_reads_the_plan_in_the_workbook() {
    let folder = Folder::own();
    done(&["export", PLAN, "--to", "xlsx", "-o", &folder.at("plan.xlsx")]);
    // Comma, quotes, UTF-8, from the first line, values rather than what is shown, every sheet.
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";
    let sheets = folder.at("sheets");
    if libreoffice(&folder, &["--convert-to", filter, "--outdir", &sheets, &folder.at("plan.xlsx")]) {
        python("check_workbook.py", &[PLAN, &sheets]);
    }
}

#[test]
fn the_map_is_valid_and_geopandas_reads_it() {
    let folder = Folder::own();
    done(&["export", PLAN, "--to", "geojson", "-o", &folder.at("plan.geojson")]);
    python("check_map.py", &[PLAN, &folder.at("plan.geojson")]);
}

/// Places without outlines, and places that are nowhere.
#[test]
fn maps_of_scenarios_without_outlines_are_valid() {
    let folder = Folder::own();
    for (name, scenario) in
        [("tutorial", "scenarios/tutorial.json"), ("nowhere", "tests/import/instances/path.pmed")]
    {
        let (plan, map) = (folder.at(&format!("{name}.plan.json")), folder.at(&format!("{name}.geojson")));
        let mut scenario = scenario.to_owned();
        if name == "nowhere" {
            done(&["import", "pmed", &scenario, "-o", &folder.at("nowhere.json")]);
            scenario = folder.at("nowhere.json");
        }
        done(&["solve", &scenario, "-o", &plan]);
        done(&["export", &plan, "--to", "geojson", "-o", &map]);
        python("check_map.py", &[&plan, &map]);
    }
}

#[test]
fn every_json_fits_its_schema() {
    let folder = Folder::own();
    for schema in ["plan", "scenario"] {
        std::fs::write(folder.path(schema), done(&["schema", schema])).expect("room for it");
    }
    let (plan, scenario) = (folder.at("plan.json"), folder.at("scenario.json"));
    done(&["export", PLAN, "--to", "json", "-o", &plan]);
    python("check_schema.py", &[&folder.at("plan"), &plan]);
    for name in ["two-tier-2023", "as-is-2023", "expansion", "tutorial", "single-tier"] {
        done(&["export", &format!("scenarios/{name}.json"), "--to", "json", "-o", &scenario]);
        python("check_schema.py", &[&folder.at("scenario"), &scenario]);
    }
    done(&["export", SCENARIO, "--to", "xlsx", "-o", &folder.at("tables.xlsx")]);
    let tables = folder.at("tables.xlsx");
    done(&["import", "xlsx", &tables, "--model", "models/three-tier.json", "-o", &folder.at("new.json")]);
    done(&["export", &folder.at("new.json"), "--to", "json", "-o", &scenario]);
    python("check_schema.py", &[&folder.at("scenario"), &scenario]);
}

/// The validators are able to say no.
#[test]
fn a_broken_export_is_found_out() {
    let folder = Folder::own();
    std::fs::write(folder.path("schema"), done(&["schema", "plan"])).expect("room for it");
    let text = String::from_utf8(done(&["export", PLAN, "--to", "json"])).expect("UTF-8");
    std::fs::write(folder.path("plan.json"), text.replacen("\"posts\":", "\"post\":", 1))
        .expect("room for it");
    let refused = std::panic::catch_unwind(|| {
        python("check_schema.py", &[&folder.at("schema"), &folder.at("plan.json")]);
    });
    assert!(refused.is_err());
}
