//! Progress on a terminal; silent in a pipe.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::solver::Progress;

pub struct Line(Option<ProgressBar>);

impl Line {
    pub fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::new_spinner();
        bar.set_style(ProgressStyle::with_template("{spinner} {elapsed} {msg}").expect("a valid template"));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(Some(bar))
    }

    pub fn show(&self, progress: &Progress) {
        if let Some(bar) = &self.0 {
            let amount = |value: Option<f64>| value.map_or("-".into(), |v| format!("{v:.1}"));
            let gap = match (progress.incumbent, progress.bound) {
                (Some(incumbent), Some(bound)) if incumbent != 0.0 => {
                    format!("{:.2} %", 100.0 * (incumbent - bound) / incumbent.abs())
                }
                _ => "-".into(),
            };
            bar.set_message(format!(
                "{}: plan {} thousand, bound {} thousand, gap {gap}",
                progress.phase,
                amount(progress.incumbent),
                amount(progress.bound),
            ));
        }
    }

    pub fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
