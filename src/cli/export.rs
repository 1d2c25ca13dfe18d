//! `purview export`

use std::path::{Path, PathBuf};

use super::args::{ExportArgs, ExportFormat, LanguageArg, TableArg};
use super::exit::{ExitStatus, Failure};
use super::{input, print_bytes};
use crate::geography::Geography;
use crate::plan::{CostBreakdown, Network, Plan, Tariff};
use crate::report::tables::{self, Table};
use crate::report::{self, Pack, write};
use crate::scenario::import::scenario_text;
use crate::scenario::{CountryId, Loaded, Locale, Scenario, suggest};

pub fn run(args: &ExportArgs) -> Result<ExitStatus, Failure> {
    if args.table.is_some() && args.to != ExportFormat::Csv {
        return Err(Failure::Usage("--table goes with --to csv".into()));
    }
    if args.country.is_some() && args.to != ExportFormat::Html {
        return Err(Failure::Usage("--country goes with --to html".into()));
    }
    match input::plan_or_scenario(&args.file)? {
        input::PlanOrScenario::Plan(plan) => of_plan(args, &plan)?,
        input::PlanOrScenario::Scenario(loaded) => of_scenario(args, *loaded)?,
    }
    Ok(ExitStatus::Done)
}

fn of_plan(args: &ExportArgs, plan: &Plan) -> Result<(), Failure> {
    let output = args.output.as_deref();
    match args.to {
        ExportFormat::Json => give_out(output, plan.to_json()),
        ExportFormat::Csv => csv(args, &tables::of_plan(plan), TableArg::Assignments),
        ExportFormat::Md => give_out(output, report::markdown(&behind(args, plan)?.scenario, plan)),
        ExportFormat::Geojson => {
            let (path, loaded) = (scenario_path(args, plan), behind(args, plan)?);
            let shapes = input::shapes(&loaded.scenario, &path, false)?;
            give_out(output, report::geojson(&loaded.scenario, &shapes, plan))
        }
        ExportFormat::Xlsx => {
            let loaded = behind(args, plan)?;
            let network = plan.network(&loaded.scenario).map_err(|faults| Failure::NotAPlan {
                path: args.file.display().to_string(),
                reason: report::violations(&faults),
            })?;
            let geography = Geography::new(&loaded.scenario);
            let tariff = Tariff::new(&loaded.scenario, &geography);
            let cost = CostBreakdown::new(&loaded.scenario, &tariff, &network);
            binary(output, report::xlsx(plan, &loaded, &cost))
        }
        ExportFormat::Svg | ExportFormat::Html => pack(args, plan),
    }
}

/// A page or map.
fn pack(args: &ExportArgs, plan: &Plan) -> Result<(), Failure> {
    let scenario = behind(args, plan)?.scenario;
    let network = plan.network(&scenario).map_err(|violations| Failure::NotAPlan {
        path: args.file.display().to_string(),
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
        shapes: &input::shapes(&scenario, &args.file, false)?,
        locale: match args.lang {
            LanguageArg::En => Locale::En,
            LanguageArg::Fr => Locale::Fr,
            LanguageArg::Es => Locale::Es,
            LanguageArg::Ru => Locale::Ru,
            LanguageArg::Ar => Locale::Ar,
            LanguageArg::Zh => Locale::Zh,
        },
        country,
        home: None,
    };
    let text = if args.to == ExportFormat::Svg { pack.svg() } else { pack.html() };
    give_out(args.output.as_deref(), text)
}

fn covered(scenario: &Scenario, network: &Network, id: &str) -> Result<CountryId, Failure> {
    let country = scenario.find_country(id).filter(|country| network.covered_by[country.0].is_some());
    country.ok_or_else(|| {
        let known = scenario.covered_ids().map(|country| scenario.country(country).id.as_str());
        let help = suggest(id, known).map_or(String::new(), |help| format!("; {help}"));
        Failure::Usage(format!("the plan covers no country `{id}`{help}"))
    })
}

fn of_scenario(args: &ExportArgs, loaded: Loaded) -> Result<(), Failure> {
    let output = args.output.as_deref();
    match args.to {
        ExportFormat::Json => give_out(output, scenario_text(loaded.whole.placed_in(write::folder(output)))),
        ExportFormat::Csv => csv(args, &tables::of_scenario(&loaded.whole), TableArg::Countries),
        ExportFormat::Xlsx => binary(output, report::inputs_xlsx(&loaded.whole)),
        ExportFormat::Md | ExportFormat::Geojson | ExportFormat::Svg | ExportFormat::Html => {
            let asked = format!("{} is a scenario: solve it, then export the plan", args.file.display());
            Err(Failure::Usage(asked))
        }
    }
}

fn scenario_path(args: &ExportArgs, plan: &Plan) -> PathBuf {
    args.scenario.clone().unwrap_or_else(|| plan.inputs.scenario_path(&args.file))
}

/// The scenario that the plan was made from, as it was then.
fn behind(args: &ExportArgs, plan: &Plan) -> Result<Loaded, Failure> {
    let loaded = input::behind(plan, &args.file, args.scenario.as_deref(), false)?;
    if loaded.scenario.inputs.hash == plan.inputs.hash {
        return Ok(loaded);
    }
    Err(Failure::OtherScenario {
        plan: args.file.display().to_string(),
        scenario: scenario_path(args, plan).display().to_string(),
    })
}

fn csv(args: &ExportArgs, tables: &[Table], usual: TableArg) -> Result<(), Failure> {
    let one = |table: TableArg| {
        let found = tables.iter().find(|own| own.name == table.name());
        let names: Vec<&str> = tables.iter().map(|table| table.name).collect();
        let asked = || format!("there is no table {}, but {}", table.name(), names.join(", "));
        found.map(report::csv).ok_or_else(|| Failure::Usage(asked()))
    };
    let ends_in =
        |path: &Path, ending: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    match (args.output.as_deref(), args.table) {
        (output, Some(table)) => give_out(output, one(table)?),
        (None, None) => give_out(None, one(usual)?),
        (Some(path), None) if path == Path::new("-") => give_out(None, one(usual)?),
        (Some(path), None) if ends_in(path, "csv") => {
            let asked = "a CSV file holds one table: say which by --table, or name a folder or a .zip by -o";
            Err(Failure::Usage(asked.into()))
        }
        (Some(path), None) if ends_in(path, "zip") => give_out(Some(path), report::csv_zip(tables)),
        (Some(folder), None) => {
            std::fs::create_dir_all(folder).map_err(|error| failure(folder, error))?;
            tables.iter().try_for_each(|table| {
                give_out(Some(&folder.join(format!("{}.csv", table.name))), report::csv(table))
            })
        }
    }
}

/// A workbook, or why the network does not fit into one.
fn binary<E: std::error::Error + Send + Sync + 'static>(
    path: Option<&Path>,
    bytes: Result<Vec<u8>, E>,
) -> Result<(), Failure> {
    use std::io::{Error, IsTerminal, stdout};
    let to_stdout = path.is_none_or(|path| path == Path::new("-"));
    if to_stdout && stdout().is_terminal() {
        return Err(Failure::Usage("a workbook is no text: name a file by -o".into()));
    }
    let shown = path.unwrap_or(Path::new("standard output"));
    give_out(path, bytes.map_err(|error| failure(shown, Error::other(error)))?)
}

fn failure(path: &Path, error: std::io::Error) -> Failure {
    Failure::Write { path: path.display().to_string(), error }
}

/// One CSV file for each table.
pub fn into_folder(folder: &Path, tables: &[(&str, String)]) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| failure(folder, error))?;
    for (name, text) in tables {
        give_out(Some(&folder.join(format!("{name}.csv"))), text)?;
    }
    Ok(())
}

/// To a file, or to standard output.
pub fn give_out(path: Option<&Path>, data: impl AsRef<[u8]>) -> Result<(), Failure> {
    match path {
        None => print_bytes(data.as_ref()),
        Some(path) if path == Path::new("-") => print_bytes(data.as_ref()),
        Some(path) => write::write_whole(path, data.as_ref()).map_err(|error| failure(path, error)),
    }
}
