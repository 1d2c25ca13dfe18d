//! A sheet of a workbook (xlsx) as a table: the first row that is not empty names the columns, empty
//! rows are skipped, numbers and truth values become text.
//!
//! Cells are read one after the other rather than as calamine's `Range`, which has room for every
//! cell from the first to the last: a stray value in the last row and column would ask for 10^10.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::Path;

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use super::{Sheet, Table, text};
use crate::scenario::diagnostic::{Cell, Diagnostic, Label, suggest};
use crate::scenario::source::Source;

/// A workbook of 20,000 places takes about 2 MB.
const LARGEST: u64 = 64 * 1024 * 1024;
/// Once unpacked.
const LARGEST_UNPACKED: u64 = 1024 * 1024 * 1024;
/// Rows times columns.
const MOST_CELLS: usize = 20_000_000;

/// By the ending of its name; a workbook with macros is read like one without.
pub fn is_workbook(path: &Path) -> bool {
    let is = |ending: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    is("xlsx") || is("xlsm")
}

/// Names of the sheets.
pub fn sheets(path: &Path) -> Result<Vec<String>, Diagnostic> {
    if !is_workbook(path) {
        let fault = unreadable(path, "its name does not end in .xlsx");
        return Err(fault.help("save it as a workbook of Excel (.xlsx)".to_owned()));
    }
    Ok(open(path)?.sheet_names())
}

pub fn read(path: &Path, name: &str) -> Result<Table, Vec<Diagnostic>> {
    let mut workbook = open(path).map_err(|fault| vec![fault])?;
    let names = workbook.sheet_names();
    if !names.iter().any(|known| known == name) {
        let message = format!("{} has no sheet `{name}`", path.display());
        let help = suggest(name, names.iter().map(String::as_str));
        return Err(vec![Diagnostic::error("unknown-sheet", message).help(help)]);
    }
    let rows = cells(&mut workbook, name).map_err(|error| vec![unreadable(path, &error.to_string())])?;
    table(path, name, rows)
}

fn unreadable(path: &Path, reason: &str) -> Diagnostic {
    let message = format!("{} cannot be read as a workbook (xlsx): {reason}", path.display());
    Diagnostic::error("unreadable-file", message)
}

fn open(path: &Path) -> Result<Xlsx<Cursor<Vec<u8>>>, Diagnostic> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| unreadable(path, &error.to_string()))?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error.to_string()))?;
    if bytes.len() as u64 > LARGEST {
        return Err(unreadable(path, &format!("it is larger than {} MiB", LARGEST / 1024 / 1024)));
    }
    let unpacked = zip::ZipArchive::new(Cursor::new(&bytes)).map(|archive| archive.decompressed_size());
    match unpacked {
        Ok(Some(size)) if size > u128::from(LARGEST_UNPACKED) => {
            return Err(unreadable(path, "unpacked, it is larger than 1 GiB"));
        }
        Ok(_) => {}
        Err(error) => return Err(unreadable(path, &error.to_string())),
    }
    Xlsx::new(Cursor::new(bytes)).map_err(|error| unreadable(path, &error.to_string()))
}

/// Cells that are not empty, by row and column.
type Rows = BTreeMap<u32, BTreeMap<u32, Value>>;

enum Value {
    Text(String),
    Error(String),
}

fn cells<R: Read + Seek>(workbook: &mut Xlsx<R>, sheet: &str) -> Result<Rows, XlsxError> {
    let mut rows = Rows::new();
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        if let Some(value) = value(cell.get_value()) {
            rows.entry(row).or_default().insert(column, value);
        }
    }
    Ok(rows)
}

fn value(data: &DataRef) -> Option<Value> {
    let text = match data {
        DataRef::Empty => return None,
        DataRef::Error(error) => return Some(Value::Error(error.to_string())),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(true) => "yes".into(),
        DataRef::Bool(false) => "no".into(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.trim().to_owned()
        }
        DataRef::SharedString(text) => text.trim().to_owned(),
        // A number that a spreadsheet took for a date is none.
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
    };
    Some(text).filter(|text| !text.is_empty()).map(Value::Text)
}

/// The table as comma-separated values, read again by the one reader of tables.
fn table(path: &Path, name: &str, mut rows: Rows) -> Result<Table, Vec<Diagnostic>> {
    let file = path.display().to_string();
    let Some((header_row, header)) = rows.pop_first() else {
        let message = format!("the sheet `{name}` of {file} is empty");
        let help = "expected the names of the columns in the first row".to_owned();
        return Err(vec![Diagnostic::error("empty-file", message).help(help)]);
    };
    let columns: Vec<u32> = header.keys().copied().collect();
    if columns.len().saturating_mul(rows.len()) > MOST_CELLS {
        return Err(vec![unreadable(path, &format!("`{name}` has more than {MOST_CELLS} cells"))]);
    }
    let mut faults = Vec::new();
    let mut fault = |row: u32, column: u32, text: &str, code, message: String| {
        let source = Source { name: file.clone(), text: text.to_owned() };
        let (row, column) = (row as usize + 1, column as usize + 1);
        let label = Label::new(&source, 0..text.len()).in_cell(Cell { sheet: name.to_owned(), row, column });
        faults.push(Diagnostic::error(code, message).at(Some(label)));
    };
    for (row, cells) in &rows {
        for (column, value) in cells {
            match value {
                Value::Error(error) => {
                    fault(*row, *column, error, "wrong-type", format!("the cell holds the error {error}"));
                }
                Value::Text(text) if !columns.contains(column) => {
                    let message = format!("`{text}` stands in a column that has no name");
                    fault(*row, *column, text, "unknown-column", message);
                }
                Value::Text(_) => {}
            }
        }
    }
    rows.retain(|_, cells| cells.keys().any(|column| columns.contains(column)));
    let mut writer = csv::Writer::from_writer(Vec::new());
    for cells in std::iter::once(&header).chain(rows.values()) {
        let text = |column| match cells.get(column) {
            Some(Value::Text(text)) => text.as_str(),
            _ => "",
        };
        writer.write_record(columns.iter().map(text)).expect("memory takes rows");
    }
    let text = writer.into_inner().expect("memory can be flushed");
    let text = String::from_utf8(text).expect("text in, text out");
    let numbers = std::iter::once(header_row).chain(rows.into_keys()).collect();
    let mut table = text::parse(Source { name: file, text })?;
    table.sheet = Some(Sheet { name: name.to_owned(), rows: numbers, columns });
    table.faults = faults;
    Ok(table)
}
