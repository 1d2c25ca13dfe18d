//! A comparison as Markdown with tables.

use std::fmt::Write;

use super::sheet::Sheet;
use super::sheets::sheets;
use super::words;
use crate::plan::compare::Comparison;

/// Characters that mean something in a table, in emphasis or in HTML.
const SPECIAL: [char; 9] = ['\\', '|', '*', '_', '`', '<', '>', '[', ']'];

pub fn markdown(comparison: &Comparison) -> String {
    let mut text = String::new();
    let mut line = |part: String| writeln!(text, "{part}").expect("a string takes text");
    line("# Plans compared".to_owned());
    for difference in &comparison.others {
        line(format!("\n## {}\n", escaped(&words::title(comparison, difference))));
        line(format!("- this: {}", escaped(&words::heading(&difference.this))));
        line(format!("- first: {}", escaped(&words::heading(&comparison.first))));
        for sheet in sheets(comparison, difference) {
            line(format!("\n### {}", escaped(&sheet.title)));
            if !sheet.rows.is_empty() {
                line(format!("\n{}", table(&sheet)));
            }
        }
    }
    text
}

fn table(sheet: &Sheet) -> String {
    let titles = sheet.columns.iter().map(|column| escaped(&column.title));
    let rule = sheet.columns.iter().map(|column| if column.kind.is_number() { "---:" } else { "---" });
    let rows = sheet.rows.iter().map(|row| line(sheet.shown(row).map(|cell| escaped(&cell))));
    [line(titles), line(rule.map(str::to_owned))].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if SPECIAL.contains(&character) {
            escaped.push('\\');
        }
        escaped.push(if character.is_control() { ' ' } else { character });
    }
    escaped
}
