//! Where a fractional vertex is split: sums first, then seats, offices, posts, areas, lines and pairs. A
//! country's area settles the lines of many offices; a line settles one of many ways.

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

/// The offices of a vertex that falls into no nodes. One office may be spread over columns that differ in what no
/// decision tells apart, such as 3 posts and 5 posts for 4.
pub fn offices<'m>(used: impl Iterator<Item = (&'m Column, f64)>) -> Vec<Column> {
    let mut by_host: BTreeMap<CountryId, Vec<(&Column, f64)>> = BTreeMap::new();
    used.for_each(|(column, value)| by_host.entry(column.host).or_default().push((column, value)));
    let office = |own: Vec<(&Column, f64)>| {
        let is_open = own.iter().map(|(_, value)| value).sum::<f64>() > 0.5;
        let (largest, _) = own.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|_| is_open)?;
        let mut shares: BTreeMap<CountryId, f64> = BTreeMap::new();
        for (column, value) in &own {
            column.remit.iter().for_each(|&c| *shares.entry(c).or_default() += value);
        }
        let posts: f64 = own.iter().map(|(column, value)| f64::from(column.posts) * value).sum();
        let remit = shares.into_iter().filter(|(_, share)| *share > 0.5).map(|(c, _)| c).collect();
        Some(Column { posts: posts.round() as u32, remit, ..largest.clone() })
    };
    by_host.into_values().filter_map(office).collect()
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
    let seat = |&(h, t): &(CountryId, TierId), _| [true, false].map(|yes| Decision::Seat(h, t, yes));
    let place = |&h: &CountryId, _| [true, false].map(|yes| Decision::Open(h, yes));
    let staff =
        |&h: &CountryId, value: f64| [true, false].map(|yes| Decision::Posts(h, value.floor() as u32, yes));
    let line = |&(h, t, g): &(CountryId, TierId, CountryId), _| {
        [true, false].map(|yes| Decision::Line(h, t, g, yes))
    };
    let area = |&(c, g): &(CountryId, CountryId), _| [true, false].map(|yes| Decision::Area(c, g, yes));
    let cover = |&(c, h): &(CountryId, CountryId), _| [true, false].map(|yes| Decision::Cover(c, h, yes));
    let pick = most_fractional(node, seats.iter().filter(|((_, t), _)| t.0 == 0), seat)
        .or_else(|| most_fractional(node, open.iter(), place))
        .or_else(|| most_fractional(node, seats.iter(), seat))
        .or_else(|| most_fractional(node, posts.iter(), staff))
        .or_else(|| most_fractional(node, areas.iter(), area))
        .or_else(|| most_fractional(node, lines.iter(), line))
        .or_else(|| most_fractional(node, covers.iter(), cover));
    pick.map(|decisions| {
        let with = |&decision: &Decision| {
            let mut child = node.clone();
            child.decisions.push(decision);
            child
        };
        decisions.iter().map(with).collect()
    })
}

/// The decisions on the value that is furthest from a whole number. What the node has decided stays out:
/// while spare columns stand in for others, even that may be fractional.
fn most_fractional<'v, K: 'v>(
    node: &Node,
    values: impl Iterator<Item = (&'v K, &'v f64)>,
    decide: impl Fn(&K, f64) -> [Decision; 2],
) -> Option<[Decision; 2]> {
    let open = values
        .filter(|(_, value)| fraction(**value) > WHOLE)
        .map(|(key, &value)| (decide(key, value), fraction(value)))
        .filter(|(decisions, _)| !decisions.iter().any(|decision| node.decisions.contains(decision)));
    // Of equals the first.
    let best = open.reduce(|best, next| if next.1 <= best.1 { best } else { next });
    best.map(|(decisions, _)| decisions)
}
