use purview::scenario::State;

use super::base::{D, four_in_a_row, optimum};

#[test]
fn a_ceiling_on_distance_opens_a_branch() {
    let mut scenario = four_in_a_row();
    scenario.rules.reach.max_km = vec![Some(100); 4];
    assert_eq!(optimum(&scenario), Some(1400.0), "while the rule is off");
    scenario.rules.reach.state = State::Hard;
    // Head office at B, branch at C.
    assert_eq!(optimum(&scenario), Some(1600.0));
}

#[test]
fn a_country_of_its_own_ceiling_draws_the_office() {
    let mut scenario = four_in_a_row();
    scenario.rules.reach.state = State::Hard;
    scenario.rules.reach.max_km[D.0] = Some(99);
    // Head office at D: 1000 + 300 + 200 + 100. With the head office at B and a branch at D: 1700.
    assert_eq!(optimum(&scenario), Some(1600.0));
}
