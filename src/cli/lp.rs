//! `purview lp`

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::exit::{ExitStatus, Failure};
use super::{input, output};
use crate::geography::Geography;
use crate::model::Formulation;
use crate::solver::{self, Format};

#[derive(Debug, Args)]
pub struct LpArgs {
    /// Scenario file; `-` reads standard input.
    pub scenario: PathBuf,
    /// Change one value of the scenario; may be repeated.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Format; default: by the ending of the output file, else lp.
    #[arg(long, value_enum)]
    pub format: Option<LpFormat>,
    /// File; default: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LpFormat {
    Lp,
    Mps,
}

pub fn run(args: &LpArgs) -> Result<ExitStatus, Failure> {
    let scenario = input::scenario(&args.scenario, &args.set, false)?;
    let ending = args.output.as_deref().and_then(|path| path.extension()).and_then(OsStr::to_str);
    let format = match (args.format, ending) {
        (Some(LpFormat::Mps), _) | (None, Some("mps")) => Format::Mps,
        _ => Format::Lp,
    };
    let geography = Geography::new(&scenario);
    let text = solver::model_text(&Formulation::new(&scenario, &geography), format)
        .map_err(|error| Failure::Write { path: "the model".into(), error })?;
    output::give_out(args.output.as_deref(), &text)?;
    Ok(ExitStatus::Done)
}
