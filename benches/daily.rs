//! What an analyst waits for every day: reading a scenario, building its model, checking a plan.

use divan::{Bencher, black_box};
use purview::geography::Geography;
use purview::model::Formulation;
use purview::plan::compare::{Comparison, Side};
use purview::plan::{Network, Plan, Statement, Status, check};
use purview::report::comparison;
use purview::scenario::{Entry, Scenario, load};

fn main() {
    divan::main();
}

fn read(name: &str) -> Scenario {
    let path = format!("{}/scenarios/{name}.json", env!("CARGO_MANIFEST_DIR"));
    load(&Entry::File(path.into()), &[]).expect("a valid scenario").scenario
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

#[divan::bench]
fn check_plan(bencher: Bencher) {
    let scenario = read("as-is-2023");
    let geography = Geography::new(&scenario);
    let network = Network::baseline(&scenario);
    let statement = Statement {
        status: Status::Fixed,
        bound: Default::default(),
        gap_limit: 0.0,
        scenario_file: String::new(),
        set: Vec::new(),
        versions: Default::default(),
        seed: 0,
        run: None,
    };
    let plan = Plan::new(&scenario, &geography, &network, statement);
    bencher.bench(|| check(&scenario, &geography, black_box(&plan)).len());
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
