//! The table of stated prices: names become ids, rows become columns by host.

use super::Context;
use super::network::Network;
use super::organisation::MOST_MONEY;
use crate::scenario::CostTable;
use crate::scenario::document::below;
use crate::scenario::file::{CostsFile, ScenarioFile};

/// Prices out of range that are shown of one table: each takes a walk through the whole file.
const MOST_SHOWN: usize = 20;

pub fn resolve(context: &Context, file: &ScenarioFile, network: &Network) -> CostTable {
    let Some(costs) = &file.costs else { return CostTable::default() };
    let countries = network.countries.len();
    let find = |id: &str, pointer: &str| network.find(context, id, || context.document.locate(pointer));
    let mut table = CostTable {
        columns: vec![None; countries],
        pairs: vec![None; countries],
        offices: vec![None; countries],
        ..CostTable::default()
    };
    for (column, id) in costs.hosts.iter().enumerate() {
        let at = format!("/costs/hosts/{column}");
        let Some(host) = find(id, &at) else { continue };
        if table.columns[host.0].replace(column).is_some() {
            context.error("duplicate-host", format!("the host `{id}` stands twice"), &at);
        }
    }
    let mut wrong = Wrong { context, left: MOST_SHOWN };
    for (id, row) in &costs.pairs {
        let at = below("/costs/pairs", id);
        if let Some(country) = find(id, &at) {
            table.pairs[country.0] = Some(prices(&mut wrong, costs, id, row, &at));
        }
    }
    for (id, &price) in &costs.offices {
        let at = below("/costs/offices", id);
        wrong.unless_in_range(price, || at.clone());
        if let Some(host) = find(id, &at) {
            table.offices[host.0] = Some(price);
        }
    }
    table
}

fn prices(wrong: &mut Wrong, costs: &CostsFile, id: &str, row: &[Option<f64>], at: &str) -> Vec<Option<f64>> {
    let (found, expected) = (row.len(), costs.hosts.len());
    if found != expected {
        let message = format!("the row of `{id}` has {found} prices, but there are {expected} `hosts`");
        wrong.context.error("wrong-length", message, at);
    }
    for (column, price) in row.iter().enumerate().filter_map(|(column, price)| Some((column, (*price)?))) {
        wrong.unless_in_range(price, || format!("{at}/{column}"));
    }
    row.to_vec()
}

struct Wrong<'c, 'd> {
    context: &'c Context<'d>,
    left: usize,
}

impl Wrong<'_, '_> {
    fn unless_in_range(&mut self, price: f64, pointer: impl Fn() -> String) {
        if !(0.0..MOST_MONEY).contains(&price) && self.left > 0 {
            self.left -= 1;
            let message = format!("a price of {price} is out of range: expected 0 to {MOST_MONEY:e}");
            self.context.error("out-of-range", message, &pointer());
        }
    }
}
