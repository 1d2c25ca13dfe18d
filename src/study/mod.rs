//! Questions that take more than one solve.

mod attribution;
pub mod explanation;

pub use attribution::{Ends, attribute};
