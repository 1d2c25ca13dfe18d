//! A comparison as a text for a terminal.

use std::fmt::Write;

use comfy_table::{ColumnConstraint, Width};

use super::sheet::Sheet;
use super::sheets::sheets;
use super::words;
use crate::plan::compare::Comparison;
use crate::report::table::new_table;

/// Figures stay on one line. So many characters of words do: in the first column, which says what a row
/// is about, and in the others.
const KEPT_OF_FIRST: usize = 24;
const KEPT_OF_OTHERS: usize = 14;
/// Left and right of a cell.
const PADDING: u16 = 2;

pub fn text(comparison: &Comparison) -> String {
    let mut text = String::new();
    let mut line = |part: String| writeln!(text, "{part}").expect("a string takes text");
    for (number, difference) in comparison.others.iter().enumerate() {
        let gap = if number > 0 { "\n" } else { "" };
        line(format!("{gap}{}", words::title(comparison, difference)));
        line(format!("this:  {}", words::heading(&difference.this)));
        line(format!("first: {}", words::heading(&comparison.first)));
        for sheet in sheets(comparison, difference) {
            line(format!("\n{}", sheet.title));
            if !sheet.rows.is_empty() {
                line(table(&sheet));
            }
        }
    }
    text
}

fn table(sheet: &Sheet) -> String {
    let header: Vec<&str> = sheet.columns.iter().map(|column| column.title.as_str()).collect();
    let is_number = |number: &usize| sheet.columns[*number].kind.is_number();
    let right: Vec<usize> = (0..header.len()).filter(is_number).collect();
    let mut table = new_table(&header, &right);
    let rows: Vec<Vec<String>> = sheet.rows.iter().map(|row| sheet.shown(row).collect()).collect();
    for (number, column) in sheet.columns.iter().enumerate() {
        let cells = rows.iter().map(|row| row[number].as_str());
        let longest = |texts: &mut dyn Iterator<Item = &str>| texts.map(|text| text.chars().count()).max();
        let longest = longest(&mut cells.chain(column.title.split(' '))).unwrap_or_default();
        let kept = match number {
            _ if column.kind.is_number() => longest,
            0 => longest.min(KEPT_OF_FIRST),
            _ => longest.min(KEPT_OF_OTHERS),
        };
        let width = ColumnConstraint::LowerBoundary(Width::Fixed(PADDING + kept as u16));
        table.column_mut(number).expect("a column of the header").set_constraint(width);
    }
    table.add_rows(rows);
    table.to_string()
}
