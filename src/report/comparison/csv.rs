//! A comparison as comma-separated values: exact, one table for each question.

use csv::Writer;

use super::sheet::Sheet;
use super::stack::stack;
use crate::plan::compare::Comparison;

/// Tables by name.
pub fn csv(comparison: &Comparison) -> Vec<(&'static str, String)> {
    stack(comparison).iter().map(|sheet| (sheet.name, table(sheet))).collect()
}

fn table(sheet: &Sheet) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    let titles = sheet.columns.iter().map(|column| column.title.clone());
    let rows = sheet.rows.iter().map(|row| row.iter().map(|cell| cell.exact()).collect());
    for record in [titles.collect::<Vec<String>>()].into_iter().chain(rows) {
        writer.write_record(&record).expect("memory takes rows as long as the header");
    }
    String::from_utf8(writer.into_inner().expect("memory can be flushed")).expect("text in, text out")
}
