//! What is left of the problem in a domain, as a mixed-integer program for HiGHS: y[h] site h is open,
//! x[c,h] it covers customer c, o[c] the site that stands at c.
//!
//! ```text
//! min Σ_h (open[h] + …) y[h] + Σ_{c,h} (price[c,h] − u[c]) x[c,h] + Σ_c u[c]
//! Σ_h x[c,h] + y[o[c]] = 1                         each c
//! x[c,h] ≤ y[h]                                    each pair
//! floor[h] y[h] ≤ Σ_c w[c] x[c,h] ≤ ceiling[h] y[h]       its own customer's workload counted with y
//! least[h] y[h] ≤ Σ_c x[c,h] ≤ most[h] y[h]
//! least ≤ Σ_h y[h] ≤ most                          in all, and in each region
//! Σ_h ceiling[h] y[h] ≥ Σ_c w[c]
//! x[c,h] ≤ Σ_{v ∈ S} x[v,h]                        S parts c from h
//! ```
//!
//! Prices are reduced by the multipliers u of the relaxation, which changes no plan's cost and leaves
//! HiGHS numbers of the size of the gap. Neither ceiling nor floor nor contiguity: x need not be whole.

use highs::{Col, RowProblem, Sense};

use super::domain::{Domain, Status};
use super::problem::{Pair, Problem};
use super::relaxation::is_free;
use super::separator::Separator;
use crate::scenario::Money;
use crate::solver::highs::{Highs, RunLimits, RunResult};
use crate::solver::limits::Watcher;

/// Bounds are given away by this many units of the objective, and end so far from the incumbent. Where a
/// unit is the smallest difference between two plans, that costs nothing.
const MARGIN: f64 = 0.01;
/// Largest coefficient in the objective that HiGHS is given.
const LARGEST: f64 = 1e6;

pub struct Core<'p> {
    problem: &'p Problem<'p>,
    highs: Highs,
    /// By site; `None` where closed.
    open: Vec<Option<usize>>,
    /// By site: customers in its reach, with the number of their column.
    cover: Vec<Vec<(u32, usize)>>,
    columns: usize,
    /// Of one unit of the objective.
    cents: f64,
    /// A unit of the objective is the smallest difference between two plans.
    is_stepwise: bool,
}

/// A choice of sites and remits.
pub struct Draft {
    pub open: Vec<bool>,
    /// By customer.
    pub site_of: Vec<u32>,
}

impl<'p> Core<'p> {
    pub fn new(
        problem: &'p Problem<'p>,
        domain: &Domain,
        multipliers: &[i64],
        separators: &[Separator],
    ) -> Self {
        // Multipliers of whole steps leave whole prices whole.
        let step = problem.step();
        let shift: Vec<i64> = multipliers.iter().map(|&u| u.div_euclid(step) * step).collect();
        let of = |customer: u32| shift[customer as usize];
        let reduced_open = |at: usize| {
            let site = &problem.sites[at];
            site.open - site.own.map_or(0, of)
        };
        let usable = |at: &usize| !domain.is_closed(*at);
        let sites: Vec<usize> = (0..problem.sites.len()).filter(usable).collect();
        let plain = |at: usize, pair: &Pair| problem.price(at, pair.customer) - of(pair.customer);
        let prices = sites.iter().flat_map(|&at| domain.reach[at].iter().map(move |pair| plain(at, pair)));
        let largest = prices.chain(sites.iter().map(|&at| reduced_open(at))).map(i64::abs).max().unwrap_or(1);
        // In units of the smallest difference where that leaves no number too large.
        let unit = (step as f64).max(largest as f64 / LARGEST);
        let scaled = |grains: i64| grains as f64 / unit;

        let mut rows = RowProblem::default();
        let mut columns = 0;
        let mut next = || {
            columns += 1;
            columns - 1
        };
        let is_whole = |at: usize| {
            let site = &problem.sites[at];
            !is_free(site) || problem.borders.is_some() || site.least > 1 || site.most < usize::MAX
        };
        let whole_pairs = sites.iter().any(|&at| is_whole(at));
        let mut open: Vec<Option<(Col, usize)>> = vec![None; problem.sites.len()];
        let mut cover: Vec<Vec<(u32, Col, usize)>> = vec![Vec::new(); problem.sites.len()];
        for &at in &sites {
            let least = f64::from(u8::from(domain.status[at] == Status::Open));
            let column = rows.add_integer_column(scaled(reduced_open(at)), least..=1.0);
            open[at] = Some((column, next()));
        }
        let mut choices: Vec<Vec<(Col, f64)>> = vec![Vec::new(); problem.customers.len()];
        for &at in &sites {
            let (y, _) = open[at].expect("added above");
            if let Some(own) = problem.sites[at].own {
                choices[own as usize].push((y, 1.0));
            }
            for pair in &domain.reach[at] {
                let price = scaled(plain(at, pair));
                let x = rows.add_column_with_integrality(price, 0.0..=1.0, whole_pairs);
                cover[at].push((pair.customer, x, next()));
                choices[pair.customer as usize].push((x, 1.0));
                if domain.status[at] == Status::Free {
                    rows.add_row(..=0.0, [(x, 1.0), (y, -1.0)]);
                }
            }
        }
        for choice in choices {
            rows.add_row(1.0..=1.0, choice);
        }
        let all = problem.total_workload();
        for &at in &sites {
            let site = &problem.sites[at];
            let (y, _) = open[at].expect("added above");
            let own = site.own.map_or(0, |own| problem.workload[own as usize]);
            let load = |limit: i64| {
                let x = cover[at].iter().map(|&(c, x, _)| (x, problem.workload[c as usize] as f64));
                x.chain([(y, (own - limit) as f64)])
            };
            if site.ceiling < all {
                rows.add_row(..=0.0, load(site.ceiling));
            }
            if site.floor > own {
                rows.add_row(0.0.., load(site.floor));
            }
            let own = usize::from(site.own.is_some());
            let members = |limit: usize| {
                let x = cover[at].iter().map(|&(_, x, _)| (x, 1.0));
                x.chain([(y, own as f64 - limit as f64)])
            };
            if site.least > own {
                rows.add_row(0.0.., members(site.least));
            }
            if site.most < problem.customers.len() {
                rows.add_row(..=0.0, members(site.most));
            }
        }
        let of_group = |group: Option<usize>| {
            let inside = move |at: &&usize| group.is_none_or(|group| problem.sites[**at].group == group);
            sites.iter().filter(inside).map(|&at| (open[at].expect("added above").0, 1.0)).collect::<Vec<_>>()
        };
        let spans = [(None, problem.count)].into_iter();
        let spans = spans.chain(problem.groups.iter().enumerate().map(|(group, &span)| (Some(group), span)));
        for (group, span) in spans {
            if span.least > 0 || span.most < problem.sites.len() {
                rows.add_row(span.least as f64..=span.most.min(problem.sites.len()) as f64, of_group(group));
            }
        }
        if sites.iter().all(|&at| problem.sites[at].ceiling < all) {
            let room =
                sites.iter().map(|&at| (open[at].expect("added above").0, problem.sites[at].ceiling as f64));
            rows.add_row(all as f64.., room.collect::<Vec<_>>());
        }
        for separator in separators {
            let column = |customer: u32| {
                let list = &cover[separator.site];
                list.binary_search_by_key(&customer, |&(c, _, _)| c).ok().map(|place| list[place].1)
            };
            let Some(x) = column(separator.customer) else { continue };
            let others = separator.set.iter().filter_map(|&other| column(other)).map(|x| (x, -1.0));
            rows.add_row(..=0.0, [(x, 1.0)].into_iter().chain(others).collect::<Vec<_>>());
        }
        let constant: i64 = shift.iter().sum();
        let cents = unit * problem.cents_per_grain();
        Self {
            problem,
            highs: Highs::from_model(rows.optimise(Sense::Minimise), cents, problem.money(constant), MARGIN),
            open: open.into_iter().map(|column| column.map(|(_, number)| number)).collect(),
            cover: cover
                .into_iter()
                .map(|list| list.into_iter().map(|(customer, _, number)| (customer, number)).collect())
                .collect(),
            columns,
            cents,
            is_stepwise: unit <= step as f64,
        }
    }

    /// Until bound and incumbent are no more than `gap` cents apart.
    pub fn run(
        &mut self,
        limits: &RunLimits,
        gap: f64,
        watcher: &Watcher,
        start: Option<&Draft>,
    ) -> RunResult {
        let values = start.and_then(|draft| self.values(draft));
        let least = if self.is_stepwise { 0.9 } else { MARGIN };
        let limits = RunLimits { absolute_gap: Some(least.max(gap / self.cents)), ..limits.clone() };
        let mut result = self.highs.run(&limits, watcher, values.as_deref());
        result.bound = result.bound.map(|bound| self.problem.up(bound));
        result
    }

    /// Of the columns, for a draft; `None` where it lies outside the domain.
    fn values(&self, draft: &Draft) -> Option<Vec<Option<f64>>> {
        let mut values = vec![Some(0.0); self.columns];
        for (at, _) in draft.open.iter().enumerate().filter(|(_, open)| **open) {
            values[self.open[at]?] = Some(1.0);
        }
        for (customer, &site) in (0..).zip(&draft.site_of) {
            let list = &self.cover[site as usize];
            if self.problem.sites[site as usize].own == Some(customer) {
                continue;
            }
            let place = list.binary_search_by_key(&customer, |&(c, _)| c).ok()?;
            values[list[place].1] = Some(1.0);
        }
        Some(values)
    }

    pub fn read(&self, values: &[f64]) -> Draft {
        let open: Vec<bool> =
            self.open.iter().map(|column| column.is_some_and(|column| values[column] > 0.5)).collect();
        let mut site_of = vec![u32::MAX; self.problem.customers.len()];
        let mut most = vec![0.0; site_of.len()];
        for (at, list) in self.cover.iter().enumerate().filter(|(at, _)| open[*at]) {
            if let Some(own) = self.problem.sites[at].own {
                (site_of[own as usize], most[own as usize]) = (at as u32, 2.0);
            }
            for &(customer, column) in list {
                // Where parts are allowed, the largest: all of them cost the same.
                if values[column] > most[customer as usize] {
                    (site_of[customer as usize], most[customer as usize]) = (at as u32, values[column]);
                }
            }
        }
        Draft { open, site_of }
    }

    /// What limits a run to plans of at most `money`, with a margin for HiGHS's tolerances.
    pub fn cutoff(&self, money: Money) -> f64 {
        self.highs.cutoff(money)
    }
}
