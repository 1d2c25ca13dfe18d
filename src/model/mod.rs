//! The mixed-integer formulation of a scenario, in good_lp: nothing is solved here.
//!
//! [`Formulation::new`] makes the variables ([`variables`]), the objective ([`objective`]) and the
//! rows, one file per rule family ([`constraints`]). `models/README.md` states the same in
//! mathematics and in words.
//!
//! Pairs of country and office that a hard rule rules out on its own (`region`, `reach`, `language`,
//! `accreditation`) get no variable ([`pairs`]).

mod constraints;
mod formulation;
mod objective;
mod pairs;
mod variables;

pub use formulation::{Formulation, MONEY_SCALE, Row};
pub use pairs::Pairs;
pub use variables::most_posts;
