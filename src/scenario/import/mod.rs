//! Published instances of location and districting problems, and an analyst's tables, as ordinary
//! scenarios.
//!
//! One file per format: [`pmed`], [`cpmp`], [`sscflp`], [`hess`], [`cflsap`]. Each reads its file
//! number by number ([`numbers`]) and gives an [`Instance`], from which one and the same function makes
//! a scenario: one tier, no posts, every price stated. What is wrong with a file is said with its
//! place; the first mistake ends the reading, since nothing after it can be trusted.
//!
//! Apart from them, [`tables()`] reads an analyst's tables of a real network.

mod cflsap;
mod cpmp;
mod hess;
mod instance;
mod numbers;
mod pmed;
mod sscflp;
mod tables;
mod text;

use std::path::{Path, PathBuf};

use super::diagnostic::Diagnostic;
use super::file::ScenarioFile;
use super::source::Source;

pub use tables::{Base, Imported, Tables, tables};
pub use text::scenario_text;

/// How far apart two points of the plane are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Euclidean.
    Real,
    /// Euclidean, rounded down to a whole number.
    Floor,
}

/// The order of the numbers in a file of single-source capacitated location.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Sites and customers; capacity and price of each site; demands; prices by site.
    Orlib,
    /// Customers and sites; prices by customer; demands; prices of sites; capacities.
    DiazFernandez,
    /// Sites and customers; demands; capacities; prices of sites; prices by site of a unit of demand.
    Tbed,
}

/// A format, with what its files leave open.
#[derive(Debug, Clone)]
pub enum Format {
    /// p-median.
    Pmed {
        /// Medians; `None`: as many as the file says.
        medians: Option<u32>,
    },
    /// Capacitated p-median.
    Cpmp {
        /// `None`: that of the file's kind.
        metric: Option<Metric>,
        /// Which problem, from 1, of a file that holds several.
        problem: Option<u32>,
    },
    /// Single-source capacitated facility location.
    Sscflp {
        /// `None`: the one that the file fits, if it fits one only.
        layout: Option<Layout>,
    },
    /// Districting after Hess.
    Hess { contiguity: bool },
    /// Capacitated facility location with contiguous service areas.
    Cflsap {
        /// File of neighbours; `None`: areas need not be contiguous.
        borders: Option<PathBuf>,
        /// Exact number of sites; `None`: any.
        sites: Option<u32>,
    },
}

/// Reads the file at `path`.
///
/// # Errors
/// What is wrong with it, and where.
pub fn import(path: &Path, format: &Format) -> Result<ScenarioFile, Diagnostic> {
    let source = Source::read(path)?;
    let instance = match format {
        Format::Pmed { medians } => pmed::read(&source, *medians),
        Format::Cpmp { metric, problem } => cpmp::read(&source, *metric, *problem),
        Format::Sscflp { layout } => sscflp::read(&source, *layout),
        Format::Hess { contiguity } => hess::read(&source, *contiguity),
        Format::Cflsap { borders, sites } => {
            let borders = borders.as_deref().map(Source::read).transpose()?;
            cflsap::read(&source, borders.as_ref(), *sites)
        }
    }?;
    Ok(instance.into_scenario(path))
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Spot {
    x: f64,
    y: f64,
}

impl Spot {
    fn distance(self, other: Self, metric: Metric) -> f64 {
        let (x, y) = (self.x - other.x, self.y - other.y);
        // No `hypot`: its last digit differs between platforms.
        let distance = (x * x + y * y).sqrt();
        match metric {
            Metric::Real => distance,
            Metric::Floor => distance.floor(),
        }
    }
}
