//! Where results go: a file, a folder, or standard output.

use std::io::{Error, IsTerminal, stdout};
use std::path::Path;

use super::exit::Failure;
use super::print_bytes;
use crate::report::tables::Table;
use crate::report::{self, write};

/// One table, or all of them into a folder or an archive; `usual` to standard output.
pub fn csv(output: Option<&Path>, table: Option<&str>, tables: &[Table], usual: &str) -> Result<(), Failure> {
    let one = |name: &str| {
        let found = tables.iter().find(|own| own.name == name);
        let names: Vec<&str> = tables.iter().map(|table| table.name).collect();
        let asked = || format!("there is no table {name}, but {}", names.join(", "));
        found.map(report::csv).ok_or_else(|| Failure::Usage(asked()))
    };
    let ends_in =
        |path: &Path, ending: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    match (output, table) {
        (output, Some(table)) => give_out(output, one(table)?),
        (None, None) => give_out(None, one(usual)?),
        (Some(path), None) if path == Path::new("-") => give_out(None, one(usual)?),
        (Some(path), None) if ends_in(path, "csv") => {
            let asked = "a CSV file holds one table: say which by --table, or name a folder or a .zip by -o";
            Err(Failure::Usage(asked.into()))
        }
        (Some(path), None) if ends_in(path, "zip") => give_out(Some(path), report::csv_zip(tables)),
        (Some(folder), None) => {
            std::fs::create_dir_all(folder).map_err(|error| failure(folder, error))?;
            tables.iter().try_for_each(|table| {
                give_out(Some(&folder.join(format!("{}.csv", table.name))), report::csv(table))
            })
        }
    }
}

/// A workbook, or why what it holds does not fit into one.
pub fn workbook<E: std::error::Error + Send + Sync + 'static>(
    path: Option<&Path>,
    bytes: Result<Vec<u8>, E>,
) -> Result<(), Failure> {
    let to_stdout = path.is_none_or(|path| path == Path::new("-"));
    if to_stdout && stdout().is_terminal() {
        return Err(Failure::Usage("a workbook is no text: name a file by -o".into()));
    }
    let shown = path.unwrap_or(Path::new("standard output"));
    give_out(path, bytes.map_err(|error| failure(shown, Error::other(error)))?)
}

fn failure(path: &Path, error: std::io::Error) -> Failure {
    Failure::Write { path: path.display().to_string(), error }
}

/// To a file, or to standard output.
pub fn give_out(path: Option<&Path>, data: impl AsRef<[u8]>) -> Result<(), Failure> {
    match path {
        None => print_bytes(data.as_ref()),
        Some(path) if path == Path::new("-") => print_bytes(data.as_ref()),
        Some(path) => write::write_whole(path, data.as_ref()).map_err(|error| failure(path, error)),
    }
}
