use purview::scenario::{Indicator, Measured, Money, Perspective, Scenario, Score, Scorecard, State};

use super::base::{four_in_a_row, optimum};

/// Nearness alone: 100 points in the country itself, 0 at 200 km. 100 km is 50 points.
fn with_floor(network: Option<f64>, offices: Option<f64>) -> Scenario {
    let mut scenario = four_in_a_row();
    let nearness = Indicator { weight: 1.0, measured: Measured::Distance, worst: 200.0, best: 0.0 };
    let perspective = Perspective {
        id: "countries".into(),
        name: "Countries".into(),
        weight: 1.0,
        indicators: vec![nearness],
    };
    scenario.scorecard = Some(Scorecard { perspectives: vec![perspective] });
    let rule = &mut scenario.rules.scorecard;
    rule.state = State::Hard;
    rule.network = network.map(Score::from_units);
    rule.offices = offices.map(Score::from_units);
    scenario
}

#[test]
fn a_floor_under_the_network_brings_offices_nearer() {
    // One head office at B: (50 + 100 + 50 + 0) / 4 points.
    assert_eq!(optimum(&with_floor(Some(50.0), None)), Some(1400.0));
    // Head office at B and branch at C: (50 + 100 + 100 + 50) / 4.
    assert_eq!(optimum(&with_floor(Some(50.01), None)), Some(1600.0));
    assert_eq!(optimum(&with_floor(Some(75.0), None)), Some(1600.0));
    // A third office, 87.5 points: head office at C, branches at B and D, 1600 + 200 + 100 (A).
    assert_eq!(optimum(&with_floor(Some(76.0), None)), Some(1900.0));
}

#[test]
fn a_floor_under_each_office_is_kept_by_each() {
    // Head office at B and branch at C have 75 points each. At 76 an office covers its own country
    // only: four offices, 1000 + 900 + 100 + 100 + 200 (supervision from B).
    assert_eq!(optimum(&with_floor(None, Some(75.0))), Some(1600.0));
    assert_eq!(optimum(&with_floor(None, Some(76.0))), Some(2300.0));
}

#[test]
fn workload_weighs() {
    let mut scenario = with_floor(Some(51.0), None);
    scenario.countries[1].workload = purview::scenario::Workload::from_units(20.0);
    // (50 + 2 × 100 + 50 + 0) / 5 = 60 points.
    assert_eq!(optimum(&scenario), Some(1400.0));
}

#[test]
fn the_price_of_a_point_and_of_an_office_is_paid_while_it_is_lower() {
    let mut scenario = with_floor(Some(51.5), None);
    scenario.rules.scorecard.state = State::Soft;
    scenario.rules.scorecard.price = Money::from_units(90.0);
    // 50 points: two begun points.
    assert_eq!(optimum(&scenario), Some(1580.0));
    scenario.rules.scorecard.price = Money::from_units(110.0);
    assert_eq!(optimum(&scenario), Some(1600.0));
    let mut scenario = with_floor(None, Some(76.0));
    scenario.rules.scorecard.state = State::Soft;
    scenario.rules.scorecard.office_price = Money::from_units(150.0);
    assert_eq!(optimum(&scenario), Some(1550.0), "one office below the floor");
}
