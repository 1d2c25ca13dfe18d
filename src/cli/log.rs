//! What `solve` tells on standard error while it works: a line that rewrites itself, on a terminal
//! only, or one JSON object per line for programs.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::args::LogArg;
use crate::plan;
use crate::scenario::Money;
use crate::solver::Progress;

/// JSON that tells nothing new is written this often at most, as a sign of life.
const SIGN_OF_LIFE: Duration = Duration::from_secs(5);

pub enum Log {
    Silent,
    Terminal(ProgressBar),
    Json { started: Instant, last: Mutex<Option<(Progress, Instant)>> },
}

/// Money in whole cents, as in a plan; `null` for what is not known yet.
#[derive(Serialize)]
struct Line {
    seconds: f64,
    phase: &'static str,
    incumbent: Option<Money>,
    bound: Option<Money>,
    gap: Option<f64>,
}

#[derive(Serialize)]
struct LastLine<S> {
    seconds: f64,
    status: S,
    objective: Option<Money>,
    bound: Option<Money>,
    gap: Option<f64>,
    memory_mb: Option<f64>,
}

impl Log {
    /// Seconds are counted from `started`.
    pub fn new(kind: LogArg, started: Instant) -> Self {
        match kind {
            LogArg::Json => Log::Json { started, last: Mutex::default() },
            LogArg::Progress if io::stderr().is_terminal() => {
                let bar = ProgressBar::new_spinner();
                bar.set_style(
                    ProgressStyle::with_template("{spinner} {elapsed} {msg}").expect("a valid template"),
                );
                bar.enable_steady_tick(Duration::from_millis(200));
                Log::Terminal(bar)
            }
            LogArg::Progress => Log::Silent,
        }
    }

    pub fn show(&self, progress: &Progress) {
        match self {
            Log::Silent => {}
            Log::Terminal(bar) => bar.set_message(message(progress)),
            Log::Json { started, last } => {
                let mut last = last.lock().expect("no listener panics");
                let is_stale =
                    |(known, at): &(Progress, Instant)| known == progress && at.elapsed() < SIGN_OF_LIFE;
                if !last.as_ref().is_some_and(is_stale) {
                    write_line(&Line {
                        seconds: seconds_since(started),
                        phase: progress.phase,
                        incumbent: progress.incumbent,
                        bound: progress.bound,
                        gap: progress.gap(),
                    });
                    *last = Some((progress.clone(), Instant::now()));
                }
            }
        }
    }

    /// The last line: how the solve ended, and for a plan its objective and bound.
    pub fn end(&self, status: impl Serialize, figures: Option<(Money, Money)>) {
        match self {
            Log::Silent => {}
            Log::Terminal(bar) => bar.finish_and_clear(),
            Log::Json { started, .. } => write_line(&LastLine {
                seconds: seconds_since(started),
                status,
                objective: figures.map(|(objective, _)| objective),
                bound: figures.map(|(_, bound)| bound),
                gap: figures.map(|(objective, bound)| plan::gap(objective, bound)),
                memory_mb: peak_memory_mb(),
            }),
        }
    }
}

fn message(progress: &Progress) -> String {
    let amount = |value: Option<Money>| value.map_or("-".into(), |value| value.to_string());
    format!(
        "{}: plan {}, bound {}, gap {}",
        progress.phase,
        amount(progress.incumbent),
        amount(progress.bound),
        progress.gap().map_or("-".into(), |gap| format!("{:.2} %", 100.0 * gap)),
    )
}

fn seconds_since(started: &Instant) -> f64 {
    (started.elapsed().as_secs_f64() * 1e3).round() / 1e3
}

fn write_line(line: &impl Serialize) {
    let text = serde_json::to_string(line).expect("plain data");
    // Whoever no longer reads the log still gets the plan.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// As Linux states it; elsewhere it is not known.
fn peak_memory_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = peak.trim().strip_suffix(" kB")?.parse().ok()?;
    Some((kibibytes * 1024.0 / 1e5).round() / 10.0)
}
