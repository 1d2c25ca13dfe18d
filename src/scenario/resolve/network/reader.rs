//! Reads the tables of a scenario, and knows where each entry stands.

use std::cell::Cell;
use std::collections::HashMap;
use std::path::Path;

use crate::scenario::diagnostic::{Diagnostic, Label};
use crate::scenario::resolve::Context;
use crate::scenario::table::Table;

/// Where an entry stands: a pointer into the file, or a row of a table.
#[derive(Clone)]
pub enum Origin {
    File(String),
    Row { section: &'static str, table: usize, row: usize, columns: HashMap<&'static str, usize> },
}

pub struct Entry<T> {
    pub value: T,
    pub origin: Origin,
}

pub struct Reader<'c, 'd> {
    pub context: &'c Context<'d>,
    pub tables: Vec<Table>,
    /// Every table could be read, with all the columns that are named.
    pub is_complete: Cell<bool>,
}

impl<'c, 'd> Reader<'c, 'd> {
    pub fn new(context: &'c Context<'d>) -> Self {
        Self { context, tables: Vec::new(), is_complete: Cell::new(true) }
    }

    pub fn label(&self, origin: &Origin, key: &str) -> Option<Label> {
        match origin {
            Origin::File(pointer) => self.context.document.locate(&format!("{pointer}/{key}")),
            Origin::Row { section, table, row, columns } => {
                let column = columns.get(key).copied().unwrap_or(0);
                Some(self.tables[*table].label(*row, column).about(format!("/{section}/{row}/{key}")))
            }
        }
    }

    pub fn error(&self, code: &'static str, message: String, origin: &Origin, key: &str) {
        self.context.report(Diagnostic::error(code, message).at(self.label(origin, key)));
    }

    /// Opens the table of a section; the columns that are wanted by field, absent ones left out.
    pub fn open(
        &mut self,
        section: &'static str,
        file: &str,
        wanted: &[(&'static str, Option<&String>)],
    ) -> Option<(usize, HashMap<&'static str, usize>)> {
        let mut table = match Table::read(Path::new(file), section) {
            Ok(table) => table,
            Err(faults) => {
                let at = self.context.document.locate(&format!("/data/{section}/file"));
                for fault in faults {
                    let label = fault.at.as_deref().cloned().or_else(|| at.clone());
                    self.context.report(fault.at(label));
                }
                self.is_complete.set(false);
                return None;
            }
        };
        std::mem::take(&mut table.faults).into_iter().for_each(|fault| self.context.report(fault));
        let mut columns = HashMap::new();
        let mut complete = true;
        for (key, name) in wanted.iter().filter_map(|(key, name)| Some((*key, (*name)?))) {
            match table.column(name) {
                Ok(column) => {
                    columns.insert(key, column);
                }
                Err(fault) => {
                    let at = self.context.document.locate(&format!("/data/{section}/{key}"));
                    self.context.report(fault.at(at));
                    complete = false;
                    self.is_complete.set(false);
                }
            }
        }
        self.tables.push(table);
        complete.then(|| (self.tables.len() - 1, columns))
    }

    pub fn number(&self, table: usize, row: usize, column: usize) -> Option<f64> {
        let cell = self.tables[table].cell(row, column);
        if cell.is_empty() {
            return None;
        }
        let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            let at = self.tables[table].label(row, column);
            let fault = Diagnostic::error("wrong-type", format!("expected a number, found `{cell}`"));
            self.context.report(fault.at(Some(at)));
        }
        number
    }
}
