//! The functions of the organisation model, and which of them its tiers decide.

use super::Context;
use super::organisation::Reader;
use crate::scenario::model_file::ModelFile;
use crate::scenario::{Function, Share};

pub fn resolve(context: &Context, read: &Reader, model: &ModelFile) -> Vec<Function> {
    let mut functions: Vec<Function> = Vec::new();
    for (number, own) in model.functions.iter().enumerate() {
        let at = format!("functions/{number}");
        if functions.iter().any(|known| known.id == own.id) {
            let pointer = format!("/organisation/{at}/id");
            context.error("duplicate-function", format!("there are two functions `{}`", own.id), &pointer);
        }
        let share = Share::from_units(read.take(&own.share, &format!("{at}/share"), "share"));
        functions.push(Function { id: own.id.clone(), name: own.name.clone(), share });
    }
    let all: Share = functions.iter().map(|function| function.share).sum();
    if all > Share::from_units(1.0) {
        let message = format!("the shares of the functions add up to {}, expected at most 1", all.to_units());
        context.error("contradictory-shares", message, "/organisation/functions");
    }
    functions
}

/// Positions of what a tier decides; `at` is the list in the model.
pub fn decided(context: &Context, functions: &[Function], ids: &[String], at: &str) -> Vec<usize> {
    let mut decided = Vec::new();
    for (number, id) in ids.iter().enumerate() {
        let pointer = format!("/organisation/{at}/{number}");
        let known = functions.iter().map(|function| function.id.as_str());
        let found = context.find("function", id, known, || context.document.locate(&pointer));
        if found.is_some_and(|function| decided.contains(&function)) {
            context.error("duplicate-function", format!("`{id}` stands twice"), &pointer);
        }
        decided.extend(found);
    }
    decided
}
