//! `purview compare`

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::args::{LogArg, SolvingArgs};
use super::exit::{ExitStatus, Failure};
use super::log::Log;
use super::output::{csv, give_out, workbook};
use super::{input, solve};
use crate::geography::Geography;
use crate::plan::compare::Side;
use crate::plan::{Comparison, Plan};
use crate::report::comparison;
use crate::scenario::{Entry, Merged, Scenario, load_with_requests};
use crate::study::{self, Ends};

#[derive(Debug, Args)]
#[command(mut_group("SolvingArgs", |group| group.requires("attribute")))]
pub struct CompareArgs {
    /// Plan files, the one to compare with first; `-` reads standard input.
    #[arg(num_args = 2.., required = true, value_name = "PLAN")]
    pub plans: Vec<PathBuf>,
    /// Scenario that a plan was made from, in the order of the plans; may be repeated. Default: the one
    /// that the plan names.
    #[arg(long = "scenario", value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,
    /// Machine-readable output.
    #[arg(long, conflicts_with = "to")]
    pub json: bool,
    /// Format; default: by the ending of the output file, else table.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub to: Option<CompareFormat>,
    /// Which table, for csv; default: all of them into a folder, or `summary` to standard output.
    #[arg(long, value_name = "TABLE")]
    pub table: Option<String>,
    /// File, or folder for several tables; default: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// End with exit status 1 if a plan differs from the first.
    #[arg(long)]
    pub exit_code: bool,
    /// Share the difference in objective out among the inputs that changed, by solving again with one
    /// more of them changed each time: model, data, hosts, baseline, each rule family, costs.
    #[arg(long)]
    pub attribute: bool,
    #[command(flatten, next_help_heading = "With --attribute, for each solve")]
    pub solving: SolvingArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// To be read on a terminal.
    Table,
    Json,
    Md,
    Csv,
    Html,
    Xlsx,
}

pub fn run(args: &CompareArgs) -> Result<ExitStatus, Failure> {
    let format = format(args)?;
    let plans = plans(args)?;
    let sides: Vec<Side> = plans.iter().map(Read::side).collect();
    let mut comparison = Comparison::new(&sides[0], &sides[1..])?;
    if args.attribute {
        attribute(args, &plans, &mut comparison)?;
    }
    let output = args.output.as_deref();
    match format {
        CompareFormat::Table => give_out(output, comparison::text(&comparison))?,
        CompareFormat::Json => give_out(output, comparison.to_json())?,
        CompareFormat::Md => give_out(output, comparison::markdown(&comparison))?,
        CompareFormat::Html => give_out(output, comparison::html(&comparison, None))?,
        CompareFormat::Csv => {
            csv(output, args.table.as_deref(), &comparison::tables(&comparison), "summary")?;
        }
        CompareFormat::Xlsx => workbook(output, comparison::xlsx(&comparison))?,
    }
    Ok(if args.exit_code && comparison.differs() { ExitStatus::Differ } else { ExitStatus::Done })
}

/// As asked for, else by the ending of the output file.
fn format(args: &CompareArgs) -> Result<CompareFormat, Failure> {
    let ending = args.output.as_deref().and_then(Path::extension).and_then(OsStr::to_str);
    let format = match (args.json, args.to, ending) {
        (true, ..) => CompareFormat::Json,
        (_, Some(format), _) => format,
        (.., Some("json")) => CompareFormat::Json,
        (.., Some("md")) => CompareFormat::Md,
        (.., Some("html")) => CompareFormat::Html,
        (.., Some("xlsx")) => CompareFormat::Xlsx,
        _ => CompareFormat::Table,
    };
    match format {
        _ if args.table.is_some() && format != CompareFormat::Csv => {
            Err(Failure::Usage("--table goes with --to csv".into()))
        }
        format => Ok(format),
    }
}

/// A plan, and the scenario that it was made from, where that is at hand.
struct Read {
    file: String,
    plan: Plan,
    scenario: Option<Known>,
}

struct Known {
    path: PathBuf,
    requests: Vec<PathBuf>,
    scenario: Scenario,
    geography: Geography,
}

impl Read {
    fn side(&self) -> Side<'_> {
        let scenario = self.scenario.as_ref().map(|known| (&known.scenario, &known.geography));
        Side::new(self.file.clone(), &self.plan, scenario)
    }
}

fn plans(args: &CompareArgs) -> Result<Vec<Read>, Failure> {
    if args.plans.iter().filter(|path| *path == Path::new("-")).count() > 1 {
        return Err(Failure::Usage("standard input holds one plan: `-` may stand once".into()));
    }
    if args.scenarios.len() > args.plans.len() {
        return Err(Failure::Usage("there are more scenarios than plans".into()));
    }
    let read = |(number, path): (usize, &PathBuf)| {
        let plan = input::plan(path)?;
        let scenario = scenario(args, &plan, path, args.scenarios.get(number))?;
        Ok(Read { file: path.display().to_string(), plan, scenario })
    };
    args.plans.iter().enumerate().map(read).collect()
}

/// A scenario that is given must be the one that the plan was made from; one that the plan names may be
/// gone or may have changed since, unless it is to be solved again.
fn scenario(
    args: &CompareArgs,
    plan: &Plan,
    plan_path: &Path,
    given: Option<&PathBuf>,
) -> Result<Option<Known>, Failure> {
    let path = given.cloned().unwrap_or_else(|| plan.inputs.scenario_path(plan_path));
    let requests = plan.inputs.requests_paths(plan_path);
    let is_needed = given.is_some() || args.attribute;
    let found = if is_needed {
        Some(input::behind(plan, plan_path, given.map(PathBuf::as_path), args.json)?)
    } else {
        load_with_requests(&Entry::File(path.clone()), &plan.inputs.set, &requests).ok()
    };
    let found = found.map(|loaded| loaded.scenario);
    match found {
        Some(scenario) if scenario.inputs.hash == plan.inputs.hash => {
            let geography = Geography::new(&scenario);
            Ok(Some(Known { path, requests, scenario, geography }))
        }
        _ if is_needed => Err(Failure::OtherScenario {
            plan: plan_path.display().to_string(),
            scenario: path.display().to_string(),
        }),
        _ => {
            eprintln!(
                "note: the scenario that {} was made from is not at hand: countries have no names, and \
                 why they moved is told from the plans alone",
                plan_path.display()
            );
            Ok(None)
        }
    }
}

fn attribute(args: &CompareArgs, plans: &[Read], comparison: &mut Comparison) -> Result<(), Failure> {
    let started = Instant::now();
    let log = Log::new(LogArg::Progress, started);
    let (method, limits) = (args.solving.method(), args.solving.limits());
    let interrupt = solve::on_interrupt();
    let first = merged(&plans[0]);
    for (read, difference) in plans[1..].iter().zip(&mut comparison.others) {
        let this = merged(read);
        let ends = Ends { first: (&first, &plans[0].plan), this: (&this, &read.plan) };
        let listener = |progress: &_| log.show(progress);
        difference.attribution = Some(study::attribute(&ends, method, &limits, &interrupt, Some(&listener)));
    }
    log.end("done", None);
    Ok(())
}

fn merged(read: &Read) -> Merged {
    let known = read.scenario.as_ref().expect("with --attribute there is no plan without its scenario");
    Merged::read(&Entry::File(known.path.clone()), &read.plan.inputs.set, &known.requests)
        .expect("it was read before")
}
