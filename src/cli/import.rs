//! `purview import`

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::exit::{ExitStatus, Failure};
use super::{input, output};
use crate::report::write;
use crate::scenario::Diagnostic;
use crate::scenario::import::{Base, Format, Layout, Metric, Tables, import, scenario_text, tables};

#[derive(Debug, Args)]
pub struct ImportArgs {
    #[command(subcommand)]
    pub format: ImportFormat,
}

#[derive(Debug, Subcommand)]
pub enum ImportFormat {
    /// A workbook with a sheet `countries`, and `offices` and `borders` if they are to be replaced too.
    /// `export SCENARIO --to xlsx` writes one.
    Xlsx {
        #[command(flatten)]
        files: ImportFiles,
        #[command(flatten)]
        base: ImportBase,
    },
    /// The same tables as CSV; `FILE` is that of the countries.
    Csv {
        #[command(flatten)]
        files: ImportFiles,
        /// Offices of the baseline.
        #[arg(long, value_name = "FILE")]
        offices: Option<PathBuf>,
        /// Which countries touch.
        #[arg(long, value_name = "FILE")]
        borders: Option<PathBuf>,
        #[command(flatten)]
        base: ImportBase,
    },
    /// p-median: OR-Library's graphs, or TSPLIB's points.
    Pmed {
        #[command(flatten)]
        files: ImportFiles,
        /// Medians; default: as many as the file says, which TSPLIB's do not.
        #[arg(long, value_name = "N")]
        p: Option<u32>,
    },
    /// Capacitated p-median: points with capacity and demand.
    Cpmp {
        #[command(flatten)]
        files: ImportFiles,
        /// How far apart two points are; default: real, but floor for OR-Library's collection.
        #[arg(long, value_enum)]
        distance: Option<MetricArg>,
        /// Which problem of OR-Library's collection.
        #[arg(long, value_name = "N")]
        problem: Option<u32>,
    },
    /// Single-source capacitated facility location: a table of prices.
    Sscflp {
        #[command(flatten)]
        files: ImportFiles,
        /// In which order the numbers stand; default: the one that the lines fit, if only one does.
        #[arg(long, value_enum)]
        layout: Option<LayoutArg>,
    },
    /// Districting after Hess: units with population, and which touch.
    Hess {
        #[command(flatten)]
        files: ImportFiles,
        /// Whether districts must be connected.
        #[arg(long, value_enum, default_value_t = Switch::On)]
        contiguity: Switch,
    },
    /// Capacitated facility location with contiguous service areas, after Kong.
    Cflsap {
        #[command(flatten)]
        files: ImportFiles,
        /// Which units touch.
        #[arg(long, value_name = "FILE")]
        borders: Option<PathBuf>,
        /// Whether service areas must be connected.
        #[arg(long, value_enum, default_value_t = Switch::On)]
        contiguity: Switch,
        /// Exactly so many sites; default: as many as pay.
        #[arg(long, value_name = "K")]
        sites: Option<u32>,
    },
}

#[derive(Debug, Args)]
pub struct ImportFiles {
    /// File to read.
    pub file: PathBuf,
    /// Write the scenario here; default: standard output.
    #[arg(short, long, value_name = "SCENARIO")]
    pub output: Option<PathBuf>,
    /// Mistakes as JSON.
    #[arg(long)]
    pub json: bool,
}

/// What imported tables are laid over.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct ImportBase {
    /// Scenario whose tables they replace; everything else stays.
    #[arg(long, value_name = "SCENARIO")]
    pub extends: Option<PathBuf>,
    /// Organisation model of a new scenario.
    #[arg(long, value_name = "MODEL")]
    pub model: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MetricArg {
    /// Euclidean.
    Real,
    /// Euclidean, rounded down.
    Floor,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LayoutArg {
    /// Sites and customers; capacity and price of each site; demands; prices by site (OR-Library,
    /// Holmberg, Yang, TB4).
    Orlib,
    /// Customers and sites; prices by customer; demands; prices of sites; capacities.
    DiazFernandez,
    /// Sites and customers; demands; capacities; prices of sites; prices of a unit of demand by site.
    Tbed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    On,
    Off,
}

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
