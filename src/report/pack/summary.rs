//! The plan at a glance, how far it is proved, and what it was made from.

use minijinja::{Value, context};

use super::View;
use crate::plan::Status;
use crate::report::words::{Argument, Text};
use crate::scenario::Share;

impl View<'_> {
    pub fn status(&self) -> Text {
        // A hundredth of a per cent is told apart.
        let percent = |fraction: f64| {
            let number = self.engine.number((fraction * 1e6).ceil() as i64, 4, 2);
            [("gap", Argument::Text(self.say("percent", &[("number", Argument::Text(number))])))]
        };
        match self.plan.status {
            Status::Optimal if self.plan.gap == 0.0 => self.say("status-optimal-exact", &[]),
            Status::Optimal => self.say("status-optimal", &percent(self.plan.gap)),
            Status::Feasible => self.say("status-feasible", &percent(self.plan.gap)),
            Status::Fixed => self.say("status-fixed", &[]),
        }
    }

    /// In percent, downwards to a tenth.
    fn share(&self, share: Share) -> Text {
        let number = self.engine.number(share.0.div_euclid(1_000), 1, 1);
        self.say("percent", &[("number", Argument::Text(number))])
    }

    /// Sections of the page, for its table of contents.
    pub fn sections(&self) -> Vec<Value> {
        let is_whole = self.pack.country.is_none();
        let all = [
            ("summary", "summary", true),
            ("map", "map", true),
            ("sheets", "country-sheet", true),
            ("changes", "changes", self.today.is_some()),
            ("offices", "offices", true),
            ("countries", "countries-title", true),
            ("costs", "costs", is_whole),
            ("rules", "rules", is_whole),
            ("requests", "requests", true),
            ("about", "about-pack", true),
        ];
        let shown = all.into_iter().filter(|(_, _, is_shown)| *is_shown);
        shown.map(|(id, title, _)| context! { id, title => self.say(title, &[]) }).collect()
    }

    /// The figures at the top.
    pub fn figures(&self) -> Vec<Value> {
        let figure = |label: &str, value: Text, notes: Vec<Text>| {
            context! { label => self.say(label, &[]), value, notes }
        };
        let tier = |tier: crate::scenario::TierId| {
            let count =
                self.network.hosts().filter(|&h| self.network.office(h).is_some_and(|o| o.tier == tier));
            let parts = [
                ("tier", Argument::Text(self.names.tier(tier))),
                ("n", Argument::Count(count.count() as i64)),
            ];
            self.say("tier-count", &parts)
        };
        let mut figures = Vec::new();
        if let Some((country, office)) =
            self.pack.country.zip(self.pack.country.and_then(|c| self.network.covered_by[c.0]))
        {
            figures.push(figure("figure-your-office", self.place_text(office), Vec::new()));
            let workload = self.months(self.scenario.country(country).workload);
            figures.push(figure(
                "figure-your-workload",
                self.say("staff-months", &[("number", Argument::Text(workload))]),
                Vec::new(),
            ));
        }
        let measures = &self.measures;
        figures.push(figure("figure-countries", self.count(self.plan.assignments.len() as i64), Vec::new()));
        figures.push(figure(
            "figure-offices",
            self.count(measures.offices),
            self.scenario.tier_ids().map(tier).collect(),
        ));
        if measures.posts > 0 {
            figures.push(figure("figure-posts", self.count(measures.posts), Vec::new()));
        }
        let parts = [
            ("cash", Argument::Text(self.millions(measures.cash))),
            ("service", Argument::Text(self.millions(measures.service))),
        ];
        figures.push(figure(
            "figure-cost",
            self.millions(measures.total),
            vec![self.say("figure-cost-parts", &parts)],
        ));
        if let Some(km) = measures.mean_km {
            let note = self.say("figure-distance-note", &[]);
            figures.push(figure("figure-distance", self.km(km), vec![note]));
        }
        if let Some((local, field)) =
            self.plan.decentralisation.as_ref().and_then(|own| own.network.local.zip(own.network.field))
        {
            let note = self.say("figure-decided-note", &[("share", Argument::Text(self.share(field)))]);
            figures.push(figure("figure-decided", self.share(local), vec![note]));
        }
        if self.today.is_some() {
            let changes = crate::plan::Changes::new(self.scenario, self.network);
            let before = self.scenario.baseline.covered_by.iter().flatten().count() as i64;
            let note = self.say("figure-moves-of", &[("n", Argument::Count(before))]);
            figures.push(figure("figure-moves", self.count(changes.moved.len() as i64), vec![note]));
        }
        figures
    }

    /// What the plan was made from.
    pub fn about(&self) -> Vec<Value> {
        let inputs = &self.plan.inputs;
        let words = |label: &str, value: &str| context! { label => self.say(label, &[]), value };
        let versions: Vec<String> =
            inputs.versions.iter().map(|(name, own)| format!("{name} {own}")).collect();
        let both = [
            ("a", Argument::Text(self.amount(self.plan.objective))),
            ("b", Argument::Text(self.amount(self.plan.bound))),
        ];
        let mut facts = vec![
            words("about-scenario", &format!("{} ({})", self.plan.scenario, inputs.scenario_file)),
            context! { label => self.say("about-bound", &[]), value => self.say("list-pair", &both) },
            words("about-versions", &versions.join(", ")),
            words("about-seed", &inputs.seed.to_string()),
            words("about-hash", &inputs.hash),
        ];
        if !inputs.set.is_empty() {
            facts.push(words("about-sets", &inputs.set.join(" ")));
        }
        facts
    }
}
