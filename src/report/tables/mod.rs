//! What the formats for spreadsheets hold: tables of typed cells. How a cell is written is the
//! format's affair.

mod inputs;
mod parameters;
mod plan;
mod today;
mod totals;

use crate::scenario::{Family, Money, Score, Share, Workload};

pub use inputs::{columns, countries, of_scenario};
pub use parameters::parameters;
pub use plan::of_plan;
pub use today::against_today;
pub use totals::{costs_by_office, costs_by_region, measures, regions};

#[derive(Debug, Clone)]
pub struct Table {
    pub name: &'static str,
    pub header: Vec<String>,
    /// Each as long as the header.
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Whole(i64),
    Number(f64),
    /// A fraction; readers see percent.
    Share(f64),
    Money(Money),
    Workload(Workload),
    Score(Score),
    YesNo(bool),
}

impl Cell {
    /// As a reader sees it: whole currency units, one decimal of a staff-month.
    pub fn shown(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Whole(number) => number.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Share(share) => format!("{:.2} %", 100.0 * share),
            Cell::Money(amount) => amount.to_string(),
            Cell::Workload(workload) => workload.to_string(),
            Cell::Score(score) => score.to_string(),
            Cell::YesNo(is_so) => if *is_so { "yes" } else { "no" }.into(),
        }
    }
}

impl Table {
    pub fn new(name: &'static str, header: &[&str], rows: Vec<Vec<Cell>>) -> Self {
        Self { name, header: header.iter().map(|name| (*name).to_owned()).collect(), rows }
    }

    /// Whether a column holds numbers, and nothing else.
    pub fn is_of_numbers(&self, column: usize) -> bool {
        let is_number = |cell: &&Cell| !matches!(cell, Cell::Text(_) | Cell::YesNo(_));
        let mut cells =
            self.rows.iter().map(|row| &row[column]).filter(|cell| **cell != Cell::Empty).peekable();
        cells.peek().is_some() && cells.all(|cell| is_number(&cell))
    }

    /// The table with a column of names to the right of a column of ids, if there is one.
    #[must_use]
    pub fn named(mut self, column: &str, title: &str, name: impl Fn(&str) -> Option<String>) -> Self {
        if let Some(at) = self.header.iter().position(|header| header == column) {
            self.header.insert(at + 1, title.into());
            for row in &mut self.rows {
                let found = match &row[at] {
                    Cell::Text(id) => name(id),
                    _ => None,
                };
                row.insert(at + 1, found.into());
            }
        }
        self
    }
}

/// A value of a family's limits, which count in small parts where the limit is money, workload, a score or
/// a share.
pub fn limit(family: Family, value: i64) -> Cell {
    match family {
        Family::Budget => Cell::Money(Money(value)),
        Family::Capacity | Family::Balance => Cell::Workload(Workload(value)),
        Family::Scorecard => Cell::Score(Score(value)),
        Family::Decentralisation => Cell::Share(Share(value).to_units()),
        _ => Cell::Whole(value),
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.into())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Cell::Whole(number)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}

impl From<Money> for Cell {
    fn from(amount: Money) -> Self {
        Cell::Money(amount)
    }
}

impl From<Workload> for Cell {
    fn from(workload: Workload) -> Self {
        Cell::Workload(workload)
    }
}

impl From<Score> for Cell {
    fn from(score: Score) -> Self {
        Cell::Score(score)
    }
}

impl From<bool> for Cell {
    fn from(is_so: bool) -> Self {
        Cell::YesNo(is_so)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}
