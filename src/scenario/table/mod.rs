//! Data tables: a header and rows, every cell with its place. A table is a text of comma-separated
//! values ([`text`]) or a sheet of a workbook ([`workbook`]).

mod text;
mod workbook;

use std::ops::Range;
use std::path::Path;

use super::diagnostic::{Cell, Diagnostic, Label, suggest};
use super::source::Source;

pub use workbook::{is_workbook, sheets};

pub struct Table {
    /// The text; of a sheet, what it holds as comma-separated values.
    pub source: Source,
    header: Vec<String>,
    header_start: usize,
    rows: Vec<Row>,
    /// Cells of a sheet that hold what no table can; they are read as empty.
    pub faults: Vec<Diagnostic>,
    /// `None`: the table is the text itself.
    sheet: Option<Sheet>,
}

struct Row {
    cells: Vec<String>,
    /// Byte offset of the row in the text.
    start: usize,
}

/// Where in its workbook the table stands. Numbers count from 0.
struct Sheet {
    name: String,
    /// Row of the header, then of each row of the table.
    rows: Vec<u32>,
    columns: Vec<u32>,
}

impl Table {
    /// Reads the file at `path`; of a workbook, the sheet of that name.
    pub fn read(path: &Path, sheet: &str) -> Result<Self, Vec<Diagnostic>> {
        if is_workbook(path) { workbook::read(path, sheet) } else { text::read(path) }
    }

    pub fn rows(&self) -> Range<usize> {
        0..self.rows.len()
    }

    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Number of a column; the diagnostic names the nearest one.
    pub fn column(&self, name: &str) -> Result<usize, Diagnostic> {
        self.header.iter().position(|h| h == name).ok_or_else(|| {
            let message = format!("{} has no column `{name}`", self.name());
            Diagnostic::error("unknown-column", message)
                .help(suggest(name, self.header.iter().map(String::as_str)))
        })
    }

    pub fn cell(&self, row: usize, column: usize) -> &str {
        &self.rows[row].cells[column]
    }

    /// The file, and the sheet if there is one.
    fn name(&self) -> String {
        match &self.sheet {
            Some(sheet) => format!("the sheet `{}` of {}", sheet.name, self.source.name),
            None => self.source.name.clone(),
        }
    }

    pub fn label(&self, row: usize, column: usize) -> Label {
        self.place(self.rows[row].start, row + 1, column)
    }

    /// Place of a column's name.
    pub fn header_label(&self, column: usize) -> Label {
        self.place(self.header_start, 0, column)
    }

    /// `line` counts the header as 0.
    fn place(&self, start: usize, line: usize, column: usize) -> Label {
        let label = Label::new(&self.source, text::span(&self.source.text, start, column));
        match &self.sheet {
            Some(sheet) => label.in_cell(Cell {
                sheet: sheet.name.clone(),
                row: sheet.rows[line] as usize + 1,
                column: sheet.columns[column] as usize + 1,
            }),
            None => label,
        }
    }
}
