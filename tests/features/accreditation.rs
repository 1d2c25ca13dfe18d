use purview::scenario::rules::PreferredPair;
use purview::scenario::{Money, Scenario, State};

use super::base::{A, B, C, D, four_in_a_row, optimum};

fn with_pairs() -> Scenario {
    let mut scenario = four_in_a_row();
    scenario.rules.accreditation.state = State::Hard;
    scenario
}

#[test]
fn a_required_pair_opens_the_office() {
    let mut scenario = with_pairs();
    scenario.rules.accreditation.required = vec![(D, A)];
    // Head office at A: 1000 + 100 + 200 + 300. With a head office at B and a branch at A: 1800.
    assert_eq!(optimum(&scenario), Some(1600.0));
    scenario.rules.accreditation.state = State::Off;
    assert_eq!(optimum(&scenario), Some(1400.0));
}

#[test]
fn a_country_that_another_office_must_cover_hosts_none() {
    let mut scenario = with_pairs();
    scenario.rules.accreditation.required = vec![(A, B), (B, A)];
    assert_eq!(optimum(&scenario), None);
}

#[test]
fn forbidden_pairs_move_the_office() {
    let mut scenario = with_pairs();
    scenario.rules.accreditation.forbidden = vec![(D, B), (D, C)];
    // Head office at A or at D: 1600. With a head office at B and a branch at D: 1700.
    assert_eq!(optimum(&scenario), Some(1600.0));
}

#[test]
fn a_preference_is_followed_at_its_price() {
    let mut scenario = with_pairs();
    let mut prefer = |price: f64| {
        let price = Money::from_units(price);
        scenario.rules.accreditation.preferred = vec![PreferredPair { country: D, office: A, price }];
        optimum(&scenario)
    };
    assert_eq!(prefer(50.0), Some(1450.0));
    // Head office at A.
    assert_eq!(prefer(300.0), Some(1600.0));
}
