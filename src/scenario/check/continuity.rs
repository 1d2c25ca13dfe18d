//! `continuity` with a single tier: an area then is one office, and none can act for it.

use crate::scenario::resolve::Context;
use crate::scenario::{Scenario, State};

pub fn check(context: &Context, scenario: &Scenario) {
    if scenario.rules.continuity.state == State::Hard && scenario.tiers.len() == 1 {
        let message = "with one tier every office is an area of its own, so none has an acting cover in its area, and `continuity` is hard";
        context.error("no-acting-cover", message, "/rules/continuity");
    }
}
