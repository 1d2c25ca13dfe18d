//! The tables of all differences of a comparison, each kind as one: for spreadsheets.

use super::sheets::sheets;
use crate::plan::compare::Comparison;
use crate::report::tables::Table;

/// The first column says which plan the row is about.
pub fn tables(comparison: &Comparison) -> Vec<Table> {
    let mut stacked: Vec<Table> = Vec::new();
    for difference in &comparison.others {
        for (number, sheet) in sheets(comparison, difference).into_iter().enumerate() {
            let mut table = sheet.table();
            table.header.insert(0, "plan".to_owned());
            table.rows.iter_mut().for_each(|row| row.insert(0, difference.this.file.as_str().into()));
            match stacked.get_mut(number) {
                Some(known) => known.rows.append(&mut table.rows),
                None => stacked.push(table),
            }
        }
    }
    stacked
}
