//! A comparison as a workbook: one sheet for each question, and first of all which plans it is about.
//! The same comparison gives the same bytes.

use rust_xlsxwriter::XlsxError;

use super::tables::tables;
use crate::plan::compare::{Comparison, Heading};
use crate::report::tables::{Cell, Table};
use crate::report::xlsx::of_tables;

/// # Errors
/// More rows or longer texts than a workbook takes.
pub fn xlsx(comparison: &Comparison) -> Result<Vec<u8>, XlsxError> {
    of_tables("Plans compared", &[vec![plans(comparison)], tables(comparison)].concat())
}

fn plans(comparison: &Comparison) -> Table {
    let row = |side: &str, heading: &Heading| -> Vec<Cell> {
        vec![
            side.into(),
            heading.file.as_str().into(),
            heading.scenario.as_str().into(),
            heading.set.join(" ").into(),
            heading.status.name().into(),
            heading.hash.as_str().into(),
        ]
    };
    let others = comparison.others.iter().map(|difference| row("this", &difference.this));
    let rows = [row("first", &comparison.first)].into_iter().chain(others).collect();
    let header = ["side", "plan", "scenario", "set", "status", "hash of the inputs"];
    Table::new("plans", &header, rows)
}
