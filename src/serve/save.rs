//! A solved change as files of the folder: a scenario that extends the one that was changed, and its plan.

use super::folder::Folder;
use super::refusal::Refusal;
use super::shown::Shown;
use super::solves::Solve;
use crate::geography::Geography;
use crate::plan::{Plan, Statement, check};
use crate::scenario::file::ScenarioFile;
use crate::scenario::{Entry, load};

const LONGEST_NAME: usize = 80;
const LONGEST_TITLE: usize = 200;

/// Writes `NAME.json` and `NAME.plan.json`, both new; gives back the plan's file name.
///
/// # Errors
/// A name that is taken, or none; a base that changed since. Then nothing is left behind.
pub fn save(folder: &Folder, solve: &Solve, name: &str, title: &str) -> Result<String, Refusal> {
    let name = sound(name)?;
    let title = title.trim();
    if title.chars().count() > LONGEST_TITLE {
        return Err(Refusal::wrong(format!("a title has at most {LONGEST_TITLE} characters")));
    }
    let shown = solve.plan()?;
    let (scenario_file, plan_file) = (format!("{name}.json"), format!("{name}.plan.json"));
    folder.must_be_free(&plan_file)?;
    let base = unchanged(folder, solve, &shown)?;
    folder.save(&scenario_file, &solve.change.scenario(&solve.base, &base, name, title))?;
    let saved =
        restated(folder, &scenario_file, &shown).and_then(|plan| folder.save(&plan_file, &plan.to_json()));
    match saved {
        Ok(()) => Ok(plan_file),
        Err(refusal) => {
            folder.remove(&scenario_file);
            Err(refusal)
        }
    }
}

/// The scenario that was changed, which must still be what it was when it was solved.
fn unchanged(folder: &Folder, solve: &Solve, shown: &Shown) -> Result<ScenarioFile, Refusal> {
    let loaded = load(&Entry::File(folder.path(&solve.base)?), &solve.change.set());
    let loaded = loaded.ok().filter(|own| own.scenario.inputs.hash == shown.plan.inputs.hash);
    loaded.map(|own| own.whole).ok_or_else(|| {
        Refusal::conflict(format!("{} has changed since it was solved: solve again", solve.base))
    })
}

/// The same decisions as the plan of the scenario that was just written.
fn restated(folder: &Folder, scenario_file: &str, shown: &Shown) -> Result<Plan, Refusal> {
    let loaded = load(&Entry::File(folder.path(scenario_file)?), &[])
        .map_err(|found| Refusal::invalid(scenario_file, &found))?;
    let fault = || Refusal::fault("what was solved does not pass the check as the new scenario's plan");
    let (scenario, geography) = (&loaded.scenario, &Geography::new(&loaded.scenario));
    let plan = &shown.plan;
    let network = plan.network(scenario).map_err(|_| fault())?;
    let statement = Statement {
        scenario_file: scenario_file.to_owned(),
        set: Vec::new(),
        requests: Vec::new(),
        ..plan.statement()
    };
    let restated = Plan::new(scenario, geography, &network, statement);
    if check(scenario, geography, &restated).is_empty() { Ok(restated) } else { Err(fault()) }
}

/// A name that is a plain file name everywhere.
fn sound(name: &str) -> Result<&str, Refusal> {
    let name = name.trim();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ['-', '_'].contains(&c);
    if !name.is_empty() && name.len() <= LONGEST_NAME && name.chars().all(is_plain) {
        return Ok(name);
    }
    let why = format!("a name has 1 to {LONGEST_NAME} letters, digits, `-` or `_` of ASCII, nothing else");
    Err(Refusal::wrong(why))
}
