//! `purview check`

use std::path::PathBuf;

use clap::Args;

use super::exit::{ExitStatus, Failure};
use super::{input, print};
use crate::geography::Geography;
use crate::plan;
use crate::report;

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Plan file; `-` reads standard input.
    pub plan: PathBuf,
    /// Scenario to check against; default: the one that the plan names.
    #[arg(long)]
    pub scenario: Option<PathBuf>,
    /// Machine-readable output.
    #[arg(long)]
    pub json: bool,
}

pub fn run(args: &CheckArgs) -> Result<ExitStatus, Failure> {
    let plan = input::plan(&args.plan)?;
    let scenario = input::behind(&plan, &args.plan, args.scenario.as_deref(), args.json)?.scenario;
    let violations = plan::check(&scenario, &Geography::new(&scenario), &plan);
    if args.json {
        print(&format!(
            "{}\n",
            serde_json::to_string_pretty(&violations).expect("violations are plain data")
        ))?;
    } else if violations.is_empty() {
        print("The plan keeps every hard rule of the scenario, and its figures add up.\n")?;
    } else {
        print(&report::violations(&violations))?;
    }
    Ok(if violations.is_empty() { ExitStatus::Done } else { ExitStatus::Violations })
}
