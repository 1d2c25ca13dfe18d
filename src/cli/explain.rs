//! `purview explain`

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;

use super::args::{LogArg, MethodArg, parse_seconds};
use super::exit::{ExitStatus, Failure};
use super::log::Log;
use super::output::give_out;
use super::{input, solve};
use crate::geography::Geography;
use crate::plan::{Network, check};
use crate::report;
use crate::scenario::{CountryId, Loaded, Scenario, suggest};
use crate::solver::{Limits, Method};
use crate::study::explanation::{Asked, Effort, explain};

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Plan file; `-` reads standard input.
    pub plan: PathBuf,
    /// Countries and hosts of offices, by id or name. A place that hosts an office of the plan is explained
    /// as an office: closed, or at another tier.
    #[arg(value_name = "COUNTRY|OFFICE", required_unless_present_any = ["all", "rules", "certainty"])]
    pub places: Vec<String>,
    /// What it would cost if this office covered the country; one country only, which may be a host.
    #[arg(long, value_name = "OFFICE", requires = "places", conflicts_with = "all")]
    pub why_not: Option<String>,
    /// Every country, hosts of offices as well.
    #[arg(long, conflicts_with = "places")]
    pub all: bool,
    /// What each hard rule costs, and at which value that changes.
    #[arg(long)]
    pub rules: bool,
    /// Which offices and pairs are in all, in some or in no plans within so many percent of the best.
    #[arg(long, value_name = "PERCENT", value_parser = parse_percent)]
    pub certainty: Option<f64>,
    /// Go on from the search tree in this file, which `solve` kept.
    #[arg(long, value_name = "FILE")]
    pub tree: Option<PathBuf>,
    /// Scenario of the plan; default: the one that the plan names.
    #[arg(long, value_name = "SCENARIO")]
    pub scenario: Option<PathBuf>,
    /// Machine-readable output.
    #[arg(long)]
    pub json: bool,
    /// File; as JSON if it ends in .json; default: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How to solve.
    #[arg(long, value_enum, default_value_t = MethodArg::Auto)]
    pub method: MethodArg,
    /// Stop after so many seconds in all; what is not proved by then is said.
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub time_limit: Option<f64>,
    /// Threads to use; default: all cores.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Seed of everything that is drawn.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

fn parse_percent(text: &str) -> Result<f64, String> {
    let number = text.strip_suffix('%').unwrap_or(text).trim_end();
    match number.parse::<f64>() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(percent),
        _ => Err("expected a percentage from 0 to 100, for instance `1%`".into()),
    }
}

pub fn run(args: &ExplainArgs) -> Result<ExitStatus, Failure> {
    let plan = input::plan(&args.plan)?;
    let file = args.plan.display().to_string();
    let loaded = input::behind(&plan, &args.plan, args.scenario.as_deref(), args.json)?;
    let scenario = &loaded.scenario;
    if scenario.inputs.hash != plan.inputs.hash {
        let path = args.scenario.clone().unwrap_or_else(|| plan.inputs.scenario_path(&args.plan));
        return Err(Failure::OtherScenario { plan: file, scenario: path.display().to_string() });
    }
    if scenario.fixed {
        return Err(Failure::Usage(format!("{}: its scenario leaves nothing to decide", file)));
    }
    let geography = Geography::new(scenario);
    let violations = check(scenario, &geography, &plan);
    let network = match plan.network(scenario) {
        Ok(network) if violations.is_empty() => network,
        _ => return Err(Failure::NotAPlan { path: file, reason: report::violations(&violations) }),
    };
    let asked = asked(args, &loaded, &network)?;
    let log = Log::new(LogArg::Progress, Instant::now());
    let listener = |progress: &_| log.show(progress);
    let tree = args.tree.as_deref().map(|path| input::tree(path, scenario)).transpose()?;
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let effort = Effort {
        method: match args.method {
            MethodArg::Auto => Method::Auto,
            MethodArg::Mip => Method::Mip,
        },
        limits: Limits {
            time: args.time_limit.map(Duration::from_secs_f64),
            threads: args.threads.map_or_else(cores, usize::from),
            seed: args.seed,
            tree,
            ..Limits::default()
        },
        interrupt: solve::on_interrupt(),
        listener: Some(&listener),
    };
    let explanation = explain(scenario, &geography, (&plan, &network), &asked, &effort);
    log.end("done", None);
    let output = args.output.as_deref();
    let is_json = output.and_then(Path::extension).is_some_and(|ending| ending == "json");
    match args.json || is_json {
        true => give_out(output, explanation.to_json())?,
        false => give_out(output, report::explanation(scenario, &explanation))?,
    }
    Ok(ExitStatus::Done)
}

fn asked<'l>(args: &ExplainArgs, loaded: &'l Loaded, network: &Network) -> Result<Asked<'l>, Failure> {
    let scenario = &loaded.scenario;
    let rules = args.rules.then_some(loaded);
    let mut asked = Asked { rules, certainty: args.certainty, ..Asked::default() };
    if args.all {
        asked.countries = scenario.covered_ids().map(|country| (country, None)).collect();
    }
    let why_not = args.why_not.as_deref().map(|name| place(scenario, name)).transpose()?;
    if why_not.is_some() && args.places.len() != 1 {
        return Err(Failure::Usage("--why-not goes with one country".into()));
    }
    for name in &args.places {
        let at = place(scenario, name)?;
        if why_not.is_none() && network.office(at).is_some() {
            asked.offices.push(at);
        } else if scenario.country(at).covered {
            asked.countries.push((at, why_not));
        } else {
            let message =
                format!("{} needs no coverage and hosts no office of the plan", full_name(scenario, at));
            return Err(Failure::Usage(message));
        }
    }
    Ok(asked)
}

fn full_name(scenario: &Scenario, at: CountryId) -> String {
    format!("{} ({})", scenario.country(at).name, scenario.country(at).id)
}

/// By id, else by name, in any case.
fn place(scenario: &Scenario, name: &str) -> Result<CountryId, Failure> {
    let lower = name.to_lowercase();
    let by = |key: fn(&crate::scenario::Country) -> &str| {
        scenario.country_ids().find(|&c| key(scenario.country(c)).to_lowercase() == lower)
    };
    if let Some(found) = by(|country| &country.id).or_else(|| by(|country| &country.name)) {
        return Ok(found);
    }
    let names = scenario.countries.iter().flat_map(|country| [country.name.as_str(), country.id.as_str()]);
    let help = suggest(name, names).map_or_else(String::new, |help| format!("; {help}"));
    Err(Failure::Usage(format!("the scenario knows no country `{name}`{help}")))
}
