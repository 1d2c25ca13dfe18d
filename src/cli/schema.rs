//! `purview schema`

use clap::{Args, ValueEnum};

use super::exit::{ExitStatus, Failure};
use super::print;
use crate::plan;
use crate::scenario::{SchemaKind, schema};
use crate::study;

#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Which format.
    pub format: SchemaFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaFormat {
    Scenario,
    Model,
    Plan,
    Requests,
    Comparison,
    Diagnosis,
    Explanation,
}

pub fn run(args: &SchemaArgs) -> Result<ExitStatus, Failure> {
    let schema = match args.format {
        SchemaFormat::Scenario => schema(SchemaKind::Scenario),
        SchemaFormat::Model => schema(SchemaKind::Model),
        SchemaFormat::Plan => plan::schema(),
        SchemaFormat::Requests => schema(SchemaKind::Requests),
        SchemaFormat::Comparison => plan::compare::schema(),
        SchemaFormat::Diagnosis => study::diagnosis::schema(),
        SchemaFormat::Explanation => study::explanation::schema(),
    };
    print(&format!("{schema:#}\n"))?;
    Ok(ExitStatus::Done)
}
