//! Sums over the whole network, and how far they are outside the rules on it.

use super::State;
use super::host::HostFigures;
use crate::scenario::{CountryId, Family, Limits, Money, RegionId, Scenario};
use crate::solver::search::excess::{Excess, outside, whole};

/// An area that a region lacks counts for as much as so many countries outside theirs: from a few too many in the
/// others no single move leads to it.
const AREA: i64 = 8;

/// Sums over all hosts and areas.
#[derive(Debug)]
pub struct Totals {
    pub cash: i64,
    pub service: i64,
    pub posts: i64,
    pub gained: i64,
    pub moved: i64,
    pub ragged: i64,
    pub closures: i64,
    pub openings: i64,
    pub uncovered: i64,
    /// Top-tier offices that regions need for their countries beyond those there are.
    pub missing_areas: i64,
    /// By region.
    pub region_cash: Vec<i64>,
    pub region_posts: Vec<i64>,
    /// By region, then tier.
    pub offices: Vec<Vec<i64>>,
    /// Offices by tier.
    pub tiers: Vec<i64>,
    pub excess: Excess,
    limited: Limited,
}

/// Whether some region has a limit of its own: a network may have hundreds of regions, and every move asks.
#[derive(Debug)]
struct Limited {
    offices: bool,
    posts: bool,
    cash: bool,
}

impl Totals {
    /// Nothing open, nothing covered.
    pub fn new(scenario: &Scenario, least_areas: &[i64]) -> Self {
        let regions = scenario.regions.len();
        Self {
            cash: 0,
            service: 0,
            posts: 0,
            gained: 0,
            moved: 0,
            ragged: 0,
            closures: scenario.baseline.offices.iter().flatten().count() as i64,
            openings: 0,
            uncovered: scenario.covered_ids().count() as i64,
            missing_areas: least_areas.iter().sum(),
            region_cash: vec![0; regions],
            region_posts: vec![0; regions],
            offices: vec![vec![0; scenario.tiers.len()]; regions],
            tiers: vec![0; scenario.tiers.len()],
            excess: Excess::default(),
            limited: Limited::new(scenario),
        }
    }
}

impl Limited {
    fn new(scenario: &Scenario) -> Self {
        let rules = &scenario.rules;
        let mut counts = rules.count.regions.iter().chain(rules.count.region_tiers.iter().flatten());
        Self {
            offices: counts.any(|limits| !limits.is_unlimited()),
            posts: rules.posts.regions.iter().any(|limits| !limits.is_unlimited()),
            cash: rules.budget.regions.iter().any(|limits| !limits.is_unlimited()),
        }
    }
}

impl State<'_> {
    pub(super) fn replace_host(&mut self, host: CountryId, before: &HostFigures, now: &HostFigures) {
        let region = self.scenario.country(host).region.0;
        let totals = &mut self.totals;
        totals.cash += now.cash - before.cash;
        totals.service += now.service - before.service;
        totals.posts += now.posts - before.posts;
        totals.gained += now.gained - before.gained;
        totals.moved += now.moved - before.moved;
        totals.ragged += now.ragged - before.ragged;
        totals.region_cash[region] += now.cash - before.cash;
        totals.region_posts[region] += now.posts - before.posts;
        totals.excess.replace(&before.excess, &now.excess);
    }

    /// New and redeployed posts, in cents.
    pub(super) fn network_transition(&self) -> i64 {
        if !self.has_baseline {
            return 0;
        }
        let new = self.new_posts();
        self.prices.new_post * new + self.prices.redeployed_post * (self.totals.gained - new)
    }

    fn new_posts(&self) -> i64 {
        (self.totals.posts - self.existing_posts).max(0)
    }

    pub(super) fn add_network_excess(&self, excess: &mut Excess, cash: i64) {
        let rules = &self.scenario.rules;
        let totals = &self.totals;
        excess.add(Family::Coverage, totals.uncovered);
        if self.is_hard(Family::Count) {
            let rule = &rules.count;
            let mut beyond = outside(totals.tiers.iter().sum(), whole(rule.offices));
            for (&offices, limits) in totals.tiers.iter().zip(&rule.tiers) {
                beyond += outside(offices, whole(*limits));
            }
            if totals.limited.offices {
                beyond += self.scenario.region_ids().map(|region| self.offices_beyond(region)).sum::<i64>();
            }
            excess.add(Family::Count, beyond);
        }
        excess.add(Family::Span, AREA * totals.missing_areas);
        if self.is_hard(Family::Posts) {
            let rule = &rules.posts;
            let mut beyond = outside(totals.posts, whole(rule.total));
            if totals.limited.posts {
                beyond += self.scenario.region_ids().map(|region| self.posts_beyond(region)).sum::<i64>();
            }
            if self.has_baseline {
                beyond += outside(self.new_posts(), whole(rule.new));
            }
            excess.add(Family::Posts, beyond);
        }
        if self.is_hard(Family::Budget) {
            let rule = &rules.budget;
            let mut beyond = thousands(outside(cash, money(rule.total)));
            if totals.limited.cash {
                beyond += self.scenario.region_ids().map(|region| self.cash_beyond(region)).sum::<i64>();
            }
            excess.add(Family::Budget, beyond);
        }
        if self.is_hard(Family::Retention) {
            let rule = &rules.retention;
            let beyond = |value: i64, max: Option<u32>| max.map_or(0, |max| (value - i64::from(max)).max(0));
            let sites =
                beyond(totals.closures, rule.max_closures) + beyond(totals.openings, rule.max_openings);
            // A site counts for as much as four countries.
            excess.add(Family::Retention, 4 * sites + beyond(totals.moved, rule.max_moves));
        }
    }

    pub(super) fn missing_areas(&self, region: usize) -> i64 {
        (self.least_areas[region] - self.totals.offices[region][0]).max(0)
    }

    fn offices_beyond(&self, region: RegionId) -> i64 {
        let rule = &self.scenario.rules.count;
        let offices = &self.totals.offices[region.0];
        let by_tier = offices.iter().zip(&rule.region_tiers[region.0]);
        outside(offices.iter().sum(), whole(rule.regions[region.0]))
            + by_tier.map(|(&offices, limits)| outside(offices, whole(*limits))).sum::<i64>()
    }

    fn posts_beyond(&self, region: RegionId) -> i64 {
        let limits = self.scenario.rules.posts.regions[region.0];
        outside(self.totals.region_posts[region.0], whole(limits))
    }

    fn cash_beyond(&self, region: RegionId) -> i64 {
        let limits = self.scenario.rules.budget.regions[region.0];
        thousands(outside(self.totals.region_cash[region.0], money(limits)))
    }

    /// Posts that the rules on sums of posts ask for beyond those there are.
    pub fn missing_posts(&self) -> i64 {
        if !self.is_hard(Family::Posts) {
            return 0;
        }
        let rule = &self.scenario.rules.posts;
        let missing =
            |posts: i64, limits: Limits<u32>| limits.min.map_or(0, |min| (i64::from(min) - posts).max(0));
        let regions = self.totals.region_posts.iter().zip(&rule.regions);
        let new = if self.has_baseline { missing(self.new_posts(), rule.new) } else { 0 };
        missing(self.totals.posts, rule.total)
            + new
            + regions.map(|(&posts, &limits)| missing(posts, limits)).sum::<i64>()
    }

    /// Regions in which a rule is broken that speaks of the region, or of something in it.
    pub fn broken_regions(&self) -> Vec<RegionId> {
        let is_outside = |region: RegionId| {
            self.is_hard(Family::Count) && self.offices_beyond(region) > 0
                || self.is_hard(Family::Posts) && self.posts_beyond(region) > 0
                || self.is_hard(Family::Budget) && self.cash_beyond(region) > 0
        };
        let is_broken = |h: CountryId| !self.hosts[h.0].excess.is_none() || !self.areas[h.0].is_none();
        let mut broken: Vec<RegionId> = self.scenario.region_ids().filter(|&r| is_outside(r)).collect();
        let hosts = self.scenario.country_ids().filter(|&h| is_broken(h));
        let is_covered = |c: CountryId| self.covered_by(c).is_some_and(|h| self.is_open(h));
        let uncovered = self.scenario.covered_ids().filter(|&c| !is_covered(c));
        broken.extend(hosts.chain(uncovered).map(|c| self.scenario.country(c).region));
        broken.sort_unstable();
        broken.dedup();
        broken
    }
}

fn money(limits: Limits<Money>) -> Limits<i64> {
    Limits { min: limits.min.map(|money| money.0), max: limits.max.map(|money| money.0) }
}

/// Cents as whole thousands of the currency, upwards.
fn thousands(cents: i64) -> i64 {
    (cents + 99_999) / 100_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::TierId;
    use crate::solver::search::state::Seat;
    use crate::solver::search::with_default;

    /// The 26 countries of Europe and Central Asia fill two areas of 25.
    #[test]
    fn a_region_lacks_the_areas_that_its_countries_fill() {
        with_default(&[], |scenario, geography, prices| {
            let mut state = State::new(scenario, geography, prices);
            let top = TierId(0);
            let eca = scenario.region_ids().find(|r| scenario.regions[r.0].id == "ECA").expect("the region");
            let is_site =
                |h: &CountryId| scenario.country(*h).region == eca && prices.site(*h, top).is_some();
            let sites: Vec<CountryId> = scenario.country_ids().filter(is_site).take(3).collect();
            let lacks = |state: &State| (state.missing_areas(eca.0), state.totals.missing_areas);
            assert_eq!(lacks(&state), (2, 9), "2, 1, 2, 2 and 2");
            for (&h, missing) in sites.iter().zip([1, 0, 0]) {
                state.set_seat(h, Some(Seat { tier: top, superior: None }));
                assert_eq!(lacks(&state), (missing, 7 + missing));
            }
            state.undo();
            assert_eq!(lacks(&state), (2, 9));
            let (_, excess) = state.figures();
            assert_eq!(excess.of(Family::Span), 9 * AREA);
        });
    }

    /// Of a network of which nothing is open.
    #[test]
    fn posts_are_missing_below_a_lower_limit_alone() {
        let missing = |set: &[&str]| {
            let mut found = (0, 0);
            with_default(set, |scenario, geography, prices| {
                let mut state = State::new(scenario, geography, prices);
                state.figures();
                found = (state.totals.posts, state.missing_posts());
            });
            found
        };
        assert_eq!(missing(&[]).1, 0);
        let (posts, short) = missing(&["posts.total.min=1000"]);
        assert_eq!(posts + short, 1000);
        assert_eq!(missing(&["posts.regions.AFR={\"min\":100,\"max\":200}"]).1, 100);
        assert_eq!(missing(&["posts.new={\"min\":5,\"max\":10}"]).1, 5);
    }
}
