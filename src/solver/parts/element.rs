//! What a part offers to a combination: whole plans, and open nodes that stand for all others.

use std::sync::Arc;

use super::column::Column;
use super::combination::Offer;
use super::master::{Start, credits};
use super::node::Node;
use super::problem::Problem;
use super::sums::{ENDLESS, Range, Sum};

/// This part of an amount of money lies next to it: far more than what the tolerance of a linear program moves it.
const NEXT: i64 = 100_000;

/// A whole plan of a part.
#[derive(Debug, Clone)]
pub struct Choice {
    pub columns: Vec<Column>,
    /// In cents.
    pub cost: i64,
    /// With the multipliers' credits taken off.
    value: f64,
    /// Of each joint sum the one value that it has.
    ranges: Vec<Range>,
}

/// A node with what is known of it.
#[derive(Debug, Clone)]
pub struct Open {
    pub node: Node,
    /// No plan of the node costs less, with the multipliers' credits taken off.
    pub bound: f64,
    /// The nodes into which it falls; `None` before it has been relaxed.
    pub children: Option<Vec<Node>>,
    /// Where its relaxation starts.
    pub start: Option<Arc<Start>>,
    /// In which its relaxation was begun and did not come to its end.
    pub turns: u32,
    /// Whether its vertex is a plan, so far, that bound and relaxation are to meet exactly for.
    pub is_plan: bool,
}

#[derive(Debug, Clone)]
pub enum Element {
    Choice(Choice),
    Open(Open),
}

impl Choice {
    pub fn new(problem: &Problem, multipliers: &[f64], columns: Vec<Column>) -> Self {
        let mut cost = 0;
        let mut amounts = vec![0; problem.joint.len()];
        for column in &columns {
            let figures = column.figures(problem.scenario, problem.prices);
            cost += figures.cost();
            for (amount, (sum, _)) in amounts.iter_mut().zip(&problem.joint) {
                *amount += sum.amount(problem.scenario, column, &figures);
            }
        }
        let value = cost as f64 * problem.weight - credits(multipliers, &amounts);
        let ranges = amounts.into_iter().map(|amount| Range { low: amount, high: amount }).collect();
        Self { columns, cost, value, ranges }
    }

    /// By joint sum.
    pub fn amounts(&self) -> Vec<f64> {
        self.ranges.iter().map(|range| range.low as f64).collect()
    }

    /// Of each joint sum the one value that it has.
    pub fn ranges(&self) -> &[Range] {
        &self.ranges
    }

    /// With the multipliers' credits taken off.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// The plans of the node that have the same sums; `None` where this one lies a cent outside its ranges, by
    /// the tolerance of the linear program.
    pub fn same(&self, node: &Node) -> Option<Node> {
        let ranges: Vec<Range> =
            node.ranges.iter().zip(&self.ranges).map(|(range, own)| range.and(*own)).collect();
        let decisions = node.decisions.clone();
        ranges.iter().all(|range| !range.is_empty()).then_some(Node { ranges, decisions })
    }

    /// What is left of the node without the plans that have the same sums. Amounts of money next to its own are
    /// set apart, since linear programs do not tell them from it; and money comes last, so that this plan stands for
    /// those that have the same counts and more of it.
    pub fn others(&self, problem: &Problem, node: &Node) -> Vec<Node> {
        let mut rest = Vec::new();
        let mut inside = node.clone();
        let is_money = |&at: &usize| matches!(problem.joint[at].0, Sum::Cash(_));
        let (money, counts): (Vec<usize>, Vec<usize>) = (0..self.ranges.len()).partition(is_money);
        for at in counts.into_iter().chain(money) {
            let amount = self.ranges[at].low;
            let next = if is_money(&at) { (amount / NEXT).abs() } else { 0 };
            let (below, above) = (amount.saturating_sub(1), amount.saturating_add(1));
            let outer = [
                Range { low: -ENDLESS, high: below - next },
                Range { low: below - next + 1, high: below },
                Range { low: above, high: above + next - 1 },
                Range { low: above + next, high: ENDLESS },
            ];
            for range in outer.into_iter().filter(|range| !range.is_empty()) {
                let mut outside = inside.clone();
                outside.ranges[at] = outside.ranges[at].and(range);
                if !outside.ranges[at].is_empty() {
                    rest.push(outside);
                }
            }
            inside.ranges[at] = self.ranges[at];
        }
        rest
    }
}

impl Open {
    /// Not relaxed yet.
    pub fn new(node: Node, bound: f64, start: Option<Arc<Start>>) -> Self {
        Self { node, bound, children: None, start, turns: 0, is_plan: false }
    }

    /// Among `others`, once its plan is ruled out. Those that are left of it, with other sums than that plan, are one
    /// with it again, as far as nothing more is known of them: one relaxation says of all what one of each would.
    pub fn united(mut self, others: Vec<Self>) -> Vec<Self> {
        let is_left_of_it = |other: &Self| match (&self.start, &other.start) {
            (Some(own), Some(start)) => Arc::ptr_eq(own, start) && other.children.is_none(),
            _ => false,
        };
        let (left, mut others): (Vec<Self>, Vec<Self>) = others.into_iter().partition(is_left_of_it);
        for rest in left {
            self.bound = self.bound.min(rest.bound);
            let ranges = self.node.ranges.iter_mut().zip(&rest.node.ranges);
            ranges.for_each(|(range, other)| *range = range.or(*other));
        }
        others.push(self);
        others
    }
}

impl Element {
    pub fn offer(&self) -> Offer<'_> {
        match self {
            Element::Choice(choice) => Offer { value: choice.value, ranges: &choice.ranges },
            Element::Open(open) => Offer { value: open.bound, ranges: &open.node.ranges },
        }
    }

    /// How many decisions it comes of.
    pub fn depth(&self) -> usize {
        match self {
            Element::Choice(_) => 0,
            Element::Open(open) => open.node.decisions.len(),
        }
    }

    pub fn open(&self) -> Option<&Open> {
        if let Element::Open(open) = self { Some(open) } else { None }
    }

    pub fn into_open(self) -> Option<Open> {
        if let Element::Open(open) = self { Some(open) } else { None }
    }

    pub fn choice(&self) -> Option<&Choice> {
        if let Element::Choice(choice) = self { Some(choice) } else { None }
    }

    pub fn into_choice(self) -> Option<Choice> {
        if let Element::Choice(choice) = self { Some(choice) } else { None }
    }

    pub fn is_open(&self) -> bool {
        self.open().is_some()
    }
}

/// Adds a plan, unless one with the same sums is there that costs no more.
pub fn insert(elements: &mut Vec<Element>, choice: Choice) {
    let same = |element: &Element| matches!(element, Element::Choice(other) if other.ranges == choice.ranges);
    match elements.iter_mut().find(|element| same(element)) {
        Some(Element::Choice(other)) if other.cost <= choice.cost => {}
        Some(other) => *other = Element::Choice(choice),
        None => elements.push(Element::Choice(choice)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::master::Master;
    use super::super::problem::with_default;
    use super::*;

    /// What is left of a node once its plan is set apart, and a node of another vertex.
    #[test]
    fn a_node_whose_plan_is_ruled_out_is_whole_again() {
        with_default(set_apart_and_united);
    }

    fn set_apart_and_united(problem: Problem) {
        let multipliers = vec![0.0; problem.joint.len()];
        let wide = Range { low: -5, high: 5 };
        let node = Node { ranges: vec![wide; problem.joint.len()], decisions: Vec::new() };
        let master = Master::new(&problem, &problem.parts[0], &multipliers);
        let start = || Some(Arc::new(master.leave(&node)));
        let own = start();
        let nothing = Choice::new(&problem, &multipliers, Vec::new());
        let same = Open::new(nothing.same(&node).expect("nothing lies within"), 70.0, own.clone());
        let rest = nothing.others(&problem, &node).into_iter().map(|rest| Open::new(rest, 80.0, own.clone()));
        let foreign = Open::new(node.clone(), 60.0, start());
        let split = Open { children: Some(vec![node.clone()]), ..Open::new(node.clone(), 90.0, own.clone()) };
        let others: Vec<Open> = rest.chain([foreign, split]).collect();
        assert!(others.len() > 2 * problem.joint.len(), "above and below of every sum");
        let bounds = |all: &[Open]| all.iter().map(|open| open.bound).collect::<Vec<_>>();
        let united = same.united(others);
        assert_eq!(bounds(&united), [60.0, 90.0, 70.0]);
        assert!(united.iter().all(|open| open.node.ranges == node.ranges), "no sums are lost");
    }
}
