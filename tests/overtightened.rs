//! Diagnoses of the network of 156 countries, its rules tightened until no plan is left: cold questions do not
//! contradict that the conflict has no plan, and one without any of its members (some they leave open); each
//! way out, applied as it says, has the plan that comes with it, at the cost that it says.
//!
//! A few in the ordinary run, all of them with `PURVIEW_SOAK=1`, which also shows how long each took.

use std::time::{Duration, Instant};

use purview::geography::Geography;
use purview::plan::check;
use purview::scenario::{Entry, Loaded, load};
use purview::solver::{Feasibility, Interrupt, Known, Limits, Origin, Patience, Watcher, feasible};
use purview::study::diagnose;
use purview::study::diagnosis::{Conflict, Effort, Repair, Verdict};
use purview::study::member::{Member, members, without};
use serde_json::Value;

const NETWORK: &str = "scenarios/two-tier-2023.json";

/// Changes that leave no plan.
const TIGHTENED: [&[&str]; 26] = [
    &["budget.regions.ECA.max=1500000"],
    &["span.area.max=12"],
    &["retention.max_moves=10"],
    &["budget.total.max=10000000"],
    &["budget.total.max=15000000"],
    &["budget.total.max=18000000"],
    &["budget.regions.ECA.max=2000000"],
    &["span.countries.country_office.max=2"],
    &["span.countries.country_office.max=2", "span.countries.sub_regional_office.max=4"],
    &["span.area.max=14"],
    &["span.subordinates.sub_regional_office.max=3"],
    &["posts.regions.AFR.max=49"],
    &["posts.new.max=0", "posts.offices.country_office.min=4"],
    &["posts.offices.country_office.max=2"],
    &["budget.total.max=12000000"],
    &["count.regions.ASP.offices.min=15"],
    &["count.regions.LAC.offices.min=12"],
    &["retention.max_moves=0"],
    &["retention.max_closures=0", "retention.max_openings=0", "count.offices.min=49", "count.offices.max=49"],
    &["retention.max_openings=0", "count.regions.AFR.offices.min=20"],
    &["capacity.floors.country_office=30"],
    &["capacity.floors.sub_regional_office=90"],
    &["count.tiers.sub_regional_office.max=11", "span.area.max=13"],
    &["span.area.max=12", "retention.max_moves=30"],
    &["budget.regions.ECA.max=1500000", "posts.regions.AFR.max=49"],
    &["budget.regions.ECA.max=1500000", "span.area.max=12"],
];

fn entry() -> Entry {
    Entry::File(NETWORK.into())
}

fn loaded(set: &[String]) -> Loaded {
    load(&entry(), set).unwrap_or_else(|mistakes| panic!("{}", mistakes[0].render(false)))
}

fn effort(set: &[String], repairs: usize) -> Effort {
    let limits = Limits { gap: 0.01, threads: 2, time: Some(Duration::from_secs(120)), ..Limits::default() };
    let origin = Origin { set: set.to_vec(), ..Origin::default() };
    Effort { limits, repairs, entry: entry(), requests: Vec::new(), origin }
}

/// By a cold question about the members that `is_kept` alone.
fn has_plan(loaded: &Loaded, is_kept: &dyn Fn(&Member) -> bool) -> Option<bool> {
    let members = members(&loaded.whole.rules);
    let mut whole: Value = serde_json::to_value(&loaded.whole).expect("plain data");
    whole["rules"] = without(&whole["rules"], members.iter().filter(|member| !is_kept(member)));
    whole.as_object_mut().expect("an object").remove("data");
    let entry = Entry::Text { name: "less".into(), text: whole.to_string() };
    let scenario =
        load(&entry, &[]).unwrap_or_else(|mistakes| panic!("{}", mistakes[0].render(false))).scenario;
    let watcher = Watcher::new(None, Interrupt::default(), None);
    let known = &mut Known::default();
    let geography = Geography::new(&scenario);
    match feasible(&scenario, &geography, known, Patience::Some, &Limits::default(), &watcher) {
        Feasibility::Plan(_) => Some(true),
        Feasibility::None { .. } => Some(false),
        Feasibility::Open => None,
    }
}

fn is_a_minimal_conflict(loaded: &Loaded, conflict: &Conflict) {
    let is_named = |member: &Member| conflict.rules.iter().any(|rule| rule.key == member.key());
    assert_ne!(has_plan(loaded, &is_named), Some(true), "{conflict:?}");
    if conflict.minimal {
        for rule in &conflict.rules {
            let others = |member: &Member| is_named(member) && member.key() != rule.key;
            assert_ne!(has_plan(loaded, &others), Some(false), "{} in {conflict:?}", rule.key);
        }
    }
}

fn keeps_its_promise(set: &[String], repair: &Repair) {
    let scenario = loaded(&[set, &repair.set].concat()).scenario;
    let plan = repair.plan.as_ref().expect("every repair has a plan");
    assert_eq!(check(&scenario, &Geography::new(&scenario), plan), [], "{:?}", repair.set);
    assert_eq!(plan.objective, repair.cost);
    assert!(repair.bound <= repair.cost);
}

fn holds(set: &[&str], repairs: usize) {
    let set: Vec<String> = set.iter().map(|&set| set.to_owned()).collect();
    let loaded = loaded(&set);
    let ask = |repairs: usize| {
        let started = Instant::now();
        let effort = effort(&set, repairs);
        let diagnosis = diagnose(&loaded, &|_| false, &effort, Interrupt::default(), None);
        (diagnosis, started.elapsed().as_secs_f64())
    };
    let (first, to_conflict) = ask(0);
    assert_eq!(first.verdict, Verdict::Infeasible, "{set:?}");
    let (diagnosis, to_menu) = if repairs > 0 { ask(repairs) } else { (first, to_conflict) };
    eprintln!(
        "{to_conflict:6.1} s {to_menu:6.1} s  {} conflicts, proved {}, {} ways out  {}",
        diagnosis.conflicts.len(),
        diagnosis.conflicts.iter().filter(|conflict| conflict.minimal).count(),
        diagnosis.repairs.len(),
        set.join(" ")
    );
    diagnosis.conflicts.iter().for_each(|conflict| is_a_minimal_conflict(&loaded, conflict));
    diagnosis.repairs.iter().for_each(|repair| keeps_its_promise(&set, repair));
}

#[test]
fn diagnoses_of_the_network_hold() {
    if std::env::var_os("PURVIEW_SOAK").is_some() {
        TIGHTENED.iter().for_each(|set| holds(set, 5));
    } else {
        holds(TIGHTENED[1], 0);
        holds(TIGHTENED[19], 1);
    }
}
