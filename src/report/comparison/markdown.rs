//! A comparison as Markdown with tables.

use std::fmt::Write;

use super::sheet::Sheet;
use super::sheets::sheets;
use super::words;
use crate::plan::compare::Comparison;
use crate::report::markdown::escape;

pub fn markdown(comparison: &Comparison) -> String {
    let mut text = String::new();
    let mut line = |part: String| writeln!(text, "{part}").expect("a string takes text");
    line("# Plans compared".to_owned());
    for difference in &comparison.others {
        line(format!("\n## {}\n", escape(&words::title(comparison, difference))));
        line(format!("- this: {}", escape(&words::heading(&difference.this))));
        line(format!("- first: {}", escape(&words::heading(&comparison.first))));
        for sheet in sheets(comparison, difference) {
            line(format!("\n### {}", escape(&sheet.title)));
            if !sheet.rows.is_empty() {
                line(format!("\n{}", table(&sheet)));
            }
        }
    }
    text
}

fn table(sheet: &Sheet) -> String {
    let titles = sheet.columns.iter().map(|column| escape(&column.title));
    let rule = sheet.columns.iter().map(|column| if column.kind.is_number() { "---:" } else { "---" });
    let rows = sheet.rows.iter().map(|row| line(sheet.shown(row).map(|cell| escape(&cell))));
    [line(titles), line(rule.map(str::to_owned))].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}
