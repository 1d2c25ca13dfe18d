//! Asks of a scenario without some of its rules whether it has a plan.

use std::cell::Cell;

use serde_json::Value;

use super::member::{Member, members, sweep};
use super::words::words;
use super::{Conflict, Effort, Stated, Verdict};
use crate::geography::Geography;
use crate::scenario::{Entry, Loaded, Scenario, load};
use crate::solver::{Feasibility, Interrupt, Progress, Watcher, feasible};

/// A rule left out, or its number weakened.
pub type Change = (usize, Option<f64>);

pub struct Probe<'a> {
    pub scenario: &'a Scenario,
    pub effort: &'a Effort,
    pub interrupt: Interrupt,
    pub listener: Option<&'a (dyn Fn(&Progress) + Sync)>,
    pub members: Vec<Member>,
    /// Of the members, those that may be named.
    pub open: Vec<usize>,
    watcher: Watcher<'a>,
    /// The scenario as one file that needs no other.
    whole: Value,
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
        let mut whole = serde_json::to_value(&loaded.whole).expect("a scenario is plain data");
        // Everything but outlines for maps is read in.
        whole.as_object_mut().expect("an object").remove("data");
        let members = members(&loaded.whole.rules);
        Self {
            scenario: &loaded.scenario,
            effort,
            open: (0..members.len()).filter(|&at| !is_protected(&members[at])).collect(),
            members,
            watcher: Watcher::new(effort.limits.time, interrupt.clone(), listener),
            interrupt,
            listener,
            whole,
            is_unsure: Cell::new(false),
        }
    }

    pub fn must_stop(&self) -> bool {
        self.watcher.must_stop()
    }

    /// The scenario with `changes`; `None` where that is no sound scenario.
    pub fn changed(&self, changes: &[Change]) -> Option<Scenario> {
        let mut whole = self.whole.clone();
        changes.iter().for_each(|&(at, value)| self.members[at].weaken(&mut whole["rules"], value));
        sweep(&mut whole);
        let entry = Entry::Text { name: self.scenario.name.clone(), text: whole.to_string() };
        load(&entry, &[]).ok().map(|loaded| loaded.scenario)
    }

    /// The arguments of `--set` that make `changes`: an entry leaves its list.
    pub fn set(&self, changes: &[Change]) -> Vec<String> {
        let mut rules = self.whole["rules"].clone();
        changes.iter().for_each(|&(at, value)| self.members[at].weaken(&mut rules, value));
        let mut keys: Vec<Vec<String>> = changes
            .iter()
            .map(|&(at, _)| {
                let path = &self.members[at].path;
                let is_entry = path.last().is_some_and(|key| key.parse::<usize>().is_ok());
                path[..path.len() - usize::from(is_entry)].to_vec()
            })
            .collect();
        keys.dedup();
        let argument = |path: &Vec<String>| {
            let mut value = path.iter().fold(&rules, |value, key| match key.parse::<usize>() {
                Ok(number) if value.is_array() => &value[number],
                _ => &value[key.as_str()],
            });
            let mut kept = value.clone();
            if kept.is_array() {
                sweep(&mut kept);
                value = &kept;
            }
            format!("{}={}", path.join("."), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        };
        keys.iter().map(argument).collect()
    }

    /// Whether there is a plan with `changes`; `None` where a limit came first.
    pub fn has_plan(&self, changes: &[Change]) -> Option<bool> {
        let answer = self.changed(changes).and_then(|scenario| {
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

    pub fn named(&self, at: usize) -> Stated {
        let member = &self.members[at];
        Stated {
            family: member.family,
            key: member.key(),
            words: words(member, &self.whole["rules"], self.scenario),
        }
    }

    pub fn stated(&self, (rules, minimal): &(Vec<usize>, bool)) -> Conflict {
        Conflict { rules: rules.iter().map(|&at| self.named(at)).collect(), minimal: *minimal }
    }
}
