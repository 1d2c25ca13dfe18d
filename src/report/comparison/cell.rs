//! One cell of a comparison's tables.

use crate::report::tables;

#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Plain(tables::Cell),
    /// A country, or the office that it hosts: its id, and what readers know it by, if that is known.
    Place(String, Option<String>),
    /// What the first plan says, and what this one says.
    Turn(tables::Cell, tables::Cell),
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
    pub const EMPTY: Cell = Cell::Plain(tables::Cell::Empty);

    pub fn turn(first: impl Into<tables::Cell>, this: impl Into<tables::Cell>) -> Self {
        Cell::Turn(first.into(), this.into())
    }

    /// As a reader sees it.
    pub fn shown(&self, kind: Kind) -> String {
        match self {
            Cell::Plain(cell) => signed(cell.shown(), kind),
            Cell::Place(id, None) => id.clone(),
            Cell::Place(id, Some(name)) => format!("{name} ({id})"),
            Cell::Turn(first, this) => shown_turn(first, this),
        }
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

fn shown_turn(first: &tables::Cell, this: &tables::Cell) -> String {
    if first == this {
        return this.shown();
    }
    let or_dash = |cell: &tables::Cell| match cell {
        tables::Cell::Empty => "–".to_owned(),
        cell => cell.shown(),
    };
    format!("{} → {}", or_dash(first), or_dash(this))
}

impl<T: Into<tables::Cell>> From<T> for Cell {
    fn from(value: T) -> Self {
        Cell::Plain(value.into())
    }
}
