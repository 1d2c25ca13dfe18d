//! A table of a comparison, before it is known what it is written as.

use super::cell::{Cell, Kind};
use crate::report::tables::{self, Table};

#[derive(Clone)]
pub struct Sheet {
    /// For file names and the like.
    pub name: &'static str,
    /// For readers.
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Clone)]
pub struct Column {
    pub title: String,
    pub kind: Kind,
}

impl Sheet {
    pub fn new(name: &'static str, title: impl Into<String>, columns: &[(&str, Kind)]) -> Self {
        let column = |&(title, kind): &(&str, Kind)| Column { title: title.to_owned(), kind };
        Self { name, title: title.into(), columns: columns.iter().map(column).collect(), rows: Vec::new() }
    }

    pub fn add(&mut self, row: Vec<Cell>) {
        assert_eq!(row.len(), self.columns.len(), "a row of {} is as long as its header", self.name);
        self.rows.push(row);
    }

    /// What stands in each column of a row, as a reader sees it.
    pub fn shown<'s>(&'s self, row: &'s [Cell]) -> impl Iterator<Item = String> + 's {
        row.iter().zip(&self.columns).map(|(cell, column)| cell.shown(column.kind))
    }

    /// For a spreadsheet: two columns for each that holds both plans' words, or both a place's id and its
    /// name.
    pub fn table(&self) -> Table {
        let titles = self.columns.iter().flat_map(|column| match column.kind {
            Kind::Turn => ["first", "this"].map(|plan| format!("{} ({plan})", column.title)).to_vec(),
            Kind::Place => vec![column.title.clone(), format!("{} (name)", column.title)],
            _ => vec![column.title.clone()],
        });
        let spread = |(cell, column): (&Cell, &Column)| match (cell, column.kind) {
            (Cell::Turn(first, this), _) => vec![first.clone(), this.clone()],
            (Cell::Place(id, name), _) => vec![id.as_str().into(), name.clone().into()],
            (Cell::Plain(_), Kind::Turn | Kind::Place) => vec![tables::Cell::Empty, tables::Cell::Empty],
            (Cell::Plain(cell), _) => vec![cell.clone()],
        };
        let row = |row: &Vec<Cell>| row.iter().zip(&self.columns).flat_map(spread).collect();
        Table { name: self.name, header: titles.collect(), rows: self.rows.iter().map(row).collect() }
    }
}
