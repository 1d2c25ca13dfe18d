//! A search tree as it is kept from one solve to the next, of the same network or of one with changed rules and
//! costs.
//!
//! The nodes that a search leaves hold every plan of their part between them, whatever plans cost and whatever is
//! allowed: each was split into a decision and its opposite. So a later search may begin with them in place of
//! the root. Where no rule leaves more than it left, and nothing costs otherwise (its [`Grounds`]), bounds and plans
//! are taken over too. Else nothing that was proved is: every node is relaxed again, from the vertex that it had,
//! and most show in one round what took dozens. Reoptimisation of branch-and-bound trees: Gamrath, Hiller and
//! Witzig, Experimental Algorithms (SEA 2015), LNCS 9125, 181-192.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexSet;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::branch::{Branch, Found, NOTHING, root};
use super::column::Column;
use super::element::{self, Choice, Element, Open};
use super::grounds::Grounds;
use super::master::{Cut, KeptStart, Start};
use super::network;
use super::node::{Decision, Node};
use super::pricing::is_remit;
use super::problem::{Part, Problem};
use super::relaxation::scopes;
use super::sums::{ENDLESS, Range, Sum};
use super::tree::Tree;
use crate::plan::Network;
use crate::scenario::{CountryId, Scenario};
use crate::solver::limits::Watcher;

/// What a search leaves to a later one. Countries, tiers and regions by their place in the scenario, so that it
/// goes with scenarios only that have the same of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptTree {
    /// Identifiers of regions, tiers and countries.
    places: [Vec<String>; 3],
    sums: Vec<KeptSum>,
    grounds: Grounds,
    columns: Vec<Column>,
    /// The best network: numbers of columns; and its cost in cents.
    network: Vec<usize>,
    cost: Option<i64>,
    parts: Vec<KeptPart>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptSum {
    sum: Sum,
    multiplier: f64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptPart {
    hosts: Vec<CountryId>,
    /// What its root decided.
    decided: Vec<Decision>,
    starts: Vec<KeptStart>,
    leaves: Vec<Leaf>,
    /// Numbers of columns.
    plans: Vec<Vec<usize>>,
    /// Of what its search found, in cents.
    doubt: f64,
}

/// A node, less what the root says.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Leaf {
    node: Node,
    /// In cents, with the multipliers' credits taken off.
    bound: f64,
    /// Number of its start.
    start: Option<usize>,
    /// Number of its best plan, where that is known.
    plan: Option<usize>,
}

/// The first line of a file, which shows that the second, the tree, was not changed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seal {
    purview: String,
    /// SHA-256 of the second line.
    hash: String,
}

/// Why a text is no tree to go on from.
#[derive(Debug, thiserror::Error)]
pub enum NoTree {
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    #[error("it is of purview {0}, and trees do not outlive their version")]
    Version(String),
    #[error("it was changed after purview wrote it")]
    Changed,
}

impl KeptTree {
    /// Reads what [`Self::to_text`] wrote.
    ///
    /// # Errors
    /// It is no such text, of another version, or was changed since: a node that is left out would be missing in
    /// the proof.
    pub fn read(text: &str) -> Result<Self, NoTree> {
        let (seal, tree) = text.split_once('\n').unwrap_or((text, ""));
        let seal: Seal = serde_json::from_str(seal)?;
        if seal.purview != env!("CARGO_PKG_VERSION") {
            return Err(NoTree::Version(seal.purview));
        }
        if seal.hash != hash_of(tree) {
            return Err(NoTree::Changed);
        }
        Ok(serde_json::from_str(tree)?)
    }

    /// Two lines of JSON.
    pub fn to_text(&self) -> String {
        let tree = serde_json::to_string(self).expect("trees are plain data");
        let seal = Seal { purview: env!("CARGO_PKG_VERSION").into(), hash: hash_of(&tree) };
        format!("{}\n{tree}", serde_json::to_string(&seal).expect("plain data"))
    }

    /// Of the best network, at the costs of its search; in cents.
    pub fn cost(&self) -> Option<f64> {
        self.cost.map(|cost| cost as f64)
    }

    /// Whether a search of `scenario` can go on from it.
    pub fn is_of(&self, scenario: &Scenario) -> bool {
        self.places == places(scenario)
    }

    /// The multipliers of the joint sums; `None` where other sums are limited.
    pub fn multipliers(&self, problem: &Problem) -> Option<Vec<f64>> {
        let pairs = || self.sums.iter().zip(&problem.joint);
        let same = self.sums.len() == problem.joint.len() && pairs().all(|(kept, (sum, _))| kept.sum == *sum);
        same.then(|| problem.safe(&self.sums.iter().map(|kept| kept.multiplier).collect::<Vec<_>>()))
    }

    /// The columns that the problem allows.
    pub fn columns(&self, problem: &Problem) -> Vec<Column> {
        self.columns.iter().filter(|column| is_remit(problem, column)).cloned().collect()
    }

    /// The best network; `None` where none was found. Whether it keeps the rules of `scenario` is for the
    /// checker to say.
    pub fn network(&self, scenario: &Scenario) -> Option<Network> {
        let columns: Vec<Column> = self.network.iter().map(|&number| self.columns[number].clone()).collect();
        (!columns.is_empty()).then(|| network(scenario, &columns))
    }

    /// What was kept of `part`.
    fn part(&self, part: &Part) -> Option<&KeptPart> {
        let common = |kept: &&KeptPart| kept.hosts.iter().filter(|h| part.hosts.contains(h)).count();
        self.parts.iter().max_by_key(common).filter(|kept| common(kept) > 0)
    }

    /// A node as far as it can be said in the problem, without what the root decides.
    fn node(&self, node: &Node, problem: &Problem, root: &Node) -> Node {
        let range = |((sum, _), limits): (&(Sum, Range), &Range)| {
            let known = self.sums.iter().position(|kept| kept.sum == *sum);
            known.map_or(*limits, |at| node.ranges[at].and(*limits))
        };
        let ranges = problem.joint.iter().zip(&root.ranges).map(range).collect();
        Node { ranges, decisions: node.decisions.clone() }
    }

    /// Whether bounds and plans hold in a problem with these multipliers.
    fn holds(&self, problem: &Problem, multipliers: &[f64]) -> bool {
        let same =
            |kept: &KeptSum, (sum, multiplier): (Sum, f64)| (kept.sum, kept.multiplier) == (sum, multiplier);
        let sums = problem.joint.iter().map(|&(sum, _)| sum).zip(multipliers.iter().copied());
        self.sums.len() == problem.joint.len()
            && self.sums.iter().zip(sums).all(|(kept, sum)| same(kept, sum))
            && Grounds::of(problem.scenario).are_within(&self.grounds)
    }

    /// The nodes of a part, of which nothing is known yet, in place of its root.
    fn leaves(&self, kept: &KeptPart, problem: &Problem, part: &Part) -> Vec<Open> {
        let root = root(problem, part);
        let columns: Vec<Option<&Column>> =
            self.columns.iter().map(|column| is_remit(problem, column).then_some(column)).collect();
        let joins = part.joins(problem);
        let scopes = scopes(problem);
        let is_sound = |cut: &Cut| match cut {
            Cut::Separator(separator) => {
                scopes.contains(&separator.scope) && separator.separates(problem.geography, &joins)
            }
            _ => true,
        };
        // What the root decides for the first time may be far from the vertices.
        let decided = kept.decided.iter().filter(|decision| root.decisions.contains(decision));
        let decided: Vec<Decision> = decided.copied().collect();
        let start = |start: &KeptStart| {
            let node = with(&decided, self.node(&start.node, problem, &root));
            Arc::new(start.start(node, &columns, is_sound))
        };
        let starts: Vec<Arc<Start>> = kept.starts.iter().map(start).collect();
        let leaf = |leaf: &Leaf| {
            let node = with(&root.decisions, self.node(&leaf.node, problem, &root));
            let start = leaf.start.map(|number| starts[number].clone());
            Open::new(node, NOTHING, start)
        };
        kept.leaves.iter().map(leaf).collect()
    }

    /// The plans of a part that are plans still, where they held.
    fn plans(
        &self,
        kept: &KeptPart,
        problem: &Problem,
        root: &Node,
        multipliers: &[f64],
    ) -> Vec<Option<Choice>> {
        let plan = |numbers: &Vec<usize>| {
            let columns: Vec<Column> = numbers.iter().map(|&number| self.columns[number].clone()).collect();
            let is_plan = columns.iter().all(|column| is_remit(problem, column))
                && root.decisions.iter().all(|decision| decision.holds_in(&columns));
            is_plan.then(|| Choice::new(problem, multipliers, columns))
        };
        kept.plans.iter().map(plan).collect()
    }
}

impl Tree<'_> {
    /// What a later search may go on from.
    pub fn kept(&self) -> KeptTree {
        let mut columns: IndexSet<Column> = IndexSet::new();
        let mut number = |column: &Column| columns.insert_full(column.clone()).0;
        let part = |branch: &Branch| {
            let root = root(self.problem, branch.part);
            let (mut starts, mut leaves) = (Vec::new(), Vec::new());
            let mut numbers: BTreeMap<*const Start, usize> = BTreeMap::new();
            let mut plans: IndexSet<Vec<usize>> = IndexSet::new();
            for (open, choice) in branch.found.nodes() {
                let start = open.start.as_ref().map(|start| {
                    *numbers.entry(Arc::as_ptr(start)).or_insert_with(|| {
                        starts.push(start.kept(without(&root, &start.node), &mut number));
                        starts.len() - 1
                    })
                });
                let plan = choice
                    .map(|choice| plans.insert_full(choice.columns.iter().map(&mut number).collect()).0);
                let nodes = open.children.as_deref().unwrap_or(std::slice::from_ref(&open.node));
                let leaf = |node: &Node| Leaf { node: without(&root, node), bound: open.bound, start, plan };
                leaves.extend(nodes.iter().map(leaf));
            }
            let choices = branch.found.elements.iter().filter_map(Element::choice);
            plans.extend(choices.map(|choice| choice.columns.iter().map(&mut number).collect()));
            KeptPart {
                hosts: branch.part.hosts.clone(),
                decided: root.decisions,
                starts,
                leaves,
                plans: plans.into_iter().collect(),
                doubt: branch.found.doubt,
            }
        };
        let parts = self.branches.iter().map(part).collect();
        let network = self.incumbent.iter().flat_map(|(_, offices)| offices).map(&mut number).collect();
        let sums = self.problem.joint.iter().zip(self.multipliers);
        let sums = sums.map(|(&(sum, _), &multiplier)| KeptSum { sum, multiplier }).collect();
        KeptTree {
            places: places(self.problem.scenario),
            grounds: Grounds::of(self.problem.scenario),
            sums,
            columns: columns.into_iter().collect(),
            network,
            cost: self.incumbent.as_ref().map(|(cost, _)| *cost),
            parts,
        }
    }

    /// Begins with what is known of `kept` in place of the roots. Where its bounds no longer hold, one round at each
    /// vertex gives its nodes others.
    pub fn go_on_from(&mut self, kept: &KeptTree, watcher: &Watcher) {
        let (problem, multipliers) = (self.problem, self.multipliers);
        let holds = kept.holds(problem, multipliers);
        let begin = |branch: &mut Branch| {
            let Some(part) = kept.part(branch.part) else { return };
            let root = root(problem, branch.part);
            let holds = holds && part.hosts == branch.part.hosts;
            let plans = if holds {
                kept.plans(part, problem, &root, multipliers)
            } else {
                vec![None; part.plans.len()]
            };
            if root.decisions.iter().any(|decision| !part.decided.contains(decision)) {
                // Its nodes were made for other plans than it now asks for.
                let is_own = |column: &Column| branch.part.hosts.contains(&column.host);
                branch.master.add_columns(kept.columns(problem).into_iter().filter(is_own));
                let choices = plans.into_iter().flatten();
                choices.for_each(|choice| element::insert(&mut branch.found.elements, choice));
                return;
            }
            let mut leaves = kept.leaves(part, problem, branch.part);
            let mut bounds: BTreeMap<*const Start, f64> = BTreeMap::new();
            for (leaf, known) in leaves.iter_mut().zip(&part.leaves) {
                leaf.start = leaf.start.take().filter(|start| branch.master.can_go_to(start));
                if holds {
                    leaf.bound = known.bound;
                } else if let Some(start) = &leaf.start {
                    let bound = bounds.entry(Arc::as_ptr(start));
                    let bound =
                        bound.or_insert_with(|| branch.bound_at(problem, start, watcher).unwrap_or(NOTHING));
                    leaf.bound = *bound;
                }
            }
            let mut found = Found { doubt: if holds { part.doubt } else { 0.0 }, ..Found::default() };
            // A plan that the rules no longer allow leaves its node open.
            let (mut open, mut ruled_out) = (Vec::new(), Vec::new());
            for (leaf, known) in leaves.into_iter().zip(&part.leaves) {
                match known.plan.map(|number| plans[number].clone()) {
                    Some(Some(choice)) => found.settled.push((leaf, choice)),
                    Some(None) => ruled_out.push(leaf),
                    None => open.push(leaf),
                }
            }
            let open = ruled_out.into_iter().fold(open, |open, leaf| leaf.united(open));
            found.elements.extend(open.into_iter().map(Element::Open));
            let choices = plans.into_iter().flatten();
            choices.for_each(|choice| element::insert(&mut found.elements, choice));
            branch.begin_with(found);
        };
        self.branches.par_iter_mut().for_each(begin);
        let open = |branch: &Branch| branch.found.elements.iter().filter(|element| element.is_open()).count();
        self.begun = self.branches.iter().map(|branch| open(branch) as u64).sum();
        self.combine_choices();
    }
}

fn with(decided: &[Decision], node: Node) -> Node {
    Node { decisions: [decided, &node.decisions].concat(), ..node }
}

/// A node less what the root says, whose limits and decisions may be others the next time. Of a vertex that a
/// search went on from the node has only some of the root's decisions.
fn without(root: &Node, node: &Node) -> Node {
    let range = |(range, limits): (&Range, &Range)| Range {
        low: if range.low == limits.low { -ENDLESS } else { range.low },
        high: if range.high == limits.high { ENDLESS } else { range.high },
    };
    let own = node.decisions.iter().filter(|decision| !root.decisions.contains(decision));
    Node {
        ranges: node.ranges.iter().zip(&root.ranges).map(range).collect(),
        decisions: own.copied().collect(),
    }
}

fn hash_of(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn places(scenario: &Scenario) -> [Vec<String>; 3] {
    [
        scenario.regions.iter().map(|region| region.id.clone()).collect(),
        scenario.tiers.iter().map(|tier| tier.id.clone()).collect(),
        scenario.countries.iter().map(|country| country.id.clone()).collect(),
    ]
}
