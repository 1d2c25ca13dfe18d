//! Texts for readers in six languages: messages from a catalogue, names from the scenario, numbers as
//! each language writes them.

mod catalogue;
mod engine;
mod text;

pub use catalogue::{Argument, Catalogue};
pub use engine::{Engine, in_script};
pub use text::{Names, Text};
