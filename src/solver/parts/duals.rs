//! Dual prices: what the rows of a master problem, and the multipliers of the joint sums, put on
//! countries, offices, posts and money. In cents.

use std::collections::BTreeMap;

use crate::scenario::{CountryId, RegionId, Scenario, TierId};

use super::separator::{Scope, Separator};
use super::sums::Sum;

#[derive(Debug, Clone)]
pub struct Duals {
    /// What a cent of cost weighs.
    pub weight: f64,
    /// By country.
    pub cover: Vec<f64>,
    pub moved: f64,
    /// By host, then tier: all that an office is credited with whatever its remit.
    pub offices: Vec<Vec<f64>>,
    pub lines: BTreeMap<(CountryId, TierId, CountryId), f64>,
    /// By superior, then its tier: of each subordinate.
    pub subordinates: Vec<Vec<f64>>,
    /// By top-tier host: of each member of the area.
    pub areas: Vec<f64>,
    /// By top-tier host, then country; empty where no separator is.
    pub separators: Vec<Vec<f64>>,
    /// By host, then country; empty where no separator is.
    pub remits: Vec<Vec<f64>>,
    /// What a column pays that holds two or more of the three.
    pub triples: BTreeMap<[CountryId; 3], f64>,
    /// By region.
    pub posts: Vec<f64>,
    /// By region: what a cent is credited with.
    pub cash: Vec<f64>,
    pub cash_in_all: f64,
}

impl Duals {
    pub fn new(scenario: &Scenario, weight: f64) -> Self {
        let count = scenario.countries.len();
        Self {
            weight,
            cover: vec![0.0; count],
            moved: 0.0,
            offices: vec![vec![0.0; scenario.tiers.len()]; count],
            lines: BTreeMap::new(),
            subordinates: vec![vec![0.0; scenario.tiers.len()]; count],
            areas: vec![0.0; count],
            separators: vec![Vec::new(); count],
            remits: vec![Vec::new(); count],
            triples: BTreeMap::new(),
            posts: vec![0.0; scenario.regions.len()],
            cash: vec![0.0; scenario.regions.len()],
            cash_in_all: 0.0,
        }
    }

    /// Credits each unit of `sum` with `value`.
    pub fn credit(&mut self, scenario: &Scenario, sum: Sum, value: f64) {
        if value == 0.0 {
            return;
        }
        match sum {
            Sum::Offices(r, t) => {
                let is_in = |h: CountryId| r.is_none_or(|r| scenario.country(h).region == r);
                for h in scenario.country_ids().filter(|&h| is_in(h)) {
                    for tier in scenario.tier_ids().filter(|&tier| t.is_none_or(|t| t == tier)) {
                        self.offices[h.0][tier.0] += value;
                    }
                }
            }
            Sum::Posts(Some(r)) => self.posts[r.0] += value,
            Sum::Posts(None) => self.posts.iter_mut().for_each(|posts| *posts += value),
            Sum::Cash(Some(r)) => self.cash[r.0] += value,
            Sum::Cash(None) => self.cash_in_all += value,
            Sum::Kept | Sum::Opened => {
                let kept = sum == Sum::Kept;
                for h in scenario.country_ids() {
                    if scenario.baseline.offices[h.0].is_some() == kept {
                        self.offices[h.0].iter_mut().for_each(|office| *office += value);
                    }
                }
            }
            Sum::Moved => self.moved += value,
            Sum::Covers(c) => self.cover[c.0] += value,
        }
    }

    /// Prices a separator: its country pays, whoever parts it from the root earns.
    pub fn part(&mut self, separator: &Separator, value: f64) {
        let count = self.cover.len();
        let by_root = match separator.scope {
            Scope::Areas => &mut self.separators,
            Scope::Remits => &mut self.remits,
        };
        let own = &mut by_root[separator.root.0];
        own.resize(count, 0.0);
        own[separator.country.0] += value;
        separator.set.iter().for_each(|v| own[v.0] -= value);
    }

    /// Of an office at `host` that reports to `superior`.
    pub fn line(&self, host: CountryId, tier: TierId, superior: CountryId) -> f64 {
        let line = self.lines.get(&(host, tier, superior)).copied().unwrap_or(0.0);
        line + self.subordinates[superior.0][tier.0 - 1]
    }

    /// What a country is credited with in the area of `root` beyond the office that covers it.
    pub fn member(&self, root: CountryId, country: CountryId) -> f64 {
        self.areas[root.0] + self.separators[root.0].get(country.0).copied().unwrap_or(0.0)
    }

    /// Whether the areas of both roots credit every country alike.
    pub fn alike(&self, a: CountryId, b: CountryId) -> bool {
        a == b
            || (self.separators[a.0].is_empty()
                && self.separators[b.0].is_empty()
                && self.areas[a.0] == self.areas[b.0])
    }

    /// What a cent of a region's cash weighs.
    pub fn cash_factor(&self, region: RegionId) -> f64 {
        self.weight - self.cash[region.0] - self.cash_in_all
    }

    /// What a cent of the network's own cash weighs.
    pub fn network_factor(&self) -> f64 {
        self.weight - self.cash_in_all
    }
}
