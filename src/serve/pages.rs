//! The pages around the review pack: the list, the form of a scenario, a solve.

use std::sync::{Arc, OnceLock};

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};

use super::change::Wishes;
use super::events::status;
use super::folder::{Kind, Listed};
use super::solves::{End, Solve};
use crate::plan::{Plan, Status};
use crate::scenario::{Loaded, Money};

/// More columns than this are no comparison.
pub const MOST_COMPARED: usize = 6;
/// After the style of a review pack.
pub const STYLE: &str = include_str!("pages/live.css");
/// Before the search of a review pack.
pub const SCRIPT: &str = include_str!("pages/live.js");

const TEMPLATES: [(&str, &str); 5] = [
    ("frame.html", include_str!("pages/frame.html")),
    ("list.html", include_str!("pages/list.html")),
    ("scenario.html", include_str!("pages/scenario.html")),
    ("solve.html", include_str!("pages/solve.html")),
    ("refusal.html", include_str!("pages/refusal.html")),
];

/// # Panics
/// If the template asks for what the context lacks.
pub fn render(template: &str, context: Value) -> String {
    static PAGES: OnceLock<Environment> = OnceLock::new();
    let pages = PAGES.get_or_init(|| {
        let mut pages = Environment::new();
        pages.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        pages.set_syntax(syntax.expect("the usual delimiters"));
        pages.set_auto_escape_callback(|_| AutoEscape::Html);
        for (name, text) in TEMPLATES {
            pages.add_template(name, text).expect("a sound template");
        }
        pages
    });
    let template = pages.get_template(template).expect("a known template");
    template.render(context).unwrap_or_else(|error| panic!("{error:#}"))
}

pub fn list(files: &[Listed], has_more: bool, solves: &[Arc<Solve>]) -> String {
    let scenarios = files.iter().filter_map(|own| match &own.kind {
        Kind::Scenario { name, title } => Some(context! { file => &own.file, name, title }),
        _ => None,
    });
    let unreadable = files.iter().filter_map(|own| match &own.kind {
        Kind::Unreadable(why) => Some(context! { file => &own.file, why }),
        _ => None,
    });
    let page = context! {
        scenarios => scenarios.collect::<Vec<_>>(),
        plans => plans(files),
        unreadable => unreadable.collect::<Vec<_>>(),
        has_more,
        solves => solves.iter().rev().map(|solve| summary(solve)).collect::<Vec<_>>(),
        most_compared => MOST_COMPARED,
    };
    render("list.html", page)
}

pub fn scenario(file: &str, loaded: &Loaded) -> String {
    let scenario = &loaded.scenario;
    let wishes = Wishes::of(&loaded.whole);
    let site = |host| {
        let country = scenario.country(host);
        let wish = match &country.id {
            id if wishes.keep.contains(id) => "keep",
            id if wishes.close.contains(id) => "close",
            _ => "",
        };
        let region = &scenario.regions[country.region.0].name;
        let office = scenario.baseline.offices[host.0].is_some();
        context! { id => &country.id, name => &country.name, region, office, wish }
    };
    // What is kept or closed need not be a possible host.
    let sites = scenario.country_ids().filter(|&id| {
        let country = scenario.country(id);
        country.may_host.contains(&true)
            || wishes.keep.contains(&country.id)
            || wishes.close.contains(&country.id)
    });
    let page = context! {
        file,
        title => scenario.title.as_ref().unwrap_or(&scenario.name),
        name => &scenario.name,
        description => &loaded.whole.description,
        currency => &scenario.currency,
        countries => scenario.covered_ids().count(),
        is_fixed => scenario.fixed,
        budget => wishes.budget.map(|amount| amount.to_string()),
        min_offices => wishes.min_offices,
        max_offices => wishes.max_offices,
        sites => sites.map(site).collect::<Vec<_>>(),
    };
    render("scenario.html", page)
}

pub fn solve(solve: &Solve, files: &[Listed]) -> String {
    let state = solve.state();
    let found = match &state.end {
        Some(End::Plan(shown)) => Some(figures(&shown.plan)),
        _ => None,
    };
    let stopped_by = match state.end {
        Some(End::NoPlan(limit)) => Some(limit),
        _ => None,
    };
    let amount = |value: Option<Money>| value.map(|value| value.to_string());
    let page = context! {
        found,
        stopped_by,
        phase => state.progress.phase,
        incumbent => amount(state.progress.incumbent),
        bound => amount(state.progress.bound),
        gap => state.progress.gap().map(percent),
        currency => &solve.currency,
        plans => plans(files),
    };
    render("solve.html", context! { ..page, ..summary(solve) })
}

/// The plans among the files.
fn plans(files: &[Listed]) -> Vec<Value> {
    let plans = files.iter().filter_map(|own| match &own.kind {
        Kind::Plan(plan) => Some(context! { file => &own.file, ..figures(plan) }),
        _ => None,
    });
    plans.collect()
}

fn summary(solve: &Solve) -> Value {
    let end = solve.state().end;
    context! {
        number => solve.number,
        base => &solve.base,
        title => &solve.title,
        change => solve.change.words(),
        is_running => end.is_none(),
        is_cancelled => end.is_none() && solve.is_cancelled(),
        has_plan => matches!(end, Some(End::Plan(_))),
        status => end.as_ref().map_or("running", status),
        seconds => format!("{:.0}", solve.seconds()),
    }
}

/// Of a plan, in a line.
fn figures(plan: &Plan) -> Value {
    let proof = match plan.status {
        Status::Optimal => format!("optimal within {}", percent(plan.gap_limit)),
        Status::Feasible => format!("feasible, gap {}", percent(plan.gap)),
        Status::Fixed => "fixed".to_owned(),
    };
    context! {
        scenario => &plan.scenario,
        set => &plan.inputs.set,
        proof,
        offices => plan.offices.len(),
        cost => plan.costs.total.to_string(),
        cash => plan.costs.cash.to_string(),
        currency => plan.units.currency(),
    }
}

fn percent(share: f64) -> String {
    format!("{} %", (share * 1e4).round() / 1e2)
}
