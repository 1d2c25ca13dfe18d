//! Data tables: CSV with a header, every cell with its place.

use std::ops::Range;
use std::path::Path;

use super::diagnostic::{Diagnostic, Label, suggest};
use super::source::Source;

pub struct Table {
    pub source: Source,
    header: Vec<String>,
    rows: Vec<Row>,
}

struct Row {
    cells: Vec<String>,
    /// Byte offset of the row in the text.
    start: usize,
}

impl Table {
    pub fn read(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let source = Source::read(path).map_err(|fault| vec![fault])?;
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
        let header = match reader.headers() {
            Ok(header) => header.iter().map(str::to_owned).collect(),
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
        if faults.is_empty() { Ok(Self { source, header, rows }) } else { Err(faults) }
    }

    pub fn rows(&self) -> Range<usize> {
        0..self.rows.len()
    }

    /// Number of a column; the diagnostic names the nearest one.
    pub fn column(&self, name: &str) -> Result<usize, Diagnostic> {
        self.header.iter().position(|h| h == name).ok_or_else(|| {
            let message = format!("{} has no column `{name}`", self.source.name);
            Diagnostic::error("unknown-column", message)
                .help(suggest(name, self.header.iter().map(String::as_str)))
        })
    }

    pub fn cell(&self, row: usize, column: usize) -> &str {
        &self.rows[row].cells[column]
    }

    pub fn label(&self, row: usize, column: usize) -> Label {
        let start = self.rows[row].start;
        let text = &self.source.text[start..];
        // A blank line before a row counts to it.
        let skipped = text.len() - text.trim_start_matches(['\r', '\n']).len();
        let mut quoted = false;
        let mut from = start + skipped;
        let mut number = 0;
        for (at, byte) in self.source.text.bytes().enumerate().skip(from) {
            match byte {
                b'"' => quoted = !quoted,
                b',' | b'\n' | b'\r' if !quoted => {
                    if number == column {
                        return Label::new(&self.source, from..at);
                    }
                    number += 1;
                    from = at + 1;
                }
                _ => {}
            }
        }
        Label::new(&self.source, from..self.source.text.len())
    }
}
