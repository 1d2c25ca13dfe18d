//! `purview solve`

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::args::{LogArg, ScenarioArgs, SolvingArgs};
use super::exit::{ExitStatus, Failure};
use super::log::Log;
use super::{input, print};
use crate::geography::Geography;
use crate::plan::{Network, Plan};
use crate::report::{self, write};
use crate::scenario::Scenario;
use crate::solver::{Answer, Interrupt, KeptTree, Limits, Question};

#[derive(Debug, Args)]
pub struct SolveArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// Write the plan here; `-` for standard output.
    #[arg(short, long, value_name = "PLAN")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub solving: SolvingArgs,
    /// Start from this plan.
    #[arg(long, value_name = "PLAN")]
    pub start: Option<PathBuf>,
    /// Go on from the search tree in this file, if it is there, and keep this search in it.
    #[arg(long, value_name = "FILE")]
    pub tree: Option<PathBuf>,
    /// What to tell on standard error meanwhile.
    #[arg(long, value_enum, default_value_t = LogArg::Progress)]
    pub log: LogArg,
    /// Leave out of the plan what differs from run to run (times, threads).
    #[arg(long)]
    pub no_run_info: bool,
}

pub fn run(args: &SolveArgs) -> Result<ExitStatus, Failure> {
    let started = Instant::now();
    let scenario = input::asked(&args.scenario)?;
    let geography = Geography::new(&scenario);
    let method = args.solving.method();
    let start = args.start.as_deref().map(|path| start(path, &scenario)).transpose()?;
    // There is none before the first solve.
    let known = args.tree.as_deref().filter(|path| path.exists());
    let tree = known.map(|path| input::tree(path, &scenario)).transpose()?;
    let limits = Limits { start, tree, keeps: args.tree.is_some(), ..args.solving.limits() };
    let log = Log::new(args.log, started);
    let origin = args.scenario.origin();
    let question =
        Question { scenario: &scenario, geography: &geography, method, limits: &limits, origin, started };
    let (mut plan, tree) = match question.answer(on_interrupt(), Some(&|progress| log.show(progress))) {
        Answer::Plan(plan, tree) => (plan, tree),
        Answer::Infeasible => {
            log.end("infeasible", None);
            eprintln!("infeasible: it is proved that no plan keeps every hard rule of {}", scenario.name);
            eprintln!(
                "`purview diagnose {}` says which of them, and what would help",
                args.scenario.scenario.display()
            );
            return Ok(ExitStatus::Infeasible);
        }
        Answer::NoPlan { termination } => {
            log.end("no-plan", None);
            eprintln!("no plan: the solve ended by {} before the first plan was found", termination.name());
            return Ok(ExitStatus::NoPlan);
        }
        Answer::Unsound(violations) => {
            log.end("fault", None);
            eprint!("{}", report::violations(&violations));
            eprintln!("error: this plan did not pass the check, so it is not given out; a fault of purview");
            return Ok(ExitStatus::Fault);
        }
    };
    if args.no_run_info {
        plan.run = None;
    }
    log.end(plan.status, Some((plan.objective, plan.bound)));
    give_out(args, &scenario, &plan)?;
    if let Some(path) = &args.tree {
        keep(path, tree.as_deref())?;
    }
    Ok(ExitStatus::Done)
}

fn start(path: &Path, scenario: &Scenario) -> Result<Network, Failure> {
    input::plan(path)?.network(scenario).map_err(|violations| Failure::NotAPlan {
        path: path.display().to_string(),
        reason: report::violations(&violations),
    })
}

fn keep(path: &Path, tree: Option<&KeptTree>) -> Result<(), Failure> {
    let Some(tree) = tree else {
        let path = path.display();
        eprintln!("note: the plan does not come of a search by branch and price, so {path} is left as it is");
        return Ok(());
    };
    write::write_whole(path, tree.to_text().as_bytes())
        .map_err(|error| Failure::Write { path: path.display().to_string(), error })
}

/// Ctrl-C ends the solve with the best plan so far; once more ends the process.
pub fn on_interrupt() -> Interrupt {
    let interrupt = Interrupt::default();
    let handle = interrupt.clone();
    let set = ctrlc::set_handler(move || {
        if handle.is_set() {
            std::process::exit(130);
        }
        handle.set();
    });
    if set.is_err() {
        eprintln!("warning: Ctrl-C will end the process at once");
    }
    interrupt
}

fn give_out(args: &SolveArgs, scenario: &Scenario, plan: &Plan) -> Result<(), Failure> {
    let to_stdout = args.output.as_deref() == Some(Path::new("-"));
    if let Some(path) = args.output.as_deref().filter(|_| !to_stdout) {
        write::write_whole(path, plan.to_json().as_bytes())
            .map_err(|error| Failure::Write { path: path.display().to_string(), error })?;
    }
    if args.scenario.json || to_stdout {
        print(&plan.to_json())
    } else {
        print(&report::table(scenario, plan))
    }
}
