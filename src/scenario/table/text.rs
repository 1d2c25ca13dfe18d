//! Comma-separated values with a header line.

use std::ops::Range;
use std::path::Path;

use super::{Row, Table};
use crate::scenario::diagnostic::{Diagnostic, Label};
use crate::scenario::source::Source;

pub fn read(path: &Path) -> Result<Table, Vec<Diagnostic>> {
    parse(Source::read(path).map_err(|fault| vec![fault])?)
}

pub fn parse(source: Source) -> Result<Table, Vec<Diagnostic>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(source.text.as_bytes());
    let broken = |source: &Source, error: &csv::Error| {
        let at = error.position().map_or(0, |position| position.byte() as usize);
        Diagnostic::error(
            "invalid-csv",
            format!("this is no table: {}", error.to_string().trim_start_matches("CSV error: ")),
        )
        .at(Some(Label::new(source, at..at + 1)))
        .help("expected comma-separated values with a header line, as many in each row".to_owned())
    };
    let (header, header_start) = match reader.headers() {
        Ok(header) => {
            let start = header.position().map_or(0, |position| position.byte() as usize);
            (header.iter().map(str::to_owned).collect(), start)
        }
        Err(error) => return Err(vec![broken(&source, &error)]),
    };
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) => rows.push(Row {
                cells: record.iter().map(|cell| cell.trim().to_owned()).collect(),
                start: record.position().map_or(0, |position| position.byte() as usize),
            }),
            Err(error) => faults.push(broken(&source, &error)),
        }
    }
    if faults.is_empty() {
        Ok(Table { source, header, header_start, rows, faults, sheet: None })
    } else {
        Err(faults)
    }
}

/// Byte range of the value that is number `column` of the row that begins at `start`.
pub fn span(text: &str, start: usize, column: usize) -> Range<usize> {
    let row = &text[start..];
    // A blank line before a row counts to it.
    let skipped = row.len() - row.trim_start_matches(['\r', '\n']).len();
    let mut quoted = false;
    let mut from = start + skipped;
    let mut number = 0;
    for (at, byte) in text.bytes().enumerate().skip(from) {
        match byte {
            b'"' => quoted = !quoted,
            b',' | b'\n' | b'\r' if !quoted => {
                if number == column {
                    return from..at;
                }
                number += 1;
                from = at + 1;
            }
            _ => {}
        }
    }
    from..text.len()
}
