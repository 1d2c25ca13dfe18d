use purview::scenario::{
    Arrangement, ArrangementId, BaselineOffice, Limits, Money, Scenario, State, Terms, Workload,
};

use purview::solver::Method;

use super::base::{
    B, BRANCH, C, EAST, HEAD, WEST, at_least, at_most, four_in_a_row, of_one_tier, optimum, optimum_by,
};

const DESK: ArrangementId = ArrangementId(1);

/// A branch may be at a desk for 50 in place of premises for 300.
fn with_desks(max_posts: Option<u32>, max_countries: Option<u32>) -> Scenario {
    let mut scenario = four_in_a_row();
    scenario.arrangements.push(Arrangement { id: "desk".into(), name: "desk".into() });
    let terms = Terms {
        office_cost: 50.0,
        office_local_share: 0.0,
        overhead: Workload::ZERO,
        opening_cost: 30.0,
        max_posts,
        max_countries,
    };
    scenario.tiers[BRANCH.0].arrangements = vec![(DESK, terms)];
    scenario.tiers[BRANCH.0].opening_cost = 500.0;
    let rule = &mut scenario.rules.arrangement;
    rule.total = vec![Limits::default(); 2];
    rule.regions = vec![vec![Limits::default(); 2]; 2];
    scenario
}

#[test]
fn a_desk_pays_where_premises_do_not() {
    // Head office at B, branch at C: 1000 + 50 + 100 (supervision) + 100 (A) + 100 (D).
    assert_eq!(optimum(&with_desks(None, None)), Some(1350.0));
}

#[test]
fn a_desk_takes_so_many_countries() {
    // For C alone it would be 1000 + 50 + 100 + 100 (A) + 200 (D): the head office is on its own.
    assert_eq!(optimum(&with_desks(None, Some(1))), Some(1400.0));
    assert_eq!(optimum(&with_desks(None, Some(2))), Some(1350.0));
}

#[test]
fn a_desk_takes_so_many_posts() {
    let carried = |most: u32| {
        let mut scenario = with_desks(Some(most), None);
        scenario.rules.capacity.state = State::Hard;
        scenario
    };
    // Four posts for 400 carry it all; two of them at the desk, or the head office on its own.
    assert_eq!(optimum(&carried(2)), Some(1750.0));
    assert_eq!(optimum(&carried(1)), Some(1800.0));
}

#[test]
fn a_desk_has_an_overhead_of_its_own() {
    let with_overhead = |tier: f64, desk: f64| {
        let mut scenario = with_desks(Some(9), None);
        scenario.rules.capacity.state = State::Hard;
        scenario.tiers[BRANCH.0].overhead = Workload::from_units(tier);
        scenario.tiers[BRANCH.0].arrangements[0].1.overhead = Workload::from_units(desk);
        scenario
    };
    assert_eq!(optimum(&with_overhead(5.0, 0.0)), Some(1750.0));
    // A third post would cost 100.
    assert_eq!(optimum(&with_overhead(0.0, 5.0)), Some(1800.0));
}

#[test]
fn the_host_bears_its_share_of_the_desk() {
    let mut scenario = with_desks(None, None);
    scenario.parameters.host_contribution = vec![0.5; 4];
    assert_eq!(optimum(&scenario), Some(825.0));
}

#[test]
fn a_desk_is_opened_at_a_price_of_its_own() {
    let mut scenario = with_desks(None, None);
    scenario.tiers[HEAD.0].opening_cost = 500.0;
    scenario.baseline.offices[B.0] =
        Some(BaselineOffice { tier: HEAD, reports_to: None, posts: 0, arrangement: ArrangementId::PREMISES });
    assert_eq!(optimum(&scenario), Some(1380.0));
}

#[test]
fn limits_count_offices_by_arrangement() {
    let limited = |limits: Limits<u32>, of: ArrangementId| {
        let mut scenario = with_desks(None, None);
        scenario.rules.arrangement.state = State::Hard;
        scenario.rules.arrangement.total[of.0] = limits;
        optimum(&scenario)
    };
    assert_eq!(limited(at_most(1), DESK), Some(1350.0));
    assert_eq!(limited(at_most(0), DESK), Some(1400.0));
    // The second at A: 50 + 100 (supervision) less 100 (A).
    assert_eq!(limited(at_least(2), DESK), Some(1400.0));
    assert_eq!(limited(at_most(0), ArrangementId::PREMISES), None, "a head office has premises only");
}

#[test]
fn limits_of_a_region_count_its_offices() {
    let mut scenario = with_desks(None, None);
    scenario.rules.arrangement.state = State::Hard;
    scenario.rules.arrangement.regions[EAST.0][DESK.0] = at_most(0);
    // The head office at C and the desk at B.
    assert_eq!(optimum(&scenario), Some(1350.0));
    scenario.rules.arrangement.regions[WEST.0][DESK.0] = at_most(0);
    assert_eq!(optimum(&scenario), Some(1400.0));
}

#[test]
fn a_site_has_what_it_allows() {
    let sited = |allowed: ArrangementId| {
        let mut scenario = with_desks(None, None);
        scenario.rules.arrangement.state = State::Hard;
        scenario.rules.arrangement.sites = vec![(B, vec![allowed]), (C, vec![allowed])];
        scenario
    };
    assert_eq!(optimum(&sited(ArrangementId::PREMISES)), Some(1400.0));
    // The head office at A, a desk at C: 1050 + 200 (supervision) + 100 (B) + 100 (D).
    assert_eq!(optimum(&sited(DESK)), Some(1450.0));
    let mut off = sited(ArrangementId::PREMISES);
    off.rules.arrangement.state = State::Report;
    assert_eq!(optimum(&off), Some(1350.0));
}

#[test]
fn a_price_is_paid_for_each_office_while_it_is_lower() {
    let priced = |price: f64| {
        let mut scenario = with_desks(None, None);
        scenario.rules.arrangement.state = State::Soft;
        scenario.rules.arrangement.price = Money::from_units(price);
        scenario
    };
    for (price, cost) in [(30.0, 1380.0), (60.0, 1400.0)] {
        let mut scenario = priced(price);
        scenario.rules.arrangement.total[DESK.0] = at_most(0);
        assert_eq!(optimum(&scenario), Some(cost));
        let mut scenario = priced(price);
        scenario.rules.arrangement.sites =
            scenario.country_ids().map(|h| (h, vec![ArrangementId::PREMISES])).collect();
        assert_eq!(optimum(&scenario), Some(cost));
    }
}

#[test]
fn the_engine_for_one_tier_leaves_desks_to_the_whole_formulation() {
    let mut scenario = with_desks(None, Some(2));
    of_one_tier(&mut scenario);
    scenario.rules.count.state = State::Hard;
    scenario.rules.count.offices = at_most(2);
    // Two desks at 50, for two countries each at 100 for missions.
    for method in [Method::Mip, Method::Auto] {
        assert_eq!(optimum_by(&scenario, method), Some(300.0));
    }
}
