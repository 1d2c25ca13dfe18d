use purview::geography::Geography;
use purview::plan::value;
use purview::scenario::{
    BaselineOffice, Indicator, Limits, Measured, Perspective, Scenario, Scorecard, State, Weights, Workload,
};
use purview::solver::{self, Interrupt, Method, Outcome};

use super::base::{A, BRANCH, D, HEAD, at_most, four_in_a_row};

const NONE: Weights = Weights { cash: 0.0, service: 0.0, balance: 0.0, disruption: 0.0, scorecard: 0.0 };
const CASH: Weights = Weights { cash: 1.0, ..NONE };
const SERVICE: Weights = Weights { service: 1.0, ..NONE };
const DISRUPTION: Weights = Weights { disruption: 1.0, ..NONE };

/// The value of each objective in the plan that is found, and its yearly cash and service loss.
fn solved(scenario: &Scenario) -> (Vec<f64>, f64, f64) {
    let geography = Geography::new(scenario);
    let limits = solver::Limits { gap: 0.0, ..solver::Limits::default() };
    let outcome = solver::solve(scenario, &geography, Method::Mip, &limits, Interrupt::default(), None);
    let Outcome::Solved { solution, .. } = outcome else { panic!("no plan") };
    let found = [solution.objective].into_iter().chain(solution.further.iter().map(|(value, _)| *value));
    let by = |weights| value(scenario, &geography, &solution.network, &weights).to_units();
    (found.map(|value| value.to_units()).collect(), by(CASH), by(SERVICE))
}

/// A staff-month loses 1000 of service for 1000 km, so that a kilometre of cover loses 10.
fn with_service_loss(order: &[Weights]) -> Scenario {
    let mut scenario = four_in_a_row();
    scenario.parameters.remoteness = 1000.0;
    scenario.rules.count.state = State::Hard;
    scenario.rules.count.offices = at_most(2);
    scenario.objective = order.to_vec();
    scenario
}

#[test]
fn each_objective_alone_has_its_own_best_plan() {
    // One head office at B: 1400 in cash, 400 km.
    assert_eq!(solved(&with_service_loss(&[CASH])), (vec![1400.0], 1400.0, 4000.0));
    // Two offices with one neighbour each: 200 km, whatever they cost.
    assert_eq!(solved(&with_service_loss(&[SERVICE])).0, [2000.0]);
}

#[test]
fn a_later_objective_chooses_among_the_best_by_the_earlier() {
    // Of the plans with 200 km, B with C for a branch is cheapest: 1600.
    assert_eq!(solved(&with_service_loss(&[SERVICE, CASH])), (vec![2000.0, 1600.0], 1600.0, 2000.0));
    // The plans at 1400 are one office at B or C: 400 km.
    assert_eq!(solved(&with_service_loss(&[CASH, SERVICE])).0, [1400.0, 4000.0]);
}

#[test]
fn weights_make_a_sum() {
    let sum = |service| with_service_loss(&[Weights { cash: 1.0, service, ..NONE }]);
    // 1400 + 0.05 × 4000 = 1600 against 1600 + 0.05 × 2000 = 1700; from 0.1 on the second office pays.
    assert_eq!(solved(&sum(0.05)).0, [1600.0]);
    assert_eq!(solved(&sum(0.2)).0, [2000.0]);
}

#[test]
fn disruption_counts_changes() {
    let mut scenario = four_in_a_row();
    scenario.baseline.offices[A.0] =
        Some(BaselineOffice { tier: HEAD, reports_to: None, posts: 0, arrangement: Default::default() });
    scenario.baseline.offices[D.0] =
        Some(BaselineOffice { tier: BRANCH, reports_to: Some(A), posts: 0, arrangement: Default::default() });
    scenario.baseline.covered_by = vec![Some(A), Some(A), Some(D), Some(D)];
    scenario.objective = vec![DISRUPTION, CASH];
    // As found: 1300 + 300 (supervision) + 100 (B) + 100 (C).
    assert_eq!(solved(&scenario), (vec![0.0, 1800.0], 1800.0, 0.0));
    // D closes and C and D move to A: three changes save 200 in cash.
    scenario.objective = vec![Weights { cash: 1.0, disruption: 60.0, ..NONE }];
    assert_eq!(solved(&scenario).0, [1780.0]);
    scenario.objective = vec![Weights { cash: 1.0, disruption: 70.0, ..NONE }];
    assert_eq!(solved(&scenario).0, [1800.0]);
}

#[test]
fn balance_is_measured_against_the_band_of_the_rule() {
    let mut scenario = four_in_a_row();
    let months = Workload::from_units(9.5);
    scenario.rules.balance.band = Limits { min: None, max: Some(months) };
    scenario.objective = vec![Weights { balance: 1.0, ..NONE }, CASH];
    // 40 staff-months: 5 posts leave nothing outside; 1400 + 500.
    assert_eq!(solved(&scenario).0, [0.0, 1900.0]);
    // 4 posts leave 2, 5 leave 0: a post costs 100.
    scenario.objective = vec![Weights { cash: 1.0, balance: 30.0, ..NONE }];
    assert_eq!(solved(&scenario).0, [1860.0]);
}

#[test]
fn the_scorecard_counts_what_is_missing_to_100_points() {
    let mut scenario = four_in_a_row();
    let nearness = Indicator { weight: 1.0, measured: Measured::Distance, worst: 200.0, best: 0.0 };
    let name = || "countries".to_owned();
    let perspective = Perspective { id: name(), name: name(), weight: 1.0, indicators: vec![nearness] };
    scenario.scorecard = Some(Scorecard { perspectives: vec![perspective] });
    scenario.rules.count.state = State::Hard;
    scenario.rules.count.offices = at_most(2);
    scenario.objective = vec![Weights { scorecard: 1.0, ..NONE }, CASH];
    // 75 points with two offices, see `scorecard`.
    assert_eq!(solved(&scenario).0, [25.0, 1600.0]);
    scenario.objective = vec![Weights { cash: 1.0, scorecard: 10.0, ..NONE }];
    // 50 points with one: 1400 + 500 against 1600 + 250.
    assert_eq!(solved(&scenario).0, [1850.0]);
}
