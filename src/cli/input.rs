//! Reading scenarios and plans that the command line names.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::ScenarioArgs;
use super::exit::Failure;
use crate::plan::Plan;
use crate::report;
use crate::scenario::{self, Diagnostic, Entry, Loaded, Scenario, Shapes};
use crate::solver::KeptTree;
use crate::study::explanation::Explanation;

/// Reads the scenario that the command line names, with what it lays over it; says what was taken
/// over from requests.
pub fn asked(args: &ScenarioArgs) -> Result<Scenario, Failure> {
    asked_whole(args).map(|(_, loaded)| loaded.scenario)
}

/// The same with all that was read, and where it can be read again.
pub fn asked_whole(args: &ScenarioArgs) -> Result<(Entry, Loaded), Failure> {
    let entry = entry(&args.scenario)?;
    let loaded = load(&entry, &args.scenario, &args.set, &args.requests, args.json)?;
    if !args.requests.is_empty() && !args.json {
        eprint!("{}", report::requests(&loaded.requests));
    }
    Ok((entry, loaded))
}

/// Reads a scenario; shows its warnings, or everything that is wrong with it.
pub fn scenario(path: &Path, set: &[String], json: bool) -> Result<Scenario, Failure> {
    load(&entry(path)?, path, set, &[], json).map(|loaded| loaded.scenario)
}

/// Reads the scenario of a plan, or the one at `path`, as it was when the plan was made.
pub fn behind(plan: &Plan, plan_path: &Path, path: Option<&Path>, json: bool) -> Result<Loaded, Failure> {
    let path = path.map_or_else(|| plan.inputs.scenario_path(plan_path), Path::to_owned);
    load(&entry(&path)?, &path, &plan.inputs.set, &plan.inputs.requests_paths(plan_path), json)
}

fn load(
    entry: &Entry,
    path: &Path,
    set: &[String],
    requests: &[PathBuf],
    json: bool,
) -> Result<Loaded, Failure> {
    match scenario::load_with_requests(entry, set, requests) {
        Ok(loaded) => {
            show(&loaded.warnings, json);
            Ok(loaded)
        }
        Err(diagnostics) => {
            show(&diagnostics, json);
            Err(Failure::Invalid { name: path.display().to_string(), count: count(&diagnostics) })
        }
    }
}

/// Reads the outlines for maps that a scenario names, or shows everything that is wrong with them.
pub fn shapes(scenario: &Scenario, path: &Path, json: bool) -> Result<Shapes, Failure> {
    Shapes::read(scenario).map_err(|diagnostics| {
        show(&diagnostics, json);
        Failure::Invalid { name: path.display().to_string(), count: count(&diagnostics) }
    })
}

/// Shows diagnostics on standard error: to be read, or as JSON.
pub fn show(diagnostics: &[Diagnostic], json: bool) {
    if json && !diagnostics.is_empty() {
        eprintln!("{}", serde_json::to_string_pretty(diagnostics).expect("diagnostics are plain data"));
        return;
    }
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    for diagnostic in diagnostics {
        eprintln!("{}\n", diagnostic.render(colour));
    }
}

pub fn count(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|d| d.is_error()).count();
    if errors == 1 { "1 mistake".into() } else { format!("{errors} mistakes") }
}

fn entry(path: &Path) -> Result<Entry, Failure> {
    if path != Path::new("-") {
        return Ok(Entry::File(path.to_owned()));
    }
    let mut text = String::new();
    std::io::stdin()
        .lock()
        .read_to_string(&mut text)
        .map_err(|error| Failure::Read { path: "standard input".into(), error })?;
    Ok(Entry::Text { name: "standard input".into(), text })
}

pub fn plan(path: &Path) -> Result<Plan, Failure> {
    read_plan(&text(path)?, path)
}

/// What `explain` wrote about `plan`.
pub fn explanation(path: &Path, plan: &Plan, plan_path: &Path) -> Result<Explanation, Failure> {
    let name = path.display().to_string();
    let explanation = Explanation::read(&text(path)?)
        .map_err(|error| Failure::NotAnExplanation { path: name.clone(), reason: error.to_string() })?;
    match explanation.is_of(plan) {
        true => Ok(explanation),
        false => Err(Failure::OtherPlan { explanation: name, plan: plan_path.display().to_string() }),
    }
}

/// The search tree at `path`, for a search of `scenario` to go on from.
pub fn tree(path: &Path, scenario: &Scenario) -> Result<Arc<KeptTree>, Failure> {
    let name = path.display().to_string();
    let tree = KeptTree::read(&text(path)?)
        .map_err(|error| Failure::NotATree { path: name.clone(), reason: error.to_string() })?;
    if tree.is_of(scenario) {
        Ok(Arc::new(tree))
    } else {
        Err(Failure::OtherTree { tree: name, scenario: scenario.name.clone() })
    }
}

fn text(path: &Path) -> Result<String, Failure> {
    let text = if path == Path::new("-") {
        std::io::read_to_string(std::io::stdin().lock())
    } else {
        std::fs::read_to_string(path)
    };
    text.map_err(|error| Failure::Read { path: path.display().to_string(), error })
}

fn read_plan(text: &str, path: &Path) -> Result<Plan, Failure> {
    Plan::read(text)
        .map_err(|error| Failure::NotAPlan { path: path.display().to_string(), reason: error.to_string() })
}

pub enum PlanOrScenario {
    Plan(Box<Plan>),
    Scenario(Box<Loaded>),
}

/// A file of either kind: only plans have assignments.
pub fn plan_or_scenario(path: &Path) -> Result<PlanOrScenario, Failure> {
    let text = text(path)?;
    let value: Option<serde_json::Value> = serde_json::from_str(&text).ok();
    let is_plan = value.is_some_and(|value| value.get("assignments").is_some());
    if is_plan {
        return read_plan(&text, path).map(|plan| PlanOrScenario::Plan(Box::new(plan)));
    }
    let entry = match path == Path::new("-") {
        true => Entry::Text { name: "standard input".into(), text },
        false => Entry::File(path.to_owned()),
    };
    load(&entry, path, &[], &[], false).map(|loaded| PlanOrScenario::Scenario(Box::new(loaded)))
}
