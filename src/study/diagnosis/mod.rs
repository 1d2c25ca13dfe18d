//! Why no plan keeps every hard rule, in the scenario's own rules and values, and the ways out.
//!
//! A [*member*](super::member) is one limit or one rule that the scenario states as hard. A conflict is a set of
//! members that no plan keeps together, though it could keep all but any one of them; it is found by
//! leaving members out, whole families first, then halves, then one by one (the deletion filter of
//! Chinneck and Dravnieks, ORSA Journal on Computing 3 (1991) 157-168), each time asking
//! [`feasible`](crate::solver::feasible) of the integer model. A way out is a set of members without which
//! there is a plan, and none of which could stay: the sets that meet every conflict, smallest first (Reiter,
//! Artificial Intelligence 32 (1987) 57-95). Where a further conflict stays in doubt, what networks break that
//! searches ended with is a way out too, less what is found to be able to stay: what they keep can be met together
//! (Liffiton and Sakallah, Journal of Automated Reasoning 40 (2008) 1-33). A number in a way out is then taken
//! back as far as there is still a plan, which is the [repair](repair).

mod conflict;
mod near_misses;
mod probe;
mod repair;
mod ways;

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::member::{Member, Stated};
use crate::plan::Plan;
use crate::scenario::{Entry, Loaded, Money};
use crate::solver::{Interrupt, Limits, Origin, Progress, with_threads};

use probe::Probe;

/// Why a scenario has no plan, and what would give it one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Diagnosis {
    /// Version of this format: 1.
    pub schema_version: u32,
    pub scenario: String,
    pub verdict: Verdict,
    pub conflicts: Vec<Conflict>,
    pub repairs: Vec<Repair>,
    /// Whether there may be conflicts and ways out beyond these; those too whose plan was not found in time.
    pub more: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// There is a plan.
    Feasible,
    /// It is proved that there is none.
    Infeasible,
    /// A limit came first.
    Open,
}

/// Rules that no plan keeps together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// None: what is protected and what is no rule leave no plan by themselves.
    pub rules: Vec<Stated>,
    /// Proved: without any one of them there is a plan that keeps the others.
    pub minimal: bool,
}

/// A way out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Repair {
    pub changes: Vec<Relaxed>,
    /// The changes as arguments of `--set`.
    pub set: Vec<String>,
    /// Proved: no part of the changes would do, and no number could be taken back by one step further, the
    /// ones before it being as stated.
    pub minimal: bool,
    /// Yearly cost of the plan, or its first objective, in hundredths.
    pub cost: Money,
    /// No plan with these changes is below.
    pub bound: Money,
    /// What it costs beyond the cheapest of the repairs.
    pub more: Money,
    /// Countries that it moves from the office of today.
    pub countries_moved: Vec<String>,
    #[serde(skip)]
    #[schemars(skip)]
    pub plan: Option<Box<Plan>>,
}

/// What becomes of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relaxed {
    pub rule: Stated,
    /// In the scenario's unit; absent where the rule goes altogether.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub becomes: Option<String>,
}

/// How long and how far.
#[derive(Debug, Clone)]
pub struct Effort {
    /// Of each solve that prices a repair; its clock is that of the whole.
    pub limits: Limits,
    /// Repairs to be shown.
    pub repairs: usize,
    /// Where the scenario and the requests laid over it are read again, with the changes of a repair.
    pub entry: Entry,
    pub requests: Vec<PathBuf>,
    /// The same as plans say it.
    pub origin: Origin,
}

/// `is_protected` members are never named: they hold, like the facts.
pub fn diagnose(
    loaded: &Loaded,
    is_protected: &dyn Fn(&Member) -> bool,
    effort: &Effort,
    interrupt: Interrupt,
    listener: Option<&(dyn Fn(&Progress) + Sync)>,
) -> Diagnosis {
    let probe = Probe::new(loaded, is_protected, effort, interrupt, listener);
    with_threads(effort.limits.threads, || diagnosed(probe, loaded))
}

fn diagnosed(probe: Probe, loaded: &Loaded) -> Diagnosis {
    let effort = probe.effort;
    let mut diagnosis = Diagnosis {
        schema_version: 1,
        scenario: loaded.scenario.name.clone(),
        verdict: probe.verdict(),
        conflicts: Vec::new(),
        repairs: Vec::new(),
        more: false,
    };
    if diagnosis.verdict == Verdict::Infeasible {
        let mut ways = ways::ways_out(&probe, effort.repairs);
        // Once more as a whole, whatever was concluded on the way.
        let found = ways.conflicts.len();
        // The plainest first. One that may be too large tells nothing beside others.
        let plainest = |(rules, is_minimal): &(Vec<usize>, bool)| (!is_minimal, rules.len());
        ways.conflicts.sort_by_key(plainest);
        let mut is_any_minimal = false;
        ways.conflicts.retain_mut(|(rules, is_minimal)| {
            if is_any_minimal && !*is_minimal {
                return false;
            }
            let answer = probe.confirmed(rules);
            *is_minimal &= answer == Some(true);
            is_any_minimal |= *is_minimal;
            answer != Some(false)
        });
        ways.more |= ways.conflicts.len() < found;
        ways.conflicts.sort_by_key(plainest);
        let proved = ways.conflicts.iter().filter(|(_, is_minimal)| *is_minimal).count();
        ways.more |= ways.conflicts.len() > proved.max(1);
        ways.conflicts.truncate(proved.max(1));
        diagnosis.conflicts = ways.conflicts.iter().map(|conflict| probe.stated(conflict)).collect();
        diagnosis.repairs = repair::priced(&probe, &ways.removed);
        diagnosis.more = ways.more || diagnosis.repairs.len() < ways.removed.len();
    }
    diagnosis
}

/// JSON Schema of [`Diagnosis`].
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Diagnosis).to_value()
}
