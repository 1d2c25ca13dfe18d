//! Asks of a scenario without some of its rules whether it has a plan.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::Duration;

use super::{Conflict, Effort, Verdict};
use crate::geography::Geography;
use crate::plan::broken_rules;
use crate::scenario::{Loaded, Scenario};
use crate::solver::{Feasibility, Interrupt, Known, Limits, Patience, Progress, Watcher, feasible, is_large};
use crate::study::member::{Change, Member, Whole, left_out};

/// Linear programs that the price of a way out of a large network may take.
const PRICING: u64 = 150;

pub struct Probe<'a> {
    pub effort: &'a Effort,
    pub interrupt: Interrupt,
    pub listener: Option<&'a (dyn Fn(&Progress) + Sync)>,
    pub whole: Arc<Whole<'a>>,
    /// Of its members, those that may be named.
    pub open: Vec<usize>,
    watcher: Arc<Watcher<'a>>,
    /// A question was left open that an answer depends on.
    pub is_unsure: Cell<bool>,
    pub known: RefCell<Known>,
    /// Members that were left out or weakened where there was no plan.
    hopeless: RefCell<Vec<Vec<usize>>>,
}

impl<'a> Probe<'a> {
    pub fn new(
        loaded: &'a Loaded,
        is_protected: &dyn Fn(&Member) -> bool,
        effort: &'a Effort,
        interrupt: Interrupt,
        listener: Option<&'a (dyn Fn(&Progress) + Sync)>,
    ) -> Self {
        let whole = Whole::new(loaded);
        Self {
            effort,
            open: (0..whole.members.len()).filter(|&at| !is_protected(&whole.members[at])).collect(),
            whole: Arc::new(whole),
            watcher: Arc::new(Watcher::new(effort.limits.time, interrupt.clone(), listener)),
            interrupt,
            listener,
            is_unsure: Cell::new(false),
            known: RefCell::default(),
            hopeless: RefCell::default(),
        }
    }

    /// Another that knows as much, to ask on its own.
    pub fn fork(&self) -> Self {
        Self {
            effort: self.effort,
            interrupt: self.interrupt.clone(),
            listener: self.listener,
            whole: self.whole.clone(),
            open: self.open.clone(),
            watcher: self.watcher.clone(),
            is_unsure: self.is_unsure.clone(),
            known: self.known.clone(),
            hopeless: self.hopeless.clone(),
        }
    }

    pub fn must_stop(&self) -> bool {
        self.watcher.must_stop()
    }

    /// Whether there is a plan with `changes`; `None` where a limit came first.
    pub fn has_plan(&self, changes: &[Change]) -> Option<bool> {
        self.ask(changes, Patience::Some)
    }

    /// The same by searches from nothing, after a short look that told nothing.
    pub fn has_plan_after_all(&self, changes: &[Change]) -> Option<bool> {
        self.ask(changes, Patience::Anew)
    }

    /// The same; `None` too where it is hard to say.
    pub fn has_plan_at_a_glance(&self, changes: &[Change]) -> Option<bool> {
        self.ask(changes, Patience::Little)
    }

    /// The same by branching, after a short look that told nothing.
    pub fn has_plan_at_length(&self, changes: &[Change]) -> Option<bool> {
        self.ask(changes, Patience::Long)
    }

    /// Whether it is known that there is no plan, even if the members of `changes` are left out altogether.
    pub fn is_hopeless(&self, changes: &[Change]) -> bool {
        let is_without = |gone: &Vec<usize>| changes.iter().all(|(at, _)| gone.contains(at));
        self.hopeless.borrow().iter().any(is_without)
    }

    fn ask(&self, changes: &[Change], patience: Patience) -> Option<bool> {
        if self.is_hopeless(changes) {
            return Some(false);
        }
        let answer = self.answer(changes, patience);
        match answer {
            Some(false) if changes.iter().all(|(_, value)| value.is_none()) => {
                self.hopeless.borrow_mut().push(changes.iter().map(|&(at, _)| at).collect());
            }
            None if patience != Patience::Little => self.is_unsure.set(true),
            _ => {}
        }
        answer
    }

    /// Whether no plan keeps these members together, asked once more; `None` where it stays open.
    pub fn confirmed(&self, rules: &[usize]) -> Option<bool> {
        let changes = self.all_but(rules);
        let ask = |patience| self.answer(&changes, patience);
        let has_plan = ask(Patience::Some).or_else(|| ask(Patience::Long));
        if has_plan == Some(true) {
            // Nothing that was proved can be trusted.
            self.hopeless.borrow_mut().clear();
        }
        has_plan.map(|has_plan| !has_plan)
    }

    /// Whatever is remembered.
    fn answer(&self, changes: &[Change], patience: Patience) -> Option<bool> {
        let scenario = self.whole.changed(changes)?;
        match self.feasible(&scenario, &Geography::new(&scenario), patience) {
            Feasibility::Plan(_) => Some(true),
            Feasibility::None { .. } => Some(false),
            Feasibility::Open => None,
        }
    }

    /// Every open member but `kept` left out.
    pub fn all_but(&self, kept: &[usize]) -> Vec<Change> {
        left_out(self.open.iter().copied().filter(|at| !kept.contains(at)))
    }

    fn feasible(&self, scenario: &Scenario, geography: &Geography, patience: Patience) -> Feasibility {
        let mut known = self.known.borrow_mut();
        feasible(scenario, geography, &mut known, patience, &self.effort.limits, &self.watcher)
    }

    /// No plan keeps the members `kept`. The limits on sums that a proof of it needs, as `--set` names them; `None`
    /// where no proof says so.
    pub fn limits_to_blame(&self, kept: &[usize]) -> Option<Vec<String>> {
        let scenario = self.whole.changed(&self.all_but(kept))?;
        match self.feasible(&scenario, &Geography::new(&scenario), Patience::Little) {
            Feasibility::None { limits } => limits,
            _ => None,
        }
    }

    /// The one of `members` that the plan found last does not keep, if it is one.
    pub fn only_broken(&self, members: &[usize]) -> Option<usize> {
        let network = self.known.borrow().plans.last()?.clone();
        let is_broken = |at: &usize| {
            self.whole.changed(&self.all_but(&[*at])).is_none_or(|scenario| {
                !broken_rules(&scenario, &Geography::new(&scenario), &network).is_empty()
            })
        };
        let mut broken = members.iter().copied().filter(is_broken);
        let first = broken.next();
        first.filter(|_| broken.next().is_none())
    }

    /// Of a solve that prices `scenario`, within the time that is left. On a large network it ends with an
    /// honest gap.
    pub fn pricing(&self, scenario: &Scenario, geography: &Geography) -> Limits {
        let limits = &self.effort.limits;
        let left = |time: Duration| time.min(Duration::from_secs_f64(self.watcher.seconds_left()));
        let work = is_large(scenario, geography).then_some(PRICING);
        let start = self.known.borrow().plan(scenario, geography).cloned();
        Limits { time: limits.time.map(left), work: limits.work.or(work), start, ..limits.clone() }
    }

    pub fn verdict(&self) -> Verdict {
        match self.ask(&[], Patience::Endless) {
            Some(true) => Verdict::Feasible,
            Some(false) => Verdict::Infeasible,
            None => Verdict::Open,
        }
    }

    pub fn stated(&self, (rules, minimal): &(Vec<usize>, bool)) -> Conflict {
        Conflict { rules: rules.iter().map(|&at| self.whole.stated(at)).collect(), minimal: *minimal }
    }
}

/// Diagnoses of the tutorial with one office at most and for less than any plan costs.
#[cfg(test)]
pub mod tightened {
    use super::*;
    use crate::scenario::{Entry, load};
    use crate::solver::Origin;

    /// A fresh probe, and the two limits that leave no plan.
    pub fn with_tightened(test: impl Fn(&Probe, [usize; 2])) {
        let entry = Entry::File("scenarios/tutorial.json".into());
        let set = ["count.offices.max=1", r#"budget={"state":"hard","total":{"max":1000}}"#];
        let origin = Origin { set: set.map(str::to_owned).to_vec(), ..Origin::default() };
        let loaded = load(&entry, &origin.set).expect("a sound scenario");
        let effort = Effort { limits: Limits::default(), repairs: 1, entry, requests: Vec::new(), origin };
        let probe = Probe::new(&loaded, &|_| false, &effort, Interrupt::default(), None);
        let find = |key: &str| {
            let is_named = |at: &&usize| probe.whole.members[**at].key() == key;
            *probe.open.iter().find(is_named).expect("a limit of the scenario")
        };
        test(&probe, [find("count.offices.max"), find("budget.total.max")]);
    }
}
