//! Where a fractional vertex is split: sums first, also whole ones that the combination takes for cheaper than they
//! are at the vertex, then seats, offices, posts, areas, lines and pairs. A country's area settles the lines of many
//! offices; a line settles one of many ways.

use std::collections::BTreeMap;

use super::branch::SPARE;
use super::column::Column;
use super::combination::Combiner;
use super::master::{Master, Relaxed};
use super::node::{Decision, Node};
use super::problem::{Part, Problem};
use super::sums::{ENDLESS, Range, Sum, plus};
use crate::scenario::{CountryId, TierId};

/// Values this close to a whole number count as whole.
const WHOLE: f64 = 1e-5;

/// How far `value` is from the nearest whole number.
fn fraction(value: f64) -> f64 {
    (value - value.round()).abs()
}

/// The nodes into which a node falls; none where the vertex is whole.
pub fn split(
    problem: &Problem,
    node: &Node,
    master: &Master,
    relaxed: &Relaxed,
    credit: &Credit,
) -> Vec<Node> {
    let used: Vec<(&Column, f64)> = master.used(relaxed).collect();
    let is_whole = relaxed.spare <= SPARE && used.iter().all(|(_, value)| fraction(*value) <= WHOLE);
    if is_whole {
        return Vec::new();
    }
    by_sum(problem, node, &used, true)
        .or_else(|| by_credit(problem, node, &used, credit))
        .or_else(|| by_decision(problem, node, &used))
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

/// What is left of a node without the plan of these offices: each child decides one thing otherwise, and what
/// comes before it alike.
pub fn all_but(joint: &[(Sum, Range)], part: &Part, node: &Node, offices: &[Column]) -> Vec<Node> {
    let office = |office: &Column| {
        let &Column { host, posts, .. } = office;
        let staff = [posts.checked_sub(1).map(|fewer| (fewer, true)), Some((posts, false))];
        let staff = staff.into_iter().flatten().map(|(most, more)| Decision::Posts(host, most, more));
        Decision::of(office).chain(staff).collect::<Vec<_>>()
    };
    // What else there could be beside these offices: others, at hosts that none of them covers, and countries that
    // other parts cover.
    let is_left = |c: &&CountryId| !offices.iter().any(|office| office.host == **c || office.holds(**c));
    let closed = part.hosts.iter().filter(is_left).map(|&h| Decision::Open(h, false));
    let left = part.shared.iter().filter(is_left);
    let elsewhere = left.flat_map(|&c| offices.iter().map(move |o| Decision::Cover(c, o.host, false)));
    let decisions = offices.iter().flat_map(office).chain(closed).chain(elsewhere);
    let mut alike = node.clone();
    let mut children = Vec::new();
    for decision in decisions.filter(|decision| !node.decisions.contains(decision)) {
        children.push(alike.under(decision.opposite(), joint));
        alike.decisions.push(decision);
    }
    children.retain(|child| !child.is_empty());
    children
}

/// What a combination makes of the sums of a node in it.
pub struct Credit<'c> {
    pub combiner: Combiner<'c>,
    /// Ranges of the sums over the other parts.
    pub others: &'c [Range],
    /// What the sum of the vertex may be credited with too much, in cents.
    pub room: f64,
}

/// A combination takes each sum where it costs the network least, which may be far from what the vertex has: the
/// bound is short of that until the two are parted. Where the others leave no room for the vertex as well.
fn by_credit(problem: &Problem, node: &Node, used: &[(&Column, f64)], credit: &Credit) -> Option<Vec<Node>> {
    let Credit { combiner, others, room } = credit;
    let all: Vec<Range> = others.iter().zip(&node.ranges).map(|(a, b)| plus(*a, *b)).collect();
    let posts = combiner.posts(&all);
    let missed = |at: usize| {
        let amount = total(problem, used, at);
        let (floor, ceil) = ((amount + 0.01).floor() as i64, (amount - 0.01).ceil() as i64);
        let own = Range { low: floor, high: ceil }.and(node.ranges[at]);
        if own.is_empty() {
            return None;
        }
        let credited = combiner.credit(at, all[at], posts)?;
        let missed =
            combiner.credit(at, plus(others[at], own), posts).map_or(f64::INFINITY, |had| had - credited);
        Some((at, missed, own))
    };
    let is_worth_it = |&(_, missed, _): &(usize, f64, Range)| missed > *room || missed.is_infinite();
    let worst = (0..all.len()).filter_map(missed).filter(is_worth_it);
    let (at, _, own) = worst.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    // Where the vertex has no room beside the others, cut at the room there is: next to the vertex, money would be
    // cut cent by cent.
    let room = left_by(others[at], combiner.limits(at, posts));
    if own.low > room.high {
        return Some(cut_at(node, at, room.high));
    }
    if own.high < room.low {
        return Some(cut_at(node, at, room.low.saturating_sub(1)));
    }
    // Which side of the vertex is credited with less.
    let cost = |range: Range| {
        let range = range.and(node.ranges[at]);
        let credit = || combiner.credit(at, plus(others[at], range), posts);
        if range.is_empty() { f64::INFINITY } else { credit().unwrap_or(f64::INFINITY) }
    };
    let below = Range { high: own.low.saturating_sub(1), ..Range::ALL };
    let above = Range { low: own.high.saturating_add(1), ..Range::ALL };
    let cut = if cost(below) <= cost(above) { own.low.saturating_sub(1) } else { own.high };
    Some(cut_at(node, at, cut))
}

/// What others leave of a sum within its limits.
fn left_by(others: Range, limits: Range) -> Range {
    let low =
        if limits.low <= -ENDLESS || others.high >= ENDLESS { -ENDLESS } else { limits.low - others.high };
    let high =
        if limits.high >= ENDLESS || others.low <= -ENDLESS { ENDLESS } else { limits.high - others.low };
    Range { low, high }
}

/// The node up to an amount of a sum, and beyond it.
fn cut_at(node: &Node, at: usize, most: i64) -> Vec<Node> {
    let within = |range: Range| {
        let mut child = node.clone();
        child.ranges[at] = child.ranges[at].and(range);
        child
    };
    let all = Range::ALL;
    let both = [within(Range { high: most, ..all }), within(Range { low: most.saturating_add(1), ..all })];
    both.into_iter().filter(|child| !child.is_empty()).collect()
}

/// Of a joint sum at a vertex.
fn total(problem: &Problem, used: &[(&Column, f64)], at: usize) -> f64 {
    let (sum, _) = problem.joint[at];
    let amount = |column: &Column| {
        sum.amount(problem.scenario, column, &column.figures(problem.scenario, problem.prices))
    };
    used.iter().map(|(column, value)| amount(column) as f64 * value).sum()
}

fn by_sum(problem: &Problem, node: &Node, used: &[(&Column, f64)], counts: bool) -> Option<Vec<Node>> {
    let total = |at: usize| total(problem, used, at);
    let open = (0..problem.joint.len()).filter(|&at| problem.joint[at].0.is_count() == counts);
    // Where spare columns are in use a total may lie outside the node's range.
    let inside = |at: usize, total: f64| {
        let range = node.ranges[at];
        range.low as f64 <= total && total <= range.high as f64
    };
    let totals = open.map(|at| (at, total(at)));
    let totals = totals.filter(|&(at, total)| fraction(total) > 0.01 && inside(at, total));
    let (at, total) = totals.max_by(|a, b| fraction(a.1).total_cmp(&fraction(b.1)).then(b.0.cmp(&a.0)))?;
    Some(cut_at(node, at, total.floor() as i64))
}

fn by_decision(problem: &Problem, node: &Node, used: &[(&Column, f64)]) -> Option<Vec<Node>> {
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
        let children = decisions.into_iter().map(|decision| node.under(decision, &problem.joint));
        children.filter(|child| !child.is_empty()).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solver::parts::problem::with_default;

    fn office(host: usize, tier: usize, superior: Option<usize>, posts: u32, remit: &[usize]) -> Column {
        Column {
            host: CountryId(host),
            tier: TierId(tier),
            superior: superior.map(CountryId),
            posts,
            remit: remit.iter().map(|&c| CountryId(c)).collect(),
        }
    }

    /// Country 4 may be covered by another part, and 5 is a host that needs no coverage.
    #[test]
    fn of_all_but_a_plan_every_other_is_in_one_child() {
        let ids = |all: &[usize]| all.iter().map(|&c| CountryId(c)).collect::<Vec<_>>();
        let part = Part::new(ids(&[0, 1, 2, 5]), ids(&[0, 1, 2, 3]), ids(&[4]), Vec::new());
        let node = Node { ranges: Vec::new(), decisions: Vec::new() };
        let plan = vec![office(0, 0, None, 2, &[0, 3]), office(1, 1, Some(0), 1, &[1, 2])];
        let children = all_but(&[], &part, &node, &plan);
        let holding = |plan: &[Column]| {
            let holds = |child: &&Node| child.decisions.iter().all(|decision| decision.holds_in(plan));
            children.iter().filter(holds).count()
        };
        assert_eq!(holding(&plan), 0);
        let others = [
            vec![office(0, 0, None, 2, &[0]), office(1, 1, Some(0), 1, &[1, 2, 3])],
            vec![office(0, 0, None, 3, &[0, 3]), office(1, 1, Some(0), 1, &[1, 2])],
            vec![office(0, 1, Some(1), 2, &[0, 3]), office(1, 0, None, 1, &[1, 2])],
            vec![office(0, 0, None, 2, &[0, 3, 4]), office(1, 1, Some(0), 1, &[1, 2])],
            vec![
                office(0, 0, None, 2, &[0, 3]),
                office(1, 1, Some(0), 1, &[1]),
                office(2, 1, Some(0), 1, &[2]),
            ],
            vec![
                office(0, 0, None, 2, &[0, 3]),
                office(1, 1, Some(0), 1, &[1, 2]),
                office(5, 1, Some(0), 0, &[]),
            ],
        ];
        assert_eq!(others.map(|other| holding(&other)), [1; 6]);
        let covers = |high: i64| {
            let joint = [(Sum::Covers(CountryId(4)), Range::ALL)];
            let node = Node { ranges: vec![Range { low: 0, high }], decisions: Vec::new() };
            let all = all_but(&joint, &part, &node, &plan);
            let is_covered = |child: &&Node| child.ranges == [Range { low: 1, high: 1 }];
            (all.len(), all.iter().filter(is_covered).count())
        };
        assert_eq!(covers(1), (children.len(), 2), "by either office");
        assert_eq!(
            covers(0),
            (children.len() - 2, 0),
            "no child asks for what the node leaves to other parts"
        );
    }

    /// Sub-regional offices at 1,000 cents each, 10 or 11 of them in the network. A vertex has three of them in a
    /// node of up to eleven; the combination takes as few as the others let it.
    #[test]
    fn a_sum_is_cut_where_the_combination_is_credited_with_another() {
        with_default(ten_or_eleven_sub_regional_offices);
    }

    fn ten_or_eleven_sub_regional_offices(mut problem: Problem) {
        let is_meant = |(sum, _): &(Sum, Range)| *sum == Sum::Offices(None, Some(TierId(0)));
        let at = problem.joint.iter().position(is_meant).expect("the default limits them");
        problem.joint.iter_mut().for_each(|(_, limits)| *limits = Range::ALL);
        problem.joint[at].1 = Range { low: 10, high: 11 };
        let mut multipliers = vec![0.0; problem.joint.len()];
        multipliers[at] = 1000.0;
        let with = |range: Range| {
            let mut ranges = vec![Range::ALL; problem.joint.len()];
            ranges[at] = range;
            ranges
        };
        let node = Node { ranges: with(Range { low: 0, high: 11 }), decisions: Vec::new() };
        let hosts =
            problem.scenario.country_ids().filter(|&h| problem.prices.site(h, TierId(0)).is_some()).take(3);
        let vertex: Vec<Column> = hosts.map(|h| office(h.0, 0, None, 1, &[h.0])).collect();
        let used: Vec<(&Column, f64)> = vertex.iter().map(|column| (column, 1.0)).collect();
        let cut = |others: i64, room: f64| {
            let others = with(Range { low: others, high: others });
            let credit = Credit { combiner: Combiner::new(&problem, &multipliers), others: &others, room };
            let children = by_credit(&problem, &node, &used, &credit)?;
            Some(
                children
                    .iter()
                    .map(|child| (child.ranges[at].low, child.ranges[at].high))
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(cut(8, 500.0), Some(vec![(0, 2), (3, 11)]), "credited with 10, which is 1,000 too little");
        assert_eq!(cut(8, 2000.0), None, "not worth it");
        assert_eq!(cut(9, 2000.0), Some(vec![(0, 2), (3, 11)]), "no room for what the vertex has");
        assert_eq!(cut(10, 2000.0), Some(vec![(0, 1), (2, 11)]), "at the room there is");
        assert_eq!(cut(7, 0.0), None, "credited with what it has");
    }
}
