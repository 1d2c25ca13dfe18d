//! The formulation against brute force, on scenarios small enough for both.
//!
//! `make test` runs a seeded part of the campaign, `make soak` (`PURVIEW_SOAK=1`) the whole, or with
//! `PURVIEW_SOAK=1000..2000` a slice of it.

mod brute_force;
mod campaign;
mod diagnosis;
mod draw;
mod engine;
mod explanation;
mod generated;
mod lexicographic;
mod other_solver;
mod properties;
mod single_tier;

use purview::scenario::{Entry, load};

/// The seeds of a campaign to run.
fn share(test: u64, soak: u64) -> Vec<u64> {
    let Ok(asked) = std::env::var("PURVIEW_SOAK") else { return (0..test).collect() };
    let slice = asked.split_once("..").and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
    let (from, to): (u64, u64) = slice.unwrap_or((0, soak));
    (from..to.min(soak)).collect()
}

#[test]
fn corner_cases_agree_with_brute_force() {
    let mix = campaign::run(&share(300, 4_000), |&seed| {
        campaign::agrees_with_brute_force(&draw::corner_case(seed))
    });
    eprintln!("corner cases: {mix}");
    assert!(2 * mix.feasible >= mix.infeasible, "too few corner cases have a plan: {mix}");
}

#[test]
fn small_generated_scenarios_agree_with_brute_force() {
    let requests: Vec<_> = share(250, 2_000).into_iter().map(|s| generated::request(s, 3, 7)).collect();
    let mix = generated::run(&requests, campaign::agrees_with_brute_force);
    eprintln!("generated, 3 to 7 countries: {mix}");
    assert!(mix.feasible >= mix.infeasible, "too few generated scenarios have a plan: {mix}");
}

#[test]
fn the_checker_accepts_every_plan_of_generated_scenarios() {
    let requests: Vec<_> = share(40, 2_000).into_iter().map(|s| generated::request(s, 8, 20)).collect();
    let mix = generated::run(&requests, campaign::is_solved_and_accepted);
    eprintln!("generated, 8 to 20 countries: {mix}");
    assert!(2 * mix.feasible >= mix.infeasible, "too few generated scenarios have a plan: {mix}");
}

#[test]
fn other_solvers_find_the_optimum_of_the_tutorial() {
    let entry = Entry::File("scenarios/tutorial.json".into());
    let loaded = load(&entry, &[]).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    assert_eq!(other_solver::agrees_with_highs(&loaded.scenario), Ok(true));
}

#[test]
fn other_solvers_find_the_same_optimum_in_lp_and_mps_files() {
    let mix =
        campaign::run(&share(30, 300), |&seed| other_solver::agrees_with_highs(&draw::corner_case(seed)));
    assert!(mix.feasible >= mix.infeasible, "too few corner cases have a plan: {mix}");
}

#[test]
fn model_files_bear_any_country_id() {
    let mut scenario = draw::corner_case(2);
    let ids = ["Côte d'Ivoire", "a b", "1e5", "-x+y", "free", "st:[]", "~"];
    for (country, id) in scenario.countries.iter_mut().zip(ids) {
        country.id = id.into();
    }
    assert_eq!(other_solver::agrees_with_highs(&scenario), Ok(true));
}

#[test]
fn networks_of_one_tier_have_the_same_optimum_by_either_method() {
    for kind in [single_tier::Loads::AsDrawn, single_tier::Loads::Ceilings, single_tier::Loads::Alike] {
        let mix = campaign::run(&share(500, 10_000), |&seed| {
            single_tier::agrees(&single_tier::scenario(seed, kind))
        });
        eprintln!("one tier, loads {kind:?}: {mix}");
        assert!(3 * mix.feasible >= mix.infeasible, "too few have a plan: {mix}");
    }
}
