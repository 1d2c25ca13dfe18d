//! `purview schema`

use super::args::{SchemaArgs, SchemaFormat};
use super::exit::{ExitStatus, Failure};
use super::print;
use crate::plan;
use crate::scenario::{SchemaKind, schema};
use crate::study;

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
