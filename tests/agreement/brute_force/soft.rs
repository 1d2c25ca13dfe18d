//! What soft families cost, read from their descriptions alone.

use purview::geography::Geography;
use purview::scenario::{ArrangementId, CountryId, Limits, Money, Scenario, State, TierId};

use super::prices::Amount;

/// A network that is complete.
pub struct Soft<'a> {
    pub scenario: &'a Scenario,
    pub geography: &'a Geography,
    pub tiers: &'a [Option<TierId>],
    pub housed: &'a [ArrangementId],
    pub superiors: &'a [Option<CountryId>],
    pub covered_by: &'a [Option<CountryId>],
    pub posts: &'a [u32],
}

fn outside(value: i64, min: Option<i64>, max: Option<i64>) -> i64 {
    min.map_or(0, |min| (min - value).max(0)) + max.map_or(0, |max| (value - max).max(0))
}

fn beyond(value: usize, limits: Limits<u32>) -> i64 {
    outside(value as i64, limits.min.map(i64::from), limits.max.map(i64::from))
}

fn begun(amount: i64, unit: i64) -> i64 {
    (amount + unit - 1).div_euclid(unit)
}

impl Soft<'_> {
    /// Of the families that are soft; `spent` is the cash.
    pub fn price(&self, spent: Amount) -> Money {
        let rules = &self.scenario.rules;
        let soft = |state: State, price: Money, missed: i64| {
            if state == State::Soft { price * missed } else { Money::ZERO }
        };
        soft(rules.region.state, rules.region.price, self.region())
            + soft(rules.count.state, rules.count.price, self.count())
            + soft(rules.capacity.state, rules.capacity.price, self.capacity())
            + soft(rules.posts.state, rules.posts.price, self.posts())
            + soft(rules.budget.state, rules.budget.price, self.budget(spent))
            + soft(rules.span.state, rules.span.price, self.span())
            + soft(rules.reach.state, rules.reach.price, self.reach())
            + soft(rules.contiguity.state, rules.contiguity.price, self.contiguity())
            + soft(rules.accreditation.state, rules.accreditation.price, self.accreditation())
            + soft(rules.retention.state, rules.retention.price, self.retention())
            + soft(rules.arrangement.state, rules.arrangement.price, self.arrangement())
    }

    fn arrangement(&self) -> i64 {
        super::housed::missed(self.scenario, self.tiers, self.housed)
    }

    fn hosts(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.tiers.iter().enumerate().filter_map(|(host, tier)| Some((host, (*tier)?.0)))
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.covered_by.iter().enumerate().filter_map(|(country, office)| Some((country, (*office)?.0)))
    }

    fn region_of(&self, country: usize) -> usize {
        self.scenario.countries[country].region.0
    }

    fn load(&self, host: usize) -> i64 {
        self.pairs().filter(|p| p.1 == host).map(|(c, _)| self.scenario.countries[c].workload.0).sum()
    }

    fn region(&self) -> i64 {
        let rule = &self.scenario.rules.region;
        let is_outside = |a: usize, b: usize, exceptions: &[(CountryId, purview::scenario::RegionId)]| {
            self.region_of(a) != self.region_of(b)
                && !exceptions.iter().any(|(c, r)| c.0 == a && r.0 == self.region_of(b))
        };
        let covered = self.pairs().filter(|&(c, h)| is_outside(c, h, &rule.cover_exceptions)).count();
        let supervised = self.hosts().filter_map(|(h, _)| Some((h, self.superiors[h]?.0)));
        let supervised = supervised.filter(|&(h, g)| is_outside(h, g, &rule.supervision_exceptions)).count();
        (covered + supervised) as i64
    }

    fn count(&self) -> i64 {
        let rule = &self.scenario.rules.count;
        let offices = |region: Option<usize>, tier: Option<usize>| {
            let is_meant = |&(h, t): &(usize, usize)| {
                region.is_none_or(|r| self.region_of(h) == r) && tier.is_none_or(|tier| t == tier)
            };
            self.hosts().filter(is_meant).count()
        };
        let mut missed = beyond(offices(None, None), rule.offices);
        for (t, limits) in rule.tiers.iter().enumerate() {
            missed += beyond(offices(None, Some(t)), *limits);
        }
        for (r, limits) in rule.regions.iter().enumerate() {
            missed += beyond(offices(Some(r), None), *limits);
            for (t, limits) in rule.region_tiers[r].iter().enumerate() {
                missed += beyond(offices(Some(r), Some(t)), *limits);
            }
        }
        missed
    }

    fn capacity(&self) -> i64 {
        let rule = &self.scenario.rules.capacity;
        let of_office = |(host, tier): (usize, usize)| {
            let load = self.load(host);
            let carried = self.scenario.parameters.workload_per_post.map(|per_post| {
                per_post.0 * i64::from(self.posts[host])
                    - self.scenario.tiers[tier].terms(self.housed[host]).overhead.0
            });
            let ceilings = [carried, rule.ceilings[tier].map(|w| w.0), rule.hosts[host].max.map(|w| w.0)];
            let floor = rule.floors[tier].0.max(rule.hosts[host].min.map_or(0, |w| w.0));
            let above = ceilings.into_iter().flatten().min().map_or(0, |most| (load - most).max(0));
            begun(above, 1000) + begun((floor - load).max(0), 1000)
        };
        self.hosts().map(of_office).sum()
    }

    fn posts(&self) -> i64 {
        let rule = &self.scenario.rules.posts;
        let at = |host: usize| self.posts[host] as usize;
        let mut missed: i64 = self.hosts().map(|(h, t)| beyond(at(h), rule.offices[t])).sum();
        for (r, limits) in rule.regions.iter().enumerate() {
            let posts = self.hosts().filter(|&(h, _)| self.region_of(h) == r).map(|(h, _)| at(h)).sum();
            missed += beyond(posts, *limits);
        }
        let all: usize = self.hosts().map(|(h, _)| at(h)).sum();
        missed += beyond(all, rule.total);
        if self.scenario.baseline.offices.iter().any(Option::is_some) {
            missed += beyond(all.saturating_sub(self.scenario.baseline.posts() as usize), rule.new);
        }
        missed
    }

    fn budget(&self, spent: Amount) -> i64 {
        let rule = &self.scenario.rules.budget;
        let over = |cash: Money, limits: &Limits<Money>| {
            begun(outside(cash.0, limits.min.map(|m| m.0), limits.max.map(|m| m.0)), 100_000)
        };
        let regions = spent.regions.iter().zip(&rule.regions).map(|(cash, limits)| over(*cash, limits));
        over(spent.cash, &rule.total) + regions.sum::<i64>()
    }

    fn top_of(&self, mut host: usize) -> usize {
        while let Some(superior) = self.superiors[host] {
            host = superior.0;
        }
        host
    }

    fn area(&self, top: usize) -> Vec<usize> {
        self.pairs().filter(|&(_, h)| self.top_of(h) == top).map(|(c, _)| c).collect()
    }

    fn remit(&self, host: usize) -> Vec<usize> {
        self.pairs().filter(|&(_, h)| h == host).map(|(c, _)| c).collect()
    }

    fn span(&self) -> i64 {
        let rule = &self.scenario.rules.span;
        let of_office = |(host, tier): (usize, usize)| {
            let below = self.superiors.iter().filter(|s| **s == Some(CountryId(host))).count();
            let is_bottom = tier + 1 == self.scenario.tiers.len();
            let mut missed = beyond(self.remit(host).len(), rule.countries[tier]);
            if !is_bottom {
                missed += beyond(below, rule.subordinates[tier]);
            }
            if tier == 0 {
                missed += beyond(self.area(host).len(), rule.area);
            }
            missed
        };
        self.hosts().map(of_office).sum()
    }

    fn reach(&self) -> i64 {
        let km = |(c, h): (usize, usize)| {
            let max = self.scenario.rules.reach.max_km[c].filter(|_| c != h)?;
            Some((self.geography.km(CountryId(c), CountryId(h))? - max).max(0))
        };
        self.pairs().filter_map(km).sum()
    }

    /// Parts of `set` without `host`.
    fn parts(&self, host: usize, mut set: Vec<usize>) -> i64 {
        set.push(host);
        set.sort_unstable();
        set.dedup();
        let mut parts = 0;
        while let Some(first) = set.pop() {
            parts += 1;
            let mut queue = vec![first];
            while let Some(at) = queue.pop() {
                let touches = |c: &usize| {
                    let is = |b: &purview::scenario::Border| {
                        (b.a.0, b.b.0) == (at, *c) || (b.b.0, b.a.0) == (at, *c)
                    };
                    self.scenario.borders.iter().any(is)
                };
                let (joined, apart): (Vec<usize>, Vec<usize>) = set.into_iter().partition(touches);
                queue.extend(joined);
                set = apart;
            }
        }
        parts - 1
    }

    fn contiguity(&self) -> i64 {
        let rule = &self.scenario.rules.contiguity;
        let of_office = |(host, tier): (usize, usize)| {
            let area = if rule.areas && tier == 0 { self.parts(host, self.area(host)) } else { 0 };
            area + if rule.remits { self.parts(host, self.remit(host)) } else { 0 }
        };
        self.hosts().map(of_office).sum()
    }

    fn accreditation(&self) -> i64 {
        let rule = &self.scenario.rules.accreditation;
        let is = |(c, h): &(CountryId, CountryId)| self.covered_by[c.0] == Some(*h);
        let required = rule.required.iter().filter(|pair| !is(pair)).count();
        (required + rule.forbidden.iter().filter(|pair| is(pair)).count()) as i64
    }

    fn retention(&self) -> i64 {
        let (rule, before) = (&self.scenario.rules.retention, &self.scenario.baseline);
        let is_lost = |(h, tier): &(CountryId, Option<TierId>)| match (self.tiers[h.0], tier) {
            (None, _) => true,
            (Some(own), Some(kept)) => own != *kept,
            (Some(_), None) => false,
        };
        let lost = rule.keep.iter().filter(|site| is_lost(site)).count();
        let open = rule.close.iter().filter(|h| self.tiers[h.0].is_some()).count();
        let changed = |was: bool, is: bool| {
            let changes = |h: &usize| before.offices[*h].is_some() == was && self.tiers[*h].is_some() == is;
            (0..self.tiers.len()).filter(changes).count()
        };
        let moved = |(c, h): &(usize, usize)| before.covered_by[*c].is_some_and(|old| old.0 != *h);
        let most = |value: usize, max: Option<u32>| beyond(value, Limits { min: None, max });
        (lost + open) as i64
            + most(changed(true, false), rule.max_closures)
            + most(changed(false, true), rule.max_openings)
            + most(self.pairs().filter(moved).count(), rule.max_moves)
    }
}
