//! A comparison as one HTML page that needs nothing else: no script, no network.

use minijinja::{Environment, Value, context};

use super::cell::{Cell, Kind};
use super::sheet::{Column, Sheet};
use super::sheets::sheets;
use super::words;
use crate::plan::compare::Comparison;

const PAGE: &str = include_str!("page.html");

/// `home`: address of the list of all plans, where the page is served.
pub fn html(comparison: &Comparison, home: Option<&str>) -> String {
    let sections = comparison.others.iter().enumerate().map(|(number, difference)| {
        let id = format!("difference-{}", number + 1);
        context! {
            title => words::title(comparison, difference),
            this => words::heading(&difference.this),
            first => words::heading(&comparison.first),
            tables => sheets(comparison, difference).iter().map(|sheet| table(&id, sheet)).collect::<Vec<_>>(),
            id,
        }
    });
    // By the ending of its name what is filled in is escaped as HTML.
    let environment = Environment::new();
    let page = context! { home, sections => sections.collect::<Vec<_>>() };
    environment.render_named_str("page.html", PAGE, page).expect("a sound template")
}

fn table(section: &str, sheet: &Sheet) -> Value {
    let field = |(text, kind): (String, Kind)| {
        // The typographer's minus, which screen readers read out.
        let text = if kind.is_number() { text.replace('-', "−") } else { text };
        context! { text, is_number => kind.is_number() }
    };
    let kinds = || sheet.columns.iter().map(|column| column.kind);
    let head = |column: &Column| context! { title => &column.title, is_number => column.kind.is_number() };
    let row = |row: &Vec<Cell>| sheet.shown(row).zip(kinds()).map(field).collect::<Vec<_>>();
    context! {
        id => format!("{section}-{}", sheet.name),
        title => &sheet.title,
        header => sheet.columns.iter().map(head).collect::<Vec<_>>(),
        rows => sheet.rows.iter().map(row).collect::<Vec<_>>(),
    }
}
