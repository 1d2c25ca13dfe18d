//! What a check found, one finding a line, by family.

use std::fmt::Write;

use crate::plan::Violation;

/// `figures` stands for the plan's own numbers.
pub fn violations(found: &[Violation]) -> String {
    let mut text = String::new();
    for violation in found {
        let family = violation.family.map_or("figures", |family| family.name());
        writeln!(text, "{family}: {}", violation.message).expect("a string takes text");
    }
    let plural = if found.len() == 1 { "violation" } else { "violations" };
    writeln!(text, "{} {plural} found", found.len()).expect("a string takes text");
    text
}
