//! Several objectives in their order against the chain done by hand: every network of a scenario, then
//! those that are best by the first objective, of these those that are best by the second, and so on.

use purview::geography::Geography;
use purview::plan::{Network, value};
use purview::scenario::{Money, Scenario, Weights};
use purview::solver::Solution;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::{brute_force, campaign, draw};

/// Few countries, since every network is looked at.
const MOST_COUNTRIES: usize = 4;
const SCENARIOS: usize = 50;

/// Two or three of the named objectives, each with a little of another now and then.
fn order(seed: u64, scenario: &Scenario) -> Vec<Weights> {
    let mut draw = ChaCha8Rng::seed_from_u64(seed);
    let has_band = scenario.parameters.workload_per_post.is_some();
    let mut objective = || {
        let mut weights = Weights { cash: 0.0, ..Weights::default() };
        for _ in 0..=usize::from(draw.random_bool(0.3)) {
            match draw.random_range(0..if has_band { 5 } else { 4 }) {
                0 => weights.cash = 1.0,
                1 => weights.service = f64::from(draw.random_range(1..40u32)) / 10.0,
                2 => weights.disruption = f64::from(draw.random_range(1..20_000u32)),
                3 => weights.scorecard = f64::from(draw.random_range(1..5_000u32)),
                _ => weights.balance = f64::from(draw.random_range(1..5_000u32)),
            }
        }
        weights
    };
    let (first, second) = (objective(), objective());
    if seed.is_multiple_of(3) { vec![first, second, objective()] } else { vec![first, second] }
}

fn values(solution: &Solution) -> Vec<Money> {
    [solution.objective].into_iter().chain(solution.further.iter().map(|(value, _)| *value)).collect()
}

/// Whether there is a plan, and the solve has the values of the chain, each with a bound below.
fn is_the_chain(seed: u64) -> Result<bool, String> {
    let mut scenario = draw::corner_case(seed);
    scenario.objective = order(seed, &scenario);
    let geography = Geography::new(&scenario);
    let mut left: Vec<Network> = brute_force::networks(&scenario, &geography);
    let Some(solution) = campaign::solve(&scenario, &geography)? else {
        return if left.is_empty() { Ok(false) } else { Err("no plan, but there is one".into()) };
    };
    let mut expected = Vec::new();
    for weights in &scenario.objective {
        let value = |network: &Network| value(&scenario, &geography, network, weights);
        let best = left.iter().map(value).min().ok_or("a plan, but there is none")?;
        left.retain(|network| value(network) == best);
        expected.push(best);
    }
    let found = values(&solution);
    let bounds = [solution.bound].into_iter().chain(solution.further.iter().map(|(_, bound)| *bound));
    if found != expected || bounds.zip(&found).any(|(bound, value)| bound > *value) {
        return Err(format!("{found:?}, by hand {expected:?}\nof {scenario:#?}"));
    }
    let first = Scenario { objective: scenario.objective[..1].to_vec(), ..scenario };
    let alone = campaign::solve(&first, &geography)?.ok_or("no plan by the first objective alone")?;
    if alone.objective == expected[0] { Ok(true) } else { Err(format!("{} alone", alone.objective.0)) }
}

#[test]
fn objectives_in_order_are_the_chain_of_single_solves() {
    let is_small = |seed: &u64| draw::corner_case(*seed).countries.len() <= MOST_COUNTRIES;
    let seeds: Vec<u64> = (0..).filter(is_small).take(12 * SCENARIOS / 5).collect();
    let mix = campaign::run(&seeds, |&seed| is_the_chain(seed));
    eprintln!("objectives in order: {mix}");
    assert!(mix.feasible >= SCENARIOS, "too few corner cases have a plan: {mix}");
}
