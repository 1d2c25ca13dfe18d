//! What a country's next office would cost, in words that claim no more than is proved.

use super::View;
use crate::report::words::{Argument, Text};
use crate::scenario::Money;
use crate::study::explanation::More;

/// Of a currency unit.
const CENTS: i64 = 100;

impl View<'_> {
    /// `None` where the pack has no explanation of the country, or one that leaves all open.
    pub fn runner_up(&self, country: &str) -> Option<Text> {
        let answers = &self.pack.explanation?.countries;
        let answer = answers.iter().find(|own| own.country == country)?;
        let office = answer.runner_up.as_ref().and_then(|id| self.scenario.find_country(id));
        let office = office.map(|host| ("office", self.place(host)));
        let amount = |name: &'static str, amount: Money| (name, Argument::Text(self.amount(amount)));
        let is_nothing = |amount: Money| amount <= Money::ZERO;
        // Whole units: what is least is rounded down, what is most is rounded up.
        let least = |amount: Money| Money(amount.0.div_euclid(CENTS) * CENTS);
        let most = |amount: Money| -least(-amount);
        Some(match (answer.without.price, office) {
            (More::Exact { more: cost } | More::Between { at_most: cost, .. }, Some(office))
                if cost < Money::ZERO =>
            {
                self.say("sheet-runner-up-less", &[office, amount("amount", least(-cost))])
            }
            (More::Exact { more }, Some(office)) => {
                self.say("sheet-runner-up-price", &[office, amount("amount", more)])
            }
            (More::Between { at_least, at_most }, Some(office)) if is_nothing(least(at_least)) => {
                self.say("sheet-runner-up-at-most", &[office, amount("most", most(at_most))])
            }
            (More::Between { at_least, at_most }, Some(office)) => {
                let amounts = [amount("least", least(at_least)), amount("most", most(at_most))];
                self.say("sheet-runner-up-between", &[&[office], &amounts[..]].concat())
            }
            (More::AtLeast { at_least }, _) if !is_nothing(least(at_least)) => {
                self.say("sheet-runner-up-at-least", &[amount("least", least(at_least))])
            }
            (More::Impossible, _) => self.say("sheet-runner-up-none", &[]),
            _ => return None,
        })
    }
}
