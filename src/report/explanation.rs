//! An explanation as a text.

use std::fmt::Write;

use crate::scenario::{Money, Scenario};
use crate::study::explanation::{
    Alternative, Certainty, CountryAnswer, Decided, Explanation, Forbidden, More, OfficeAnswer, RulePrice,
    Saving, Verdict,
};
use crate::study::member::Stated;

pub fn explanation(scenario: &Scenario, explanation: &Explanation) -> String {
    let words = Words { scenario };
    let mut text = format!(
        "The plan costs {} {} a year; prices below are what a change adds to that.\n",
        scenario.currency, explanation.objective
    );
    let less = explanation.objective - explanation.bound;
    if less >= Money::from_units(1.0) {
        writeln!(text, "A plan that costs up to {less} less has not been ruled out.")
            .expect("a string takes text");
    }
    if let Some(cost) = explanation.cheaper_plan {
        writeln!(text, "A cheaper plan was met on the way: it costs {cost}. Solve again to have it.")
            .expect("a string takes text");
    }
    let countries = explanation.countries.iter().map(|answer| words.country(answer));
    let offices = explanation.offices.iter().map(|answer| words.office(answer));
    let rules = explanation.rules.iter().map(|rules| words.rules(rules));
    let certainty = explanation.certainty.iter().map(|certainty| words.certainty(certainty));
    for part in countries.chain(offices).chain(rules).chain(certainty) {
        text.push('\n');
        text.push_str(&part);
    }
    text
}

struct Words<'a> {
    scenario: &'a Scenario,
}

impl Words<'_> {
    fn name(&self, id: &str) -> String {
        let country = self.scenario.find_country(id).map(|c| &self.scenario.country(c).name);
        country.map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"))
    }

    fn tier(&self, id: &str) -> String {
        let tier = self.scenario.find_tier(id).map(|t| self.scenario.tier(t).name.to_lowercase());
        tier.unwrap_or_else(|| id.to_owned())
    }

    fn country(&self, answer: &CountryAnswer) -> String {
        let office = self.name(&answer.office);
        let mut text =
            format!("{} is covered by {office}, for {}\n", self.name(&answer.country), answer.cost);
        let mut line = |part: String| writeln!(text, "  {part}").expect("a string takes text");
        match &answer.decided_by {
            Decided::Host => line("decided by: it hosts this office".into()),
            Decided::Required { family, words } => line(format!("decided by: {family}: {words}")),
            Decided::Cost { next: None, .. } => line("decided by: there is no other office".into()),
            Decided::Cost { next: Some(next), saves, components } => {
                let names: Vec<&str> = components.iter().map(|component| component.name()).collect();
                let names =
                    if names.is_empty() { String::new() } else { format!(" in {}", names.join(", ")) };
                let next = self.name(next);
                line(format!("decided by: cost: for it alone {saves} cheaper than {next}, the next{names}"));
            }
            Decided::Rules { cheaper } => {
                for other in cheaper {
                    let (name, saves) = (self.name(&other.office), other.saves);
                    let because = match other.breaks.as_slice() {
                        [] => "the plan as a whole costs less this way".into(),
                        breaks => broken(breaks),
                    };
                    line(format!("decided by: {name} is {saves} cheaper for it alone, but {because}"));
                }
            }
        }
        let runner_up = match &answer.runner_up {
            Some(office) if matches!(answer.without.price, More::Exact { .. }) => {
                format!("runner-up: {}: ", self.name(office))
            }
            Some(office) => format!("another office, {} in the best plan found: ", self.name(office)),
            None => "any other office: ".into(),
        };
        line(runner_up + &self.alternative(&answer.without, Some(&answer.country)));
        if let Some(other) = &answer.why_not {
            let change = self.alternative(&other.change, Some(&answer.country));
            line(format!("why not {}: {change}", self.name(&other.office)));
        }
        text
    }

    fn office(&self, answer: &OfficeAnswer) -> String {
        let covers: Vec<String> = answer.covers.iter().map(|id| self.name(id)).collect();
        let mut text = format!(
            "The office in {}, {}, covers {}\n",
            self.name(&answer.office),
            self.tier(&answer.tier),
            if covers.is_empty() { "nothing".into() } else { covers.join(", ") }
        );
        let mut line = |part: String| writeln!(text, "  {part}").expect("a string takes text");
        line(format!("closed: {}", self.alternative(&answer.closed, None)));
        for other in &answer.tiers {
            line(format!("as {}: {}", self.tier(&other.tier), self.alternative(&other.change, None)));
        }
        text
    }

    /// The price, and what else changes but for the country that is asked about.
    fn alternative(&self, change: &Alternative, asked: Option<&str>) -> String {
        if !change.forbidden_by.is_empty() {
            return format!("not allowed: {}", broken(&change.forbidden_by));
        }
        let mut text = price(change.price);
        let names = |ids: &[String]| ids.iter().map(|id| self.name(id)).collect::<Vec<_>>().join(", ");
        for (word, ids) in [("opens", &change.opened), ("closes", &change.closed)] {
            if !ids.is_empty() {
                write!(text, "; {word} {}", names(ids)).expect("a string takes text");
            }
        }
        let moved = change.moved.iter().filter(|moved| Some(moved.country.as_str()) != asked);
        let moved: Vec<String> =
            moved.map(|moved| format!("{} to {}", self.name(&moved.country), moved.to)).collect();
        if !moved.is_empty() {
            write!(text, "; moves {}", moved.join(", ")).expect("a string takes text");
        }
        text
    }

    fn rules(&self, rules: &[RulePrice]) -> String {
        let mut text = "What each hard rule costs a year\n".to_owned();
        let mut line = |part: String| writeln!(text, "  {part}").expect("a string takes text");
        let is_free = |rule: &&RulePrice| rule.saving == Saving::Exact { saves: Money::ZERO };
        for rule in rules.iter().filter(|rule| !is_free(rule)) {
            let next = match &rule.next {
                Some(next) => format!("; the first {} of it are saved at {}", next.saves, next.value),
                None => String::new(),
            };
            let Stated { family, key, words } = &rule.rule;
            line(format!("{:<14} {words}: {}{next}  [{key}]", family, saving(rule.saving)));
        }
        let free: Vec<&str> = rules.iter().filter(is_free).map(|rule| rule.rule.key.as_str()).collect();
        if !free.is_empty() {
            line(format!("nothing, each by itself: {}", free.join(", ")));
        }
        text
    }

    fn certainty(&self, certainty: &Certainty) -> String {
        let mut text = format!("In plans within {} % of the best\n", certainty.percent);
        let mut line = |part: String| writeln!(text, "  {part}").expect("a string takes text");
        const WORDS: [(Verdict, &str); 4] = [
            (Verdict::Always, "always"),
            (Verdict::Some, "some"),
            (Verdict::Never, "never"),
            (Verdict::Open, "open"),
        ];
        for (verdict, word) in WORDS {
            let offices = certainty.offices.iter().filter(|office| office.verdict == verdict);
            let offices: Vec<&str> = offices.map(|office| office.office.as_str()).collect();
            if !offices.is_empty() {
                line(format!("offices, {word} ({}): {}", offices.len(), offices.join(" ")));
            }
        }
        for (verdict, word) in WORDS {
            let pairs = certainty.pairs.iter().filter(|pair| pair.verdict == verdict);
            let pairs: Vec<String> = pairs.map(|pair| format!("{}-{}", pair.country, pair.office)).collect();
            match verdict {
                _ if pairs.is_empty() => {}
                // They are most of all pairs.
                Verdict::Never => line(format!("country-office pairs, {word}: {}", pairs.len())),
                _ => line(format!("country-office pairs, {word} ({}): {}", pairs.len(), pairs.join(" "))),
            }
        }
        text
    }
}

fn broken(rules: &[Forbidden]) -> String {
    let words: Vec<String> = rules.iter().map(|rule| format!("{}: {}", rule.family, rule.words)).collect();
    words.join("; ")
}

fn price(price: More) -> String {
    match price {
        More::Exact { more } if more < Money::ZERO => format!("{} less", -more),
        More::Exact { more } => format!("{more} more"),
        More::Between { at_least, at_most } if at_least <= Money::ZERO => {
            format!(
                "at most {at_most} more (a limit came before the proof; that it costs less is not ruled out)"
            )
        }
        More::Between { at_least, at_most } => {
            format!("at least {at_least} more and at most {at_most} (a limit came before the proof)")
        }
        More::AtLeast { at_least } if at_least <= Money::ZERO => {
            "open: a limit came before a plan was found, and nothing above the plan's own cost is proved"
                .into()
        }
        More::AtLeast { at_least } => {
            format!("at least {at_least} more (a limit came before a plan was found)")
        }
        More::Impossible => "impossible: proved that no plan keeps every hard rule".into(),
        More::Open => "open: a limit came before anything was proved".into(),
    }
}

fn saving(saving: Saving) -> String {
    match saving {
        Saving::Exact { saves } => saves.to_string(),
        Saving::Between { at_least, at_most } => {
            format!("at least {at_least} and at most {at_most} (a limit came before the proof)")
        }
        Saving::Open => "open: a limit came before anything was proved".into(),
    }
}
