//! `purview import`

use super::args::{ImportArgs, ImportBase, ImportFiles, ImportFormat, LayoutArg, MetricArg, Switch};
use super::exit::{ExitStatus, Failure};
use super::{input, output};
use crate::report::write;
use crate::scenario::Diagnostic;
use crate::scenario::import::{Base, Format, Layout, Metric, Tables, import, scenario_text, tables};

pub fn run(args: &ImportArgs) -> Result<ExitStatus, Failure> {
    let (files, format) = match &args.format {
        ImportFormat::Xlsx { files, base } => {
            let found = Tables::of_workbook(&files.file).map_err(|faults| refuse(files, &faults))?;
            return of_tables(files, &found, base);
        }
        ImportFormat::Csv { files, offices, borders, base } => {
            let (offices, borders) = (offices.clone(), borders.clone());
            return of_tables(files, &Tables { countries: files.file.clone(), offices, borders }, base);
        }
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
    let scenario = import(&files.file, &format).map_err(|fault| refuse(files, &[fault]))?;
    output::give_out(files.output.as_deref(), scenario_text(scenario))?;
    Ok(ExitStatus::Done)
}

fn of_tables(files: &ImportFiles, found: &Tables, base: &ImportBase) -> Result<ExitStatus, Failure> {
    let base = match (&base.extends, &base.model) {
        (Some(scenario), _) => Base::Scenario(scenario.clone()),
        (None, Some(model)) => Base::Model(model.clone()),
        (None, None) => unreachable!("one of the two is required"),
    };
    let imported = tables(found, &base, write::folder(files.output.as_deref()))
        .map_err(|faults| refuse(files, &faults))?;
    input::show(&imported.warnings, files.json);
    output::give_out(files.output.as_deref(), &imported.text)?;
    Ok(ExitStatus::Done)
}

fn refuse(files: &ImportFiles, faults: &[Diagnostic]) -> Failure {
    input::show(faults, files.json);
    Failure::Invalid { name: files.file.display().to_string(), count: input::count(faults) }
}
