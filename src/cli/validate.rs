//! `purview validate`

use super::args::ScenarioArgs;
use super::exit::{ExitStatus, Failure};
use super::{input, print};

pub fn run(args: &ScenarioArgs) -> Result<ExitStatus, Failure> {
    let scenario = input::asked(args)?;
    input::shapes(&scenario, &args.scenario, args.json)?;
    let covered = scenario.covered_ids().count();
    let summary = serde_json::json!({
        "scenario": scenario.name,
        "valid": true,
        "countries": covered,
        "hosts": scenario.host_ids().count(),
        "regions": scenario.regions.len(),
        "tiers": scenario.tiers.len(),
        "borders": scenario.borders.len(),
        "hash": scenario.inputs.hash,
    });
    print(&if args.json {
        format!("{summary:#}\n")
    } else {
        format!(
            "{} is valid: {covered} countries to cover, {} possible hosts, {} regions, {} tiers, {} borders\n",
            scenario.name,
            scenario.host_ids().count(),
            scenario.regions.len(),
            scenario.tiers.len(),
            scenario.borders.len(),
        )
    })?;
    Ok(ExitStatus::Done)
}
