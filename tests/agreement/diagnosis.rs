//! A diagnosis beside cold solves: every conflict has no plan, but one without any of its rules; every way
//! out, applied as it says, costs what it says.

use purview::geography::Geography;
use purview::scenario::generate::Request;
use purview::scenario::{Entry, Loaded, load};
use purview::solver::{Interrupt, Limits, Origin};
use purview::study::diagnose;
use purview::study::diagnosis::{Conflict, Effort, Repair, Verdict};
use purview::study::member::{Member, members, without};
use serde_json::Value;

use crate::{campaign, generated, share};

/// Whether the scenario has a plan, if the diagnosis holds.
fn holds(request: &Request) -> Result<bool, String> {
    let Some(loaded) = generated::loaded(request)? else { return Ok(false) };
    let has_plan = campaign::solve(&loaded.scenario, &Geography::new(&loaded.scenario))?.is_some();
    let limits = Limits { gap: 1e-6, ..Limits::default() };
    let entry = generated::entry(request);
    let effort = Effort { limits, repairs: 3, entry, requests: Vec::new(), origin: Origin::default() };
    let diagnosis = diagnose(&loaded, &|_| false, &effort, Interrupt::default(), None);
    if (diagnosis.verdict == Verdict::Feasible) != has_plan {
        return Err(format!("{:?}, but the solve finds {has_plan}", diagnosis.verdict));
    }
    if has_plan {
        return Ok(true);
    }
    if diagnosis.conflicts.is_empty() || diagnosis.repairs.is_empty() {
        return Err("no conflict, or no way out".into());
    }
    diagnosis.conflicts.iter().try_for_each(|conflict| is_minimal(&loaded, conflict))?;
    diagnosis.repairs.iter().try_for_each(|repair| is_kept(&generated::entry(request), repair))?;
    Ok(false)
}

fn is_minimal(loaded: &Loaded, conflict: &Conflict) -> Result<(), String> {
    let members = members(&loaded.whole.rules);
    let is_named = |member: &Member| conflict.rules.iter().any(|rule| rule.key == member.key());
    if !conflict.minimal || members.iter().filter(|member| is_named(member)).count() != conflict.rules.len() {
        return Err(format!("not proved, or unknown rules: {conflict:?}"));
    }
    let only = |left_out: Option<&Member>| {
        let gone = members.iter().filter(|member| !is_named(member) || Some(*member) == left_out);
        has_plan_without(loaded, gone)
    };
    if only(None)? {
        return Err(format!("there is a plan with all of {conflict:?}"));
    }
    for member in members.iter().filter(|member| is_named(member)) {
        if !only(Some(member))? {
            return Err(format!("{} is not needed in {conflict:?}", member.key()));
        }
    }
    Ok(())
}

fn has_plan_without<'m>(loaded: &Loaded, gone: impl Iterator<Item = &'m Member>) -> Result<bool, String> {
    let mut whole: Value = serde_json::to_value(&loaded.whole).expect("plain data");
    whole["rules"] = without(&whole["rules"], gone);
    let entry = Entry::Text { name: "less".into(), text: whole.to_string() };
    let scenario = load(&entry, &[]).map_err(|mistakes| mistakes[0].render(false))?.scenario;
    Ok(campaign::solve(&scenario, &Geography::new(&scenario))?.is_some())
}

/// Applied, it gives a plan of just that cost.
fn is_kept(entry: &Entry, repair: &Repair) -> Result<(), String> {
    let scenario = load(entry, &repair.set).map_err(|mistakes| mistakes[0].render(false))?.scenario;
    match campaign::solve(&scenario, &Geography::new(&scenario))? {
        Some(solution) if solution.objective == repair.cost => Ok(()),
        found => Err(format!("{:?} promises {}, but {found:?}", repair.set, repair.cost)),
    }
}

#[test]
fn diagnoses_of_generated_scenarios_hold() {
    let requests: Vec<_> = share(60, 2_000).into_iter().map(|s| generated::request(s, 4, 9)).collect();
    let mix = campaign::run(&requests, holds);
    eprintln!("diagnoses: {mix}");
    assert!(mix.infeasible >= 10, "too few have no plan: {mix}");
}
