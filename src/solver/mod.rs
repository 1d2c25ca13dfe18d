//! Ways to solve a scenario, with true bound and status.
//!
//! [`solve`] is the one path: formulate, apply a [`Method`], price the incumbent. [`Question`] makes a
//! checked plan of it, to be given out.

mod answer;
mod auto;
mod condition;
mod feasible;
mod highs;
mod housing;
mod limits;
mod linear;
mod mip;
mod outcome;
mod parts;
mod scope;
mod search;
mod single_tier;
mod solve;
mod within_budget;

pub use answer::{Answer, Origin, Question};
pub use condition::Condition;
pub use feasible::{Feasibility, Known, Patience, feasible, is_large};
pub use highs::{Format, model_text, version as highs_version};
pub use limits::{Interrupt, Limits, Progress, Watcher};
pub use outcome::{Outcome, Solution, Termination};
pub use parts::{
    KeptTree, NoTree, Priced, answers, any_network, at_most, branch_and_price, condition_bounds, impossible,
    near_best,
};
pub use scope::is_by_cost_alone;
pub use search::{floor, wander};
pub use solve::{Method, solve, with_threads};
pub use within_budget::{is_beyond_budget, within_budget};
