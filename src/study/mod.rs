//! Questions that take more than one solve.

mod attribution;
pub mod diagnosis;
pub mod explanation;
pub mod member;

pub use attribution::{Ends, attribute};
pub use diagnosis::{Diagnosis, diagnose};
