//! `purview export`

use std::path::Path;

use super::args::{ExportArgs, ExportFormat, TableArg};
use super::exit::{ExitStatus, Failure};
use super::{input, print, write};
use crate::report;

pub fn run(args: &ExportArgs) -> Result<ExitStatus, Failure> {
    let plan = input::plan(&args.plan)?;
    match args.to {
        ExportFormat::Json if args.table.is_some() => {
            return Err(Failure::Usage("--table goes with --to csv".into()));
        }
        ExportFormat::Json => give_out(args.output.as_deref(), &plan.to_json())?,
        ExportFormat::Csv => {
            let tables = report::csv(&plan);
            let one = |name: &str| tables.iter().find(|(n, _)| *n == name).expect("every table is made");
            match (&args.output, args.table) {
                (output, Some(table)) => give_out(output.as_deref(), &one(name(table)).1)?,
                (None, None) => give_out(None, &one("assignments").1)?,
                (Some(folder), None) => into_folder(folder, &tables)?,
            }
        }
    }
    Ok(ExitStatus::Done)
}

fn name(table: TableArg) -> &'static str {
    match table {
        TableArg::Offices => "offices",
        TableArg::Assignments => "assignments",
        TableArg::Costs => "costs",
        TableArg::Rules => "rules",
    }
}

fn failure(path: &Path, error: std::io::Error) -> Failure {
    Failure::Write { path: path.display().to_string(), error }
}

/// One CSV file for each table.
pub fn into_folder(folder: &Path, tables: &[(&str, String)]) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| failure(folder, error))?;
    for (name, text) in tables {
        give_out(Some(&folder.join(format!("{name}.csv"))), text)?;
    }
    Ok(())
}

/// To a file, or to standard output.
pub fn give_out(path: Option<&Path>, text: &str) -> Result<(), Failure> {
    match path {
        None => print(text),
        Some(path) if path == Path::new("-") => print(text),
        Some(path) => write::write_whole(path, text.as_bytes()).map_err(|error| failure(path, error)),
    }
}
