//! A first plan for a large network, region by region.
//!
//! The regions are joined by a few rows only. Each gets its share of these ([`apportion`]) and is then
//! solved on its own, the largest first; what one leaves unused of posts and budget the next may use.
//! Runs are limited by nodes, not by the clock, so that the plan depends on no machine.

use super::apportion::{Share, apportion};
use super::highs::{Highs, RunLimits};
use super::limits::{Limits, Watcher};
use crate::geography::Geography;
use crate::model::Formulation;
use crate::plan::{CostBreakdown, Network, Tariff};
use crate::scenario::{Money, RegionId, Scenario, State, Workload};

const GAP: f64 = 2e-3;
const NODES: u32 = 300;

/// A network that keeps every rule inside its region and leaves room for the others in the joint ones;
/// `None` where some region finds none.
pub fn first_plan(formulation: &Formulation, limits: &Limits, watcher: &Watcher) -> Option<Network> {
    let mut highs = Highs::new(formulation);
    highs.relax(|_| true);
    let run = RunLimits { phase: "regions", gap: GAP, nodes: Some(NODES), plans: None, seed: limits.seed };
    let relaxed = highs.run(&run, watcher, None).values?;
    drop(highs);
    let (scenario, geography) = (formulation.scenario, formulation.geography);
    let shares = apportion(formulation, &relaxed);
    let count = scenario.countries.len();
    let mut whole = Network { offices: vec![None; count], covered_by: vec![None; count] };
    let mut room = Room::new(scenario, &shares);
    let mut order: Vec<RegionId> = scenario.region_ids().collect();
    order.sort_by_key(|r| std::cmp::Reverse(scenario.countries.iter().filter(|c| c.region == *r).count()));
    for region in order {
        let part = part(scenario, region, &shares[region.0], &room.open_to(&shares[region.0]));
        let found = solve_part(&part, geography, &run, watcher)?;
        room.take(&part, geography, &found, &shares[region.0]);
        for c in scenario.country_ids().filter(|&c| scenario.country(c).region == region) {
            whole.offices[c.0] = found.offices[c.0];
            whole.covered_by[c.0] = found.covered_by[c.0];
        }
    }
    Some(whole)
}

/// What the regions that are still to be solved may use of the joint limits, beyond their shares.
struct Room {
    posts: Option<f64>,
    /// In cents.
    cash: Option<f64>,
}

impl Room {
    fn new(scenario: &Scenario, shares: &[Share]) -> Self {
        let rules = &scenario.rules;
        let before = scenario.baseline.posts();
        let with_new = rules.posts.new.max.filter(|_| before > 0).map(|new| new + before);
        let posts = rules.posts.total.max.into_iter().chain(with_new).min();
        let posts = posts.filter(|_| rules.posts.state == State::Hard);
        let cash = rules.budget.total.max.filter(|_| rules.budget.state == State::Hard);
        Self {
            posts: posts.map(|max| f64::from(max) - shares.iter().map(|share| share.posts).sum::<f64>()),
            cash: cash.map(|max| max.0 as f64 - shares.iter().map(|share| share.cash).sum::<f64>()),
        }
    }

    /// The share of one region and all the room there is: its own costs keep it from wasting any.
    fn open_to(&self, share: &Share) -> (Option<u32>, Option<Money>) {
        (
            self.posts.map(|room| (share.posts + room).max(0.0).floor() as u32),
            self.cash.map(|room| Money((share.cash + room).max(0.0) as i64)),
        )
    }

    fn take(&mut self, part: &Scenario, geography: &Geography, found: &Network, share: &Share) {
        let cost = CostBreakdown::new(part, &Tariff::new(part, geography), found);
        self.posts = self.posts.map(|room| room - (f64::from(found.posts()) - share.posts));
        self.cash = self.cash.map(|room| room - (cost.cash().0 as f64 - share.cash));
    }
}

fn solve_part(part: &Scenario, geography: &Geography, run: &RunLimits, watcher: &Watcher) -> Option<Network> {
    if part.covered_ids().next().is_none() {
        let count = part.countries.len();
        return Some(Network { offices: vec![None; count], covered_by: vec![None; count] });
    }
    let formulation = Formulation::new(part, geography);
    let values = Highs::new(&formulation).run(run, watcher, None).values?;
    Some(formulation.read(&values))
}

/// The scenario of one region: elsewhere nothing is covered and nothing stands.
fn part(
    scenario: &Scenario,
    region: RegionId,
    share: &Share,
    room: &(Option<u32>, Option<Money>),
) -> Scenario {
    let mut part = scenario.clone();
    let is_inside = |c: crate::scenario::CountryId| scenario.country(c).region == region;
    for c in scenario.country_ids().filter(|&c| !is_inside(c)) {
        let country = &mut part.countries[c.0];
        country.covered = false;
        country.workload = Workload::ZERO;
        country.may_host.fill(false);
        part.baseline.offices[c.0] = None;
        part.baseline.covered_by[c.0] = None;
    }
    let rules = &mut part.rules;
    rules.count.offices = share.offices;
    rules.count.tiers.clone_from(&share.tiers);
    for other in scenario.region_ids().filter(|&other| other != region) {
        rules.count.regions[other.0] = Default::default();
        rules.count.region_tiers[other.0].fill(Default::default());
        rules.posts.regions[other.0] = Default::default();
        rules.budget.regions[other.0].min = None;
    }
    rules.posts.total.min = None;
    rules.posts.total.max = room.0;
    rules.posts.new = Default::default();
    rules.budget.total.min = None;
    rules.budget.total.max = room.1;
    rules.accreditation.required.retain(|&(country, _)| is_inside(country));
    rules.retention.keep.retain(|&(host, _)| is_inside(host));
    rules.retention.max_closures = share.closures;
    rules.retention.max_openings = share.openings;
    rules.retention.max_moves = share.moves;
    part
}
