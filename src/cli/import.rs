//! `purview import`

use super::args::{ImportArgs, ImportFormat, LayoutArg, MetricArg, Switch};
use super::exit::{ExitStatus, Failure};
use super::{export, input};
use crate::scenario::import::{Format, Layout, Metric, import, scenario_text};

pub fn run(args: &ImportArgs) -> Result<ExitStatus, Failure> {
    let (files, format) = match &args.format {
        ImportFormat::Pmed { files, p } => (files, Format::Pmed { medians: *p }),
        ImportFormat::Cpmp { files, distance, problem } => {
            let metric = distance.map(|distance| match distance {
                MetricArg::Real => Metric::Real,
                MetricArg::Floor => Metric::Floor,
            });
            (files, Format::Cpmp { metric, problem: *problem })
        }
        ImportFormat::Sscflp { files, layout } => {
            let layout = layout.map(|layout| match layout {
                LayoutArg::Orlib => Layout::Orlib,
                LayoutArg::DiazFernandez => Layout::DiazFernandez,
                LayoutArg::Tbed => Layout::Tbed,
            });
            (files, Format::Sscflp { layout })
        }
        ImportFormat::Hess { files, contiguity } => {
            (files, Format::Hess { contiguity: *contiguity == Switch::On })
        }
        ImportFormat::Cflsap { files, borders, contiguity, sites } => {
            if *contiguity == Switch::On && borders.is_none() {
                let asked = "cflsap takes the neighbours from --borders FILE, or --contiguity off";
                return Err(Failure::Usage(asked.into()));
            }
            let borders = borders.clone().filter(|_| *contiguity == Switch::On);
            (files, Format::Cflsap { borders, sites: *sites })
        }
    };
    match import(&files.file, &format) {
        Ok(scenario) => {
            export::give_out(files.output.as_deref(), &scenario_text(scenario))?;
            Ok(ExitStatus::Done)
        }
        Err(fault) => {
            input::show(&[fault], false);
            Err(Failure::Invalid { name: files.file.display().to_string(), count: "1 mistake".into() })
        }
    }
}
