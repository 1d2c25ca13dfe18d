//! From an entry to a validated scenario, or to everything that is wrong with it.

use std::path::PathBuf;

use super::diagnostic::{Diagnostic, Severity};
use super::document::{Document, Entry};
use super::file::ScenarioFile;
use super::requests::{self, Request};
use super::resolve::{Context, resolve};
use super::{Scenario, check, structure};

/// More findings than this help nobody at once.
const MOST_SHOWN: usize = 100;

#[derive(Debug, Clone)]
pub struct Loaded {
    pub scenario: Scenario,
    /// The same as one file that needs no other: layers merged, tables read in.
    pub whole: ScenarioFile,
    pub warnings: Vec<Diagnostic>,
    /// In the order of their files.
    pub requests: Vec<Request>,
}

/// Reads a scenario with `set` (`KEY=VALUE` each) laid over it.
///
/// # Errors
/// Every mistake at once, with its place; warnings among them.
pub fn load(entry: &Entry, set: &[String]) -> Result<Loaded, Vec<Diagnostic>> {
    load_with_requests(entry, set, &[])
}

/// The same, with the requests in the files `requests` laid over both.
///
/// # Errors
/// Every mistake at once, with its place; warnings among them.
pub fn load_with_requests(
    entry: &Entry,
    set: &[String],
    requests: &[PathBuf],
) -> Result<Loaded, Vec<Diagnostic>> {
    let mut document = Document::read(entry, set)?;
    let (requests, unread) = match requests::lay_over(&mut document, requests) {
        Ok(requests) => (requests, Vec::new()),
        Err(faults) => (Vec::new(), faults),
    };
    let (mistakes, is_readable) = structure::check(&mut document);
    let mistakes = document.duplicates.iter().cloned().chain(unread).chain(mistakes).collect();
    if !is_readable {
        return Err(in_order(mistakes));
    }
    let context = Context::new(&document, mistakes);
    let resolved = resolve(&context);
    if let Some((scenario, _)) = &resolved {
        check::check(&context, scenario);
        requests::check(&context, scenario, &requests);
    }
    let failed = context.errors() > 0;
    let found = in_order(context.into_found());
    match resolved {
        Some((scenario, whole)) if !failed => Ok(Loaded { scenario, whole, warnings: found, requests }),
        _ => Err(found),
    }
}

/// Errors first, by file and place; a count in place of what is too much.
fn in_order(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    fn place(d: &Diagnostic) -> Option<(&str, Option<&str>, usize, usize)> {
        d.at.as_ref().map(|label| label.place())
    }
    found.sort_by(|a, b| (a.severity, place(a)).cmp(&(b.severity, place(b))));
    found.dedup();
    if found.len() > MOST_SHOWN {
        let more = found.len() - MOST_SHOWN;
        found.truncate(MOST_SHOWN);
        found.push(Diagnostic {
            severity: Severity::Error,
            ..Diagnostic::error("too-many", format!("and {more} more findings"))
        });
    }
    found
}
