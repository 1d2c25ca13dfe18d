//! `purview export`

use std::path::Path;

use super::args::{ExportArgs, ExportFormat, LanguageArg, TableArg};
use super::exit::{ExitStatus, Failure};
use super::{input, print, write};
use crate::geography::Geography;
use crate::plan::{Network, Plan};
use crate::report::{self, Pack};
use crate::scenario::{CountryId, Locale, Scenario, suggest};

pub fn run(args: &ExportArgs) -> Result<ExitStatus, Failure> {
    let plan = input::plan(&args.plan)?;
    if args.table.is_some() && args.to != ExportFormat::Csv {
        return Err(Failure::Usage("--table goes with --to csv".into()));
    }
    if args.country.is_some() && args.to != ExportFormat::Html {
        return Err(Failure::Usage("--country goes with --to html".into()));
    }
    match args.to {
        ExportFormat::Svg | ExportFormat::Html => return pack(args, &plan),
        ExportFormat::Json => give_out(args.output.as_deref(), &plan.to_json())?,
        ExportFormat::Csv => {
            let tables = report::csv(&plan);
            let one = |name: &str| tables.iter().find(|(n, _)| *n == name).expect("every table is made");
            match (&args.output, args.table) {
                (output, Some(table)) => give_out(output.as_deref(), &one(name(table)).1)?,
                (None, None) => give_out(None, &one("assignments").1)?,
                (Some(folder), None) => {
                    std::fs::create_dir_all(folder).map_err(|error| failure(folder, error))?;
                    for (name, text) in &tables {
                        give_out(Some(&folder.join(format!("{name}.csv"))), text)?;
                    }
                }
            }
        }
    }
    Ok(ExitStatus::Done)
}

/// A page or map, for which the scenario is read as well.
fn pack(args: &ExportArgs, plan: &Plan) -> Result<ExitStatus, Failure> {
    let scenario = input::scenario_behind(plan, &args.plan, args.scenario.as_deref(), false)?;
    let network = plan.network(&scenario).map_err(|violations| Failure::NotAPlan {
        path: args.plan.display().to_string(),
        reason: report::violations(&violations),
    })?;
    let country = match &args.country {
        None => None,
        Some(id) => Some(covered(&scenario, &network, id)?),
    };
    let pack = Pack {
        scenario: &scenario,
        geography: &Geography::new(&scenario),
        plan,
        network: &network,
        shapes: &input::shapes(&scenario, &args.plan, false)?,
        locale: match args.lang {
            LanguageArg::En => Locale::En,
            LanguageArg::Fr => Locale::Fr,
            LanguageArg::Es => Locale::Es,
            LanguageArg::Ru => Locale::Ru,
            LanguageArg::Ar => Locale::Ar,
            LanguageArg::Zh => Locale::Zh,
        },
        country,
    };
    let text = if args.to == ExportFormat::Svg { pack.svg() } else { pack.html() };
    give_out(args.output.as_deref(), &text)?;
    Ok(ExitStatus::Done)
}

fn covered(scenario: &Scenario, network: &Network, id: &str) -> Result<CountryId, Failure> {
    let country = scenario.find_country(id).filter(|country| network.covered_by[country.0].is_some());
    country.ok_or_else(|| {
        let known = scenario.covered_ids().map(|country| scenario.country(country).id.as_str());
        let help = suggest(id, known).map_or(String::new(), |help| format!("; {help}"));
        Failure::Usage(format!("the plan covers no country `{id}`{help}"))
    })
}

fn name(table: TableArg) -> &'static str {
    match table {
        TableArg::Offices => "offices",
        TableArg::Assignments => "assignments",
        TableArg::Costs => "costs",
        TableArg::Rules => "rules",
    }
}

fn failure(path: &Path, error: std::io::Error) -> Failure {
    Failure::Write { path: path.display().to_string(), error }
}

/// To a file, or to standard output.
pub fn give_out(path: Option<&Path>, text: &str) -> Result<(), Failure> {
    match path {
        None => print(text),
        Some(path) if path == Path::new("-") => print(text),
        Some(path) => write::write_whole(path, text.as_bytes()).map_err(|error| failure(path, error)),
    }
}
