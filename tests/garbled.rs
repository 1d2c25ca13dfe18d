//! Garbled input never panics and never hangs; what the generator draws is always a scenario.

#[path = "garbled/generator.rs"]
mod generator;
#[path = "garbled/text.rs"]
mod text;
