//! A plan that can be looked at and compared: from a file, or from a solve.

use std::path::Path;

use super::folder::Folder;
use super::refusal::Refusal;
use crate::geography::Geography;
use crate::plan::compare::Side;
use crate::plan::{Comparison, Plan};
use crate::report::{self, Pack, comparison};
use crate::scenario::{Entry, Locale, Scenario, Shapes, load_with_requests};

/// Address of the list.
const HOME: &str = "/";

#[derive(Debug)]
pub struct Shown {
    /// What people call it.
    pub name: String,
    pub plan: Plan,
    /// The scenario that it was made from, unless that is gone or has changed.
    pub behind: Option<(Scenario, Geography)>,
}

impl Shown {
    pub fn read(folder: &Folder, file: &str) -> Result<Self, Refusal> {
        let path = folder.path(file)?;
        let text = std::fs::read_to_string(&path)
            .map_err(|error| Refusal::wrong(format!("{file} cannot be read: {error}")))?;
        let plan =
            Plan::read(&text).map_err(|error| Refusal::wrong(format!("{file} is not a plan: {error}")))?;
        let behind = behind(&plan, &path);
        Ok(Self { name: file.to_owned(), plan, behind })
    }

    /// The page.
    pub fn pack(&self) -> Result<String, Refusal> {
        let (scenario, geography) = self.behind.as_ref().ok_or_else(|| {
            Refusal::conflict(format!(
                "{} was made from {}, which is gone or has changed since: solve it again",
                self.name, self.plan.inputs.scenario_file
            ))
        })?;
        let network = self.plan.network(scenario).map_err(|faults| {
            Refusal::wrong(format!(
                "{} does not fit its scenario: {}",
                self.name,
                report::violations(&faults)
            ))
        })?;
        let shapes =
            Shapes::read(scenario).map_err(|found| Refusal::invalid("what the map is drawn from", &found))?;
        let pack = Pack {
            scenario,
            geography,
            plan: &self.plan,
            network: &network,
            shapes: &shapes,
            locale: Locale::En,
            country: None,
            explanation: None,
            home: Some(HOME),
        };
        Ok(pack.html())
    }

    fn side(&self) -> Side<'_> {
        let behind = self.behind.as_ref().map(|(scenario, geography)| (scenario, geography));
        Side::new(self.name.clone(), &self.plan, behind)
    }
}

/// The page that sets plans beside the first of them.
pub fn compared(plans: &[impl AsRef<Shown>]) -> Result<String, Refusal> {
    let sides: Vec<Side> = plans.iter().map(|plan| plan.as_ref().side()).collect();
    let [first, others @ ..] = sides.as_slice() else {
        return Err(Refusal::wrong("choose plans to compare"));
    };
    let compared = Comparison::new(first, others).map_err(|error| Refusal::wrong(error.to_string()))?;
    Ok(comparison::html(&compared, Some(HOME)))
}

fn behind(plan: &Plan, path: &Path) -> Option<(Scenario, Geography)> {
    let (scenario, requests) = (plan.inputs.scenario_path(path), plan.inputs.requests_paths(path));
    let loaded = load_with_requests(&Entry::File(scenario), &plan.inputs.set, &requests).ok()?;
    let scenario = Some(loaded.scenario).filter(|scenario| scenario.inputs.hash == plan.inputs.hash)?;
    let geography = Geography::new(&scenario);
    Some((scenario, geography))
}
