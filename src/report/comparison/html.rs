//! A comparison as one HTML page that needs nothing else: no script, no network.

use askama::Template;

use super::cell::Kind;
use super::sheet::Sheet;
use super::sheets::sheets;
use super::words;
use crate::plan::compare::Comparison;

#[derive(Template)]
#[template(path = "comparison/page.html")]
struct Page<'a> {
    home: Option<&'a str>,
    sections: Vec<Section>,
}

/// One difference.
struct Section {
    id: String,
    title: String,
    this: String,
    first: String,
    tables: Vec<TableView>,
}

struct TableView {
    id: String,
    title: String,
    header: Vec<Head>,
    rows: Vec<Vec<Field>>,
}

struct Head {
    title: String,
    is_number: bool,
}

struct Field {
    text: String,
    is_number: bool,
}

/// `home`: address of the list of all plans, where the page is served.
pub fn html(comparison: &Comparison, home: Option<&str>) -> String {
    let sections = comparison.others.iter().enumerate().map(|(number, difference)| {
        let id = format!("difference-{}", number + 1);
        Section {
            title: words::title(comparison, difference),
            this: words::heading(&difference.this),
            first: words::heading(&comparison.first),
            tables: sheets(comparison, difference).iter().map(|sheet| view(&id, sheet)).collect(),
            id,
        }
    });
    Page { home, sections: sections.collect() }.render().expect("a string takes text")
}

fn view(section: &str, sheet: &Sheet) -> TableView {
    let field = |(text, kind): (String, Kind)| {
        // The typographer's minus, which screen readers read out.
        let text = if kind.is_number() { text.replace('-', "−") } else { text };
        Field { text, is_number: kind.is_number() }
    };
    let kinds = || sheet.columns.iter().map(|column| column.kind);
    let heads = sheet.columns.iter().map(|c| Head { title: c.title.clone(), is_number: c.kind.is_number() });
    TableView {
        id: format!("{section}-{}", sheet.name),
        title: sheet.title.clone(),
        header: heads.collect(),
        rows: sheet.rows.iter().map(|row| sheet.shown(row).zip(kinds()).map(field).collect()).collect(),
    }
}
