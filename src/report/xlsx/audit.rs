//! The last sheet, locked: what the plan was made from and how far it is proved, so that whoever has
//! the workbook can tell whether it is of the plan and the scenario at hand.

use rust_xlsxwriter::{Workbook, XlsxError};
use sha2::{Digest, Sha256};

use super::sheet::{self, Styles};
use crate::plan::Plan;
use crate::report::table::status;
use crate::report::tables::{Cell, Table};
use crate::scenario::Scenario;

pub fn add(book: &mut Workbook, styles: &Styles, plan: &Plan, scenario: &Scenario) -> Result<(), XlsxError> {
    sheet::add(book, styles, &Table::new("audit", &["what", "value"], rows(plan, scenario)))?.lock();
    Ok(())
}

fn rows(plan: &Plan, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let text = |what: &str, value: &str| vec![what.into(), value.into()];
    let mut rows = vec![
        text("scenario", &plan.scenario),
        text("scenario file", &plan.inputs.scenario_file),
        text("changed by --set", &plan.inputs.set.join(" ")),
        text("SHA-256 of the inputs", &plan.inputs.hash),
        text("SHA-256 of the plan", &digest(&plan.to_json())),
    ];
    rows.extend(scenario.inputs.files.iter().map(|file| text("file read", file)));
    rows.extend(
        plan.inputs.versions.iter().map(|(name, version)| text(&format!("version of {name}"), version)),
    );
    rows.extend([
        vec!["seed".into(), Cell::Text(plan.inputs.seed.to_string())],
        text("status", plan.status.name()),
        text("in words", &status(plan)),
        vec!["cost".into(), plan.objective.into()],
        vec!["bound".into(), plan.bound.into()],
        vec!["gap".into(), plan.gap.into()],
        vec!["gap asked for".into(), plan.gap_limit.into()],
        text("unit of money", &scenario.currency),
        text("unit of workload", "staff-months a year"),
    ]);
    if let Some(run) = &plan.run {
        rows.extend([
            text("method", &run.method),
            vec!["seconds".into(), run.seconds.into()],
            vec!["threads".into(), (run.threads as i64).into()],
            text("ended by", &run.ended_by),
        ]);
    }
    rows
}

fn digest(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
