//! `purview diagnose`

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;

use super::args::{LogArg, ScenarioArgs, parse_gap, parse_seconds};
use super::exit::{ExitStatus, Failure};
use super::log::Log;
use super::{input, print, solve};
use crate::report::{self, write};
use crate::scenario::{Family, suggest};
use crate::solver::Limits;
use crate::study::diagnosis::{Effort, Verdict};
use crate::study::member::{Member, members};
use crate::study::{Diagnosis, diagnose};

#[derive(Debug, Args)]
pub struct DiagnoseArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// A rule that must not be named: a family, or a limit of it such as `count.offices.max`; may be
    /// repeated.
    #[arg(long, value_name = "RULE")]
    pub protect: Vec<String>,
    /// Ways out to show at most.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub repairs: usize,
    /// Write the plan of each way out into this folder.
    #[arg(short, long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Price a way out to this fraction of its best plan.
    #[arg(long, value_name = "FRACTION", default_value_t = 0.01, value_parser = parse_gap)]
    pub gap: f64,
    /// Stop after so many seconds with what is known by then.
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub time_limit: Option<f64>,
    /// Seed of everything that is drawn.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

pub fn run(args: &DiagnoseArgs) -> Result<ExitStatus, Failure> {
    let (entry, loaded) = input::asked_whole(&args.scenario)?;
    let known = members(&loaded.whole.rules);
    args.protect.iter().try_for_each(|name| is_known(name, &known))?;
    let is_protected = |member: &Member| args.protect.iter().any(|name| names(name, member));
    let log = Log::new(LogArg::Progress, Instant::now());
    let limits = Limits {
        time: args.time_limit.map(Duration::from_secs_f64),
        gap: args.gap,
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        seed: args.seed,
        ..Limits::default()
    };
    let effort = Effort {
        limits,
        repairs: args.repairs,
        entry,
        requests: args.scenario.requests.clone(),
        origin: args.scenario.origin(),
    };
    let diagnosis = diagnose(
        &loaded,
        &is_protected,
        &effort,
        solve::on_interrupt(),
        Some(&|progress| log.show(progress)),
    );
    log.end("done", None);
    if let Some(folder) = &args.output {
        give_out_plans(folder, &diagnosis)?;
    }
    if args.scenario.json {
        print(&format!("{:#}\n", serde_json::to_value(&diagnosis).expect("a diagnosis is plain data")))?;
    } else {
        print(&report::diagnosis(&loaded.scenario, &diagnosis))?;
    }
    Ok(match diagnosis.verdict {
        Verdict::Feasible => ExitStatus::Done,
        Verdict::Infeasible => ExitStatus::Infeasible,
        Verdict::Open => ExitStatus::NoPlan,
    })
}

/// `count`, `count.offices` and `count.offices.max` all name the last.
fn names(name: &str, member: &Member) -> bool {
    let key = member.key();
    key == name || key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
}

fn is_known(name: &str, known: &[Member]) -> Result<(), Failure> {
    if known.iter().any(|member| names(name, member)) || Family::ALL.iter().any(|f| f.name() == name) {
        return Ok(());
    }
    let keys: Vec<String> = known.iter().map(Member::key).collect();
    let families = Family::ALL.iter().map(|family| family.name());
    let help = suggest(name, families.chain(keys.iter().map(String::as_str)));
    let help = help.map_or(String::new(), |help| format!("; {help}"));
    Err(Failure::Usage(format!("--protect: the scenario has no hard rule `{name}`{help}")))
}

/// The plan of each repair, by its number.
fn give_out_plans(folder: &Path, diagnosis: &Diagnosis) -> Result<(), Failure> {
    let failure = |path: &Path, error| Failure::Write { path: path.display().to_string(), error };
    std::fs::create_dir_all(folder).map_err(|error| failure(folder, error))?;
    for (number, repair) in (1..).zip(&diagnosis.repairs) {
        let path = folder.join(format!("way-out-{number}.plan.json"));
        let plan = repair.plan.as_ref().expect("every repair has a plan");
        write::write_whole(&path, plan.to_json().as_bytes()).map_err(|error| failure(&path, error))?;
    }
    Ok(())
}
