//! A plan of a node by diving: the columns nearest to 1 are decided, and what is left is relaxed again
//! (Sadykov, Vanderbeck, Pessoa, Tahiri and Uchoa, INFORMS Journal on Computing 31 (2019) 251-267).

use super::branch::SPARE;
use super::branching::offices;
use super::column::Column;
use super::master::{Master, Relaxed};
use super::node::{Allowed, Decision, Node};
use super::problem::{Part, Problem};
use super::relaxation::{Effort, broken_by, evaluate};
use crate::solver::limits::Watcher;

/// Linear programs for each step: the next decisions need no exact relaxation.
const ROUNDS: u64 = 8;
/// Columns of at least this value are decided in any case.
const NEAR: f64 = 0.8;
/// Times that what was decided last is taken back.
const WRONG: usize = 3;

/// The plan, if the dive came to one that costs no more than `cutoff`, and how many linear programs it took.
/// The master stands at the vertex `relaxed` of the node. What proves wrong is taken back, a few times, which is
/// less than the limited discrepancy search of the same paper.
pub fn dive(
    problem: &Problem,
    part: &Part,
    master: &mut Master,
    (node, relaxed): (&Node, Relaxed),
    cutoff: f64,
    watcher: &Watcher,
) -> (Option<Vec<Column>>, u64) {
    let (mut node, mut relaxed) = (node.clone(), relaxed);
    let (mut rounds, mut wrong) = (0, Vec::new());
    let effort = Effort { cutoff, rounds: ROUNDS, ..Effort::PLAIN };
    loop {
        let used: Vec<(Column, f64)> =
            master.used(&relaxed).map(|(column, value)| (column.clone(), value)).collect();
        if used.iter().all(|(_, value)| *value > 1.0 - SPARE || *value < SPARE) {
            let columns = offices(used.iter().map(|(column, value)| (column, *value)));
            let broken = broken_by(problem, part, &columns);
            let is_plan = relaxed.spare <= SPARE && broken.is_empty();
            // The next dive knows of them.
            master.add_separators(broken);
            return (is_plan.then_some(columns), rounds);
        }
        let new = |decision: &Decision| !node.decisions.contains(decision);
        let of_column = |column: &Column| Decision::of(column).filter(new).collect();
        let mut open: Vec<(Vec<Decision>, f64)> =
            used.iter().map(|(column, value)| (of_column(column), *value)).collect();
        open.retain(|(decisions, _)| !decisions.is_empty() && !wrong.contains(decisions));
        if open.is_empty() {
            return (None, rounds);
        }
        let before = node.decisions.len();
        node.decisions.extend(decided(open, wrong.is_empty()));
        let mut relax = |node: &Node| {
            let allowed = Allowed::new(problem, part, node);
            master.enter(node, &allowed, None);
            evaluate(problem, part, master, &allowed, effort, watcher)
        };
        let Some(mut evaluation) = relax(&node) else { return (None, rounds) };
        rounds += evaluation.rounds;
        if (evaluation.bound > cutoff || evaluation.relaxed.spare > SPARE) && wrong.len() < WRONG {
            wrong.push(node.decisions.split_off(before));
            let Some(again) = relax(&node) else { return (None, rounds) };
            rounds += again.rounds;
            evaluation = again;
        }
        if evaluation.bound > cutoff {
            return (None, rounds);
        }
        relaxed = evaluation.relaxed;
    }
}

/// What the largest column says; of `several`, all that are near to 1, if there are any: of two at one half one may
/// exclude the other.
fn decided(mut open: Vec<(Vec<Decision>, f64)>, several: bool) -> Vec<Decision> {
    open.sort_by(|(_, left), (_, right)| right.total_cmp(left));
    let near = open.iter().take_while(|(_, value)| several && *value >= NEAR).count();
    open.truncate(near.max(1));
    open.into_iter().flat_map(|(decisions, _)| decisions).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::CountryId;

    fn covers(country: usize, office: usize) -> Decision {
        Decision::Cover(CountryId(country), CountryId(office), true)
    }

    #[test]
    fn of_two_halves_one_is_decided() {
        let open = vec![(vec![covers(1, 0)], 0.5), (vec![covers(1, 2)], 0.5), (vec![covers(3, 2)], 0.3)];
        assert_eq!(decided(open, true), [covers(1, 0)]);
    }

    #[test]
    fn all_that_is_near_to_one_is_decided() {
        let open = vec![(vec![covers(1, 0)], 0.85), (vec![covers(1, 2)], 0.15), (vec![covers(3, 2)], 0.9)];
        assert_eq!(decided(open.clone(), true), [covers(3, 2), covers(1, 0)]);
        assert_eq!(decided(open, false), [covers(3, 2)], "something proved wrong before");
    }
}
