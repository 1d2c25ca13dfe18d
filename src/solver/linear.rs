//! Linear programs that grow and shrink by rows and columns, in HiGHS by its C interface: neither good_lp
//! nor the crate `highs` lets bounds change between two solves.
//!
//! Every column is at least 0. All runs use one thread, so that the same calls give the same vertex.
//! HiGHS's other weights and prices of the simplex method, and no scaling, are no faster; with Devex in the dual
//! one a solve of half a minute did not end in nine. The primal one goes without perturbed bounds at first: a few
//! steps lead from one vertex to the next, and to take the perturbation back costs further ones (10 % of the core
//! time of the default network). A few solves need it: one of a network of 5,000 places did not end in 200 s.

use std::ffi::{CStr, c_int, c_void};

use highs_sys as sys;
use serde::{Deserialize, Serialize};

use super::limits::Watcher;

/// A column to add: cost, upper limit, and factors by row.
#[derive(Debug, Clone)]
pub struct NewColumn {
    pub cost: f64,
    pub high: f64,
    pub factors: Vec<(usize, f64)>,
}

/// A row to add: limits, and factors by column.
#[derive(Debug, Clone)]
pub struct NewRow {
    pub low: f64,
    pub high: f64,
    pub factors: Vec<(usize, f64)>,
}

/// HiGHS's names for its simplex methods. Its own choice is always the dual one, which has to make a vertex
/// dual feasible again after columns came in.
const DUAL: c_int = 1;
const PRIMAL: c_int = 4;

/// Steps for each row that the primal method takes with bounds as they are, before they are perturbed.
const UNPERTURBED: c_int = 10;

/// An optimal vertex.
#[derive(Debug, Clone)]
pub struct Vertex {
    pub objective: f64,
    pub values: Vec<f64>,
    /// Reduced costs of the columns.
    pub reduced: Vec<f64>,
    /// Dual prices of the rows.
    pub duals: Vec<f64>,
    /// Columns times steps of the simplex method that led to it.
    pub work: u64,
}

/// How a column or row stands in a basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    #[serde(rename = "b")]
    Basic,
    #[serde(rename = "l")]
    AtLow,
    #[serde(rename = "h")]
    AtHigh,
}

impl Standing {
    fn of(status: c_int) -> Self {
        match status {
            sys::kHighsBasisStatusBasic => Standing::Basic,
            sys::kHighsBasisStatusUpper => Standing::AtHigh,
            _ => Standing::AtLow,
        }
    }

    fn status(self) -> c_int {
        match self {
            Standing::Basic => sys::kHighsBasisStatusBasic,
            Standing::AtLow => sys::kHighsBasisStatusLower,
            Standing::AtHigh => sys::kHighsBasisStatusUpper,
        }
    }
}

pub struct Linear {
    pointer: *mut c_void,
    columns: usize,
    rows: usize,
    /// Whether nothing but columns came since the last vertex, so that it is still primal feasible.
    is_feasible: bool,
}

// SAFETY: a HiGHS object has no ties to the thread that made it, and `&mut` guards every use.
unsafe impl Send for Linear {}

impl Linear {
    pub fn new() -> Self {
        // SAFETY: creates an object of its own.
        let pointer = unsafe { sys::Highs_create() };
        let mut linear = Self { pointer, columns: 0, rows: 0, is_feasible: false };
        linear.set_flag(c"output_flag", false);
        linear.set_whole_option(c"threads", 1);
        linear.set_text(c"parallel", c"off");
        linear.set_text(c"solver", c"simplex");
        linear.set_text(c"presolve", c"off");
        linear
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn add_columns(&mut self, columns: &[NewColumn]) {
        let (starts, index, value) = flatten(columns.iter().map(|column| column.factors.as_slice()));
        let costs: Vec<f64> = columns.iter().map(|column| column.cost).collect();
        let lows = vec![0.0; columns.len()];
        let highs: Vec<f64> = columns.iter().map(|column| column.high).collect();
        // SAFETY: all arrays have the stated lengths and are copied.
        let status = unsafe {
            sys::Highs_addCols(
                self.pointer,
                columns.len() as c_int,
                costs.as_ptr(),
                lows.as_ptr(),
                highs.as_ptr(),
                index.len() as c_int,
                starts.as_ptr(),
                index.as_ptr(),
                value.as_ptr(),
            )
        };
        assert_ne!(status, sys::kHighsStatusError, "columns name rows that are there");
        self.columns += columns.len();
    }

    pub fn add_rows(&mut self, rows: &[NewRow]) {
        let (starts, index, value) = flatten(rows.iter().map(|row| row.factors.as_slice()));
        let lows: Vec<f64> = rows.iter().map(|row| row.low).collect();
        let highs: Vec<f64> = rows.iter().map(|row| row.high).collect();
        // SAFETY: all arrays have the stated lengths and are copied.
        let status = unsafe {
            sys::Highs_addRows(
                self.pointer,
                rows.len() as c_int,
                lows.as_ptr(),
                highs.as_ptr(),
                index.len() as c_int,
                starts.as_ptr(),
                index.as_ptr(),
                value.as_ptr(),
            )
        };
        assert_ne!(status, sys::kHighsStatusError, "rows name columns that are there");
        self.rows += rows.len();
        self.is_feasible = false;
    }

    /// New upper limits of columns, ascending by column.
    pub fn set_highs(&mut self, highs: &[(usize, f64)]) {
        let set: Vec<c_int> = highs.iter().map(|&(column, _)| column as c_int).collect();
        let lows = vec![0.0; highs.len()];
        let highs: Vec<f64> = highs.iter().map(|&(_, high)| high).collect();
        // SAFETY: all arrays have the stated length and are copied.
        let status = unsafe {
            sys::Highs_changeColsBoundsBySet(
                self.pointer,
                set.len() as c_int,
                set.as_ptr(),
                lows.as_ptr(),
                highs.as_ptr(),
            )
        };
        assert_ne!(status, sys::kHighsStatusError, "columns that are there");
        self.is_feasible = false;
    }

    pub fn set_row(&mut self, row: usize, low: f64, high: f64) {
        // SAFETY: plain values.
        let status = unsafe { sys::Highs_changeRowBounds(self.pointer, row as c_int, low, high) };
        assert_ne!(status, sys::kHighsStatusError, "a row that is there");
        self.is_feasible = false;
    }

    pub fn set_cost(&mut self, column: usize, cost: f64) {
        // SAFETY: plain values.
        let status = unsafe { sys::Highs_changeColCost(self.pointer, column as c_int, cost) };
        assert_ne!(status, sys::kHighsStatusError, "a column that is there");
    }

    /// The basis of the last vertex: of the columns, and of the rows.
    pub fn basis(&self) -> (Vec<Standing>, Vec<Standing>) {
        let (mut columns, mut rows) = (vec![0; self.columns], vec![0; self.rows]);
        // SAFETY: one entry for each column or row.
        unsafe { sys::Highs_getBasis(self.pointer, columns.as_mut_ptr(), rows.as_mut_ptr()) };
        let standings = |all: Vec<c_int>| all.into_iter().map(Standing::of).collect();
        (standings(columns), standings(rows))
    }

    /// The basis to start the next solve from, if it is one.
    pub fn set_basis(&mut self, columns: &[Standing], rows: &[Standing]) {
        let statuses = |all: &[Standing]| all.iter().map(|standing| standing.status()).collect::<Vec<_>>();
        let (columns, rows) = (statuses(columns), statuses(rows));
        assert_eq!((columns.len(), rows.len()), (self.columns, self.rows));
        // SAFETY: one entry for each column or row.
        unsafe { sys::Highs_setBasis(self.pointer, columns.as_ptr(), rows.as_ptr()) };
        self.is_feasible = false;
    }

    /// Takes out the columns that are marked.
    pub fn delete_columns(&mut self, marked: &[bool]) {
        let mut mask: Vec<c_int> = marked.iter().map(|&marked| c_int::from(marked)).collect();
        // SAFETY: one entry for each column.
        let status = unsafe { sys::Highs_deleteColsByMask(self.pointer, mask.as_mut_ptr()) };
        assert_ne!(status, sys::kHighsStatusError, "as many marks as columns");
        self.columns -= marked.iter().filter(|&&marked| marked).count();
    }

    /// Takes out the rows that are marked.
    pub fn delete_rows(&mut self, marked: &[bool]) {
        let mut mask: Vec<c_int> = marked.iter().map(|&marked| c_int::from(marked)).collect();
        // SAFETY: one entry for each row.
        let status = unsafe { sys::Highs_deleteRowsByMask(self.pointer, mask.as_mut_ptr()) };
        assert_ne!(status, sys::kHighsStatusError, "as many marks as rows");
        self.rows -= marked.iter().filter(|&&marked| marked).count();
    }

    /// Solves the linear program; `None` if it has no solution or the watcher's time is up.
    pub fn solve(&mut self, watcher: &Watcher) -> Option<Vertex> {
        self.set_number(c"time_limit", self.run_time() + watcher.seconds_left().min(1e9));
        let most = UNPERTURBED.saturating_mul(self.rows as c_int);
        let mut status = if self.is_feasible { self.run(PRIMAL, Some(most)) } else { self.run(DUAL, None) };
        if status == sys::kHighsModelStatusIterationLimit {
            status = self.run(PRIMAL, None);
        }
        // A vertex that went astray: once more from nothing, by either method.
        for strategy in [DUAL, PRIMAL] {
            if status == sys::kHighsModelStatusOptimal || watcher.must_stop() {
                break;
            }
            // SAFETY: the live object.
            unsafe { sys::Highs_clearSolver(self.pointer) };
            status = self.run(strategy, None);
        }
        self.is_feasible = status == sys::kHighsModelStatusOptimal;
        self.is_feasible.then(|| self.vertex())
    }

    /// By one of the simplex methods, with bounds as they are for `unperturbed` steps at most; HiGHS's status.
    fn run(&mut self, strategy: c_int, unperturbed: Option<c_int>) -> c_int {
        self.set_whole_option(c"simplex_strategy", strategy);
        self.set_whole_option(c"simplex_iteration_limit", unperturbed.unwrap_or(c_int::MAX));
        let perturbation = if unperturbed.is_some() { 0.0 } else { 1.0 };
        self.set_number(c"primal_simplex_bound_perturbation_multiplier", perturbation);
        // SAFETY: the live object.
        unsafe {
            sys::Highs_run(self.pointer);
            sys::Highs_getModelStatus(self.pointer)
        }
    }

    fn vertex(&self) -> Vertex {
        let (mut values, mut rows) = (vec![0.0; self.columns], vec![0.0; self.rows]);
        let (mut reduced, mut duals) = (values.clone(), rows.clone());
        // SAFETY: one entry for each column or row.
        let (objective, steps) = unsafe {
            sys::Highs_getSolution(
                self.pointer,
                values.as_mut_ptr(),
                reduced.as_mut_ptr(),
                rows.as_mut_ptr(),
                duals.as_mut_ptr(),
            );
            (sys::Highs_getObjectiveValue(self.pointer), sys::Highs_getSimplexIterationCount(self.pointer))
        };
        let work = self.columns as u64 * u64::try_from(steps).unwrap_or(0);
        Vertex { objective, values, reduced, duals, work }
    }

    /// Seconds that this object has run so far, which its time limit counts from 0.
    fn run_time(&self) -> f64 {
        // SAFETY: the live object.
        unsafe { sys::Highs_getRunTime(self.pointer) }
    }

    fn set_flag(&mut self, name: &CStr, value: bool) {
        // SAFETY: a text that ends in NUL.
        unsafe { sys::Highs_setBoolOptionValue(self.pointer, name.as_ptr(), c_int::from(value)) };
    }

    fn set_whole_option(&mut self, name: &CStr, value: c_int) {
        // SAFETY: a text that ends in NUL.
        unsafe { sys::Highs_setIntOptionValue(self.pointer, name.as_ptr(), value) };
    }

    fn set_number(&mut self, name: &CStr, value: f64) {
        // SAFETY: a text that ends in NUL.
        unsafe { sys::Highs_setDoubleOptionValue(self.pointer, name.as_ptr(), value) };
    }

    fn set_text(&mut self, name: &CStr, value: &CStr) {
        // SAFETY: texts that end in NUL.
        unsafe { sys::Highs_setStringOptionValue(self.pointer, name.as_ptr(), value.as_ptr()) };
    }
}

impl Drop for Linear {
    fn drop(&mut self) {
        // SAFETY: nobody else holds the object.
        unsafe { sys::Highs_destroy(self.pointer) };
    }
}

/// Starts, indices and values of a list of sparse vectors.
fn flatten<'f>(all: impl Iterator<Item = &'f [(usize, f64)]>) -> (Vec<c_int>, Vec<c_int>, Vec<f64>) {
    let (mut starts, mut index, mut value) = (Vec::new(), Vec::new(), Vec::new());
    for factors in all {
        starts.push(index.len() as c_int);
        index.extend(factors.iter().map(|&(at, _)| at as c_int));
        value.extend(factors.iter().map(|&(_, factor)| factor));
    }
    (starts, index, value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solver::limits::Interrupt;

    /// The best columns fill a row; each of them takes a step, and all came in at once.
    #[test]
    fn more_steps_than_go_without_perturbed_bounds() {
        let watcher = Watcher::new(None, Interrupt::default(), None);
        let mut linear = Linear::new();
        linear.add_rows(&[NewRow { low: f64::NEG_INFINITY, high: 30.0, factors: Vec::new() }]);
        let column = |number: u32| NewColumn {
            cost: -f64::from(number),
            high: 1.0,
            factors: vec![(0, 1.0 + f64::from(number % 2))],
        };
        linear.add_columns(&[column(1)]);
        assert_eq!(linear.solve(&watcher).expect("a vertex").objective, -1.0);
        linear.add_columns(&(2..=50).map(column).collect::<Vec<_>>());
        let ratio = |number: u32| f64::from(number) / (1.0 + f64::from(number % 2));
        let mut best: Vec<u32> = (1..=50).collect();
        best.sort_by(|&a, &b| ratio(b).total_cmp(&ratio(a)));
        let (mut room, mut worth) = (30.0_f64, 0.0);
        for number in best {
            let weight = 1.0 + f64::from(number % 2);
            let share = (room / weight).min(1.0);
            (room, worth) = (room - share * weight, worth + share * f64::from(number));
        }
        let vertex = linear.solve(&watcher).expect("a vertex");
        assert!((vertex.objective + worth).abs() < 1e-6, "{} in place of {}", -vertex.objective, worth);
    }
}
