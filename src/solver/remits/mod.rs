//! Bounds by column generation over remits.
//!
//! The master problem ([`master`]) chooses among offices with whole remits; for given dual prices the
//! best remit of an office is a knapsack ([`pricing`]). Its linear relaxation knows that offices are
//! single-source, that posts come in whole numbers, and how the joint rows (counts, posts, budget,
//! retention) tie the regions together. Contiguity of areas comes in by separators ([`separator`]), that
//! of remits not at all, which only weakens the bound.
//! Column generation for single-source capacitated location: Díaz and Fernández, Journal of the
//! Operational Research Society 53 (2002) 728-740; the bound at any dual prices is Lagrange's.

mod column;
mod duals;
mod master;
mod pricing;
mod separator;

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::limits::Watcher;
use super::search::Prices;
use crate::geography::Geography;
use crate::plan::{Network, Office};
use crate::scenario::{CountryId, Money, Scenario, State};
use column::Column;
use duals::Relaxed;
use master::Master;
use pricing::Pricer;

/// Part of the objective within which bound and relaxation count as met.
const CLOSE: f64 = 1e-5;
const ROUNDS: usize = 400;
/// In cents: columns of a reduced cost above it are of no use.
const NEGATIVE: f64 = -0.01;
/// The bound is weakened by this part of itself, far beyond the rounding of the sums in it.
const MARGIN: f64 = 1e-9;

/// Reduced cost, as part of the objective, up to which a column may serve in a better network, and the
/// nodes that the search for one may take.
const NEAR: f64 = 1.5e-3;
const NODES: i32 = 100;
const REPAIRS: usize = 6;

/// What the relaxation says.
#[derive(Debug, Clone)]
pub struct Relaxation {
    /// No network that keeps every hard rule costs less.
    pub bound: Money,
    /// The best choice among the columns at hand, where there is one. It need not keep every rule.
    pub network: Option<Network>,
}

/// `networks`, which keep every rule and come best first, give the first columns; a better one is
/// looked for where the best is not within `gap` of the bound. `None` where there is no network.
pub fn relax(
    scenario: &Scenario,
    geography: &Geography,
    networks: &[Network],
    gap: f64,
    watcher: &Watcher,
) -> Option<Relaxation> {
    let prices = Prices::new(scenario, geography);
    let incumbent = columns(networks.first()?);
    let mut master = Master::new(scenario, &prices, false);
    networks.iter().flat_map(columns).for_each(|column| master.add_column(column));
    let (best, relaxed) = generate(scenario, geography, &prices, &mut master, watcher)?;
    let bound = weakened(best);
    let cost: i64 = incumbent.iter().map(|column| column.figures(scenario, &prices).cost()).sum();
    let cost = cost + prices.closed.iter().sum::<i64>();
    let near = NEAR * relaxed.objective.abs();
    let is_open = cost as f64 - best > gap * best.abs();
    let network = if is_open {
        let mut whole = master.within(&relaxed, near, &incumbent);
        better(scenario, geography, &mut whole, &incumbent, gap, watcher)
    } else {
        None
    };
    Some(Relaxation { bound, network })
}

/// Weakened first, then up to the next whole cent, since every network costs whole cents.
fn weakened(bound: f64) -> Money {
    Money((bound - MARGIN * bound.abs()).ceil() as i64)
}

/// The best network of columns at hand; areas that fall apart are mended by further separators.
fn better(
    scenario: &Scenario,
    geography: &Geography,
    whole: &mut Master,
    incumbent: &[Column],
    gap: f64,
    watcher: &Watcher,
) -> Option<Network> {
    for _ in 0..REPAIRS {
        if watcher.must_stop() {
            return None;
        }
        let chosen = whole.best(incumbent, gap / 10.0, NODES, watcher)?;
        let separators = if has_area_contiguity(scenario) {
            separator::separate(scenario, geography, &areas(&chosen))
        } else {
            Vec::new()
        };
        if separators.is_empty() {
            return Some(network(scenario, &chosen));
        }
        separators.into_iter().for_each(|separator| whole.add_separator(separator));
    }
    None
}

/// Of whole columns: by root, the countries of its area.
fn areas(columns: &[Column]) -> BTreeMap<CountryId, BTreeMap<CountryId, f64>> {
    let mut areas: BTreeMap<CountryId, BTreeMap<CountryId, f64>> = BTreeMap::new();
    for column in columns {
        areas.entry(column.root()).or_default().extend(column.remit.iter().map(|&c| (c, 1.0)));
    }
    areas
}

/// A column knows the root of its area for up to two tiers.
fn has_area_contiguity(scenario: &Scenario) -> bool {
    let rule = &scenario.rules.contiguity;
    rule.state == State::Hard && rule.areas && scenario.tiers.len() <= 2
}

/// Adds columns and rows until none is missing; the best bound on the way, in cents, and the last
/// vertex.
fn generate(
    scenario: &Scenario,
    geography: &Geography,
    prices: &Prices,
    master: &mut Master,
    watcher: &Watcher,
) -> Option<(f64, Relaxed)> {
    let has_site = |h: &CountryId| prices.sites[h.0].iter().any(Option::is_some);
    let hosts: Vec<CountryId> = scenario.country_ids().filter(has_site).collect();
    let pricer = Pricer::new(scenario, prices);
    let mut best = f64::NEG_INFINITY;
    let mut relaxed = master.solve()?;
    for _ in 0..ROUNDS {
        if watcher.must_stop() {
            break;
        }
        let priced: Vec<_> = hosts.par_iter().map(|&h| pricer.price(h, &relaxed.duals, NEGATIVE)).collect();
        let least: Vec<f64> = priced.iter().map(|(least, _)| *least).collect();
        best = best.max(relaxed.bound(&least));
        let mut added = 0;
        for (_, column) in priced.into_iter().flat_map(|(_, found)| found) {
            master.add_column(column);
            added += 1;
        }
        watcher.tell("relaxation", None, best.is_finite().then(|| weakened(best)));
        if added == 0 || relaxed.objective - best <= CLOSE * relaxed.objective.abs() {
            added = master.separate_lines(&relaxed);
            if has_area_contiguity(scenario) {
                let separators = separator::separate(scenario, geography, &master.areas(&relaxed));
                added += separators.len();
                separators.into_iter().for_each(|separator| master.add_separator(separator));
            }
            if added == 0 {
                break;
            }
        }
        match master.solve() {
            Some(next) => relaxed = next,
            None => break,
        }
    }
    best.is_finite().then_some((best, relaxed))
}

fn network(scenario: &Scenario, columns: &[Column]) -> Network {
    let count = scenario.countries.len();
    let mut network = Network { offices: vec![None; count], covered_by: vec![None; count] };
    for column in columns {
        network.offices[column.host.0] =
            Some(Office { tier: column.tier, reports_to: column.superior, posts: column.posts });
        column.remit.iter().for_each(|c| network.covered_by[c.0] = Some(column.host));
    }
    network
}

fn columns(network: &Network) -> Vec<Column> {
    let column = |host: CountryId| {
        let office = network.office(host).expect("an open office");
        Column {
            host,
            tier: office.tier,
            superior: office.reports_to,
            posts: office.posts,
            remit: network.remit(host),
        }
    };
    network.hosts().map(column).collect()
}
