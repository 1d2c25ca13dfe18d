//! The vertex that a node leaves behind, from which those that come of it start.

use std::collections::BTreeSet;

use super::cuts::Cut;
use super::{Kind, Master};
use crate::solver::linear::Standing;
use crate::solver::parts::column::Column;

/// The vertex of a node, for those that come of it to start from.
#[derive(Debug)]
pub struct Start {
    /// Columns in the basis.
    columns: BTreeSet<Column>,
    /// Of seats, spare columns and the like, in their order.
    others: Vec<Standing>,
    /// Of the rows before the cuts.
    rows: Vec<Standing>,
    /// Cuts with a price.
    cuts: Vec<Cut>,
}

impl Master<'_> {
    /// The last vertex.
    pub fn leave(&self) -> Start {
        let (columns, mut rows) = self.linear.basis();
        let cuts = rows.split_off(self.first_cut());
        let basic = |standing: &Standing| *standing == Standing::Basic;
        let mut start = Start { columns: BTreeSet::new(), others: Vec::new(), rows, cuts: Vec::new() };
        for (kind, standing) in self.columns.iter().zip(columns) {
            match kind {
                Kind::Office(column) if basic(&standing) => {
                    start.columns.insert(column.clone());
                }
                Kind::Office(_) => {}
                _ => start.others.push(standing),
            }
        }
        let priced = self.cuts.iter().zip(cuts).filter(|(_, standing)| !basic(standing));
        start.cuts.extend(priced.map(|(cut, _)| cut.clone()));
        start
    }

    /// Goes back to a vertex, with other columns beside those of its basis.
    pub(super) fn go_to(&mut self, start: &Start) {
        self.drop_cuts(|cut| !start.cuts.contains(cut));
        self.add_columns(start.columns.iter().cloned());
        for cut in &start.cuts {
            if !self.cuts.contains(cut) {
                self.add_cut(cut.clone());
            }
        }
        let mut others = start.others.iter();
        let standing = |kind: &Kind| match kind {
            Kind::Office(column) if start.columns.contains(column) => Standing::Basic,
            Kind::Office(_) => Standing::AtLow,
            _ => *others.next().expect("as many as there were"),
        };
        let columns: Vec<Standing> = self.columns.iter().map(standing).collect();
        let rows: Vec<Standing> =
            start.rows.iter().copied().chain(start.cuts.iter().map(|_| Standing::AtHigh)).collect();
        self.linear.set_basis(&columns, &rows);
    }
}
