//! One tiny network, one rule family at a time: every optimum is derived by hand in a comment.
//!
//! Without any rule the network of [`base::four_in_a_row`] has one head office at B (or, at the same
//! cost, at C):
//!
//! ```text
//! A ──100 km── B ──100 km── C ──100 km── D
//! head office 1000 + missions 100 (A) + 100 (C) + 200 (D) = 1400
//! ```
//!
//! A branch at C would save 100 (to C) and 100 (to D from nearer), and cost 300 and 100 for
//! supervision: 1600.

mod base;

mod accreditation;
mod arrangement;
mod balance;
mod budget;
mod capacity;
mod contiguity;
mod continuity;
mod count;
mod coverage;
mod decentralisation;
mod language;
mod nesting;
mod objective;
mod posts;
mod reach;
mod region;
mod retention;
mod scorecard;
mod soft;
mod span;

use base::{four_in_a_row, optimum};

#[test]
fn without_rules_one_head_office_in_the_middle_is_cheapest() {
    assert_eq!(optimum(&four_in_a_row()), Some(1400.0));
}
