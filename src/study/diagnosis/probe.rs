//! Asks of a scenario without some of its rules whether it has a plan.

use std::cell::Cell;

use super::{Conflict, Effort, Verdict};
use crate::geography::Geography;
use crate::scenario::Loaded;
use crate::solver::{Feasibility, Interrupt, Progress, Watcher, feasible};
use crate::study::member::{Change, Member, Whole};

pub struct Probe<'a> {
    pub effort: &'a Effort,
    pub interrupt: Interrupt,
    pub listener: Option<&'a (dyn Fn(&Progress) + Sync)>,
    pub whole: Whole<'a>,
    /// Of its members, those that may be named.
    pub open: Vec<usize>,
    watcher: Watcher<'a>,
    /// A question was left open.
    pub is_unsure: Cell<bool>,
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
            whole,
            watcher: Watcher::new(effort.limits.time, interrupt.clone(), listener),
            interrupt,
            listener,
            is_unsure: Cell::new(false),
        }
    }

    pub fn must_stop(&self) -> bool {
        self.watcher.must_stop()
    }

    /// Whether there is a plan with `changes`; `None` where a limit came first.
    pub fn has_plan(&self, changes: &[Change]) -> Option<bool> {
        let answer = self.whole.changed(changes).and_then(|scenario| {
            let geography = Geography::new(&scenario);
            match feasible(&scenario, &geography, &self.effort.limits, &self.watcher) {
                Feasibility::Plan(_) => Some(true),
                Feasibility::None => Some(false),
                Feasibility::Open => None,
            }
        });
        if answer.is_none() {
            self.is_unsure.set(true);
        }
        answer
    }

    pub fn verdict(&self) -> Verdict {
        match self.has_plan(&[]) {
            Some(true) => Verdict::Feasible,
            Some(false) => Verdict::Infeasible,
            None => Verdict::Open,
        }
    }

    pub fn stated(&self, (rules, minimal): &(Vec<usize>, bool)) -> Conflict {
        Conflict { rules: rules.iter().map(|&at| self.whole.stated(at)).collect(), minimal: *minimal }
    }
}
