//! One cell of a comparison's tables: exact for programs, rounded for readers.

use crate::report::tables;
use crate::scenario::{Family, Money, Score, Workload};

#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Count(i64),
    Money(Money),
    Workload(Workload),
    Score(Score),
    /// A fraction; readers see percent.
    Share(f64),
    /// A country, or the office that it hosts: its id, and what readers know it by, if that is known.
    Place(String, Option<String>),
    /// What the first plan says, and what this one says.
    Turn(Box<Cell>, Box<Cell>),
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Words,
    Figure,
    /// A figure with its sign.
    Difference,
    /// [`Cell::Place`].
    Place,
    /// [`Cell::Turn`].
    Turn,
}

impl Kind {
    /// Stands to the right.
    pub fn is_number(self) -> bool {
        matches!(self, Kind::Figure | Kind::Difference)
    }
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }

    pub fn turn(first: Cell, this: Cell) -> Self {
        Cell::Turn(Box::new(first), Box::new(this))
    }

    /// A value of a family's limits, in its unit.
    pub fn of_family(family: Family, value: i64) -> Self {
        match family {
            Family::Budget => Cell::Money(Money(value)),
            Family::Capacity | Family::Balance => Cell::Workload(Workload(value)),
            Family::Scorecard => Cell::Score(Score(value)),
            _ => Cell::Count(value),
        }
    }

    /// As a reader sees it: whole currency units, one decimal of a staff-month.
    pub fn shown(&self, kind: Kind) -> String {
        let bare = match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Count(count) => count.to_string(),
            Cell::Money(amount) => amount.to_string(),
            Cell::Workload(workload) => workload.to_string(),
            Cell::Score(score) => score.to_string(),
            Cell::Share(share) => format!("{:.2} %", 100.0 * share),
            Cell::Place(id, None) => id.clone(),
            Cell::Place(id, Some(name)) => format!("{name} ({id})"),
            Cell::Turn(first, this) => return shown_turn(first, this),
        };
        signed(bare, kind)
    }
}

/// Differences carry their sign, but what is rounded to nothing has none.
fn signed(bare: String, kind: Kind) -> String {
    let is_zero = !bare.contains(|c: char| ('1'..='9').contains(&c));
    match kind {
        Kind::Difference if is_zero => bare.trim_start_matches('-').to_owned(),
        Kind::Difference if !bare.starts_with('-') => format!("+{bare}"),
        _ => bare,
    }
}

fn shown_turn(first: &Cell, this: &Cell) -> String {
    if first == this {
        return this.shown(Kind::Figure);
    }
    let or_dash = |cell: &Cell| match cell {
        Cell::Empty => "–".to_owned(),
        cell => cell.shown(Kind::Figure),
    };
    format!("{} → {}", or_dash(first), or_dash(this))
}

/// As a spreadsheet takes it: exact.
impl From<&Cell> for tables::Cell {
    fn from(cell: &Cell) -> Self {
        match cell {
            Cell::Empty => tables::Cell::Empty,
            Cell::Count(count) => tables::Cell::Whole(*count),
            Cell::Money(amount) => tables::Cell::Money(*amount),
            Cell::Workload(workload) => tables::Cell::Workload(*workload),
            Cell::Score(score) => (*score).into(),
            Cell::Share(share) => tables::Cell::Share(*share),
            Cell::Text(_) | Cell::Place(..) | Cell::Turn(..) => cell.shown(Kind::Words).into(),
        }
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}

impl From<i64> for Cell {
    fn from(count: i64) -> Self {
        Cell::Count(count)
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

impl From<f64> for Cell {
    fn from(share: f64) -> Self {
        Cell::Share(share)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<bool> for Cell {
    fn from(yes: bool) -> Self {
        Cell::text(if yes { "yes" } else { "no" })
    }
}
