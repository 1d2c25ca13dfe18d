//! What was taken over from the requests of readers, one a line, by file.

use std::fmt::Write;

use crate::scenario::{Fate, Request};

pub fn requests(taken: &[Request]) -> String {
    let mut text = String::new();
    let mut line = |part: String| writeln!(text, "{part}").expect("a string takes text");
    for group in taken.chunk_by(|a, b| a.file == b.file) {
        let new = group.iter().filter(|request| matches!(request.fate, Fate::Rule(..))).count();
        line(format!("{}: {new} of {} taken over as new rules", group[0].file, group.len()));
        group.iter().for_each(|request| line(format!("  {request}")));
    }
    text
}
