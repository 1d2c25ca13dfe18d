//! `purview solve`

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use super::args::{MethodArg, SolveArgs, SolvingArgs};
use super::exit::{ExitStatus, Failure};
use super::log::Log;
use super::{input, print, write};
use crate::geography::Geography;
use crate::plan::{Network, Plan, Run, Statement, Status, check};
use crate::report;
use crate::scenario::Scenario;
use crate::solver::{self, Interrupt, Limits, Method, Outcome, Solution};

pub fn run(args: &SolveArgs) -> Result<ExitStatus, Failure> {
    let started = Instant::now();
    let scenario = input::asked(&args.scenario)?;
    let geography = Geography::new(&scenario);
    let method = args.solving.method();
    let start = args.start.as_deref().map(|path| start(path, &scenario)).transpose()?;
    let limits = Limits { start, ..args.solving.limits() };
    let log = Log::new(args.log, started);
    let outcome =
        solver::solve(&scenario, &geography, method, &limits, on_interrupt(), Some(&|p| log.show(p)));
    let (solution, termination) = match outcome {
        Outcome::Solved { solution, termination } => (solution, termination),
        Outcome::Infeasible => {
            log.end("infeasible", None);
            eprintln!("infeasible: it is proved that no plan keeps every hard rule of {}", scenario.name);
            eprintln!(
                "`purview diagnose {}` says which of them, and what would help",
                args.scenario.scenario.display()
            );
            return Ok(ExitStatus::Infeasible);
        }
        Outcome::NoPlan { termination } => {
            log.end("no-plan", None);
            eprintln!("no plan: the solve ended by {} before the first plan was found", termination.name());
            return Ok(ExitStatus::NoPlan);
        }
    };
    let run = (!args.no_run_info).then(|| Run {
        seconds: started.elapsed().as_secs_f64(),
        method: if scenario.fixed { "none".into() } else { method.name().into() },
        threads: limits.threads,
        ended_by: termination.name().into(),
    });
    let plan =
        Plan::new(&scenario, &geography, &solution.network, statement(args, &scenario, &solution, run));
    let violations = check(&scenario, &geography, &plan);
    if !violations.is_empty() {
        log.end("fault", None);
        eprint!("{}", report::violations(&violations));
        eprintln!("error: this plan did not pass the check, so it is not given out; a fault of purview");
        return Ok(ExitStatus::Fault);
    }
    log.end(plan.status, Some((plan.objective, plan.bound)));
    give_out(args, &scenario, &plan)?;
    Ok(ExitStatus::Done)
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
        }
    }
}

fn start(path: &Path, scenario: &Scenario) -> Result<Network, Failure> {
    input::plan(path)?.network(scenario).map_err(|violations| Failure::NotAPlan {
        path: path.display().to_string(),
        reason: report::violations(&violations),
    })
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

fn statement(args: &SolveArgs, scenario: &Scenario, solution: &Solution, run: Option<Run>) -> Statement {
    Statement {
        status: match (scenario.fixed, solution.gap() <= args.solving.gap) {
            (true, _) => Status::Fixed,
            (false, true) => Status::Optimal,
            (false, false) => Status::Feasible,
        },
        bound: solution.bound,
        further_bounds: solution.further.iter().map(|(_, bound)| *bound).collect(),
        gap_limit: args.solving.gap,
        scenario_file: args.scenario.scenario.display().to_string(),
        set: args.scenario.set.clone(),
        requests: args.scenario.requests.iter().map(|path| path.display().to_string()).collect(),
        versions: BTreeMap::from([
            ("purview".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
            ("highs".to_owned(), solver::highs_version()),
        ]),
        seed: args.solving.seed,
        run,
    }
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
