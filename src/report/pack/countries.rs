//! Each country: its office, why this one, and what changes for it.

use minijinja::{Value, context};

use super::View;
use crate::plan::{Assignment, Hindrance, Nearer, nearer};
use crate::report::words::{Argument, Text};
use crate::scenario::{CountryId, State};

/// Nearer offices that are listed one by one.
const LISTED: usize = 4;

impl View<'_> {
    pub fn countries(&self) -> Vec<Value> {
        let listed = self.pack.country.map(|country| self.neighbourhood(country));
        let own = |assignment: &Assignment| {
            let country = self.scenario.find_country(&assignment.country)?;
            let is_listed = listed.as_ref().is_none_or(|listed| listed.contains(&country));
            is_listed.then(|| self.country(country, assignment))
        };
        self.plan.assignments.iter().filter_map(own).flatten().collect()
    }

    fn country(&self, country: CountryId, assignment: &Assignment) -> Option<Value> {
        let office = self.network.covered_by[country.0]?;
        let own = self.scenario.country(country);
        let near = nearer(self.scenario, self.pack.geography, self.network, country);
        let tier = self.network.office(office).map(|office| self.names.tier(office.tier));
        let root = self.network.root(office);
        let more = near.len().saturating_sub(LISTED) as i64;
        let from = self.scenario.baseline.covered_by[country.0];
        let changed = if from == Some(office) { "unchanged" } else { "changed" };
        Some(context! {
            id => own.id.clone(),
            name => self.names.country(country),
            region => self.names.region(own.region),
            office => if office == country { self.say("sheet-office-own", &[]) } else { self.names.country(office) },
            office_name => self.names.country(office),
            office_id => assignment.office.clone(),
            office_tier => tier,
            city => self.scenario.country(office).office_city.clone(),
            area_name => root.map(|root| self.names.country(root)),
            km => assignment.distance_km.unwrap_or_default(),
            km_text => assignment.distance_km.map(|km| self.count(km)),
            km_unit => assignment.distance_km.map(|km| self.km(km)),
            workload => own.workload.0,
            workload_text => self.months(own.workload),
            workload_unit => self.say("staff-months", &[("number", Argument::Text(self.months(own.workload)))]),
            language => self.language(country, office),
            language_word => self.say(if assignment.shared_language { "yes" } else { "no" }, &[]),
            groups => self.groups(country),
            runner_up => self.runner_up(&own.id),
            acting_cover => self.acting_cover(&assignment.office),
            reason => self.reason(country, office, &near),
            nearer => near.iter().take(LISTED).map(|near| self.near(near)).collect::<Vec<_>>(),
            nearer_more => (more > 0).then(|| self.say("nearer-more", &[("n", Argument::Count(more))])),
            path => self.path(assignment),
            change => self.today.is_some().then(|| self.change(country, from, office)),
            change_word => self.say(changed, &[]),
            today => from.map(|from| self.names.country(from)),
        })
    }

    /// Groups that have a name in the catalogue.
    fn groups(&self, country: CountryId) -> Vec<Text> {
        let ids = self.scenario.country(country).groups.iter().map(|group| format!("group-{group}"));
        ids.filter(|id| self.engine.has(id)).map(|id| self.say(&id, &[])).collect()
    }

    fn languages<'l>(&self, codes: impl Iterator<Item = &'l String>) -> Argument {
        let named = codes.map(|code| {
            let id = format!("language-{code}");
            if self.engine.has(&id) { self.say(&id, &[]) } else { Text::same(code) }
        });
        let joined =
            named.reduce(|a, b| self.say("list-pair", &[("a", Argument::Text(a)), ("b", Argument::Text(b))]));
        Argument::Text(joined.unwrap_or_else(|| self.say("none", &[])))
    }

    fn language(&self, country: CountryId, office: CountryId) -> Text {
        let (own, of_office) =
            (&self.scenario.country(country).languages, &self.scenario.country(office).languages);
        if own.is_empty() || of_office.is_empty() {
            return self.say("sheet-languages-unknown", &[]);
        }
        if own.is_disjoint(of_office) {
            let both =
                [("country", self.languages(own.iter())), ("office", self.languages(of_office.iter()))];
            return self.say("sheet-language-no", &both);
        }
        self.say("sheet-language-yes", &[("languages", self.languages(own.intersection(of_office)))])
    }

    fn reason(&self, country: CountryId, office: CountryId, near: &[Nearer]) -> Text {
        let rule = &self.scenario.rules.accreditation;
        let reason = self.scenario.reasons.pairs.get(&(country, office));
        let words = reason.map(|reason| ("words", self.foreign(&reason.words)));
        if office == country {
            return self.say("reason-host", &[]);
        }
        if let Some(words) = &words
            && rule.state == State::Hard
            && rule.required.contains(&(country, office))
        {
            return match reason.and_then(|reason| reason.author.as_ref()) {
                Some(author) => self.say("reason-asked", &[words.clone(), ("author", self.foreign(author))]),
                None => self.say("reason-required", std::slice::from_ref(words)),
            };
        }
        if let Some(words) = &words
            && rule.preferred.iter().any(|pair| (pair.country, pair.office) == (country, office))
        {
            return self.say("reason-preferred", std::slice::from_ref(words));
        }
        match near {
            [] => self.say("reason-nearest", &[("n", Argument::Count(self.plan.offices.len() as i64))]),
            _ if near.iter().all(|near| near.hindrance != Hindrance::Whole) => {
                self.say("reason-nearest-able", &[])
            }
            _ => self.say("reason-whole", &[]),
        }
    }

    fn near(&self, near: &Nearer) -> Text {
        let hindrance = match near.hindrance {
            Hindrance::Region => "hindrance-region",
            Hindrance::Forbidden => "hindrance-forbidden",
            Hindrance::Span => "hindrance-span",
            Hindrance::Capacity => "hindrance-capacity",
            Hindrance::Whole => "hindrance-whole",
        };
        let parts = [
            ("office", self.name(near.office)),
            ("km", Argument::Text(self.km(near.km))),
            ("hindrance", Argument::Text(self.say(hindrance, &[]))),
        ];
        let item = self.say("nearer-item", &parts);
        if near.shares_language {
            return item;
        }
        let language = Argument::Text(self.say("no-shared-language", &[]));
        self.say("nearer-item-language", &[("item", Argument::Text(item)), ("language", language)])
    }

    /// The countries on the way to the top-tier office, where there are any between.
    fn path(&self, assignment: &Assignment) -> Option<Vec<Text>> {
        let path = assignment.path.as_ref().filter(|path| path.len() > 1)?;
        path.iter().map(|id| Some(self.names.country(self.scenario.find_country(id)?))).collect()
    }

    fn change(&self, country: CountryId, from: Option<CountryId>, to: CountryId) -> Text {
        let [from_name, to_name] =
            [from.map(|from| ("from", self.name(from))), Some(("to", self.name(to)))].map(Option::into_iter);
        match from {
            Some(from) if from == to => self.say("change-none", &[]),
            _ if to == country => self.say("change-new-office", &[]),
            Some(from) if from == country => self.say("change-lost-office", &to_name.collect::<Vec<_>>()),
            Some(_) => self.say("change-office", &from_name.chain(to_name).collect::<Vec<_>>()),
            None => self.say("change-none-before", &to_name.collect::<Vec<_>>()),
        }
    }
}
