//! `purview lp`

use std::ffi::OsStr;

use super::args::{LpArgs, LpFormat};
use super::exit::{ExitStatus, Failure};
use super::{input, output};
use crate::geography::Geography;
use crate::model::Formulation;
use crate::solver::{self, Format};

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
