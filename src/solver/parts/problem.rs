//! The network taken apart: hosts that only the joint sums tie to the rest form a *part*. In a network
//! whose regions keep to themselves, a part is a region.

use crate::geography::Geography;
use crate::scenario::{CountryId, RegionId, Scenario, State};
use crate::solver::search::Prices;

use super::column::Column;
use super::places::Places;
use super::sums::{self, ENDLESS, Range, Sum};
use crate::model::most_posts;

/// Hosts that may cover or supervise each other, with the countries that only they may cover.
#[derive(Debug, Clone, Default)]
pub struct Part {
    pub hosts: Vec<CountryId>,
    pub own: Vec<CountryId>,
    /// Countries that another part may cover as well.
    pub shared: Vec<CountryId>,
    /// Limits inside the part.
    pub sums: Vec<(Sum, Range)>,
    /// Of all these countries.
    pub places: Places,
}

impl Part {
    pub fn new(
        hosts: Vec<CountryId>,
        own: Vec<CountryId>,
        shared: Vec<CountryId>,
        sums: Vec<(Sum, Range)>,
    ) -> Self {
        let places = Places::new([hosts.as_slice(), &own, &shared].concat());
        Self { hosts, own, shared, sums, places }
    }

    /// By country: whether it may lie in an area or a remit of the part.
    pub fn joins(&self, problem: &Problem) -> Vec<bool> {
        let mut joins = vec![false; problem.scenario.countries.len()];
        self.own.iter().chain(&self.shared).for_each(|c| joins[c.0] = true);
        joins
    }

    /// Whether offices of the part keep the limits inside it.
    pub fn limits_hold(&self, problem: &Problem, offices: &[Column]) -> bool {
        self.sums.iter().all(|&(sum, range)| {
            let amount = |office: &Column| {
                let figures = office.figures(problem.scenario, problem.prices);
                sum.amount(problem.scenario, office, &figures)
            };
            range.holds(offices.iter().map(amount).sum())
        })
    }
}

pub struct Problem<'a> {
    pub scenario: &'a Scenario,
    pub geography: &'a Geography,
    pub prices: &'a Prices,
    pub parts: Vec<Part>,
    /// With their limits for the network as a whole.
    pub joint: Vec<(Sum, Range)>,
    /// By joint sum that counts offices or covers, the most that all parts can have of it together.
    pub most_of_all: Vec<Option<i64>>,
    /// Of a post beyond the baseline's number, in cents, over a redeployed one.
    pub new_post: i64,
    pub existing_posts: i64,
    /// What the network costs with nothing open, in cents.
    pub constant: i64,
    /// What a cent of cost weighs: 1, or 0 where only the rules count.
    pub weight: f64,
    /// Whether more posts than the workload needs may serve a rule.
    pub may_pad: bool,
}

/// Whether a choice of columns that meets all rows of the problem keeps every rule. Below the second tier a column
/// does not know the root of its area.
pub fn is_exact(scenario: &Scenario) -> bool {
    let span = &scenario.rules.span;
    let limits_areas = span.state == State::Hard && !span.area.is_unlimited();
    scenario.tiers.len() <= 2 || !(scenario.rules.contiguity.connects_areas() || limits_areas)
}

/// Countries that two parts may have in common before they are taken as one.
const FEW: usize = 3;

impl<'a> Problem<'a> {
    pub fn new(scenario: &'a Scenario, geography: &'a Geography, prices: &'a Prices) -> Self {
        let parts = split(scenario, prices);
        let mut joint = sums::joint(scenario, prices);
        let shared = |c: &CountryId| parts.iter().any(|part| part.shared.contains(c));
        joint.extend(
            scenario.covered_ids().filter(shared).map(|c| (Sum::Covers(c), Range { low: 1, high: 1 })),
        );
        let has_baseline = scenario.baseline.offices.iter().any(Option::is_some);
        let asks_for_more =
            |(sum, range): &(Sum, Range)| matches!(sum, Sum::Posts(_) | Sum::Cash(_)) && range.low > -ENDLESS;
        let may_pad = joint.iter().chain(parts.iter().flat_map(|part| &part.sums)).any(asks_for_more);
        let most_of_all = |&(sum, limits): &(Sum, Range)| {
            let most = |part: &Part| Some(most_in(part, sum, scenario, prices)?.min(limits.high));
            parts.iter().map(most).sum()
        };
        Self {
            most_of_all: joint.iter().map(most_of_all).collect(),
            scenario,
            geography,
            prices,
            parts,
            joint,
            new_post: if has_baseline { prices.new_post - prices.redeployed_post } else { 0 },
            existing_posts: i64::from(scenario.baseline.posts()),
            constant: prices.closed.iter().sum(),
            weight: 1.0,
            may_pad,
        }
    }

    /// What a part may have of a joint sum: no more than it can, and no less than all the others leave it.
    pub fn limits_in(&self, part: &Part, at: usize) -> Range {
        let (sum, limits) = self.joint[at];
        let most = most_in(part, sum, self.scenario, self.prices);
        let most = most.map_or(limits.high, |most| most.min(limits.high));
        let others = if self.parts.len() == 1 { Some(0) } else { self.most_of_all[at].map(|all| all - most) };
        Range { low: others.map_or(0, |others| (limits.low - others).max(0)), high: most }
    }

    /// What posts beyond the baseline's number cost on top.
    pub fn surcharge(&self, posts: i64) -> i64 {
        self.new_post.saturating_mul(posts.saturating_sub(self.existing_posts).max(0))
    }

    /// Multipliers whose credits are finite: of sums that are limited on the side that earns.
    pub fn safe(&self, multipliers: &[f64]) -> Vec<f64> {
        let limited = |(&(sum, range), &multiplier): (&(Sum, Range), &f64)| {
            let least = if sum == Sum::Posts(None) { -(self.new_post as f64) } else { 0.0 };
            match (range.low > -ENDLESS, range.high < ENDLESS) {
                (true, true) => multiplier,
                (true, false) => multiplier.max(least),
                (false, true) => multiplier.min(0.0),
                (false, false) => multiplier.clamp(least, 0.0),
            }
        };
        self.joint.iter().zip(multipliers).map(limited).collect()
    }

    /// No network costs more, in cents.
    pub fn most(&self) -> f64 {
        let (scenario, prices) = (self.scenario, self.prices);
        let covers = prices.choices.iter().filter_map(|all| all.iter().map(|choice| choice.price()).max());
        let site = |h: usize| {
            let tiers = scenario.tier_ids().filter_map(|tier| {
                let site = prices.sites[h][tier.0].as_ref()?;
                let posts = f64::from(most_posts(scenario, tier).max(site.least_posts));
                let visits = site.superiors.iter().map(|&(_, price)| price).max().unwrap_or(0);
                let post = site.post + prices.new_post;
                Some((site.open + visits) as f64 + post as f64 * posts)
            });
            tiers.fold(prices.closed[h] as f64, f64::max)
        };
        covers.map(|price| price as f64).sum::<f64>() + (0..prices.sites.len()).map(site).sum::<f64>() + 1.0
    }

    /// Whether every country can be covered at all, every site that is to be kept may stand, and every limit lies in
    /// some part.
    pub fn is_sound(&self) -> bool {
        let (scenario, prices) = (self.scenario, self.prices);
        let inside = sums::regional(scenario, prices).len();
        let rule = &scenario.rules.retention;
        let may_stand = |&(h, _): &(CountryId, _)| prices.sites[h.0].iter().any(Option::is_some);
        scenario.covered_ids().all(|c| !prices.choices[c.0].is_empty())
            && (rule.state != State::Hard || rule.keep.iter().all(may_stand))
            && self.parts.iter().map(|part| part.sums.len()).sum::<usize>() == inside
    }

    pub fn has_areas(&self) -> bool {
        self.scenario.tiers.len() == 2
    }

    pub fn connects_areas(&self) -> bool {
        self.scenario.rules.contiguity.connects_areas()
    }

    pub fn connects_remits(&self) -> bool {
        let rule = &self.scenario.rules.contiguity;
        let single = self.scenario.tiers.len() == 1;
        rule.connects_remits() || (single && rule.connects_areas())
    }
}

fn split(scenario: &Scenario, prices: &Prices) -> Vec<Part> {
    let may_open = |h: &CountryId| prices.sites[h.0].iter().any(Option::is_some);
    let hosts: Vec<CountryId> = scenario.country_ids().filter(may_open).collect();
    let mut sets = Sets::new(scenario.countries.len());
    let mut by_region: Vec<Option<CountryId>> = vec![None; scenario.regions.len()];
    for &h in &hosts {
        let first = *by_region[scenario.country(h).region.0].get_or_insert(h);
        sets.join(first.0, h.0);
        for (g, _) in prices.sites[h.0].iter().flatten().flat_map(|site| &site.superiors) {
            sets.join(h.0, g.0);
        }
    }
    // Parts that have many countries in common are one.
    loop {
        let mut common: std::collections::BTreeMap<(usize, usize), usize> = Default::default();
        for c in scenario.covered_ids() {
            let mut roots: Vec<usize> =
                prices.choices[c.0].iter().map(|choice| sets.find(choice.office.0)).collect();
            roots.sort_unstable();
            roots.dedup();
            for (at, &a) in roots.iter().enumerate() {
                roots[at + 1..].iter().for_each(|&b| *common.entry((a, b)).or_default() += 1);
            }
        }
        let Some((&(a, b), _)) = common.iter().find(|&(_, &count)| count > FEW) else { break };
        sets.join(a, b);
    }
    let mut roots: Vec<usize> = hosts.iter().map(|h| sets.find(h.0)).collect();
    roots.sort_unstable();
    roots.dedup();
    let mut in_parts: Vec<[Vec<CountryId>; 3]> = vec![Default::default(); roots.len()];
    let mut part_of = |h: CountryId| roots.binary_search(&sets.find(h.0)).expect("a host's set");
    for &h in &hosts {
        in_parts[part_of(h)][0].push(h);
    }
    for c in scenario.covered_ids() {
        let mut within: Vec<usize> =
            prices.choices[c.0].iter().map(|choice| part_of(choice.office)).collect();
        within.sort_unstable();
        within.dedup();
        match within.as_slice() {
            [one] => in_parts[*one][1].push(c),
            several => several.iter().for_each(|&at| in_parts[at][2].push(c)),
        }
    }
    let part = |[hosts, own, shared]: [Vec<CountryId>; 3]| Part::new(hosts, own, shared, Vec::new());
    let mut parts: Vec<Part> = in_parts.into_iter().map(part).collect();
    let regions: Vec<Option<usize>> = by_region.iter().map(|first| first.map(&mut part_of)).collect();
    for (RegionId(r), sum, range) in sums::regional(scenario, prices) {
        if let Some(at) = regions[r] {
            parts[at].sums.push((sum, range));
        }
    }
    parts
}

/// How much a part can have of a sum that counts offices or covers.
fn most_in(part: &Part, sum: Sum, scenario: &Scenario, prices: &Prices) -> Option<i64> {
    let was_there = |h: &CountryId| scenario.baseline.offices[h.0].is_some();
    let count = |counts: &dyn Fn(&CountryId) -> bool| part.hosts.iter().filter(|h| counts(h)).count() as i64;
    match sum {
        Sum::Offices(_, None) => Some(count(&|_| true)),
        Sum::Offices(_, Some(t)) => Some(count(&|&h| prices.site(h, t).is_some())),
        Sum::Kept => Some(count(&was_there)),
        Sum::Opened => Some(count(&|h| !was_there(h))),
        Sum::Covers(c) => Some(count(&|&h| prices.choice(c, h).is_some()).min(1)),
        Sum::Posts(_) | Sum::Cash(_) | Sum::Moved => None,
    }
}

/// Disjoint sets of numbers.
struct Sets(petgraph::unionfind::UnionFind<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Self(petgraph::unionfind::UnionFind::new(count))
    }

    fn find(&mut self, of: usize) -> usize {
        self.0.find_mut(of)
    }

    fn join(&mut self, a: usize, b: usize) {
        self.0.union(a, b);
    }
}

/// For tests: what the default scenario makes.
#[cfg(test)]
pub fn with_default(test: impl FnOnce(Problem)) {
    let of = |scenario: &_, geography: &_, prices: &_| test(Problem::new(scenario, geography, prices));
    crate::solver::search::with_default(&[], of);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The default keeps 47 of its 48 sites at least; Mauritania may be covered from two regions.
    #[test]
    fn a_part_has_no_less_than_the_others_leave_it() {
        with_default(kept_sites_and_covers_of_mauritania);
    }

    fn kept_sites_and_covers_of_mauritania(problem: Problem) {
        let limits = |meant: &dyn Fn(Sum) -> bool| -> Vec<(i64, Range)> {
            let at = problem.joint.iter().position(|&(sum, _)| meant(sum)).expect("the default limits it");
            let of_part = |part: &Part| {
                let was_there = |h: &&CountryId| problem.scenario.baseline.offices[h.0].is_some();
                (part.hosts.iter().filter(was_there).count() as i64, problem.limits_in(part, at))
            };
            problem.parts.iter().map(of_part).collect()
        };
        for (old, kept) in limits(&|sum| sum == Sum::Kept) {
            assert_eq!(kept, Range { low: old - 1, high: old });
        }
        let covers = limits(&|sum| matches!(sum, Sum::Covers(_)));
        let may_cover = covers.iter().filter(|(_, range)| *range == Range { low: 0, high: 1 }).count();
        let may_not = covers.iter().filter(|(_, range)| *range == Range { low: 0, high: 0 }).count();
        assert_eq!((may_cover, may_not), (2, 3));
    }
}
