//! What an analyst waits for every day: reading a scenario, building its model, checking a plan, giving
//! it out in every format, taking edited tables in.

use divan::{Bencher, black_box};
use purview::geography::Geography;
use purview::model::Formulation;
use purview::plan::compare::{Comparison, Side};
use purview::plan::{Network, Plan, Statement, Status, check};
use purview::report::{self, Pack, comparison};
use purview::scenario::import::{Base, Tables, tables};
use purview::scenario::{Entry, Loaded, Locale, Scenario, Shapes, load};

fn main() {
    divan::main();
}

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(name: &str) -> Scenario {
    loaded(name).scenario
}

fn loaded(name: &str) -> Loaded {
    load(&Entry::File(format!("{ROOT}/scenarios/{name}.json").into()), &[]).expect("a valid scenario")
}

#[divan::bench(args = ["two-tier-2023", "tutorial"])]
fn load_scenario(name: &str) -> Scenario {
    read(black_box(name))
}

#[divan::bench(args = ["two-tier-2023", "tutorial"])]
fn formulate(bencher: Bencher, name: &str) {
    let scenario = read(name);
    let geography = Geography::new(&scenario);
    bencher.bench(|| Formulation::new(black_box(&scenario), &geography).rows.len());
}

/// A plan as a page and as a map; the issue asks for 200 ms at most.
#[divan::bench(args = ["html", "svg"])]
fn export_page(bencher: Bencher, format: &str) {
    let scenario = read("two-tier-2023");
    let geography = Geography::new(&scenario);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/plans/two-tier-2023.plan.json");
    let plan = Plan::read(&std::fs::read_to_string(path).expect("a file")).expect("a plan");
    let network = plan.network(&scenario).expect("a plan of this scenario");
    bencher.bench(|| {
        let shapes = Shapes::read(black_box(&scenario)).expect("sound shapes");
        let pack = Pack {
            scenario: &scenario,
            geography: &geography,
            plan: &plan,
            network: &network,
            shapes: &shapes,
            locale: Locale::En,
            country: None,
            explanation: None,
            home: None,
        };
        if format == "html" { pack.html().len() } else { pack.svg().len() }
    });
}

#[divan::bench]
fn check_plan(bencher: Bencher) {
    let scenario = read("as-is-2023");
    let geography = Geography::new(&scenario);
    let network = Network::baseline(&scenario);
    let statement = Statement {
        status: Status::Fixed,
        bound: Default::default(),
        further_bounds: Vec::new(),
        gap_limit: 0.0,
        scenario_file: String::new(),
        set: Vec::new(),
        requests: Vec::new(),
        versions: Default::default(),
        seed: 0,
        run: None,
    };
    let plan = Plan::new(&scenario, &geography, &network, statement);
    bencher.bench(|| check(&scenario, &geography, black_box(&plan)).len());
}

/// As `purview export` does it: the plan and its scenario are read, then given out.
#[divan::bench(args = ["json", "csv", "xlsx", "geojson", "md"])]
fn export_plan(format: &str) -> usize {
    let text =
        std::fs::read_to_string(format!("{ROOT}/tests/plans/two-tier-2023.plan.json")).expect("a plan");
    let plan = Plan::read(&text).expect("a plan");
    let tables = || report::tables::of_plan(&plan);
    match format {
        "json" => return plan.to_json().len(),
        "csv" => return report::csv_zip(&tables()).len(),
        _ => {}
    }
    let loaded = loaded("two-tier-2023");
    let scenario = &loaded.scenario;
    match format {
        "xlsx" => {
            let geography = Geography::new(scenario);
            let network = plan.network(scenario).expect("a plan of this scenario");
            report::xlsx(&plan, &loaded, &geography, &network).expect("a small network").len()
        }
        "geojson" => {
            let shapes = Shapes::read(scenario).expect("sound outlines");
            report::geojson(scenario, &shapes, &plan).len()
        }
        _ => report::markdown(scenario, &plan).len(),
    }
}

#[divan::bench]
fn import_workbook(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("tables.xlsx");
    let workbook = report::inputs_xlsx(&loaded("two-tier-2023").whole).expect("a small network");
    std::fs::write(&path, workbook).expect("room for it");
    let base = Base::Scenario(format!("{ROOT}/scenarios/two-tier-2023.json").into());
    bencher.bench(|| {
        let found = Tables::of_workbook(black_box(&path)).expect("a workbook");
        tables(&found, &base, folder.path()).expect("sound tables").text.len()
    });
}

/// Two plans of the real network, their scenarios at hand, as a table.
#[divan::bench]
fn compare_plans(bencher: Bencher) {
    let read_with_scenario = |name: &str| {
        let path = format!("{}/tests/plans/{name}.plan.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("a plan");
        let scenario = read(name);
        let geography = Geography::new(&scenario);
        (Plan::read(&text).expect("a plan"), scenario, geography)
    };
    let plans = ["two-tier-2023", "expansion"].map(read_with_scenario);
    bencher.bench(|| {
        let [first, this] = black_box(&plans)
            .each_ref()
            .map(|(plan, scenario, geography)| Side::new("plan".into(), plan, Some((scenario, geography))));
        comparison::text(&Comparison::new(&first, &[this]).expect("sound plans")).len()
    });
}
