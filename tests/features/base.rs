//! The network that all of these tests start from.

use std::collections::BTreeSet;

use purview::geography::Geography;
use purview::scenario::rules::{
    Accreditation, ArrangementRule, Balance, Budget, Capacity, Contiguity, Continuity, Count, Coverage,
    Decentralisation, FieldFloors, Language, Nesting, Posts, Reach, RegionRule, Retention, ScorecardRule,
    Span,
};
use purview::scenario::{
    Arrangement, Baseline, Border, CostTable, Country, CountryId, Inputs, Limits, Money, Parameters, Point,
    Region, RegionId, Rules, Scenario, State, Supervision, Tier, TierId, Transition, Travel, Weights,
    Workload,
};
use purview::solver::{self, Interrupt, Method, Outcome};

pub const A: CountryId = CountryId(0);
pub const B: CountryId = CountryId(1);
pub const C: CountryId = CountryId(2);
pub const D: CountryId = CountryId(3);

pub const HEAD: TierId = TierId(0);
pub const BRANCH: TierId = TierId(1);

/// A and B.
pub const WEST: RegionId = RegionId(0);
/// C and D.
pub const EAST: RegionId = RegionId(1);

/// Four countries on the equator, 100 km apart, 10 staff-months each. A head office costs 1000, a
/// branch 300, a post 100 and carries 10 staff-months; a kilometre of covering or of supervising
/// costs 1. Every rule is off, there is no baseline, and neighbours touch.
pub fn four_in_a_row() -> Scenario {
    Scenario {
        name: "four in a row".into(),
        title: None,
        currency: "EUR".into(),
        tiers: vec![tier("head", 1000.0), tier("branch", 300.0)],
        functions: Vec::new(),
        arrangements: vec![Arrangement { id: Arrangement::PREMISES.into(), name: "premises".into() }],
        regions: ["west", "east"].map(|id| Region { id: id.into(), name: id.into() }).into(),
        countries: vec![
            country("A", 0, WEST),
            country("B", 1, WEST),
            country("C", 2, EAST),
            country("D", 3, EAST),
        ],
        borders: vec![border(A, B), border(B, C), border(C, D)],
        baseline: Baseline { offices: vec![None; 4], covered_by: vec![None; 4] },
        parameters: Parameters {
            workload_per_post: Some(Workload::from_units(10.0)),
            acting_share: 0.0,
            travel: Travel {
                fare_fixed: 0.0,
                fare_per_km: 1.0,
                daily_allowance: 0.0,
                allowance_local_share: 0.0,
                days_per_trip: 0.0,
                trips_per_staff_month: 0.1,
                min_trips: 0.0,
            },
            supervision: Supervision { trips: 1.0, days_per_trip: 0.0 },
            transition: Transition {
                payback_years: 1.0,
                change_of_tier: 0.0,
                move_of_country: 0.0,
                new_post: 0.0,
                redeployed_post: 0.0,
            },
            host_contribution: vec![0.0; 4],
            remoteness: 0.0,
            headquarters: None,
        },
        scorecard: None,
        objective: vec![Weights::COST],
        costs: CostTable::default(),
        rules: no_rules(4, 2, 2),
        fixed: false,
        names: Default::default(),
        reasons: Default::default(),
        shapes: None,
        inputs: Inputs { hash: String::new(), files: Vec::new() },
    }
}

pub fn tier(id: &str, office_cost: f64) -> Tier {
    Tier {
        id: id.into(),
        name: id.into(),
        office_cost,
        office_local_share: 0.0,
        post_cost: 100.0,
        post_local_share: 0.0,
        overhead: Workload::ZERO,
        opening_cost: 0.0,
        closing_cost: 0.0,
        decides: Vec::new(),
        arrangements: Vec::new(),
    }
}

fn country(id: &str, place: u32, region: RegionId) -> Country {
    // 0.9 degrees of the equator are 100.08 km.
    let seat = Point { lat: 0.0, lon: 0.9 * f64::from(place) };
    Country {
        id: id.into(),
        name: id.into(),
        region,
        seat: Some(seat),
        office_site: Some(seat),
        office_city: id.into(),
        languages: BTreeSet::new(),
        groups: BTreeSet::new(),
        cost_level: 1.0,
        covered: true,
        workload: Workload::from_units(10.0),
        may_host: vec![true; 2],
    }
}

pub fn border(a: CountryId, b: CountryId) -> Border {
    Border { a, b, sea: false }
}

pub fn at_least<N>(min: N) -> Limits<N> {
    Limits { min: Some(min), max: None }
}

pub fn at_most<N>(max: N) -> Limits<N> {
    Limits { min: None, max: Some(max) }
}

pub fn no_rules(countries: usize, regions: usize, tiers: usize) -> Rules {
    let state = State::Off;
    Rules {
        coverage: Coverage { state: State::Hard },
        nesting: Nesting { state: State::Hard },
        region: RegionRule {
            state,
            price: Money::ZERO,
            cover_exceptions: Vec::new(),
            supervision_exceptions: Vec::new(),
        },
        count: Count {
            state,
            price: Money::ZERO,
            offices: Limits::default(),
            tiers: vec![Limits::default(); tiers],
            regions: vec![Limits::default(); regions],
            region_tiers: vec![vec![Limits::default(); tiers]; regions],
        },
        capacity: Capacity {
            state,
            price: Money::ZERO,
            floors: vec![Workload::ZERO; tiers],
            ceilings: vec![None; tiers],
            hosts: vec![Limits::default(); countries],
        },
        posts: Posts {
            state,
            price: Money::ZERO,
            offices: vec![Limits::default(); tiers],
            regions: vec![Limits::default(); regions],
            total: Limits::default(),
            new: Limits::default(),
        },
        budget: Budget {
            state,
            price: Money::ZERO,
            total: Limits::default(),
            regions: vec![Limits::default(); regions],
        },
        span: Span {
            state,
            price: Money::ZERO,
            subordinates: vec![Limits::default(); tiers],
            countries: vec![Limits::default(); tiers],
            area: Limits::default(),
        },
        reach: Reach { state, price: Money::ZERO, max_km: vec![None; countries] },
        contiguity: Contiguity { state, price: Money::ZERO, areas: true, remits: false },
        language: Language { state, price: Money::ZERO },
        accreditation: Accreditation {
            state,
            price: Money::ZERO,
            required: Vec::new(),
            forbidden: Vec::new(),
            preferred: Vec::new(),
        },
        balance: Balance { state, band: Limits::default(), price: Money::ZERO },
        continuity: Continuity { state, price: Money::ZERO },
        scorecard: ScorecardRule {
            state,
            network: None,
            offices: None,
            price: Money::ZERO,
            office_price: Money::ZERO,
        },
        decentralisation: Decentralisation {
            state,
            price: Money::ZERO,
            network: FieldFloors::default(),
            regions: vec![FieldFloors::default(); regions],
        },
        arrangement: ArrangementRule {
            state,
            price: Money::ZERO,
            total: vec![Limits::default()],
            regions: vec![vec![Limits::default()]; regions],
            sites: Vec::new(),
        },
        retention: Retention {
            state,
            price: Money::ZERO,
            keep: Vec::new(),
            close: Vec::new(),
            max_closures: None,
            max_openings: None,
            max_moves: None,
        },
    }
}

/// The network with branches only, which report to nobody, and no posts: a kind that `auto` has an engine
/// for.
pub fn of_one_tier(scenario: &mut Scenario) {
    scenario.tiers.remove(HEAD.0);
    scenario.parameters.workload_per_post = None;
    scenario.countries.iter_mut().for_each(|country| country.may_host = vec![true]);
    let rules = &mut scenario.rules;
    rules.count.tiers.truncate(1);
    rules.count.region_tiers.iter_mut().for_each(|tiers| tiers.truncate(1));
    rules.capacity.floors.truncate(1);
    rules.capacity.ceilings.truncate(1);
    rules.posts.offices.truncate(1);
    rules.span.subordinates.truncate(1);
    rules.span.countries.truncate(1);
}

/// Yearly cost of the cheapest plan, exact to the cent; `None` if there is no plan.
pub fn optimum(scenario: &Scenario) -> Option<f64> {
    optimum_by(scenario, Method::Mip)
}

pub fn optimum_by(scenario: &Scenario, method: Method) -> Option<f64> {
    let geography = Geography::new(scenario);
    let limits = solver::Limits { gap: 0.0, ..solver::Limits::default() };
    match solver::solve(scenario, &geography, method, &limits, Interrupt::default(), None) {
        Outcome::Solved { solution, .. } => Some(solution.objective.to_units()),
        Outcome::Infeasible => None,
        Outcome::NoPlan { termination } => panic!("no plan, ended by {}", termination.name()),
    }
}
