//! How much of each limit that joins the regions (counts, posts, budget, retention) falls to each of
//! them, guided by what the relaxation of the whole uses there.

use crate::model::Formulation;
use crate::scenario::{CountryId, Limits, RegionId, Scenario, State};

/// The part of the joint limits that falls to one region.
#[derive(Debug, Clone)]
pub struct Share {
    pub offices: Limits<u32>,
    /// Indexed by tier.
    pub tiers: Vec<Limits<u32>>,
    /// What the relaxation uses; whole posts take more.
    pub posts: f64,
    /// What the relaxation uses, in cents.
    pub cash: f64,
    pub closures: Option<u32>,
    pub openings: Option<u32>,
    pub moves: Option<u32>,
}

/// What each region uses in the relaxation, `values` by column.
struct Usage<'f, 'a> {
    formulation: &'f Formulation<'a>,
    values: &'f [f64],
}

impl Usage<'_, '_> {
    fn scenario(&self) -> &Scenario {
        self.formulation.scenario
    }

    fn value(&self, variable: good_lp::Variable) -> f64 {
        self.values[self.formulation.position(variable)]
    }

    fn open(&self, h: CountryId) -> f64 {
        self.formulation.columns.open[h.0].iter().flatten().map(|&y| self.value(y)).sum()
    }

    fn by_region(&self, amount: impl Fn(CountryId) -> f64) -> Vec<f64> {
        let scenario = self.scenario();
        let mut sums = vec![0.0; scenario.regions.len()];
        for c in scenario.country_ids() {
            sums[scenario.country(c).region.0] += amount(c);
        }
        sums
    }

    fn is_old(&self, h: CountryId) -> bool {
        self.scenario().baseline.offices[h.0].is_some()
    }
}

/// One share for each region.
pub fn apportion(formulation: &Formulation, values: &[f64]) -> Vec<Share> {
    let scenario = formulation.scenario;
    let rules = &scenario.rules;
    let usage = Usage { formulation, values };
    let columns = &formulation.columns;
    let is_hard = |state| state == State::Hard;
    let offices = usage.by_region(|h| usage.open(h));
    let by_tier: Vec<Vec<f64>> = scenario
        .tier_ids()
        .map(|t| usage.by_region(|h| columns.open[h.0][t.0].map_or(0.0, |y| usage.value(y))))
        .collect();
    let posts = usage.by_region(|h| columns.posts[h.0].iter().flatten().map(|&p| usage.value(p)).sum());
    let cash = cash(formulation, &usage);
    let closures = usage.by_region(|h| if usage.is_old(h) { 1.0 - usage.open(h) } else { 0.0 });
    let openings = usage.by_region(|h| if usage.is_old(h) { 0.0 } else { usage.open(h) });
    let moves = usage.by_region(|c| match scenario.baseline.covered_by[c.0] {
        Some(h) if scenario.country(c).covered => 1.0 - columns.covers(c, h).map_or(0.0, |x| usage.value(x)),
        _ => 0.0,
    });

    let count = is_hard(rules.count.state);
    let offices = within(&offices, if count { rules.count.offices } else { Limits::default() }, count);
    let tiers: Vec<Vec<Limits<u32>>> = scenario
        .tier_ids()
        .map(|t| within(&by_tier[t.0], if count { rules.count.tiers[t.0] } else { Limits::default() }, false))
        .collect();
    let retention = |max: Option<u32>| max.filter(|_| is_hard(rules.retention.state));
    let closures = spread(&closures, retention(rules.retention.max_closures));
    let openings = spread(&openings, retention(rules.retention.max_openings));
    let moves = spread(&moves, retention(rules.retention.max_moves));
    scenario
        .region_ids()
        .map(|RegionId(r)| Share {
            offices: offices[r],
            tiers: tiers.iter().map(|limits| limits[r]).collect(),
            posts: posts[r],
            cash: cash[r],
            closures: closures[r],
            openings: openings[r],
            moves: moves[r],
        })
        .collect()
}

fn cash(formulation: &Formulation, usage: &Usage) -> Vec<f64> {
    let mut cash = vec![0.0; formulation.scenario.regions.len()];
    for term in formulation.objective.iter().filter(|term| term.component.is_cash()) {
        if let Some(RegionId(region)) = term.region {
            cash[region] += term.amount.0 as f64 * term.variable.map_or(1.0, |v| usage.value(v));
        }
    }
    cash
}

/// Whole shares of a number that must be kept exactly (`exact`) or between limits: the relaxation's,
/// rounded by largest remainder.
fn within(usage: &[f64], limits: Limits<u32>, exact: bool) -> Vec<Limits<u32>> {
    if limits.is_unlimited() {
        return vec![Limits::default(); usage.len()];
    }
    let sum = usage.iter().sum::<f64>().round() as u32;
    let total = sum.max(limits.min.unwrap_or(0)).min(limits.max.unwrap_or(u32::MAX));
    let shares = largest_remainder(usage, total);
    let min = |share| (exact && limits.min.is_some()).then_some(share);
    shares.into_iter().map(|share| Limits { min: min(share), max: Some(share) }).collect()
}

/// All of a ceiling, what is left over spread as the use is.
fn spread(usage: &[f64], ceiling: Option<u32>) -> Vec<Option<u32>> {
    let Some(ceiling) = ceiling else { return vec![None; usage.len()] };
    let sum: f64 = usage.iter().sum();
    let scale = f64::from(ceiling) / sum.max(1e-9);
    let even = f64::from(ceiling) / usage.len() as f64;
    let wanted: Vec<f64> = usage.iter().map(|u| if sum < 1e-6 { even } else { u * scale }).collect();
    largest_remainder(&wanted, ceiling).into_iter().map(Some).collect()
}

fn largest_remainder(wanted: &[f64], total: u32) -> Vec<u32> {
    let mut shares: Vec<u32> = wanted.iter().map(|w| w.max(0.0).floor() as u32).collect();
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    let remainder = |i: usize| wanted[i] - wanted[i].floor();
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(&b)));
    let given: u32 = shares.iter().sum();
    if given <= total {
        (0..(total - given) as usize).for_each(|n| shares[order[n % order.len()]] += 1);
    } else {
        for _ in 0..given - total {
            let last = order.iter().rev().copied().find(|&i| shares[i] > 0);
            last.into_iter().for_each(|i| shares[i] -= 1);
        }
    }
    shares
}
