//! The relaxation of a node: columns and rows are added until none is missing, or until the node is
//! known to be of no use.

use rayon::prelude::*;

use super::column::Column;
use super::master::{Master, Relaxed};
use super::node::Allowed;
use super::pricing::{Priced, Pricer, QUICK, THOROUGH};
use super::problem::{Part, Problem};
use super::separator::{Scope, separate};
use crate::solver::limits::Watcher;

/// Rounds of one evaluation that is to come to its end.
pub const ROUNDS: u64 = 400;
/// Rows on three countries added at a time.
const TRIPLES: usize = 15;
/// Countries for each office up to which remits are small.
const SMALL: f64 = 5.0;
/// Steps of the pricing from which on no more such rows are added: they make it dear.
const DEAR: u64 = 150_000;
/// Work that a round takes for each row, whatever its steps. Of 10,700 rounds in the default network, one thread, a
/// round took 0.016 µs for each step of the pricing, 0.024 for each column and simplex step, 6.2 for each row (R² 0.88).
const OVERHEAD: u64 = 400;
/// In cents: columns of a reduced cost above it are of no use; and where bound and relaxation are to meet, just
/// beyond the tolerance of the linear programs.
const NEGATIVE: f64 = -0.5;
const SHARP: f64 = -0.02;
/// Part of the room below the cutoff within which bound and relaxation count as met.
const CLOSE: f64 = 0.02;
/// And part of the objective.
const CLOSE_OF_ALL: f64 = 1e-5;

/// What the relaxation says of a node, money in cents.
pub struct Evaluation<'p> {
    /// No plan of the node costs less, with the multipliers' credits taken off.
    pub bound: f64,
    /// The last vertex.
    pub relaxed: Relaxed<'p>,
    /// Solves of the linear program.
    pub rounds: u64,
    /// Work as the clock counts it.
    pub spent: u64,
    /// Whether nothing is missing, or the node is known to be of no use.
    pub ended: bool,
}

/// Which rows are added that a vertex breaks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// The objective only falls then, so that an evaluation ends once it is not above the cutoff: no bound will be.
    None,
    /// Of the reporting lines.
    Lines,
    All,
}

/// How far an evaluation goes.
#[derive(Clone, Copy)]
pub struct Effort<'e> {
    /// Above this value the node is of no use.
    pub cutoff: f64,
    pub rows: Rows,
    /// Whether rows on three countries may be added.
    pub triples: bool,
    /// At most.
    pub rounds: u64,
    /// Work after which no further round begins: as [`Priced::work`] counts it, and half of what the simplex method
    /// takes between rounds.
    pub work: u64,
    /// Bound and relaxation have met only where no column is missing.
    pub exact: bool,
    /// Is told the work so far, round by round.
    pub clock: &'e (dyn Fn(u64) + Sync),
}

impl Effort<'_> {
    /// To the end, without rows on three countries.
    pub const PLAIN: Self = Self {
        cutoff: f64::INFINITY,
        rows: Rows::All,
        triples: false,
        rounds: ROUNDS,
        work: u64::MAX,
        exact: false,
        clock: &|_| {},
    };
}

/// The node must have been entered. `None` where the clock or the numbers do not let it come to a vertex.
pub fn evaluate<'p>(
    problem: &Problem,
    part: &Part,
    master: &mut Master<'p>,
    allowed: &Allowed,
    effort: Effort<'_>,
    watcher: &Watcher,
) -> Option<Evaluation<'p>> {
    let Effort { cutoff, rows, mut triples, rounds: most, work: mut left, exact, clock } = effort;
    let mut spent = 0;
    // Before the linear program is solved, so that nobody waits to hear of what is certain: a round comes after it.
    let tell = |spent: u64, master: &Master| clock(spent + OVERHEAD * master.rows() as u64);
    tell(spent, master);
    let price = |relaxed: &Relaxed, steps: u32| -> Vec<Priced> {
        let pricer = Pricer::new(problem, steps);
        let limit = if exact { SHARP } else { NEGATIVE };
        part.hosts.par_iter().map(|&h| pricer.price(h, &relaxed.duals, allowed, limit)).collect()
    };
    let mut best: Option<f64> = None;
    let mut relaxed = master.solve(watcher)?;
    let (mut rounds, mut ended) = (0, false);
    // A round that drops rows gives no bound; the one after it has to.
    while rounds < most && (left > 0 || best.is_none()) && !watcher.must_stop() {
        if rows == Rows::None && relaxed.objective <= cutoff {
            best.get_or_insert(f64::NEG_INFINITY);
            ended = true;
            break;
        }
        rounds += 1;
        spent += OVERHEAD * master.rows() as u64;
        master.trim(&mut relaxed);
        let mut priced = price(&relaxed, QUICK);
        let work: u64 = priced.iter().map(Priced::work).sum();
        left = left.saturating_sub(work);
        spent += priced.iter().map(|priced| priced.steps).sum::<u64>();
        triples &= priced.iter().map(|priced| priced.steps).sum::<u64>() <= DEAR;
        if priced.iter().all(|priced| priced.found.is_empty()) && priced.iter().any(|priced| priced.gave_up) {
            triples = false;
            if master.drop_triples() > 0 {
                relaxed = master.solve(watcher)?;
                continue;
            }
            priced = price(&relaxed, THOROUGH);
            let work: u64 = priced.iter().map(Priced::work).sum();
            left = left.saturating_sub(work);
            spent += priced.iter().map(|priced| priced.steps).sum::<u64>();
        }
        let bound = relaxed.rows_worth + priced.iter().map(|priced| priced.least).sum::<f64>();
        let known = best.map_or(bound, |best| best.max(bound));
        best = Some(known);
        if known > cutoff {
            ended = true;
            break;
        }
        let mut added = master.add_columns(priced.into_iter().flat_map(|priced| priced.found));
        let room = (CLOSE * (cutoff - known)).min(CLOSE_OF_ALL * relaxed.objective.abs());
        if added == 0 || (!exact && relaxed.objective - known <= room) {
            added = add_rows(problem, part, master, &relaxed, rows);
            if added == 0 && triples && small_remits(part, master, &relaxed) {
                added = master.separate_triples(&relaxed, TRIPLES);
            }
            if added == 0 {
                ended = true;
                break;
            }
        }
        if rounds < most {
            tell(spent, master);
        }
        relaxed = master.solve(watcher)?;
        left = left.saturating_sub(relaxed.work / 2);
        spent += relaxed.work * 3 / 2;
    }
    Some(Evaluation { bound: best?, relaxed, rounds, spent, ended })
}

/// Whether remits are so small that rows on three countries are worth what they cost in pricing.
fn small_remits(part: &Part, master: &Master, relaxed: &Relaxed) -> bool {
    let offices: f64 = master.used(relaxed).map(|(_, value)| value).sum();
    part.own.len() as f64 <= SMALL * offices
}

/// Adds the rows that the vertex breaks; how many.
fn add_rows(problem: &Problem, part: &Part, master: &mut Master, relaxed: &Relaxed, rows: Rows) -> usize {
    if rows == Rows::None {
        return 0;
    }
    let mut added = master.separate_lines(relaxed);
    if rows == Rows::Lines {
        return added;
    }
    let joins = part.joins(problem);
    for scope in scopes(problem) {
        let shares = scope.shares(master.used(relaxed));
        let broken = separate(problem.geography, &joins, scope, &shares);
        added += broken.len();
        master.add_separators(broken);
    }
    added
}

/// What is to be connected.
pub fn scopes(problem: &Problem) -> Vec<Scope> {
    let areas = (problem.connects_areas() && problem.has_areas()).then_some(Scope::Areas);
    let remits = problem.connects_remits().then_some(Scope::Remits);
    areas.into_iter().chain(remits).collect()
}

/// Separators that whole columns break.
pub fn broken_by(problem: &Problem, part: &Part, columns: &[Column]) -> Vec<super::separator::Separator> {
    let joins = part.joins(problem);
    let whole = |scope: Scope| {
        let shares = scope.shares(columns.iter().map(|column| (column, 1.0)));
        separate(problem.geography, &joins, scope, &shares)
    };
    scopes(problem).into_iter().flat_map(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solver::limits::{Interrupt, Watcher};
    use crate::solver::parts::branch::root;
    use crate::solver::parts::problem::with_default;

    #[test]
    fn no_round_begins_once_the_work_is_done() {
        with_default(|problem| {
            let part = &problem.parts[0];
            let watcher = Watcher::new(None, Interrupt::default(), None);
            let node = root(&problem, part);
            let allowed = Allowed::new(&problem, part, &node);
            let evaluated = |work: u64| {
                let mut master = Master::new(&problem, part, &vec![0.0; problem.joint.len()]);
                master.enter(&node, &allowed, None);
                let effort = Effort { work, ..Effort::PLAIN };
                evaluate(&problem, part, &mut master, &allowed, effort, &watcher).expect("a vertex")
            };
            let (short, whole) = (evaluated(1), evaluated(u64::MAX));
            assert_eq!(short.rounds, 1);
            assert!(!short.ended && whole.ended && whole.rounds > 5);
            assert!(short.bound <= whole.bound);
        });
    }
}
