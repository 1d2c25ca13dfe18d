//! `purview diagnose`

use std::path::Path;
use std::time::{Duration, Instant};

use super::args::{DiagnoseArgs, LogArg};
use super::exit::{ExitStatus, Failure};
use super::log::Log;
use super::{input, print, solve};
use crate::report::{self, write};
use crate::scenario::{Family, suggest};
use crate::solver::Limits;
use crate::study::diagnosis::{Effort, Verdict};
use crate::study::member::{Member, members};
use crate::study::{Diagnosis, diagnose};

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
