//! The master problem of a part: which columns make its offices. A linear program that grows by columns
//! and rows; nodes of the search close columns and set ranges in it.
//!
//! | row | says |
//! | --- | --- |
//! | cover c | Σ columns with c in the remit = 1, for countries of this part alone |
//! | one h | Σ columns at h ≤ 1, where h needs no coverage itself |
//! | seat g,t | Σ columns at g of tier t = y[g,t], for every tier but the lowest |
//! | line h,g | Σ columns at h under g ≤ y[g], added when broken |
//! | subordinates g | L y[g] ≤ Σ columns under g ≤ U y[g] |
//! | area g | L y[g] ≤ Σ members of remits under g and at g ≤ U y[g], for two tiers |
//! | separator | contiguity of areas or remits, added when broken |
//! | sum | limits of the region, top-tier offices for its areas, and the node's ranges of the joint sums |
//!
//! Money in thousands of currency units, as in the formulation. Rows that a choice of columns may fail
//! to meet have spare columns at a high price, so that there are always dual prices.

mod cuts;
mod start;

use std::collections::{BTreeMap, BTreeSet};

use super::column::Column;
use super::duals::Duals;
use super::node::{Allowed, Node};
use super::problem::{Part, Problem};
use super::sums::{ENDLESS, Range, Sum};
use crate::model::MONEY_SCALE;
use crate::scenario::{CountryId, Limits, State, TierId};
use crate::solver::limits::Watcher;
use crate::solver::linear::{Linear, NewColumn, NewRow, Vertex};
pub use cuts::Cut;
pub use start::{KeptStart, Start};

/// Price of a spare column as a multiple of the largest price of one decision: at first, and at most.
const SPARE: f64 = 10.0;
const DEAREST: f64 = 1e5;
/// Columns for each row, and on top of these, from which on a master is trimmed.
const KEPT: usize = 6;
const SPARED: usize = 200;

enum Kind {
    Office(Column),
    Seat(CountryId, TierId),
    /// Beyond the baseline's number.
    NewPosts,
    Spare,
}

struct Seat {
    column: usize,
    row: usize,
    /// Rows with the factor of y in them.
    subordinates: Vec<(usize, f64)>,
    area: Vec<(usize, f64)>,
}

pub struct Master<'p> {
    problem: &'p Problem<'p>,
    part: &'p Part,
    linear: Linear,
    columns: Vec<Kind>,
    known: BTreeSet<Column>,
    cover: BTreeMap<CountryId, usize>,
    one: BTreeMap<CountryId, usize>,
    seats: BTreeMap<(CountryId, TierId), Seat>,
    closed_seats: BTreeSet<(CountryId, TierId)>,
    /// Rows added when broken, behind all others.
    cuts: Vec<Cut>,
    /// Of the part, then the joint ones.
    sums: Vec<(Sum, usize)>,
    bounds: Vec<Range64>,
    /// By joint sum, in cents for each unit.
    multipliers: Vec<f64>,
    /// Posts beyond the baseline's number; only where the part is the whole network.
    surcharge: Option<usize>,
    /// What a cent of cost weighs.
    weight: f64,
    /// Price of a spare column.
    spare: f64,
}

#[derive(Clone, Copy)]
struct Range64 {
    low: f64,
    high: f64,
}

/// An optimal vertex of the linear program, money in cents.
#[derive(Clone)]
pub struct Relaxed<'p> {
    pub objective: f64,
    pub duals: Duals<'p>,
    /// What the rows are worth at these duals, without the columns: the start of every bound.
    pub rows_worth: f64,
    pub values: Vec<f64>,
    pub reduced: Vec<f64>,
    pub row_duals: Vec<f64>,
    /// Dual prices of the joint sums.
    pub joint: Vec<f64>,
    /// Sum of the spare columns.
    pub spare: f64,
    /// What the simplex method took, as [`Vertex`] counts it.
    pub work: u64,
}

impl<'p> Master<'p> {
    pub fn new(problem: &'p Problem<'p>, part: &'p Part, multipliers: &[f64]) -> Self {
        let mut master = Self {
            problem,
            part,
            linear: Linear::new(),
            columns: Vec::new(),
            known: BTreeSet::new(),
            cover: BTreeMap::new(),
            one: BTreeMap::new(),
            seats: BTreeMap::new(),
            closed_seats: BTreeSet::new(),
            cuts: Vec::new(),
            sums: Vec::new(),
            bounds: Vec::new(),
            multipliers: multipliers.to_vec(),
            surcharge: None,
            weight: problem.weight,
            spare: if problem.weight > 0.0 {
                SPARE * problem.prices.largest as f64 / MONEY_SCALE
            } else {
                1.0
            },
        };
        for &c in &part.own {
            let row = master.add_row(1.0, 1.0, Vec::new());
            master.cover.insert(c, row);
            master.add_spares(row, true, false);
        }
        for &h in part.hosts.iter().filter(|h| !problem.scenario.country(**h).covered) {
            let row = master.add_row(0.0, 1.0, Vec::new());
            master.one.insert(h, row);
            master.add_spares(row, true, false);
        }
        for &g in &part.hosts {
            for t in problem.scenario.tier_ids().rev().skip(1) {
                if problem.prices.site(g, t).is_some() {
                    master.add_seat(g, t);
                }
            }
        }
        let joint = problem.joint.iter().map(|&(sum, _)| (sum, Range::ALL));
        for (sum, range) in part.sums.iter().copied().chain(joint) {
            let (low, high) = in_rows(sum, range);
            let row = master.add_row(low, high, Vec::new());
            master.sums.push((sum, row));
            master.add_spares(row, true, true);
        }
        master
    }

    /// The price of posts beyond the baseline's number, where the part is the whole network.
    pub fn add_surcharge(&mut self) {
        if !self.problem.joint.iter().any(|&(sum, _)| sum == Sum::Posts(None)) {
            return;
        }
        let column = self.linear.columns();
        let price = self.problem.new_post as f64 / MONEY_SCALE;
        // They are paid in cash.
        let cash = self.sums.iter().find(|&&(sum, _)| sum == Sum::Cash(None));
        let factors = cash.map(|&(_, row)| (row, price)).into_iter().collect();
        let cost = price * self.weight;
        self.linear.add_columns(&[NewColumn { cost, high: f64::INFINITY, factors }]);
        self.columns.push(Kind::NewPosts);
        let existing = self.problem.existing_posts as f64;
        self.surcharge = Some(self.add_row(f64::NEG_INFINITY, existing, vec![(column, -1.0)]));
    }

    fn add_row(&mut self, low: f64, high: f64, factors: Vec<(usize, f64)>) -> usize {
        self.linear.add_rows(&[NewRow { low, high, factors }]);
        self.bounds.push(Range64 { low, high });
        self.linear.rows() - 1
    }

    fn add_spares(&mut self, row: usize, up: bool, down: bool) {
        for factor in [1.0, -1.0].into_iter().zip([up, down]).filter_map(|(f, wanted)| wanted.then_some(f)) {
            let spare = NewColumn { cost: self.spare, high: f64::INFINITY, factors: vec![(row, factor)] };
            self.linear.add_columns(&[spare]);
            self.columns.push(Kind::Spare);
        }
    }

    fn add_seat(&mut self, g: CountryId, t: TierId) {
        let scenario = self.problem.scenario;
        let column = self.linear.columns();
        self.linear.add_columns(&[NewColumn { cost: 0.0, high: 1.0, factors: Vec::new() }]);
        self.columns.push(Kind::Seat(g, t));
        let row = self.add_row(0.0, 0.0, vec![(column, -1.0)]);
        let span = &scenario.rules.span;
        let is_hard = span.state == State::Hard;
        let limits = if is_hard { span.subordinates[t.0] } else { Limits::default() };
        let most = limits.max.map_or(self.part.hosts.len() as f64, f64::from);
        let mut seat = Seat { column, row, subordinates: Vec::new(), area: Vec::new() };
        seat.subordinates.push((self.add_row(f64::NEG_INFINITY, 0.0, vec![(column, -most)]), most));
        if let Some(least) = limits.min.map(f64::from) {
            seat.subordinates.push((self.add_row(0.0, f64::INFINITY, vec![(column, -least)]), least));
        }
        if t.0 == 0 && is_hard && self.problem.has_areas() {
            if let Some(most) = span.area.max.map(f64::from) {
                seat.area.push((self.add_row(f64::NEG_INFINITY, 0.0, vec![(column, -most)]), most));
            }
            if let Some(least) = span.area.min.map(f64::from) {
                seat.area.push((self.add_row(0.0, f64::INFINITY, vec![(column, -least)]), least));
            }
        }
        self.seats.insert((g, t), seat);
    }

    /// What a column costs at the multipliers.
    fn cost(&self, column: &Column) -> f64 {
        let figures = column.figures(self.problem.scenario, self.problem.prices);
        let amount = |&(sum, _): &(Sum, Range)| sum.amount(self.problem.scenario, column, &figures);
        let amounts: Vec<i64> = self.problem.joint.iter().map(amount).collect();
        (figures.cost() as f64 - credits(&self.multipliers, &amounts)) * self.weight / MONEY_SCALE
    }

    pub fn set_multipliers(&mut self, multipliers: &[f64]) {
        self.multipliers = multipliers.to_vec();
        self.set_costs();
    }

    /// Costs weigh so much from here on: nothing, where the spare columns alone are to count.
    pub fn weigh(&mut self, weight: f64) {
        self.weight = weight;
        self.set_costs();
    }

    fn set_costs(&mut self) {
        let spare = if self.weight < self.problem.weight { 1.0 } else { self.spare };
        for (at, kind) in self.columns.iter().enumerate() {
            let cost = match kind {
                Kind::Office(column) => self.cost(column),
                Kind::NewPosts => self.problem.new_post as f64 / MONEY_SCALE * self.weight,
                Kind::Spare => spare,
                Kind::Seat(..) => continue,
            };
            self.linear.set_cost(at, cost);
        }
    }

    /// Adds those that are not there yet; how many.
    pub fn add_columns(&mut self, columns: impl IntoIterator<Item = Column>) -> usize {
        let mut batch = Vec::new();
        for column in columns {
            if !self.known.insert(column.clone()) {
                continue;
            }
            let figures = column.figures(self.problem.scenario, self.problem.prices);
            let amount = |sum: Sum| sum.amount(self.problem.scenario, &column, &figures);
            let mut factors = self.factors(&column);
            for &(sum, row) in &self.sums {
                let factor = amount(sum) as f64 / scale(sum);
                if factor != 0.0 {
                    factors.push((row, factor));
                }
            }
            // No more than 1 by the cover rows; a limit of its own would have a price that no row shows.
            batch.push(NewColumn { cost: self.cost(&column), high: f64::INFINITY, factors });
            self.columns.push(Kind::Office(column));
        }
        if !batch.is_empty() {
            self.linear.add_columns(&batch);
        }
        batch.len()
    }

    fn factors(&self, column: &Column) -> Vec<(usize, f64)> {
        let mut factors: Vec<(usize, f64)> =
            column.remit.iter().filter_map(|c| Some((*self.cover.get(c)?, 1.0))).collect();
        factors.extend(self.one.get(&column.host).map(|&row| (row, 1.0)));
        factors.extend(self.seats.get(&(column.host, column.tier)).map(|seat| (seat.row, 1.0)));
        if let Some(g) = column.superior {
            let seat = &self.seats[&(g, TierId(column.tier.0 - 1))];
            factors.extend(seat.subordinates.iter().map(|&(row, _)| (row, 1.0)));
        }
        if let Some(seat) = self.seats.get(&(column.root(), TierId(0))) {
            let members = column.remit.len() as f64;
            factors.extend(seat.area.iter().map(|&(row, _)| (row, members)));
        }
        factors.extend(self.surcharge.map(|row| (row, f64::from(column.posts))));
        let first = self.first_cut();
        let cuts = self.cuts.iter().enumerate().map(|(at, cut)| (first + at, cut.factor(column)));
        factors.extend(cuts.filter(|&(_, factor)| factor != 0.0));
        factors
    }

    /// Closes what the node does not allow and sets its ranges.
    pub fn enter(&mut self, node: &Node, allowed: &Allowed, start: Option<&Start>) {
        if let Some(start) = start {
            self.go_to(start);
        }
        let open = |is_open: bool, high: f64| if is_open { high } else { 0.0 };
        let highs: Vec<(usize, f64)> = self
            .columns
            .iter()
            .enumerate()
            .filter_map(|(at, kind)| match kind {
                Kind::Office(column) => Some((at, open(allowed.column(column), f64::INFINITY))),
                Kind::Seat(g, t) => Some((at, open(allowed.seat_is_open(*g, *t), 1.0))),
                Kind::NewPosts | Kind::Spare => None,
            })
            .collect();
        self.linear.set_highs(&highs);
        self.closed_seats =
            self.seats.keys().filter(|(g, t)| !allowed.seat_is_open(*g, *t)).copied().collect();
        for (h, row) in self.one.clone() {
            self.set_row(row, f64::from(u8::from(allowed.must_open(h))), 1.0);
        }
        let first = self.sums.len() - node.ranges.len();
        for at in 0..node.ranges.len() {
            let (sum, row) = self.sums[first + at];
            let (low, high) = in_rows(sum, node.ranges[at]);
            self.set_row(row, low, high);
        }
    }

    fn set_row(&mut self, row: usize, low: f64, high: f64) {
        let now = self.bounds[row];
        if (now.low, now.high) != (low, high) {
            self.linear.set_row(row, low, high);
            self.bounds[row] = Range64 { low, high };
        }
    }

    /// Makes spare columns dearer, while that may help; whether it did.
    pub fn raise_spare(&mut self) -> bool {
        if self.spare > DEAREST * self.problem.prices.largest as f64 / MONEY_SCALE {
            return false;
        }
        self.spare *= 10.0;
        self.set_costs();
        true
    }

    pub fn solve(&mut self, watcher: &Watcher) -> Option<Relaxed<'p>> {
        let vertex = self.linear.solve(watcher)?;
        Some(self.read(vertex))
    }

    fn read(&self, vertex: Vertex) -> Relaxed<'p> {
        let mut rows_worth = 0.0;
        let mut joint = Vec::new();
        let mut dual = |row: usize| {
            let value = vertex.duals[row] * MONEY_SCALE;
            // Of the wrong sign by rounding: 0 is as good a price.
            let bounds = self.bounds[row];
            let limit = if value > 0.0 { bounds.low } else { bounds.high };
            let value = if limit.is_finite() { value } else { 0.0 };
            if value != 0.0 {
                rows_worth += value * limit;
            }
            value
        };
        let scenario = self.problem.scenario;
        let mut duals = Duals::new(scenario, &self.part.places, self.weight);
        for (&c, &row) in &self.cover {
            duals.credit_cover(c, dual(row));
        }
        for (&h, &row) in &self.one {
            duals.credit_host(h, dual(row));
        }
        // What y is worth: its reduced cost is −(sum of its own factors times duals).
        let mut seat_cost: BTreeMap<(CountryId, TierId), f64> = BTreeMap::new();
        for (&(g, t), seat) in &self.seats {
            let value = dual(seat.row);
            duals.credit_office(g, t, value);
            let mut cost = value;
            for &(row, factor) in &seat.subordinates {
                let value = dual(row);
                duals.credit_subordinates(g, t, value);
                cost += value * factor;
            }
            for &(row, factor) in &seat.area {
                let value = dual(row);
                duals.credit_area(g, value);
                cost += value * factor;
            }
            seat_cost.insert((g, t), cost);
        }
        for (row, cut) in (self.first_cut()..).zip(&self.cuts) {
            let value = dual(row);
            if value == 0.0 {
                continue;
            }
            match cut {
                &Cut::Line(h, t, g) => {
                    duals.lines.insert((h, t, g), value);
                    *seat_cost.entry((g, TierId(t.0 - 1))).or_default() += value;
                }
                Cut::Separator(separator) => duals.part(separator, value),
                &Cut::Triple(triple) => {
                    duals.triples.insert(triple, -value);
                }
            }
        }
        for &(sum, row) in &self.sums {
            let value = dual(row) / scale(sum);
            duals.credit(scenario, sum, value);
            joint.push(value);
        }
        joint.drain(..self.part.sums.len());
        if let Some(row) = self.surcharge {
            // The variable for new posts must not earn anything.
            // Below 0 by rounding only: else the linear program would have no end.
            let price = (self.problem.new_post as f64 * duals.network_factor()).max(0.0);
            let value = (vertex.duals[row] * MONEY_SCALE).clamp(-price, 0.0);
            rows_worth += value * self.problem.existing_posts as f64;
            let posts = self.problem.joint.iter().position(|&(sum, _)| sum == Sum::Posts(None));
            joint[posts.expect("where posts are priced they are summed")] += value;
            duals.credit(scenario, Sum::Posts(None), value);
        }
        for (&(sum, _), &multiplier) in self.problem.joint.iter().zip(&self.multipliers) {
            duals.credit(scenario, sum, multiplier * self.weight);
        }
        // y lies between 0 and 1, or is 0 where the seat is closed, and has no price of its own.
        let open = seat_cost.iter().filter(|(seat, _)| !self.closed_seats.contains(seat));
        rows_worth += open.map(|(_, cost)| cost.min(0.0)).sum::<f64>();
        let spares = self.columns.iter().zip(&vertex.values);
        let spare = spares.filter(|(kind, _)| matches!(kind, Kind::Spare)).map(|(_, value)| value).sum();
        Relaxed {
            objective: vertex.objective * MONEY_SCALE,
            duals,
            rows_worth,
            values: vertex.values,
            row_duals: vertex.duals,
            reduced: vertex.reduced.iter().map(|reduced| reduced * MONEY_SCALE).collect(),
            joint,
            spare,
            work: vertex.work,
        }
    }

    pub fn rows(&self) -> usize {
        self.linear.rows()
    }

    pub fn offices(&self) -> impl Iterator<Item = &Column> {
        self.known.iter()
    }

    /// The columns in use with their values.
    pub fn used<'m>(&'m self, relaxed: &'m Relaxed) -> impl Iterator<Item = (&'m Column, f64)> + 'm {
        self.columns.iter().zip(&relaxed.values).filter_map(|(kind, &value)| match kind {
            Kind::Office(column) if value > 1e-9 => Some((column, value)),
            _ => None,
        })
    }

    /// Prices of the limits on sums, of the part's own and the joint ones.
    pub fn sum_prices<'m>(&'m self, relaxed: &'m Relaxed) -> impl Iterator<Item = (Sum, f64)> + 'm {
        self.sums.iter().map(|&(sum, row)| (sum, relaxed.row_duals[row]))
    }

    /// How far an office of the tier is open.
    pub fn seat(&self, relaxed: &Relaxed, h: CountryId, t: TierId) -> f64 {
        self.seats.get(&(h, t)).map_or(0.0, |seat| relaxed.values[seat.column])
    }

    /// Drops columns of large reduced cost where there are many more than rows; pricing finds them again.
    pub fn trim(&mut self, relaxed: &mut Relaxed) {
        let most = KEPT * self.linear.rows() + SPARED;
        if self.columns.len() <= most {
            return;
        }
        let is_office = |kind: &Kind| matches!(kind, Kind::Office(_));
        let mut reduced: Vec<f64> = self
            .columns
            .iter()
            .zip(&relaxed.reduced)
            .filter(|(kind, _)| is_office(kind))
            .map(|(_, &reduced)| reduced)
            .collect();
        let at = (most / 2).min(reduced.len() - 1);
        let (_, &mut limit, _) = reduced.select_nth_unstable_by(at, f64::total_cmp);
        let limit = limit.max(0.0);
        let marked: Vec<bool> = self
            .columns
            .iter()
            .zip(relaxed.reduced.iter().zip(&relaxed.values))
            .map(|(kind, (&reduced, &value))| is_office(kind) && value < 1e-9 && reduced > limit)
            .collect();
        self.linear.delete_columns(&marked);
        let mut marks = marked.iter();
        let known = &mut self.known;
        self.columns.retain(|kind| {
            let dropped = *marks.next().expect("a mark for each column");
            if let (true, Kind::Office(column)) = (dropped, kind) {
                known.remove(column);
            }
            !dropped
        });
        for values in [&mut relaxed.values, &mut relaxed.reduced] {
            let mut marks = marked.iter();
            values.retain(|_| !*marks.next().expect("a mark for each column"));
        }
    }
}

/// What the multipliers credit to a column with these amounts.
pub fn credits(multipliers: &[f64], amounts: &[i64]) -> f64 {
    multipliers.iter().zip(amounts).map(|(multiplier, &amount)| multiplier * amount as f64).sum()
}

/// Units of a sum in one unit of its row.
pub fn scale(sum: Sum) -> f64 {
    if matches!(sum, Sum::Cash(_)) { MONEY_SCALE } else { 1.0 }
}

/// A range of a sum as limits of its row.
pub fn in_rows(sum: Sum, range: Range) -> (f64, f64) {
    let low = if range.low <= -ENDLESS { f64::NEG_INFINITY } else { range.low as f64 / scale(sum) };
    let high = if range.high >= ENDLESS { f64::INFINITY } else { range.high as f64 / scale(sum) };
    (low, high)
}
