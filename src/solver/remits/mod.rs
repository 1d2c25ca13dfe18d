//! Bounds by column generation over remits.
//!
//! The master problem ([`master`]) chooses among offices with whole remits; for given dual prices the
//! best remit of an office is a knapsack ([`pricing`]). Its linear relaxation knows that offices are
//! single-source, that posts come in whole numbers, and how the joint rows (counts, posts, budget,
//! retention) tie the regions together; of contiguity it knows nothing, which only weakens the bound.
//! Column generation for single-source capacitated location: Díaz and Fernández, Journal of the
//! Operational Research Society 53 (2002) 166-174; the bound at any dual prices is Lagrange's.

mod column;
mod master;
mod pricing;

use rayon::prelude::*;

use super::limits::Watcher;
use super::search::Prices;
use crate::geography::Geography;
use crate::model::MONEY_SCALE;
use crate::plan::Network;
use crate::scenario::{CountryId, Money, Scenario};
use column::Column;
use master::Master;
use pricing::Pricer;

/// Part of the objective within which bound and relaxation count as met.
const CLOSE: f64 = 1e-5;
const ROUNDS: usize = 400;
/// The bound is weakened by this part of itself, far beyond the rounding of the sums in it.
const MARGIN: f64 = 1e-9;

/// A cost that no network undercuts. `networks`, which keep every rule, give the first columns.
pub fn bound(scenario: &Scenario, geography: &Geography, networks: &[Network], watcher: &Watcher) -> Option<Money> {
    let prices = Prices::new(scenario, geography);
    let hosts: Vec<CountryId> =
        scenario.country_ids().filter(|h| prices.sites[h.0].iter().any(Option::is_some)).collect();
    let mut master = Master::new(scenario, &prices);
    let pricer = Pricer::new(scenario, &prices);
    networks.iter().flat_map(columns).for_each(|column| master.add_column(column));
    let mut best = f64::NEG_INFINITY;
    for round in 0..ROUNDS {
        if watcher.must_stop() {
            break;
        }
        let relaxed = master.solve()?;
        let t1 = watcher.seconds();
        let limit = -1e-7 * MONEY_SCALE;
        let priced: Vec<_> = hosts.par_iter().map(|&h| pricer.price(h, &relaxed.duals, limit)).collect();
        let least: Vec<f64> = priced.iter().map(|(least, _)| *least).collect();
        best = best.max(relaxed.bound(&least));
        let new: Vec<Column> = priced.into_iter().flat_map(|(_, found)| found).map(|(_, column)| column).collect();
        let (objective, count) = (relaxed.objective, new.len());
        new.into_iter().for_each(|column| master.add_column(column));
        watcher.tell("relaxation", Some(objective / MONEY_SCALE), Some(best / MONEY_SCALE));
        let is_close = objective - best <= CLOSE * objective.abs();
        let lines = if is_close || count == 0 { master.separate_lines(&relaxed) } else { 0 };
        if std::env::var_os("RLOG").is_some() { eprintln!("{round} {:.3} lp {:.0} bound {:.0} best {:.0} new {count} lines {lines} price {:.3}", watcher.seconds(), objective/1e5, relaxed.bound(&least)/1e5, best/1e5, watcher.seconds()-t1); }
        if (is_close || count == 0) && lines == 0 {
            break;
        }
    }
    best.is_finite().then(|| Money((best - MARGIN * best.abs()).floor() as i64))
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
