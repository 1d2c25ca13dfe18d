//! Where a fractional vertex is split: sums first, then seats, offices, lines, areas and pairs.

use std::collections::BTreeMap;

use super::column::Column;
use super::master::{Master, Relaxed};
use super::node::{Decision, Node};
use super::problem::Problem;
use super::sums::Range;
use crate::scenario::{CountryId, TierId};

/// Values this close to a whole number count as whole.
const WHOLE: f64 = 1e-5;

/// How far `value` is from the nearest whole number.
fn fraction(value: f64) -> f64 {
    (value - value.round()).abs()
}

/// The nodes into which a node falls; none where the vertex is whole.
pub fn split(problem: &Problem, node: &Node, master: &Master, relaxed: &Relaxed) -> Vec<Node> {
    let used: Vec<(&Column, f64)> = master.used(relaxed).collect();
    by_sum(problem, node, &used, true)
        .or_else(|| by_decision(node, &used))
        .or_else(|| by_sum(problem, node, &used, false))
        .unwrap_or_default()
}

fn by_sum(problem: &Problem, node: &Node, used: &[(&Column, f64)], counts: bool) -> Option<Vec<Node>> {
    let total = |at: usize| {
        let (sum, _) = problem.joint[at];
        let amount = |column: &Column| {
            sum.amount(problem.scenario, column, &column.figures(problem.scenario, problem.prices))
        };
        used.iter().map(|(column, value)| amount(column) as f64 * value).sum::<f64>()
    };
    let open = (0..problem.joint.len()).filter(|&at| problem.joint[at].0.is_count() == counts);
    // Where spare columns are in use a total may lie outside the node's range.
    let inside = |at: usize, total: f64| {
        let range = node.ranges[at];
        range.low as f64 <= total && total <= range.high as f64
    };
    let totals = open.map(|at| (at, total(at)));
    let totals = totals.filter(|&(at, total)| fraction(total) > 0.01 && inside(at, total));
    let (at, total) = totals.max_by(|a, b| fraction(a.1).total_cmp(&fraction(b.1)).then(b.0.cmp(&a.0)))?;
    let floor = total.floor() as i64;
    let within = |range: Range| {
        let mut child = node.clone();
        child.ranges[at] = child.ranges[at].and(range);
        child
    };
    let all = Range::ALL;
    Some(vec![within(Range { high: floor, ..all }), within(Range { low: floor + 1, ..all })])
}

fn by_decision(node: &Node, used: &[(&Column, f64)]) -> Option<Vec<Node>> {
    let mut seats: BTreeMap<(CountryId, TierId), f64> = BTreeMap::new();
    let mut open: BTreeMap<CountryId, f64> = BTreeMap::new();
    let mut posts: BTreeMap<CountryId, f64> = BTreeMap::new();
    let mut lines: BTreeMap<(CountryId, TierId, CountryId), f64> = BTreeMap::new();
    let mut areas: BTreeMap<(CountryId, CountryId), f64> = BTreeMap::new();
    let mut covers: BTreeMap<(CountryId, CountryId), f64> = BTreeMap::new();
    for (column, value) in used {
        *open.entry(column.host).or_default() += value;
        *posts.entry(column.host).or_default() += value * f64::from(column.posts);
        *seats.entry((column.host, column.tier)).or_default() += value;
        if let Some(g) = column.superior {
            *lines.entry((column.host, column.tier, g)).or_default() += value;
        }
        for &c in &column.remit {
            *areas.entry((c, column.root())).or_default() += value;
            *covers.entry((c, column.host)).or_default() += value;
        }
    }
    let seat =
        |(&(h, t), _): (&(CountryId, TierId), _)| [Decision::Seat(h, t, true), Decision::Seat(h, t, false)];
    let pick = most_fractional(seats.iter().filter(|((_, t), _)| t.0 == 0)).map(seat);
    let pick = pick.or_else(|| {
        most_fractional(open.iter()).map(|(&h, _)| [Decision::Open(h, true), Decision::Open(h, false)])
    });
    let pick = pick.or_else(|| most_fractional(seats.iter()).map(seat));
    let pick = pick.or_else(|| {
        most_fractional(posts.iter()).map(|(&h, &value)| {
            let most = value.floor() as u32;
            [Decision::Posts(h, most, true), Decision::Posts(h, most, false)]
        })
    });
    let pick = pick.or_else(|| {
        most_fractional(lines.iter())
            .map(|(&(h, t, g), _)| [Decision::Line(h, t, g, true), Decision::Line(h, t, g, false)])
    });
    let pick = pick.or_else(|| {
        most_fractional(areas.iter())
            .map(|(&(c, g), _)| [Decision::Area(c, g, true), Decision::Area(c, g, false)])
    });
    let pick = pick.or_else(|| {
        most_fractional(covers.iter())
            .map(|(&(c, h), _)| [Decision::Cover(c, h, true), Decision::Cover(c, h, false)])
    });
    pick.map(|decisions| {
        let with = |&decision: &Decision| {
            let mut child = node.clone();
            child.decisions.push(decision);
            child
        };
        decisions.iter().map(with).collect()
    })
}

fn most_fractional<'v, K: 'v>(values: impl Iterator<Item = (&'v K, &'v f64)>) -> Option<(&'v K, &'v f64)> {
    let open = values.filter(|(_, value)| fraction(**value) > WHOLE);
    // Of equals the first.
    open.fold(None, |best: Option<(&K, &f64)>, next| match best {
        Some(best) if fraction(*next.1) <= fraction(*best.1) => Some(best),
        _ => Some(next),
    })
}
