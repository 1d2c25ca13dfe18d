//! Rows that are added when a vertex breaks them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Kind, Master, Relaxed};
use crate::scenario::{CountryId, TierId};
use crate::solver::parts::column::Column;
use crate::solver::parts::separator::Separator;

/// Least violation worth a row.
const TRIPLE_WORTH: f64 = 0.05;

/// A row that is added when it is broken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cut {
    Line(CountryId, TierId, CountryId),
    Separator(Separator),
    Triple([CountryId; 3]),
}

impl Cut {
    pub fn factor(&self, column: &Column) -> f64 {
        match self {
            Cut::Line(h, t, g) => {
                f64::from(u8::from((column.host, column.tier, column.superior) == (*h, *t, Some(*g))))
            }
            Cut::Separator(separator) => separator.factor(column),
            Cut::Triple(triple) => f64::from(u8::from(holds_two(column, triple))),
        }
    }

    fn high(&self) -> f64 {
        if matches!(self, Cut::Triple(_)) { 1.0 } else { 0.0 }
    }
}

impl Master<'_> {
    pub(super) fn first_cut(&self) -> usize {
        self.linear.rows() - self.cuts.len()
    }

    pub(super) fn add_cut(&mut self, cut: Cut) {
        let factor = |(at, other): (usize, &Kind)| match (other, &cut) {
            (Kind::Office(column), _) => Some((at, cut.factor(column))),
            (Kind::Seat(g, t), Cut::Line(_, below, above)) => {
                Some((at, if (*g, t.0 + 1) == (*above, below.0) { -1.0 } else { 0.0 }))
            }
            _ => None,
        };
        let factors = self.columns.iter().enumerate().filter_map(factor);
        let factors = factors.filter(|&(_, factor)| factor != 0.0).collect();
        let high = cut.high();
        self.add_row(f64::NEG_INFINITY, high, factors);
        self.cuts.push(cut);
    }

    /// Drops the rows on three countries; how many.
    pub fn drop_triples(&mut self) -> usize {
        self.drop_cuts(|cut| matches!(cut, Cut::Triple(_)))
    }

    pub(super) fn drop_cuts(&mut self, is_dropped: impl Fn(&Cut) -> bool) -> usize {
        let first = self.first_cut();
        let marked: Vec<bool> = (0..first).map(|_| false).chain(self.cuts.iter().map(&is_dropped)).collect();
        let count = marked.iter().filter(|&&marked| marked).count();
        if count > 0 {
            self.linear.delete_rows(&marked);
            let mut marks = marked.iter();
            self.bounds.retain(|_| !*marks.next().expect("a mark for each row"));
            self.cuts.retain(|cut| !is_dropped(cut));
        }
        count
    }

    pub fn add_separators(&mut self, separators: Vec<Separator>) {
        separators.into_iter().for_each(|separator| self.add_cut(Cut::Separator(separator)));
    }

    /// Of any three countries that this part alone covers, at most one office covers two or more (subset
    /// rows of Jepsen, Petersen, Spoorendonk and Pisinger, Operations Research 56 (2008) 497-511). Adds
    /// the rows that `relaxed` breaks most, up to `most`; how many.
    pub fn separate_triples(&mut self, relaxed: &Relaxed, most: usize) -> usize {
        let own: Vec<CountryId> = self.cover.keys().copied().collect();
        let place = |c: &CountryId| own.binary_search(c).ok();
        let count = own.len();
        // Of each pair, by how much it is held together, and which columns hold it.
        let split: Vec<(Vec<usize>, f64)> = self
            .used(relaxed)
            .filter(|(_, value)| *value < 1.0 - 1e-6)
            .map(|(column, value)| (column.remit.iter().filter_map(place).collect(), value))
            .collect();
        let mut pairs = vec![0.0; count * count];
        for (held, value) in &split {
            for (at, &a) in held.iter().enumerate() {
                held[at + 1..].iter().for_each(|&b| pairs[a * count + b] += value);
            }
        }
        let mut found: Vec<(f64, [usize; 3])> = Vec::new();
        for a in 0..count {
            for b in a + 1..count {
                for c in b + 1..count {
                    let (ab, ac, bc) = (pairs[a * count + b], pairs[a * count + c], pairs[b * count + c]);
                    if ab + ac + bc < 1.0 + TRIPLE_WORTH
                        || usize::from(ab > 0.0) + usize::from(ac > 0.0) + usize::from(bc > 0.0) < 2
                    {
                        continue;
                    }
                    let triple = [a, b, c];
                    let two = |held: &[usize]| triple.iter().filter(|at| held.contains(at)).count() >= 2;
                    let sum: f64 = split.iter().filter(|(held, _)| two(held)).map(|(_, value)| value).sum();
                    if sum > 1.0 + TRIPLE_WORTH {
                        found.push((sum, triple));
                    }
                }
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let triple_of = |cut: &Cut| if let Cut::Triple(triple) = *cut { Some(triple) } else { None };
        let known: BTreeSet<[CountryId; 3]> = self.cuts.iter().filter_map(triple_of).collect();
        let fresh = found.into_iter().map(|(_, triple)| triple.map(|at| own[at]));
        let fresh: Vec<_> = fresh.filter(|triple| !known.contains(triple)).take(most).collect();
        fresh.iter().for_each(|&triple| self.add_cut(Cut::Triple(triple)));
        fresh.len()
    }

    /// Adds the line rows that `relaxed` breaks; how many.
    pub fn separate_lines(&mut self, relaxed: &Relaxed) -> usize {
        let mut under: BTreeMap<(CountryId, TierId, CountryId), f64> = BTreeMap::new();
        for (column, value) in self.used(relaxed) {
            if let Some(g) = column.superior {
                *under.entry((column.host, column.tier, g)).or_default() += value;
            }
        }
        let is_broken = |&(&(_, t, g), value): &(&(CountryId, TierId, CountryId), &f64)| {
            *value > self.seat(relaxed, g, TierId(t.0 - 1)) + 1e-6
        };
        let broken: Vec<_> = under.iter().filter(is_broken).map(|(&line, _)| line).collect();
        let mut added = 0;
        for line in broken {
            added += usize::from(self.add_line(line));
        }
        added
    }

    fn add_line(&mut self, line: (CountryId, TierId, CountryId)) -> bool {
        let (h, t, g) = line;
        let is_there = |cut: &Cut| matches!(cut, &Cut::Line(i, u, f) if (i, u, f) == line);
        if self.cuts.iter().any(is_there) {
            return false;
        }
        self.add_cut(Cut::Line(h, t, g));
        true
    }
}

fn holds_two(column: &Column, triple: &[CountryId; 3]) -> bool {
    triple.iter().filter(|&&c| column.holds(c)).count() >= 2
}
