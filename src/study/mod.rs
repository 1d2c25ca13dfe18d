//! Questions that take more than one solve.

mod attribution;

pub use attribution::{Ends, attribute};
