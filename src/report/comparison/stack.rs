//! The tables of all differences of a comparison, each kind as one: for spreadsheets.

use super::cell::{Cell, Kind};
use super::sheet::{Column, Sheet};
use super::sheets::sheets;
use crate::plan::compare::Comparison;

/// The first column says which plan the row is about.
pub fn stack(comparison: &Comparison) -> Vec<Sheet> {
    let mut stacked: Vec<Sheet> = Vec::new();
    for difference in &comparison.others {
        for (number, sheet) in sheets(comparison, difference).into_iter().enumerate() {
            let mut sheet = sheet.spread();
            sheet.columns.insert(0, Column { title: "plan".to_owned(), kind: Kind::Words });
            sheet.rows.iter_mut().for_each(|row| row.insert(0, Cell::text(difference.this.file.as_str())));
            match stacked.get_mut(number) {
                Some(known) => known.rows.append(&mut sheet.rows),
                None => stacked.push(sheet),
            }
        }
    }
    stacked
}
