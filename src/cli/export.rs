//! `purview export`

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::exit::{ExitStatus, Failure};
use super::input;
use super::output::{csv, give_out, workbook};
use crate::geography::Geography;
use crate::plan::{Network, Plan};
use crate::report::tables;
use crate::report::{self, Pack, write};
use crate::scenario::import::scenario_text;
use crate::scenario::{CountryId, Loaded, Locale, Scenario, suggest};

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Plan file, or scenario file for its tables; `-` reads standard input.
    pub file: PathBuf,
    /// Format.
    #[arg(long, value_enum)]
    pub to: ExportFormat,
    /// Which table, for csv; default: all of them into a folder or an archive, or one to standard output
    /// (`assignments` of a plan, `countries` of a scenario).
    #[arg(long, value_enum)]
    pub table: Option<TableArg>,
    /// Language of a page or map at first.
    #[arg(long, value_parser = language(), default_value = Locale::En.tag())]
    pub lang: Locale,
    /// Id of a country: the page for this one, for html.
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    /// What `explain` wrote about the plan as JSON: each country's runner-up and its price, for html.
    #[arg(long, value_name = "EXPLANATION")]
    pub explanation: Option<PathBuf>,
    /// File; for several tables a folder, or an archive that ends in .zip; default: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Scenario of the plan, for names and places; default: the one that the plan names.
    #[arg(long, value_name = "SCENARIO")]
    pub scenario: Option<PathBuf>,
}

fn language() -> impl TypedValueParser<Value = Locale> {
    let locale = |tag: String| Locale::ALL.into_iter().find(|locale| locale.tag() == tag);
    PossibleValuesParser::new(Locale::ALL.map(Locale::tag)).map(move |tag| locale(tag).expect("one of these"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// The plan, or the scenario as one file that needs no other.
    Json,
    Csv,
    /// A workbook; that of a scenario is read by `import xlsx`.
    Xlsx,
    /// For maps; loads in QGIS.
    Geojson,
    /// A report.
    Md,
    /// The map: areas, offices, reporting lines.
    Svg,
    /// The review pack: one file for a browser that asks nothing of any network.
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableArg {
    /// Of the plan; of a scenario, those of today.
    Offices,
    Assignments,
    Costs,
    Rules,
    Countries,
    Borders,
}

impl TableArg {
    pub fn name(self) -> &'static str {
        match self {
            TableArg::Offices => "offices",
            TableArg::Assignments => "assignments",
            TableArg::Costs => "costs",
            TableArg::Rules => "rules",
            TableArg::Countries => "countries",
            TableArg::Borders => "borders",
        }
    }
}

pub fn run(args: &ExportArgs) -> Result<ExitStatus, Failure> {
    if args.table.is_some() && args.to != ExportFormat::Csv {
        return Err(Failure::Usage("--table goes with --to csv".into()));
    }
    if args.country.is_some() && args.to != ExportFormat::Html {
        return Err(Failure::Usage("--country goes with --to html".into()));
    }
    if args.explanation.is_some() && args.to != ExportFormat::Html {
        return Err(Failure::Usage("--explanation goes with --to html".into()));
    }
    match input::plan_or_scenario(&args.file)? {
        input::PlanOrScenario::Plan(plan) => of_plan(args, &plan)?,
        input::PlanOrScenario::Scenario(loaded) => of_scenario(args, *loaded)?,
    }
    Ok(ExitStatus::Done)
}

fn of_plan(args: &ExportArgs, plan: &Plan) -> Result<(), Failure> {
    let (output, table) = (args.output.as_deref(), args.table.map(TableArg::name));
    match args.to {
        ExportFormat::Json => give_out(output, plan.to_json()),
        ExportFormat::Csv => csv(output, table, &tables::of_plan(plan), "assignments"),
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
            workbook(output, report::xlsx(plan, &loaded, &geography, &network))
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
    let explanation = args.explanation.as_ref().map(|path| input::explanation(path, plan, &args.file));
    let explanation = explanation.transpose()?;
    let pack = Pack {
        scenario: &scenario,
        geography: &Geography::new(&scenario),
        plan,
        network: &network,
        shapes: &input::shapes(&scenario, &args.file, false)?,
        locale: args.lang,
        country,
        explanation: explanation.as_ref(),
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
    let (output, table) = (args.output.as_deref(), args.table.map(TableArg::name));
    match args.to {
        ExportFormat::Json => give_out(output, scenario_text(loaded.whole.placed_in(write::folder(output)))),
        ExportFormat::Csv => csv(output, table, &tables::of_scenario(&loaded.whole), "countries"),
        ExportFormat::Xlsx => workbook(output, report::inputs_xlsx(&loaded.whole)),
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
