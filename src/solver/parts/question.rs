//! What the best network costs in which a [`Condition`] holds, from the search for the best network of all.
//!
//! A condition touches one part. The nodes of that part stay what they are, with one decision more; a node
//! whose best plan does not meet the condition is opened again, with what was left of it beside that plan; the
//! other parts keep all that is known of them. So a question costs what lies between the best network and the
//! best one with the condition, and not a search from the root. Where a network with the condition is known, what
//! costs more than it in other questions is left out, since nothing cheaper can have it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::branch::{Branch, Found};
use super::conditions::{decision, touches};
use super::element;
use super::hearing::{Hearing, Start, with, with_parts};
use super::node::Decision;
use super::tree::{Aim, Tree};
use super::{Priced, any_network, columns};
use crate::geography::Geography;
use crate::plan::{Network, broken_rules, value};
use crate::scenario::{Money, Scenario};
use crate::solver::condition::Condition;
use crate::solver::limits::{Limits, Watcher};
use crate::solver::search::{WARM_START, near};

/// Bound and network have met where they are apart by this part of the cost: the rounding of linear programs.
const ROUNDING: f64 = 3e-8;
/// Part of the time for the best network of all.
const FIRST: f64 = 0.5;
/// Part of the time that is left for a question of which no network is known after its first turn: whether the rules
/// alone leave any. Costs would lead through all that keep the rules nearly.
const RULES_ALONE: f64 = 0.02;

/// By question the best network with the condition, as far as the limits let it be found; empty where the
/// parts cannot say it. `network` keeps every hard rule, and so do those that go with the questions and meet
/// their conditions.
pub fn answers(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    questions: &[(Condition, Vec<Network>)],
    limits: &Limits,
    watcher: &Watcher,
) -> Vec<Priced> {
    let first = watcher.within(FIRST * watcher.seconds_left());
    let search = |tree: &mut Tree| {
        tree.run(limits.work, &first);
        (tree.gap, tree.aim) = (ROUNDING, Aim::Exact);
        tree.reopen();
        tree.run(limits.work, &first);
        let inquiry = Inquiry { scenario, geography, network, limits, watcher };
        let asked: Vec<Question> =
            questions.par_iter().map(|(condition, known)| inquiry.question(*condition, known)).collect();
        // The dearest first: what they come to narrows the others.
        let mut order: Vec<usize> = (0..asked.len()).collect();
        order.sort_by_key(|&number| Reverse(inquiry.least(&asked[number].known).unwrap_or(Money(i64::MAX))));
        let conditions: Vec<Condition> = order.iter().map(|&number| asked[number].condition).collect();
        let first_unknown = |branch: &Branch| {
            (0..order.len())
                .find(|&at| touches(branch.part, conditions[at]) && asked[order[at]].known.is_empty())
        };
        let leads: Vec<usize> = tree.branches.iter().filter_map(first_unknown).collect();
        let begin = |tree: &mut Tree, part: usize, at: usize, answered: &Answered, rest: Option<Start>| {
            inquiry.begin(tree, part, &asked[order[at]], answered, rest)
        };
        let learn = |answered: &mut Answered, condition: Condition, answer: &Priced| {
            answered.networks.extend(answer.network.clone().filter(|network| inquiry.is_plan(network)));
            answered.bounds.extend(answer.bound.map(|bound| (decision(condition), bound)));
        };
        let hearing = Hearing { conditions: &conditions, leads: &leads, watcher };
        let answers = hearing.answers(tree, begin, |_, _| false, learn);
        let mut answers: BTreeMap<usize, Priced> = order.into_iter().zip(answers).collect();
        (0..questions.len()).filter_map(|number| answers.remove(&number)).collect()
    };
    with_parts(scenario, geography, network, limits, watcher, search)
}

struct Question {
    condition: Condition,
    /// Networks in which it holds.
    known: Vec<Network>,
}

/// What other questions to the same part came to.
#[derive(Default)]
struct Answered {
    networks: Vec<Network>,
    /// No network in which the decision holds costs less. So a cheaper one has the opposite.
    bounds: Vec<(Decision, Money)>,
}

/// What all questions have in common.
struct Inquiry<'i> {
    scenario: &'i Scenario,
    geography: &'i Geography,
    /// The best of all, as far as it is known.
    network: &'i Network,
    limits: &'i Limits,
    watcher: &'i Watcher<'i>,
}

impl Inquiry<'_> {
    /// With a network from a local search beside those that are known.
    fn question(&self, condition: Condition, known: &[Network]) -> Question {
        let near = condition.applied(self.scenario).and_then(|changed| {
            near(&changed, self.geography, self.network, WARM_START, self.limits.seed, self.watcher)
        });
        Question { condition, known: known.iter().cloned().chain(near).collect() }
    }

    /// What the cheapest of some networks costs.
    fn least(&self, networks: &[Network]) -> Option<Money> {
        let objective = &self.scenario.objective[0];
        networks.iter().map(|network| value(self.scenario, self.geography, network, objective)).min()
    }

    fn is_plan(&self, network: &Network) -> bool {
        broken_rules(self.scenario, self.geography, network).is_empty()
    }

    /// What a question to a part starts from, with what its last turn left.
    fn begin(
        &self,
        tree: &mut Tree,
        part: usize,
        question: &Question,
        answered: &Answered,
        rest: Option<Start>,
    ) -> Start {
        tree.reopen();
        let Question { condition, known } = question;
        let of_others = answered.networks.iter().filter(|network| condition.holds_in(network));
        let mut known: Vec<Network> = known.iter().chain(of_others).cloned().collect();
        if rest.is_some() && known.is_empty() {
            let any = self.by_rules_alone(*condition);
            if any.as_ref().is_some_and(|any| any.complete && any.network.is_none()) {
                return Start::of(Found::default());
            }
            known.extend(any.and_then(|any| any.network).filter(|network| self.is_plan(network)));
        }
        let own = decision(*condition);
        let mut start = rest.unwrap_or_else(|| Start::of(with(tree.branches[part].found.clone(), own)));
        for network in &known {
            let columns = columns(network);
            tree.add_network(&columns);
            element::insert(&mut start.found.elements, tree.choice(part, &columns));
        }
        let Some(most) = self.least(&known) else { return start };
        let dearer = answered.bounds.iter().filter(|&&(other, bound)| other != own && bound > most);
        dearer.fold(start, |start, &(other, bound)| start.without(other, bound))
    }

    /// Any network with the condition, whatever it costs.
    fn by_rules_alone(&self, condition: Condition) -> Option<Priced> {
        let limited = self.watcher.within(RULES_ALONE * self.watcher.seconds_left());
        let changed = condition.applied(self.scenario)?;
        Some(any_network(&changed, self.geography, &[self.network], self.limits, &limited))
    }
}
