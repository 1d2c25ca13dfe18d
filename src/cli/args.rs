//! The command line as a whole, and the arguments that several commands share.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::check::CheckArgs;
use super::compare::CompareArgs;
use super::completions::CompletionsArgs;
use super::diagnose::DiagnoseArgs;
use super::explain::ExplainArgs;
use super::export::ExportArgs;
use super::generate::GenerateArgs;
use super::import::ImportArgs;
use super::lp::LpArgs;
use super::schema::SchemaArgs;
use super::serve::ServeArgs;
use super::solve::SolveArgs;
use crate::solver::{Limits, Method, Origin};

const EXIT_STATUS: &str = "\
Exit status: 0 done; 1 the check found violations, or plans differ with --exit-code; 2 wrong usage; 3 invalid input; \
4 proved that no plan keeps every hard rule; 5 a limit was reached before the first plan; \
70 a fault of purview, or output that cannot be written.";

/// Decides which field office answers for which country, and proves it.
#[derive(Debug, Parser)]
#[command(name = "purview", version, after_help = EXIT_STATUS, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find the best plan for a scenario, with proof.
    Solve(SolveArgs),
    /// Verify a plan independently, in exact arithmetic; list every violated rule.
    Check(CheckArgs),
    /// Read a scenario and show everything that is wrong with it, without solving.
    Validate(ScenarioArgs),
    /// Say which hard rules leave a scenario no plan, and what would help.
    Diagnose(DiagnoseArgs),
    /// Set plans beside a first one: what differs, always this minus the first.
    Compare(CompareArgs),
    /// Why a plan is as it is, in prices, by solving again with just one thing changed.
    Explain(ExplainArgs),
    /// Write a plan, or the tables of a scenario, in another format.
    Export(ExportArgs),
    /// Write the mixed-integer model of a scenario for another solver.
    Lp(LpArgs),
    /// Serve the scenarios and plans of a folder as pages, to look at, compare, change and solve again.
    Serve(ServeArgs),
    /// Print the JSON Schema of a file format.
    Schema(SchemaArgs),
    /// Turn an analyst's tables, or a published instance of a location or districting problem, into a
    /// scenario.
    Import(ImportArgs),
    /// Draw a random network of any size as a scenario.
    Generate(GenerateArgs),
    /// Print a completion script for a shell.
    Completions(CompletionsArgs),
}

#[derive(Debug, Args)]
pub struct ScenarioArgs {
    /// Scenario file; `-` reads standard input.
    pub scenario: PathBuf,
    /// Change one value of the scenario, for instance `count.offices.max=50`; may be repeated.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Take over what readers of a plan ask for, as the review pack saves it; may be repeated.
    #[arg(long, value_name = "FILE")]
    pub requests: Vec<PathBuf>,
    /// Machine-readable output.
    #[arg(long)]
    pub json: bool,
}

impl ScenarioArgs {
    pub fn origin(&self) -> Origin {
        Origin {
            scenario_file: self.scenario.display().to_string(),
            set: self.set.clone(),
            requests: self.requests.iter().map(|path| path.display().to_string()).collect(),
        }
    }
}

// No doc comment: clap would take it for the description of the command.
#[derive(Debug, Args)]
pub struct SolvingArgs {
    /// How to solve.
    #[arg(long, value_enum, default_value_t = MethodArg::Auto)]
    pub method: MethodArg,
    /// Stop once the plan is proved to be within this fraction of the best.
    #[arg(long, value_name = "FRACTION", default_value_t = 1e-4, value_parser = parse_gap)]
    pub gap: f64,
    /// Stop after so many seconds with the best plan so far.
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub time_limit: Option<f64>,
    /// Stop after so much work, the same on every machine: linear programs solved, or nodes of `mip`.
    #[arg(long, value_name = "N")]
    pub work_limit: Option<u64>,
    /// Threads to use; default: all cores.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Seed of everything that is drawn.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

impl SolvingArgs {
    pub fn method(&self) -> Method {
        match self.method {
            MethodArg::Auto => Method::Auto,
            MethodArg::Mip => Method::Mip,
        }
    }

    pub fn limits(&self) -> Limits {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        Limits {
            time: self.time_limit.map(Duration::from_secs_f64),
            gap: self.gap,
            work: self.work_limit,
            threads: self.threads.map_or_else(cores, usize::from),
            seed: self.seed,
            start: None,
            tree: None,
            keeps: false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MethodArg {
    /// Branch and price over the parts of the network, HiGHS for what it leaves open.
    Auto,
    /// The whole model in HiGHS.
    Mip,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogArg {
    /// One line that rewrites itself, on a terminal only: phase, best plan, bound, gap.
    Progress,
    /// One JSON object per line for each new phase, incumbent or bound: `seconds`, `phase`,
    /// `incumbent`, `bound`, `gap`; the last one `seconds`, `status`, `objective`, `bound`, `gap`,
    /// `memory_mb`. Money in whole cents; `null` where unknown.
    Json,
}

pub fn parse_gap(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(gap) if (1e-6..1.0).contains(&gap) => Ok(gap),
        _ => Err("expected a fraction from 0.000001 (what can be proved in floating point) to 1".into()),
    }
}

pub fn parse_seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= 1e8 => Ok(seconds),
        _ => Err("expected a positive number of seconds".into()),
    }
}
