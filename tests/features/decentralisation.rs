use purview::scenario::rules::FieldFloors;
use purview::scenario::{Function, Money, Scenario, Share, State, Tier, Workload};

use purview::solver::Method;

use super::base::{BRANCH, EAST, HEAD, WEST, at_most, four_in_a_row, of_one_tier, optimum, optimum_by, tier};

/// A head office decides half of the work by itself, a branch a fifth; the rest is for headquarters.
fn with_floor(local: Option<f64>, field: Option<f64>) -> Scenario {
    let mut scenario = four_in_a_row();
    let function =
        |id: &str, share: f64| Function { id: id.into(), name: id.into(), share: Share::from_units(share) };
    scenario.functions = vec![function("agreements", 0.3), function("purchases", 0.2)];
    scenario.tiers[HEAD.0].decides = vec![0, 1];
    scenario.tiers[BRANCH.0].decides = vec![1];
    scenario.rules.decentralisation.state = State::Hard;
    scenario.rules.decentralisation.network = floors(local, field);
    scenario
}

fn floors(local: Option<f64>, field: Option<f64>) -> FieldFloors {
    FieldFloors { local: local.map(Share::from_units), field: field.map(Share::from_units) }
}

/// Each office carries half of the work at most, posts or no posts, so that there are two.
fn for_two_offices(mut scenario: Scenario) -> Scenario {
    scenario.parameters.workload_per_post = None;
    scenario.rules.capacity.state = State::Hard;
    scenario.rules.capacity.ceilings = vec![Some(Workload::from_units(20.0)); 2];
    scenario
}

#[test]
fn authority_in_the_region_takes_a_higher_tier() {
    // Head office at B, branch at C: 1300 + 100 (supervision) + 100 (A) + 100 (D). The branch decides a
    // fifth of its half of the work, the head office half of the other: 0.35.
    assert_eq!(optimum(&for_two_offices(with_floor(Some(0.35), None))), Some(1600.0));
    // Two head offices: 2000 + 100 + 100.
    assert_eq!(optimum(&for_two_offices(with_floor(Some(0.350001), None))), Some(2200.0));
    assert_eq!(optimum(&for_two_offices(with_floor(Some(0.5), None))), Some(2200.0));
    assert_eq!(optimum(&for_two_offices(with_floor(Some(0.500001), None))), None);
}

#[test]
fn what_a_superior_decides_is_decided_in_the_field() {
    assert_eq!(optimum(&for_two_offices(with_floor(None, Some(0.5)))), Some(1600.0));
    assert_eq!(optimum(&for_two_offices(with_floor(None, Some(0.500001)))), None);
}

#[test]
fn what_an_office_below_decides_is_not_decided_above_it() {
    let mut scenario = with_floor(None, Some(0.35));
    scenario.tiers[HEAD.0].decides = vec![0];
    // A head office alone decides 0.3 of all work; with a branch for half of it 0.5 of that: 0.4.
    assert_eq!(optimum(&scenario), Some(1600.0));
    scenario.rules.decentralisation.network = floors(None, Some(0.3));
    assert_eq!(optimum(&scenario), Some(1400.0));
}

#[test]
fn a_floor_of_a_region_asks_for_its_countries() {
    let mut scenario = for_two_offices(with_floor(None, None));
    scenario.rules.count.state = State::Hard;
    scenario.rules.count.tiers = vec![at_most(1), at_most(4)];
    scenario.rules.decentralisation.regions[EAST.0] = floors(Some(0.5), None);
    // The head office stands in the east.
    assert_eq!(optimum(&scenario), Some(1600.0));
    scenario.rules.decentralisation.regions[WEST.0] = floors(Some(0.35), None);
    // It carries two countries: the two of the east, and none of the west.
    assert_eq!(optimum(&scenario), None);
    scenario.rules.decentralisation.regions[EAST.0] = floors(Some(0.35), None);
    // Head office for one country of the west and one of the east, branch for the others: head office
    // at B for B and C, branch at A for A and D: 1300 + 100 (supervision) + 100 (C) + 300 (D).
    assert_eq!(optimum(&scenario), Some(1800.0));
}

#[test]
fn workload_weighs() {
    let mut scenario = for_two_offices(with_floor(Some(0.4), None));
    scenario.rules.capacity.ceilings = vec![Some(Workload::from_units(30.0)); 2];
    // Head office at B for A, B and C, branch at D: (30 × 0.5 + 10 × 0.2) / 40 = 0.425; 1300 + 200
    // (supervision) + 100 (A) + 100 (C).
    assert_eq!(optimum(&scenario), Some(1700.0));
    scenario.countries[3].workload = Workload::from_units(20.0);
    // (30 × 0.5 + 20 × 0.2) / 50 = 0.38: two head offices, for A and B and for C and D.
    assert_eq!(optimum(&scenario), Some(2200.0));
}

#[test]
fn the_price_of_a_hundredth_is_paid_while_it_is_lower() {
    let mut scenario = for_two_offices(with_floor(Some(0.4999), None));
    scenario.rules.decentralisation.state = State::Soft;
    // 0.35: fifteen begun hundredths, against 600 for a second head office.
    scenario.rules.decentralisation.price = Money::from_units(30.0);
    assert_eq!(optimum(&scenario), Some(2050.0));
    scenario.rules.decentralisation.price = Money::from_units(50.0);
    assert_eq!(optimum(&scenario), Some(2200.0));
}

#[test]
fn a_report_changes_nothing() {
    let mut scenario = for_two_offices(with_floor(Some(0.6), Some(0.9)));
    for state in [State::Report, State::Off] {
        scenario.rules.decentralisation.state = state;
        assert_eq!(optimum(&scenario), Some(1600.0));
    }
}

#[test]
fn a_site_where_one_tier_may_stand_needs_no_split() {
    let mut scenario = for_two_offices(with_floor(Some(0.35), None));
    scenario.tiers.push(Tier { decides: vec![0, 1], ..tier("desk", 10.0) });
    for country in &mut scenario.countries {
        country.may_host = vec![false, true, false];
    }
    scenario.countries[0].may_host = vec![true, false, false];
    scenario.rules.posts.offices.push(Default::default());
    scenario.rules.capacity.ceilings.push(None);
    scenario.rules.capacity.floors.push(Workload::ZERO);
    // Head office at A for A and B, branch at C: 1300 + 200 (supervision) + 100 (B) + 100 (D).
    assert_eq!(optimum(&scenario), Some(1700.0));
    scenario.rules.decentralisation.network = floors(Some(0.350001), None);
    assert_eq!(optimum(&scenario), None);
}

#[test]
fn either_method_keeps_the_floor_of_one_tier() {
    for (floor, cost) in [(0.2, Some(700.0)), (0.21, None)] {
        let mut scenario = with_floor(Some(floor), None);
        of_one_tier(&mut scenario);
        // A branch at B decides a fifth: 300 + 100 (A) + 100 (C) + 200 (D).
        for method in [Method::Mip, Method::Auto] {
            assert_eq!(optimum_by(&scenario, method), cost);
        }
    }
}
