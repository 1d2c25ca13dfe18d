//! How each rule family stands in the plan.

use minijinja::{Value, context};

use super::View;
use crate::report::rules::in_words;
use crate::report::words::Text;
use crate::scenario::State;

impl View<'_> {
    pub fn rules(&self) -> Vec<Value> {
        let rules = self.plan.rules.iter().map(|(family, rule)| {
            let id = format!("family-{family}");
            let kept = match (rule.kept, rule.state) {
                (None, _) => None,
                (Some(true), _) => Some("kept-yes"),
                (Some(false), State::Soft) => Some("kept-at-a-price"),
                (Some(false), _) => Some("kept-no"),
            };
            context! {
                family => family.name(),
                name => if self.engine.has(&id) { self.say(&id, &[]) } else { Text::same(family.name()) },
                state => self.say(&format!("state-{}", rule.state), &[]),
                kept => kept.map(|kept| self.say(kept, &[])),
                is_kept => rule.kept.unwrap_or(true) || rule.state == State::Soft,
                words => in_words(self.plan, *family, rule),
            }
        });
        rules.collect()
    }
}
