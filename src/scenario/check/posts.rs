//! An organisation without `staffing` has no posts, so nothing may count them.

use crate::scenario::resolve::Context;
use crate::scenario::{Scenario, State};

pub fn check(context: &Context, scenario: &Scenario) {
    if scenario.parameters.workload_per_post.is_some() {
        return;
    }
    let none = "but the organisation model has no `staffing`, so there are no posts";
    if scenario.rules.posts.state != State::Off {
        context.error("missing-section", format!("`posts` limits posts, {none}"), "/rules/posts");
    }
    if scenario.rules.balance.state != State::Off {
        let message = format!("`balance` looks at the workload per post, {none}");
        context.error("missing-section", message, "/rules/balance");
    }
    if scenario.baseline.posts() > 0 {
        context.error("missing-section", format!("the baseline has posts, {none}"), "/organisation");
    }
}
