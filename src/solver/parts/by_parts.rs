//! The multipliers of the joint sums in a network of many parts, where one linear program over all of them
//! would take too long. Each part is relaxed at the multipliers in force, and a small linear program over
//! what the parts came to so far sets the next ones: cutting planes with a cut for each part (Kelley, Journal
//! of the Society for Industrial and Applied Mathematics 8 (1960) 703-712), half-way from the best
//! multipliers so far, so that they do not jump (Wentges, Mathematical Methods of Operations Research 46
//! (1997) 263-277).

use rayon::prelude::*;

use super::column::Column;
use super::combination::Combiner;
use super::element::Choice;
use super::master::{Master, in_rows, scale};
use super::node::Allowed;
use super::problem::{Part, Problem};
use super::relaxation::{Effort, evaluate};
use super::sums::{Range, Sum};
use super::{Relaxed, limits, root, weakened};
use crate::model::MONEY_SCALE;
use crate::solver::limits::Watcher;
use crate::solver::linear::{Linear, NewColumn, NewRow};

/// Parts from which on their relaxations are solved one by one.
pub const MANY: usize = 8;
/// Multipliers tried.
const TURNS: usize = 12;
/// Linear programs of a part in one turn: the next turn goes on from there.
const ROUNDS: u64 = 30;
/// Part of the bound by which the next multipliers must promise to raise it.
const CLOSE: f64 = 2e-4;
/// Price of a unit outside a limit, as a multiple of the largest price of one decision.
const SPARE: f64 = 100.0;

/// What a part may come to: in cents without credits, and by joint sum.
struct Point {
    part: usize,
    cost: f64,
    amounts: Vec<f64>,
}

/// `None` where the clock or the numbers do not let a part come to a vertex.
pub fn relax_by_parts<'p>(
    problem: &'p Problem<'p>,
    starts: &[Vec<Column>],
    watcher: &Watcher,
) -> Option<Relaxed<'p>> {
    let nothing = vec![0.0; problem.joint.len()];
    let mut masters: Vec<Master> =
        problem.parts.iter().map(|part| Master::new(problem, part, &nothing)).collect();
    let mut points = Vec::new();
    for columns in starts {
        for (at, (part, master)) in problem.parts.iter().zip(&mut masters).enumerate() {
            let own = columns.iter().filter(|column| part.hosts.contains(&column.host)).cloned();
            let choice = Choice::new(problem, &nothing, own.collect());
            points.push(Point { part: at, cost: choice.value(), amounts: choice.amounts() });
            master.add_columns(choice.columns);
        }
    }
    let all = limits(problem);
    let mut best: Option<(f64, Vec<f64>)> = None;
    let mut next = match points.is_empty() {
        true => nothing,
        false => multipliers(problem, &points, watcher)?.1,
    };
    let mut rounds = 0;
    for _ in 0..TURNS {
        let relaxed = masters.par_iter_mut().zip(&problem.parts).enumerate();
        let relaxed: Option<Vec<(f64, Point, u64)>> = relaxed
            .map(|(at, (master, part))| relax_part(problem, at, part, master, &next, watcher))
            .collect();
        // What is known of the turns before stands.
        let Some(relaxed) = relaxed else { break };
        let parts: f64 = relaxed.iter().map(|(bound, ..)| bound).sum();
        let credits = Combiner::new(problem, &next).credits(&all);
        let bound = credits.map_or(f64::NEG_INFINITY, |credits| parts + credits);
        if best.as_ref().is_none_or(|(known, _)| bound > *known) {
            best = Some((bound, next.clone()));
        }
        rounds += relaxed.iter().map(|(.., rounds)| rounds).sum::<u64>();
        points.extend(relaxed.into_iter().map(|(_, point, _)| point));
        let Some((promised, priced)) = multipliers(problem, &points, watcher) else { break };
        let (known, from) = best.as_ref()?;
        watcher.tell("relaxation", None, known.is_finite().then(|| weakened(*known)));
        if promised - known <= CLOSE * known.abs() || watcher.must_stop() {
            break;
        }
        next = from.iter().zip(&priced).map(|(from, to)| (from + to) / 2.0).collect();
        next = problem.safe(&next);
    }
    let (bound, multipliers) = best?;
    masters.iter_mut().for_each(|master| master.set_multipliers(&multipliers));
    Some(Relaxed { bound, multipliers, masters, rounds })
}

/// Its bound, where it came to, and how many linear programs it took.
fn relax_part(
    problem: &Problem,
    at: usize,
    part: &Part,
    master: &mut Master,
    multipliers: &[f64],
    watcher: &Watcher,
) -> Option<(f64, Point, u64)> {
    master.set_multipliers(multipliers);
    let node = root(problem, part);
    let allowed = Allowed::new(problem, part, &node);
    master.enter(&node, &allowed, None);
    let effort = Effort { rounds: ROUNDS, ..Effort::PLAIN };
    let evaluation = evaluate(problem, part, master, &allowed, effort, watcher)?;
    let mut amounts = vec![0.0; problem.joint.len()];
    for (column, value) in master.used(&evaluation.relaxed) {
        let figures = column.figures(problem.scenario, problem.prices);
        for (amount, (sum, _)) in amounts.iter_mut().zip(&problem.joint) {
            *amount += sum.amount(problem.scenario, column, &figures) as f64 * value;
        }
    }
    let credits: f64 = multipliers.iter().zip(&amounts).map(|(multiplier, amount)| multiplier * amount).sum();
    let point = Point { part: at, cost: evaluation.relaxed.objective + credits, amounts };
    Some((evaluation.bound, point, evaluation.rounds))
}

/// What the network costs at least where each part is a mixture of its points, and what the limits are
/// worth there, in cents.
fn multipliers(problem: &Problem, points: &[Point], watcher: &Watcher) -> Option<(f64, Vec<f64>)> {
    let mut linear = Linear::new();
    let parts = problem.parts.len();
    let one = NewRow { low: 1.0, high: 1.0, factors: Vec::new() };
    linear.add_rows(&vec![one; parts]);
    let row = |(range, &(sum, _)): (Range, &(Sum, Range))| {
        let (low, high) = in_rows(sum, range);
        NewRow { low, high, factors: Vec::new() }
    };
    let joint: Vec<NewRow> = limits(problem).into_iter().zip(&problem.joint).map(row).collect();
    linear.add_rows(&joint);
    let column = |point: &Point| {
        let sums = point.amounts.iter().zip(&problem.joint).enumerate();
        let sums = sums.map(|(at, (amount, (sum, _)))| (parts + at, amount / scale(*sum)));
        let factors = [(point.part, 1.0)].into_iter().chain(sums.filter(|(_, factor)| *factor != 0.0));
        NewColumn { cost: point.cost / MONEY_SCALE, high: f64::INFINITY, factors: factors.collect() }
    };
    let mut columns: Vec<NewColumn> = points.iter().map(column).collect();
    for row in parts..parts + joint.len() {
        let cost = SPARE * problem.prices.largest as f64 / MONEY_SCALE;
        let spare = |factor| NewColumn { cost, high: f64::INFINITY, factors: vec![(row, factor)] };
        columns.extend([spare(1.0), spare(-1.0)]);
    }
    let posts = problem.joint.iter().position(|&(sum, _)| sum == Sum::Posts(None));
    // Posts beyond the baseline's number cost more, and are paid in cash.
    if let Some(posts) = posts {
        let price = problem.new_post as f64 / MONEY_SCALE;
        let cash = problem.joint.iter().position(|&(sum, _)| sum == Sum::Cash(None));
        let mut factors = vec![(parts + joint.len(), -1.0)];
        factors.extend(cash.map(|at| (parts + at, price)));
        let high = problem.existing_posts as f64;
        linear.add_rows(&[NewRow { low: f64::NEG_INFINITY, high, factors: Vec::new() }]);
        for (column, point) in columns.iter_mut().zip(points) {
            column.factors.push((parts + joint.len(), point.amounts[posts]));
        }
        columns.push(NewColumn { cost: price * problem.weight, high: f64::INFINITY, factors });
    }
    linear.add_columns(&columns);
    let vertex = linear.solve(watcher)?;
    let mut priced: Vec<f64> = problem
        .joint
        .iter()
        .enumerate()
        .map(|(at, (sum, _))| vertex.duals[parts + at] / scale(*sum))
        .collect();
    if let Some(posts) = posts {
        priced[posts] += vertex.duals[parts + joint.len()];
    }
    let priced = priced.into_iter().map(|price| price * MONEY_SCALE).collect::<Vec<_>>();
    Some((vertex.objective * MONEY_SCALE + problem.constant as f64 * problem.weight, problem.safe(&priced)))
}
