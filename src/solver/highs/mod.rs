//! HiGHS, embedded. The problem is built in good_lp and handed over whole; status, incumbent and
//! bound are then read from HiGHS itself, because good_lp keeps neither the bound nor which limit
//! was hit. Everything unsafe in purview is in this folder and in [`linear`](super::linear).
//!
//! HiGHS always runs on one thread and with one random seed per solve, so that a solve that ends by
//! proof gives the same plan wherever it runs.

mod run;

use std::ffi::{CString, c_int};
use std::path::Path;

use good_lp::SolverModel;
use good_lp::solvers::highs::highs as using_highs;
use highs_sys as sys;

use super::limits::Watcher;
use crate::model::{Formulation, MONEY_SCALE};
use crate::scenario::Money;
use run::{Ran, Report, run_aside};

/// Whole-valued columns may be this far from a whole number inside HiGHS.
const INTEGRALITY_TOLERANCE: f64 = 1e-7;
/// Bit of the presolve rule "enumeration", which is kept off: with it HiGHS 1.16.0 drops rows that
/// still bind and calls feasible problems infeasible (1 in 4,000 small ones), as in its issue #3216.
const ENUMERATION: i32 = 1 << 16;
/// The bound is weakened by this part of itself, to stay on the safe side of HiGHS's tolerances.
const BOUND_MARGIN: f64 = 1e-7;

/// Two values of one objective differ by no more than this part of it.
const SAME_OBJECTIVE: f64 = 1e-6;

/// A problem loaded into HiGHS, with what its objective stands for.
pub struct Highs {
    /// `None` once a run did not come back with it.
    model: Option<highs::Model>,
    /// Of one unit of the objective, in cents.
    cents: f64,
    /// What is added to the objective outside HiGHS.
    offset: Money,
    /// The bound is weakened by no less than this, in units of the objective.
    margin: f64,
}

/// What one run may use.
#[derive(Debug, Clone, Default)]
pub struct RunLimits {
    pub phase: &'static str,
    pub gap: f64,
    /// Nodes of branch and bound.
    pub work: Option<u64>,
    pub seed: u64,
    /// In units of the objective: how far from each other bound and incumbent may end.
    pub absolute_gap: Option<f64>,
    /// In units of the objective: nothing at or above it is looked for.
    pub cutoff: Option<f64>,
    /// Of branch and bound.
    pub nodes: Option<u32>,
    /// Incumbents may break rules that are not among the rows.
    pub is_relaxed: bool,
    /// Beyond this nothing is proved, whatever HiGHS says.
    pub most_bound: Option<Money>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunStatus {
    /// Solved within the gap.
    Proof,
    Infeasible,
    /// A limit or an interrupt came first.
    Stopped,
}

#[derive(Debug, Clone)]
pub struct RunResult {
    pub status: RunStatus,
    /// Values of all columns.
    pub values: Option<Vec<f64>>,
    /// Proven lower limit on the objective rounded to the weak side.
    pub bound: Option<Money>,
}

impl RunResult {
    const NOTHING: Self = Self { status: RunStatus::Stopped, values: None, bound: None };
}

impl Highs {
    pub fn new(formulation: &Formulation) -> Self {
        let model = Some(loaded(formulation));
        Self { model, cents: MONEY_SCALE, offset: Money::ZERO, margin: BOUND_MARGIN }
    }

    /// A problem whose objective counts in units of `cents` and stands for so much more than `offset`.
    /// Bounds are given away by `margin` units at least.
    pub fn from_model(mut model: highs::Model, cents: f64, offset: Money, margin: f64) -> Self {
        model.make_quiet();
        Self { model: Some(model), cents, offset, margin }
    }

    /// For [`RunLimits::cutoff`], so that what costs `money` is still found.
    pub fn cutoff(&self, money: Money) -> f64 {
        let value = (money - self.offset).0 as f64 / self.cents;
        value + 5.0 * self.margin.max(BOUND_MARGIN * value.abs())
    }

    /// Solves from `start` if given. HiGHS 1.16.0 may lose part of a start in its presolve, take the rest
    /// for a plan that is cheaper than any, and end there: the values that it gives back are not worth the
    /// objective that it states (seen in 4 of some 2,000 runs of small problems from the plans of their
    /// neighbours). Such a run is made again without the start.
    pub fn run(&mut self, limits: &RunLimits, watcher: &Watcher, start: Option<&[Option<f64>]>) -> RunResult {
        let result = self.run_once(limits, watcher, start);
        match result.values.as_deref() {
            Some(values) if start.is_some() && !self.is_worth_its_objective(values) => {
                self.run_once(limits, watcher, None)
            }
            _ => result,
        }
    }

    fn run_once(
        &mut self,
        limits: &RunLimits,
        watcher: &Watcher,
        start: Option<&[Option<f64>]>,
    ) -> RunResult {
        let Some(mut model) = self.model.take() else { return RunResult::NOTHING };
        set_options(&mut model, limits, watcher);
        // SAFETY: the pointer is the live model's. Without this a run starts from the last one's end.
        unsafe { sys::Highs_clearSolver(model.as_mut_ptr()) };
        set_start(&mut model, start);
        let scale = Scale { cents: self.cents, offset: self.offset, margin: self.margin };
        let tell = |report: &Report| {
            let finite = |value: f64| Some(value).filter(|value| value.is_finite());
            let is_plan = !limits.is_relaxed && limits.cutoff.is_none_or(|cutoff| report.incumbent < cutoff);
            let incumbent = finite(report.incumbent).filter(|_| is_plan).map(|v| scale.money(v));
            let bound = finite(report.bound).map(|v| scale.weakened(v));
            let most = limits.most_bound.unwrap_or(Money(i64::MAX));
            watcher.tell(limits.phase, incumbent, bound.map(|bound| bound.min(most)));
        };
        match run_aside(model, watcher, tell) {
            Ran::Back(mut model) => {
                let result = result(&mut model, scale);
                self.model = Some(model);
                result
            }
            Ran::Lost { values, bound } => {
                // Of a start that was lost in part the values are no plan; what they rule out is dearer still, so
                // that the bound holds.
                let values = values.filter(|_| start.is_none());
                let bound = bound.filter(|bound| bound.is_finite()).map(|bound| scale.weakened(bound));
                RunResult { status: RunStatus::Stopped, values, bound }
            }
        }
    }

    /// Whether HiGHS states the objective that its own values have.
    fn is_worth_its_objective(&mut self, values: &[f64]) -> bool {
        // A run that did not come back has no values where it had a start.
        let Some(pointer) = self.model.as_mut().map(|model| model.as_mut_ptr()) else { return true };
        let mut costs = vec![0.0; values.len()];
        let (mut lower, mut upper) = (costs.clone(), costs.clone());
        let (mut count, mut entries) = (0, 0);
        let (mut offset, mut stated) = (0.0, f64::NAN);
        let (starts, indices, coefficients) =
            (std::ptr::null_mut(), std::ptr::null_mut(), std::ptr::null_mut());
        // SAFETY: reads from the live model; the arrays have one entry for each column, and where there is
        // none for the entries of the matrix HiGHS leaves these out.
        unsafe {
            sys::Highs_getColsByRange(
                pointer,
                0,
                values.len() as c_int - 1,
                &raw mut count,
                costs.as_mut_ptr(),
                lower.as_mut_ptr(),
                upper.as_mut_ptr(),
                &raw mut entries,
                starts,
                indices,
                coefficients,
            );
            sys::Highs_getObjectiveOffset(pointer, &raw mut offset);
            sys::Highs_getDoubleInfoValue(pointer, c"objective_function_value".as_ptr(), &raw mut stated);
        }
        let worth: f64 = offset + costs.iter().zip(values).map(|(cost, value)| cost * value).sum::<f64>();
        (worth - stated).abs() <= SAME_OBJECTIVE * worth.abs().max(1.0)
    }
}

fn loaded(formulation: &Formulation) -> highs::Model {
    let (problem, rows) = formulation.problem();
    let mut problem = problem.using(using_highs);
    for row in rows {
        problem.add_constraint(row);
    }
    let mut model = problem.into_inner();
    let offset = formulation.constant().0 as f64 / MONEY_SCALE;
    // SAFETY: the pointer is the live model's; the call copies its argument.
    let status = unsafe { sys::Highs_changeObjectiveOffset(model.as_mut_ptr(), offset) };
    assert_eq!(status, sys::kHighsStatusOk, "HiGHS takes any finite offset");
    model
}

fn set_options(model: &mut highs::Model, limits: &RunLimits, watcher: &Watcher) {
    model.set_option("threads", 1);
    model.set_option("parallel", "off");
    model.set_option("presolve_rule_off", ENUMERATION);
    model.set_option("random_seed", (limits.seed % (1 << 31)) as i32);
    model.set_option("mip_rel_gap", (limits.gap - 2.0 * BOUND_MARGIN).max(0.0));
    model.set_option("mip_abs_gap", limits.absolute_gap.unwrap_or(1e-6));
    model.set_option("objective_bound", limits.cutoff.unwrap_or(f64::INFINITY));
    model.set_option("mip_feasibility_tolerance", INTEGRALITY_TOLERANCE);
    let nodes = [limits.work, limits.nodes.map(u64::from)].into_iter().flatten().min();
    let nodes = nodes.and_then(|nodes| i32::try_from(nodes).ok()).unwrap_or(i32::MAX);
    model.set_option("mip_max_nodes", nodes);
    model.set_option("mip_min_logging_interval", 0.5);
    model.set_option("time_limit", watcher.seconds_left().min(1e9));
}

fn set_start(model: &mut highs::Model, start: Option<&[Option<f64>]>) {
    let Some(start) = start else { return };
    let (columns, values): (Vec<c_int>, Vec<f64>) =
        start.iter().enumerate().filter_map(|(column, value)| Some((column as c_int, (*value)?))).unzip();
    // A start that HiGHS cannot complete is dropped by HiGHS; nothing is to be done about it.
    // SAFETY: both arrays have the stated length and are copied.
    unsafe {
        sys::Highs_setSparseSolution(
            model.as_mut_ptr(),
            columns.len() as c_int,
            columns.as_ptr(),
            values.as_ptr(),
        );
    }
}

fn result(model: &mut highs::Model, scale: Scale) -> RunResult {
    let pointer = model.as_mut_ptr();
    // SAFETY: reads from the live model; the arrays have one entry for each column or row.
    let (model_status, solution_status, bound, values) = unsafe {
        let mut values = vec![0.0; sys::Highs_getNumCol(pointer) as usize];
        let mut rows = vec![0.0; sys::Highs_getNumRow(pointer) as usize];
        let (mut values_dual, mut rows_dual) = (values.clone(), rows.clone());
        sys::Highs_getSolution(
            pointer,
            values.as_mut_ptr(),
            values_dual.as_mut_ptr(),
            rows.as_mut_ptr(),
            rows_dual.as_mut_ptr(),
        );
        let (mut solution_status, mut bound) = (0, f64::NAN);
        sys::Highs_getIntInfoValue(pointer, c"primal_solution_status".as_ptr(), &raw mut solution_status);
        sys::Highs_getDoubleInfoValue(pointer, c"mip_dual_bound".as_ptr(), &raw mut bound);
        (sys::Highs_getModelStatus(pointer), solution_status, bound, values)
    };
    let status = match model_status {
        sys::kHighsModelStatusOptimal => RunStatus::Proof,
        // The objective is bounded below: every column is bounded, or priced at no less than 0.
        sys::kHighsModelStatusInfeasible | sys::kHighsModelStatusUnboundedOrInfeasible => {
            RunStatus::Infeasible
        }
        sys::kHighsModelStatusModelEmpty => RunStatus::Proof,
        _ => RunStatus::Stopped,
    };
    let has_values = solution_status == sys::kHighsSolutionStatusFeasible;
    RunResult {
        status,
        values: has_values.then_some(values),
        bound: (status != RunStatus::Infeasible && bound.is_finite()).then(|| scale.weakened(bound)),
    }
}

/// What the objective stands for: see [`Highs`].
#[derive(Debug, Clone, Copy)]
struct Scale {
    cents: f64,
    offset: Money,
    margin: f64,
}

impl Scale {
    fn money(self, value: f64) -> Money {
        self.offset + Money((value * self.cents).round() as i64)
    }

    /// From HiGHS's scale to cents: weakened first, then up to the next whole cent, since every plan
    /// costs whole cents.
    fn weakened(self, bound: f64) -> Money {
        let margin = self.margin.max(BOUND_MARGIN * bound.abs());
        self.offset + Money(((bound - margin) * self.cents).ceil() as i64)
    }
}

/// A file format that other solvers read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Lp,
    Mps,
}

/// The whole formulation in a format that other solvers read, with the names of columns and rows.
pub fn model_text(formulation: &Formulation, format: Format) -> std::io::Result<String> {
    let folder = tempfile::tempdir()?;
    // HiGHS goes by the ending.
    let path = folder.path().join(match format {
        Format::Lp => "model.lp",
        Format::Mps => "model.mps",
    });
    write_model(formulation, &path)?;
    let text = std::fs::read_to_string(path)?;
    Ok(match format {
        Format::Lp => for_other_readers(&text),
        Format::Mps => text,
    })
}

fn write_model(formulation: &Formulation, path: &Path) -> std::io::Result<()> {
    let mut model = loaded(formulation);
    let pointer = model.as_mut_ptr();
    let text = |name: &str| CString::new(legal(name)).expect("legal names hold no NUL");
    for (column, (_, definition)) in formulation.variables.iter_variables_with_def().enumerate() {
        // SAFETY: the name is copied.
        unsafe { sys::Highs_passColName(pointer, column as c_int, text(definition.get_name()).as_ptr()) };
    }
    for (row, named) in formulation.rows.iter().enumerate() {
        // SAFETY: the name is copied.
        unsafe { sys::Highs_passRowName(pointer, row as c_int, text(&named.name).as_ptr()) };
    }
    // Readers drop, refuse or negate a constant in the objective; a column fixed at 1 means the same
    // to all.
    let constant = formulation.constant().0 as f64 / MONEY_SCALE;
    // SAFETY: a column without entries needs no arrays; the name is copied.
    unsafe {
        let column = sys::Highs_getNumCol(pointer);
        sys::Highs_changeObjectiveOffset(pointer, 0.0);
        sys::Highs_addCol(pointer, constant, 1.0, 1.0, 0, std::ptr::null(), std::ptr::null());
        sys::Highs_passColName(pointer, column, c"constant".as_ptr());
    }
    let path = CString::new(path.as_os_str().as_encoded_bytes())
        .map_err(|_| std::io::Error::from(std::io::ErrorKind::InvalidFilename))?;
    // SAFETY: a path that ends in NUL.
    match unsafe { sys::Highs_writeModel(pointer, path.as_ptr()) } {
        sys::kHighsStatusError => Err(std::io::Error::other("HiGHS could not write the model")),
        _ => Ok(()),
    }
}

/// Version of the HiGHS that is built in.
pub fn version() -> String {
    // SAFETY: HiGHS gives a constant text that ends in NUL.
    unsafe { std::ffi::CStr::from_ptr(sys::Highs_version()) }.to_string_lossy().into_owned()
}

/// The name in characters that every reader of LP and MPS files takes; others as `~` and their number.
fn legal(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '_' => c.to_string(),
            other => format!("~{:x}~", u32::from(other)),
        })
        .collect()
}

/// With headings that CBC and GLPK know too, in place of HiGHS's short ones, and with a column in
/// rows that have none.
fn for_other_readers(lp: &str) -> String {
    let mut text = String::with_capacity(lp.len());
    for line in lp.lines() {
        match line {
            "bin" => text.push_str("binary"),
            "gen" => text.push_str("general"),
            "semi" => continue,
            other => match other.split_once(": ") {
                Some((row, rest)) if rest.starts_with(['<', '>', '=']) => {
                    text.extend([row, ": 0 constant ", rest]);
                }
                _ => text.push_str(other),
            },
        }
        text.push('\n');
    }
    text
}
