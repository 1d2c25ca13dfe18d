//! The cheapest remit of one office under given dual prices: a knapsack with one capacity for each
//! number of posts, solved by depth-first branch and bound.

use super::column::{Column, gained, is_moved};
use super::duals::Duals;
use crate::model::most_posts;
use crate::scenario::{CountryId, Family, Scenario, State, TierId};
use crate::solver::search::{Prices, posts_for};

/// A country that may join the remit.
struct Item {
    country: CountryId,
    /// What it adds to the reduced cost.
    value: f64,
    workload: i64,
}

/// A place in the reporting lines.
struct Line {
    root: CountryId,
    superior: Option<CountryId>,
    /// What it adds to the reduced cost whatever the remit.
    fixed: f64,
}

pub struct Pricer<'a> {
    scenario: &'a Scenario,
    prices: &'a Prices,
}

/// The best column for each number of posts, with its reduced cost.
pub type Priced = Vec<(f64, Column)>;

impl<'a> Pricer<'a> {
    pub fn new(scenario: &'a Scenario, prices: &'a Prices) -> Self {
        Self { scenario, prices }
    }

    /// Columns of reduced cost below `limit`, and a bound that no column of this host undercuts
    /// (never above 0).
    pub fn price(&self, host: CountryId, duals: &Duals, limit: f64) -> (f64, Priced) {
        let mut found = Priced::new();
        let mut least = 0f64;
        for tier in self.scenario.tier_ids() {
            let Some(site) = self.prices.site(host, tier) else { continue };
            let cash = duals.cash_factor(self.scenario.country(host).region);
            let open = (site.open - self.prices.closed[host.0]) as f64 * cash - duals.office(host, tier);
            let mut lines: Vec<Line> = site
                .superiors
                .iter()
                .map(|&(g, visits)| Line {
                    root: g,
                    superior: Some(g),
                    fixed: open + visits as f64 * cash - duals.line(host, tier, g),
                })
                .collect();
            if tier.0 == 0 {
                lines.push(Line { root: host, superior: None, fixed: open });
            }
            // Lines whose areas price members alike differ in the fixed part only.
            lines.sort_by(|a, b| {
                let (left, right) = (duals.area(a.root), duals.area(b.root));
                left.cmp_to(&right).then(a.fixed.total_cmp(&b.fixed)).then(a.superior.cmp(&b.superior))
            });
            lines.dedup_by(|next, kept| duals.area(next.root).is_like(&duals.area(kept.root)));
            for line in lines {
                let (bound, columns) = self.knapsacks(host, tier, &line, duals, limit);
                least = least.min(bound);
                found.extend(columns);
            }
        }
        (least, found)
    }

    fn knapsacks(
        &self,
        host: CountryId,
        tier: TierId,
        line: &Line,
        duals: &Duals,
        limit: f64,
    ) -> (f64, Priced) {
        let (scenario, prices) = (self.scenario, self.prices);
        let region = scenario.country(host).region;
        let cash = duals.cash_factor(region);
        let site = prices.site(host, tier).expect("asked for allowed sites only");
        let area = duals.area(line.root);
        let item = |country: CountryId| {
            let choice = prices.choice(country, host).expect("in reach");
            let moved = if is_moved(scenario, country, host) { duals.moved } else { 0.0 };
            Item {
                country,
                value: choice.cash as f64 * cash + choice.service as f64
                    - duals.cover[country.0]
                    - moved
                    - area.member(country),
                workload: scenario.country(country).workload.0,
            }
        };
        let own = scenario.country(host).covered.then(|| item(host));
        let base = line.fixed + own.as_ref().map_or(0.0, |own| own.value);
        let load = own.as_ref().map_or(0, |own| own.workload);
        let mut items: Vec<Item> = prices.reaches[host.0].iter().map(|&country| item(country)).collect();
        items.sort_by(|a, b| {
            let (left, right) = (a.value * b.workload as f64, b.value * a.workload as f64);
            left.total_cmp(&right).then(a.value.total_cmp(&b.value)).then(a.country.cmp(&b.country))
        });
        let is_hard = |family| scenario.rules.state(family) == State::Hard;
        let span = scenario.rules.span.countries[tier.0].max.filter(|_| is_hard(Family::Span));
        let room = span.map_or(usize::MAX, |max| max as usize).saturating_sub(usize::from(own.is_some()));
        let has_capacity = is_hard(Family::Capacity);
        let limits = scenario.rules.capacity.limits(host, tier);
        let floor = limits.min.filter(|_| has_capacity).map_or(0, |floor| floor.0);
        let ceiling = limits.max.filter(|_| has_capacity).map_or(i64::MAX, |ceiling| ceiling.0 - load);
        let earns = site.post as f64 * cash < duals.posts(region);
        let most = match (earns, has_capacity) {
            (true, _) => most_posts(scenario, tier),
            (false, true) => self.most_useful(&items, tier, load, floor),
            (false, false) => 0,
        };
        let most = most.min(site.most_posts);
        let mut found = Priced::new();
        let mut least = 0f64;
        for posts in site.least_posts.max(posts_for(scenario, tier, load))..=most.max(site.least_posts) {
            if posts > site.most_posts {
                break;
            }
            let redeployed = (prices.redeployed_post * gained(scenario, host, posts)) as f64;
            let staff = site.post as f64 * f64::from(posts) * cash + redeployed * duals.network_factor()
                - duals.posts(region) * f64::from(posts);
            let carried = match scenario.parameters.workload_per_post {
                Some(per_post) if has_capacity => {
                    per_post.0 * i64::from(posts) - scenario.tier(tier).overhead.0 - load
                }
                _ => i64::MAX,
            };
            let capacity = carried.min(ceiling);
            if capacity < 0 {
                continue;
            }
            let mut search = Search {
                items: &items,
                floor: floor - load,
                best: limit.min(0.0) - base - staff,
                chosen: Vec::new(),
                found: None,
            };
            search.descend(0, 0.0, capacity, 0, room);
            if let Some(chosen) = search.found {
                let reduced = search.best + base + staff;
                least = least.min(reduced);
                let mut remit: Vec<CountryId> = chosen.into_iter().map(|at| items[at].country).collect();
                remit.extend(own.as_ref().map(|own| own.country));
                remit.sort_unstable();
                found.push((reduced, Column { host, tier, superior: line.superior, posts, remit }));
            } else {
                least = least.min(limit.min(0.0));
            }
        }
        (least, found)
    }

    /// More posts than carry everything worth having serve no column.
    fn most_useful(&self, items: &[Item], tier: TierId, load: i64, floor: i64) -> u32 {
        let worth: i64 = items.iter().filter(|item| item.value < 0.0).map(|item| item.workload).sum();
        posts_for(self.scenario, tier, (load + worth).max(floor))
    }
}

struct Search<'i> {
    items: &'i [Item],
    /// Workload that must still come together; may be negative.
    floor: i64,
    best: f64,
    chosen: Vec<usize>,
    found: Option<Vec<usize>>,
}

impl Search<'_> {
    fn descend(&mut self, from: usize, value: f64, capacity: i64, load: i64, room: usize) {
        if load >= self.floor && value < self.best {
            self.best = value;
            self.found = Some(self.chosen.clone());
        }
        if room == 0 {
            return;
        }
        for at in from..self.items.len() {
            let item = &self.items[at];
            if item.value >= 0.0 && load >= self.floor {
                return;
            }
            if value + self.relaxed(at, capacity) >= self.best {
                return;
            }
            if item.workload <= capacity {
                self.chosen.push(at);
                self.descend(
                    at + 1,
                    value + item.value,
                    capacity - item.workload,
                    load + item.workload,
                    room - 1,
                );
                self.chosen.pop();
            }
        }
    }

    /// The least value that items from `from` on can add: the fractional knapsack, without regard to
    /// their number.
    fn relaxed(&self, from: usize, mut capacity: i64) -> f64 {
        let mut value = 0.0;
        for item in &self.items[from..] {
            if item.value >= 0.0 {
                break;
            }
            if item.workload > capacity {
                value += item.value * capacity as f64 / item.workload as f64;
                break;
            }
            value += item.value;
            capacity -= item.workload;
        }
        value
    }
}
