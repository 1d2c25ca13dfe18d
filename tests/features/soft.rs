//! Every family at a price: paid while it is lower than what keeping the rule costs.

use purview::scenario::{BaselineOffice, Limits, Money, Scenario, State};

use super::base::{A, B, BRANCH, C, D, HEAD, at_least, at_most, four_in_a_row, optimum};

fn price(units: f64) -> Money {
    Money::from_units(units)
}

#[test]
fn region() {
    let optimum_at = |units: f64| {
        let mut scenario = four_in_a_row();
        (scenario.rules.region.state, scenario.rules.region.price) = (State::Soft, price(units));
        optimum(&scenario)
    };
    // Head office at B covers C and D from outside: 1400 + 2 × 90. A branch at C is supervised from
    // outside: 1600 + 250.
    assert_eq!(optimum_at(90.0), Some(1580.0));
    assert_eq!(optimum_at(250.0), Some(1850.0));
}

#[test]
fn count() {
    let optimum_at = |units: f64| {
        let mut scenario = four_in_a_row();
        (scenario.rules.count.state, scenario.rules.count.price) = (State::Soft, price(units));
        scenario.rules.count.offices = at_least(3);
        optimum(&scenario)
    };
    // One office lacks two, 1400; two lack one, 1600; three lack none, 1900.
    assert_eq!(optimum_at(150.0), Some(1700.0));
    assert_eq!(optimum_at(250.0), Some(1850.0));
    assert_eq!(optimum_at(350.0), Some(1900.0));
}

#[test]
fn capacity() {
    let optimum_at = |units: f64| {
        let mut scenario = four_in_a_row();
        (scenario.rules.capacity.state, scenario.rules.capacity.price) = (State::Soft, price(units));
        optimum(&scenario)
    };
    // 40 staff-months without a post, or 4 posts at 100.
    assert_eq!(optimum_at(9.0), Some(1760.0));
    assert_eq!(optimum_at(11.0), Some(1800.0));
}

#[test]
fn posts() {
    let optimum_at = |units: f64| {
        let mut scenario = four_in_a_row();
        (scenario.rules.posts.state, scenario.rules.posts.price) = (State::Soft, price(units));
        scenario.rules.posts.total = at_least(3);
        optimum(&scenario)
    };
    assert_eq!(optimum_at(60.0), Some(1580.0), "none of three");
    assert_eq!(optimum_at(110.0), Some(1700.0), "all of three");
}

#[test]
fn new_posts_that_are_missing_are_no_more_than_those_asked_for() {
    let mut scenario = four_in_a_row();
    scenario.baseline.offices[B.0] =
        Some(BaselineOffice { tier: HEAD, reports_to: None, posts: 5, arrangement: Default::default() });
    (scenario.rules.posts.state, scenario.rules.posts.price) = (State::Soft, price(60.0));
    scenario.rules.posts.new = Limits { min: Some(2), max: None };
    // No posts at all: 2 of 2 new ones are missing, not 7.
    assert_eq!(optimum(&scenario), Some(1520.0));
}

#[test]
fn budget() {
    let mut scenario = four_in_a_row();
    (scenario.rules.budget.state, scenario.rules.budget.price) = (State::Soft, price(30.0));
    scenario.rules.budget.total = at_most(price(1000.0));
    assert_eq!(optimum(&scenario), Some(1430.0), "one begun thousand too much");
    scenario.rules.budget.total = at_most(price(300.0));
    assert_eq!(optimum(&scenario), Some(1460.0), "two begun thousands too much");
}

#[test]
fn span() {
    let optimum_at = |units: f64| {
        let mut scenario = four_in_a_row();
        (scenario.rules.span.state, scenario.rules.span.price) = (State::Soft, price(units));
        scenario.rules.span.countries = vec![at_most(3); 2];
        scenario.rules.span.area = at_most(3);
        optimum(&scenario)
    };
    // One office: a country too many in its remit and in its area. Two: in the area only.
    assert_eq!(optimum_at(90.0), Some(1580.0));
    assert_eq!(optimum_at(300.0), Some(1900.0));
    // Two head offices: 2000 + 200.
    assert_eq!(optimum_at(700.0), Some(2200.0));
}

#[test]
fn reach() {
    let optimum_at = |units: f64| {
        let mut scenario = four_in_a_row();
        (scenario.rules.reach.state, scenario.rules.reach.price) = (State::Soft, price(units));
        scenario.rules.reach.max_km = vec![Some(100); 4];
        optimum(&scenario)
    };
    // D is 200 km from B, 100 km too far.
    assert_eq!(optimum_at(1.0), Some(1500.0));
    assert_eq!(optimum_at(3.0), Some(1600.0));
}

#[test]
fn contiguity() {
    let optimum_at = |units: f64| {
        let mut scenario: Scenario = four_in_a_row();
        scenario.borders.remove(1);
        (scenario.rules.contiguity.state, scenario.rules.contiguity.price) = (State::Soft, price(units));
        optimum(&scenario)
    };
    // C and D are one part that is cut off from the area of B; two head offices cost 2200.
    assert_eq!(optimum_at(150.0), Some(1550.0));
    assert_eq!(optimum_at(900.0), Some(2200.0));
}

#[test]
fn accreditation() {
    let optimum_at = |units: f64| {
        let mut scenario = four_in_a_row();
        (scenario.rules.accreditation.state, scenario.rules.accreditation.price) =
            (State::Soft, price(units));
        scenario.rules.accreditation.forbidden = vec![(D, B), (D, C), (A, C)];
        optimum(&scenario)
    };
    // D from B, 1400; or head office at A, 1600.
    assert_eq!(optimum_at(150.0), Some(1550.0));
    assert_eq!(optimum_at(250.0), Some(1600.0));
}

#[test]
fn retention() {
    let optimum_at = |units: f64| {
        let mut scenario = four_in_a_row();
        scenario.baseline.offices[A.0] =
            Some(BaselineOffice { tier: HEAD, reports_to: None, posts: 0, arrangement: Default::default() });
        scenario.baseline.offices[D.0] = Some(BaselineOffice {
            tier: BRANCH,
            reports_to: Some(A),
            posts: 0,
            arrangement: Default::default(),
        });
        scenario.baseline.covered_by = vec![Some(A), Some(A), Some(D), Some(D)];
        (scenario.rules.retention.state, scenario.rules.retention.price) = (State::Soft, price(units));
        scenario.rules.retention.keep = vec![(A, None)];
        scenario.rules.retention.max_closures = Some(1);
        optimum(&scenario)
    };
    // At B alone A is lost, and two sites close where one may. At A alone, 1600, neither.
    assert_eq!(optimum_at(50.0), Some(1500.0));
    assert_eq!(optimum_at(150.0), Some(1600.0));
}
