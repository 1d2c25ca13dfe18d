use purview::scenario::{Scenario, State, TierId};

use super::base::{A, B, BRANCH, C, D, HEAD, four_in_a_row, no_rules, optimum, tier};

#[test]
fn a_branch_reports_to_a_head_office() {
    let mut scenario = four_in_a_row();
    scenario.countries.iter_mut().for_each(|country| country.may_host[HEAD.0] = false);
    assert_eq!(optimum(&scenario), None);
    scenario.countries[A.0].may_host[HEAD.0] = true;
    // Head office at A: 1000 + 100 (B) + 200 (C) + 300 (D). A branch at C would cost 300 and 200 for
    // supervision and save 300; one at B would cost 300 and 100 and save 300.
    assert_eq!(optimum(&scenario), Some(1600.0));
}

#[test]
fn an_office_reports_to_the_tier_next_above() {
    let keep = |scenario: &mut Scenario, tier: TierId| {
        scenario.rules.retention.state = State::Hard;
        scenario.rules.retention.keep = vec![(B, Some(HEAD)), (D, Some(tier))];
    };
    let mut two_tiers = four_in_a_row();
    keep(&mut two_tiers, BRANCH);
    // 1300 + 200 (supervision of D) + 100 (A) + 100 (C).
    assert_eq!(optimum(&two_tiers), Some(1700.0));

    let mut three_tiers = four_in_a_row();
    three_tiers.tiers = vec![tier("hub", 1000.0), tier("head", 500.0), tier("branch", 300.0)];
    three_tiers.countries.iter_mut().for_each(|country| country.may_host = vec![true; 3]);
    three_tiers.rules = no_rules(4, 2, 3);
    keep(&mut three_tiers, TierId(2));
    // The office between them stands at C: 1800 + 100 (C to B) + 100 (D to C) + 100 (mission to A).
    assert_eq!(optimum(&three_tiers), Some(2100.0));

    three_tiers.countries[C.0].may_host[1] = false;
    // At A: 1800 + 100 (A to B) + 300 (D to A) + 100 (mission to C).
    assert_eq!(optimum(&three_tiers), Some(2300.0));
}
