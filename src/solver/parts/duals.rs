//! Dual prices: what the rows of a master problem, and the multipliers of the joint sums, put on
//! countries, offices, posts and money. In cents.

use std::collections::BTreeMap;

use crate::scenario::{CountryId, RegionId, Scenario, TierId};

use super::places::Places;
use super::separator::{Scope, Separator};
use super::sums::Sum;

#[derive(Debug, Clone)]
pub struct Duals<'p> {
    /// Of the part. Tables by country are by place, those of offices by place and tier.
    pub places: &'p Places,
    tiers: usize,
    /// What a cent of cost weighs.
    pub weight: f64,
    cover: Vec<f64>,
    pub moved: f64,
    /// All that an office is credited with whatever its remit.
    offices: Vec<f64>,
    pub lines: BTreeMap<(CountryId, TierId, CountryId), f64>,
    /// By superior: of each subordinate.
    pub subordinates: Vec<f64>,
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
    cash: Vec<f64>,
    cash_in_all: f64,
}

impl<'p> Duals<'p> {
    pub fn new(scenario: &Scenario, places: &'p Places, weight: f64) -> Self {
        let (count, tiers) = (places.len(), scenario.tiers.len());
        Self {
            places,
            tiers,
            weight,
            cover: vec![0.0; count],
            moved: 0.0,
            offices: vec![0.0; count * tiers],
            lines: BTreeMap::new(),
            subordinates: vec![0.0; count * tiers],
            areas: vec![0.0; count],
            separators: vec![Vec::new(); count],
            remits: vec![Vec::new(); count],
            triples: BTreeMap::new(),
            posts: vec![0.0; scenario.regions.len()],
            cash: vec![0.0; scenario.regions.len()],
            cash_in_all: 0.0,
        }
    }

    fn of_tier(&self, host: CountryId, tier: TierId) -> usize {
        self.places.of(host) * self.tiers + tier.0
    }

    /// Credits the cover of a country.
    pub fn credit_cover(&mut self, country: CountryId, value: f64) {
        self.cover[self.places.of(country)] += value;
    }

    /// Credits an office of the tier.
    pub fn credit_office(&mut self, host: CountryId, tier: TierId, value: f64) {
        let at = self.of_tier(host, tier);
        self.offices[at] += value;
    }

    /// Credits an office of any tier.
    pub fn credit_host(&mut self, host: CountryId, value: f64) {
        let first = self.of_tier(host, TierId(0));
        self.offices[first..first + self.tiers].iter_mut().for_each(|office| *office += value);
    }

    /// Credits each subordinate of an office.
    pub fn credit_subordinates(&mut self, superior: CountryId, tier: TierId, value: f64) {
        let at = self.of_tier(superior, tier);
        self.subordinates[at] += value;
    }

    /// Credits each member of an area.
    pub fn credit_area(&mut self, root: CountryId, value: f64) {
        self.areas[self.places.of(root)] += value;
    }

    /// Credits each unit of `sum` with `value`.
    pub fn credit(&mut self, scenario: &Scenario, sum: Sum, value: f64) {
        if value == 0.0 {
            return;
        }
        match sum {
            Sum::Offices(r, t) => {
                let is_in = |h: &CountryId| r.is_none_or(|r| scenario.country(*h).region == r);
                for &h in self.places.countries.iter().filter(|h| is_in(h)) {
                    for tier in scenario.tier_ids().filter(|&tier| t.is_none_or(|t| t == tier)) {
                        self.credit_office(h, tier, value);
                    }
                }
            }
            Sum::Posts(Some(r)) => self.posts[r.0] += value,
            Sum::Posts(None) => self.posts.iter_mut().for_each(|posts| *posts += value),
            Sum::Cash(Some(r)) => self.cash[r.0] += value,
            Sum::Cash(None) => self.cash_in_all += value,
            Sum::Kept | Sum::Opened => {
                let kept = sum == Sum::Kept;
                let is_meant = |h: &CountryId| scenario.baseline.offices[h.0].is_some() == kept;
                for &h in self.places.countries.iter().filter(|h| is_meant(h)) {
                    self.credit_host(h, value);
                }
            }
            Sum::Moved => self.moved += value,
            // Another part may share it.
            Sum::Covers(c) => {
                if self.places.get(c).is_some() {
                    self.credit_cover(c, value);
                }
            }
        }
    }

    /// Prices a separator: its country pays, whoever parts it from the root earns.
    pub fn part(&mut self, separator: &Separator, value: f64) {
        let by_root = match separator.scope {
            Scope::Areas => &mut self.separators,
            Scope::Remits => &mut self.remits,
        };
        let own = &mut by_root[self.places.of(separator.root)];
        own.resize(self.places.len(), 0.0);
        own[self.places.of(separator.country)] += value;
        separator.set.iter().for_each(|&v| own[self.places.of(v)] -= value);
    }

    pub fn cover(&self, country: CountryId) -> f64 {
        self.cover[self.places.of(country)]
    }

    /// Of an office, whatever its remit.
    pub fn office(&self, host: CountryId, tier: TierId) -> f64 {
        self.offices[self.of_tier(host, tier)]
    }

    /// Of an office at `host` that reports to `superior`.
    pub fn line(&self, host: CountryId, tier: TierId, superior: CountryId) -> f64 {
        let line = self.lines.get(&(host, tier, superior)).copied().unwrap_or(0.0);
        line + self.subordinates[self.of_tier(superior, TierId(tier.0 - 1))]
    }

    /// What a country is credited with in the area of `root`, beyond its cover.
    pub fn in_area(&self, country: CountryId, root: CountryId) -> f64 {
        let (country, root) = (self.places.of(country), self.places.of(root));
        self.areas[root] + self.separators[root].get(country).copied().unwrap_or(0.0)
    }

    /// What a country is credited with in the remit of `host`, beyond its cover.
    pub fn in_remit(&self, country: CountryId, host: CountryId) -> f64 {
        let (country, host) = (self.places.of(country), self.places.of(host));
        self.remits[host].get(country).copied().unwrap_or(0.0)
    }

    /// Whether the areas of both roots credit every country alike.
    pub fn alike(&self, a: CountryId, b: CountryId) -> bool {
        let (a, b) = (self.places.of(a), self.places.of(b));
        a == b
            || (self.separators[a].is_empty()
                && self.separators[b].is_empty()
                && self.areas[a] == self.areas[b])
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
