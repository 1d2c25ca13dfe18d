//! The vertex that a node leaves behind, from which those that come of it start.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::cuts::Cut;
use super::{Kind, Master};
use crate::solver::linear::Standing;
use crate::solver::parts::column::Column;
use crate::solver::parts::node::Node;

/// The vertex of a node, for those that come of it to start from.
#[derive(Debug)]
pub struct Start {
    /// Where the vertex was left.
    pub node: Node,
    /// Columns in the basis.
    columns: BTreeSet<Column>,
    /// Of seats, spare columns and the like, in their order.
    others: Vec<Standing>,
    /// Of the rows before the cuts.
    rows: Vec<Standing>,
    /// Cuts with a price.
    cuts: Vec<Cut>,
}

/// The same, with columns by their numbers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptStart {
    pub node: Node,
    columns: Vec<usize>,
    others: Vec<Standing>,
    rows: Vec<Standing>,
    cuts: Vec<Cut>,
}

impl Start {
    /// As it is kept, with `node` in place of its own.
    pub fn kept(&self, node: Node, number: impl FnMut(&Column) -> usize) -> KeptStart {
        KeptStart {
            node,
            columns: self.columns.iter().map(number).collect(),
            others: self.others.clone(),
            rows: self.rows.clone(),
            cuts: self.cuts.clone(),
        }
    }
}

impl KeptStart {
    /// Without the columns that are no longer there, and the cuts that are no longer sound: HiGHS makes a basis
    /// of what is left.
    pub fn start(&self, node: Node, columns: &[Option<&Column>], is_sound: impl Fn(&Cut) -> bool) -> Start {
        let own = self.columns.iter().filter_map(|&number| columns[number].cloned());
        let cuts = self.cuts.iter().filter(|cut| is_sound(cut)).cloned();
        Start {
            node,
            columns: own.collect(),
            others: self.others.clone(),
            rows: self.rows.clone(),
            cuts: cuts.collect(),
        }
    }
}

impl Master<'_> {
    /// Whether it has the rows and columns of a vertex that is kept.
    pub fn can_go_to(&self, start: &Start) -> bool {
        let others = self.columns.iter().filter(|kind| !matches!(kind, Kind::Office(_))).count();
        (start.others.len(), start.rows.len()) == (others, self.first_cut())
    }

    /// The last vertex, which is that of `node`.
    pub fn leave(&self, node: &Node) -> Start {
        let (columns, mut rows) = self.linear.basis();
        let cuts = rows.split_off(self.first_cut());
        let basic = |standing: &Standing| *standing == Standing::Basic;
        let mut start = Start {
            node: node.clone(),
            columns: BTreeSet::new(),
            others: Vec::new(),
            rows,
            cuts: Vec::new(),
        };
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
    pub fn go_to(&mut self, start: &Start) {
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
