//! Figures that are not true, in a plan that keeps every rule.

use purview::plan::{Component, Status};
use purview::scenario::{Family, Money, Score, Share, State, Workload};

use super::{Case, record};

pub fn cases() -> Vec<Case> {
    let mut cases = proof();
    cases.extend(objectives());
    cases.extend(money());
    cases.extend(offices_and_countries());
    cases.extend(rules());
    cases
}

fn proof() -> Vec<Case> {
    vec![
        record("another version of the format", None, |p| p.schema_version = 2),
        record("the plan of another scenario", None, |p| p.scenario = "tutorial".into()),
        record("another unit of money", None, |p| p.units.money = "USD/100".into()),
        record("another unit of workload", None, |p| p.units.workload = "day".into()),
        record("a hash of other inputs", None, |p| p.inputs.hash = "0".repeat(64)),
        record("the bound is above the objective", None, |p| {
            p.bound = p.objective + Money(1);
            p.gap = -1.0 / p.objective.0 as f64;
        }),
        record("the gap does not follow from the bound", None, |p| p.gap += 0.01),
        record("optimal though the gap is too large", None, |p| {
            p.bound = Money(p.objective.0 / 2);
            p.gap = (p.objective - p.bound).0 as f64 / p.objective.0 as f64;
        }),
        record("optimal though any gap would do", None, |p| p.gap_limit = f64::INFINITY),
        record("fixed though the bound is lower", None, |p| {
            p.status = Status::Fixed;
            p.bound = Money(p.objective.0 - 1);
            p.gap = 1.0 / p.objective.0 as f64;
        }),
    ]
}

fn objectives() -> Vec<Case> {
    const SET: &[&str] = &[r#"objective=[{"service":1},{"cash":1}]"#];
    let record = |claim, change| Case { set: SET, ..record(claim, None, change) };
    vec![
        record("a later objective that is too low", |p| p.objectives[1].value = Money(1)),
        record("a bound of a later objective that is too high", |p| {
            p.objectives[1].bound = p.objectives[1].value + Money(1);
        }),
        record("a later objective that is not proved", |p| p.objectives[1].bound = Money::ZERO),
        record("a later objective that is left out", |p| {
            p.objectives.pop();
        }),
        record("other weights than the scenario's", |p| p.objectives[1].weights.cash = 2.0),
        record("a first objective that is not the plan's", |p| p.objectives[0].bound = Money::ZERO),
    ]
}

fn money() -> Vec<Case> {
    vec![
        record("an objective that is too low", None, |p| p.objective = p.objective - Money(1)),
        record("a total that is too low", None, |p| p.costs.total = p.costs.total - Money(1)),
        record("cash that is too low", None, |p| p.costs.cash = Money::ZERO),
        record("service losses that are left out", None, |p| p.costs.service = Money::ZERO),
        record("a component that is too low", None, |p| {
            p.costs.components.insert(Component::Missions, Money::ZERO);
        }),
        record("a component that is left out", None, |p| {
            p.costs.components.remove(&Component::Posts);
        }),
        record("a component of a region that is too low", None, |p| {
            let west = p.costs.regions.get_mut("W").expect("the region W");
            west.insert(Component::Offices, Money(1));
        }),
        record("a region that is left out", None, |p| {
            p.costs.regions.remove("E");
        }),
        record("a region too many", None, |p| {
            let west = p.costs.regions["W"].clone();
            p.costs.regions.insert("N".into(), west);
        }),
        record("an office that is too cheap", None, |p| p.offices[0].cost = Money::ZERO),
    ]
}

fn offices_and_countries() -> Vec<Case> {
    vec![
        record("an office in another city", None, |p| p.offices[0].city = "Atlantis".into()),
        record("an office in another region", None, |p| p.offices[0].region = "E".into()),
        record("an office with less to do", None, |p| p.offices[0].workload = Workload(1)),
        record("an office that carries more", None, |p| p.offices[0].capacity = Some(Workload(1_000_000))),
        record("an acting cover that is kept back", None, |p| p.offices[0].acting_cover = None),
        record("a score of the network that is too high", None, |p| {
            p.scorecard.as_mut().expect("it is on").score = Some(Score(10_000));
        }),
        record("a perspective that is left out", None, |p| {
            p.scorecard.as_mut().expect("it is on").perspectives.clear();
        }),
        record("a desk at the price of premises", None, |p| {
            let branch = p.offices.iter_mut().find(|office| office.host == "C");
            branch.expect("an office").arrangement = Some("desk".into());
        }),
        record("more of the work that is decided", None, |p| {
            p.decentralisation.as_mut().expect("it is on").network.local = Some(Share(1_000_000));
        }),
        record("more of the work of a region that is decided", None, |p| {
            let decided = p.decentralisation.as_mut().expect("it is on");
            decided.regions.get_mut("W").expect("a region").field = None;
        }),
        record("who decides is kept back", None, |p| p.decentralisation = None),
        record("an office that scores too high", None, |p| p.offices[0].score = Some(Score(10_000))),
        record("a country that scores too high", None, |p| p.assignments[0].score = Some(Score(10_000))),
        record("a country in another area", None, |p| p.assignments[0].area = Some("F".into())),
        record("a country in no area", None, |p| p.assignments[0].area = None),
        record("a country in another region", None, |p| p.assignments[0].region = "E".into()),
        record("a country that is nearer", None, |p| p.assignments[0].distance_km = Some(1)),
        record("a country with less to do", None, |p| p.assignments[0].workload = Workload::ZERO),
        record("a language that is not shared", None, |p| p.assignments[0].shared_language = false),
        record("a path that goes nowhere", None, |p| p.assignments[0].path = Some(Vec::new())),
        record("a path that jumps", None, |p| {
            let path = p.assignments[3].path.as_mut().expect("contiguity is on");
            path.remove(1);
        }),
        record("a path through another area", None, |p| {
            p.assignments[0].path = Some(["A", "E", "B"].map(String::from).into());
        }),
    ]
}

fn rules() -> Vec<Case> {
    vec![
        record("a family that is left out", None, |p| {
            p.rules.remove(&Family::Budget);
        }),
        record("a family that is said to be off", None, |p| rule(p, Family::Span).state = State::Off),
        record("a family that is said to be broken", None, |p| rule(p, Family::Reach).kept = Some(false)),
        record("a family that is said not to have been looked at", None, |p| {
            rule(p, Family::Reach).kept = None;
        }),
        record("a family with a price that nothing costs", None, |p| {
            rule(p, Family::Accreditation).price = Some(Money(100));
        }),
        record("a slack that is too large", None, |p| rule(p, Family::Count).slack[0].slack += 1),
        record("a slack whose value is not the plan's", None, |p| {
            rule(p, Family::Posts).slack[0].value -= 1;
        }),
        record("a slack against another limit", None, |p| rule(p, Family::Span).slack[0].max = Some(99)),
        record("a slack that is left out", None, |p| rule(p, Family::Count).slack.clear()),
        record("a family that is broken, in words", None, |p| {
            rule(p, Family::Reach).broken.push("too far".into());
        }),
    ]
}

fn rule(plan: &mut purview::plan::Plan, family: Family) -> &mut purview::plan::RuleRecord {
    plan.rules.get_mut(&family).expect("every family has a record")
}
