//! What changes against today, where the scenario has a baseline.

use minijinja::{Value, context};

use super::View;
use crate::plan::{Changes, Measures, SiteChange};
use crate::report::words::{Argument, Text};
use crate::scenario::CountryId;

impl View<'_> {
    pub fn changes(&self, today: &Measures) -> Value {
        let changes = Changes::new(self.scenario, self.network);
        let shown = self.pack.country.map(|country| self.neighbourhood(country));
        let is_shown = |country: CountryId| shown.as_ref().is_none_or(|shown| shown.contains(&country));
        let sites = |is_wanted: &dyn Fn(&SiteChange) -> bool| -> Vec<Value> {
            let wanted = changes.sites.iter().filter(|site| is_shown(site.host) && is_wanted(site));
            wanted.map(|site| self.site(site)).collect()
        };
        let moved: Vec<Value> =
            changes.moved.iter().filter(|own| is_shown(own.0)).map(|own| self.moved(*own)).collect();
        let list = |title: &str, items: Vec<Value>| {
            context! { title => self.say(title, &[]), count => self.count(items.len() as i64), items }
        };
        context! {
            rows => self.rows(today),
            lists => [
                list("offices-opened", sites(&|site| site.before.is_none())),
                list("offices-closed", sites(&|site| site.after.is_none())),
                list("offices-changed", sites(&SiteChange::is_of_kind)),
                list("countries-moved", moved),
            ],
        }
    }

    /// Today, the plan, and the plan minus today.
    fn rows(&self, today: &Measures) -> Vec<Value> {
        let plan = &self.measures;
        let signed = |difference: i64, text: Text| {
            if difference > 0 { self.say("signed-more", &[("number", Argument::Text(text))]) } else { text }
        };
        let row = |label: &str, before: i64, after: i64, write: &dyn Fn(i64) -> Text| {
            context! {
                label => self.say(label, &[]),
                today => write(before),
                plan => write(after),
                difference => signed(after - before, write(after - before)),
            }
        };
        let count = |number| self.count(number);
        let amount = |cents| self.amount(crate::scenario::Money(cents));
        let mut rows = vec![row("row-offices", today.offices, plan.offices, &count)];
        if today.posts + plan.posts > 0 {
            rows.push(row("row-posts", today.posts, plan.posts, &count));
        }
        rows.push(row("row-cost", today.total.0, plan.total.0, &amount));
        rows.push(row("row-cash", today.cash.0, plan.cash.0, &amount));
        rows.push(row("row-service", today.service.0, plan.service.0, &amount));
        if let (Some(before), Some(after)) = (today.mean_km, plan.mean_km) {
            rows.push(row("row-distance", before, after, &count));
        }
        rows.push(row("row-language", today.share_language, plan.share_language, &count));
        rows.push(row("row-over-capacity", today.over_capacity, plan.over_capacity, &count));
        rows
    }

    fn site(&self, site: &SiteChange) -> Value {
        let mut notes = Vec::new();
        if let (Some(before), Some(after)) = (site.before, site.after) {
            if before.tier != after.tier {
                let tiers = [
                    ("from", Argument::Text(self.names.tier(before.tier))),
                    ("to", Argument::Text(self.names.tier(after.tier))),
                ];
                notes.push(self.say("change-tier", &tiers));
            }
            let superiors = (before.reports_to.map(|s| self.name(s)), after.reports_to.map(|s| self.name(s)));
            if before.reports_to != after.reports_to {
                notes.push(match superiors {
                    (Some(from), Some(to)) => self.say("change-superior", &[("from", from), ("to", to)]),
                    (None, Some(to)) => self.say("change-superior-new", &[("to", to)]),
                    (Some(from), None) => self.say("change-superior-none", &[("from", from)]),
                    (None, None) => unreachable!("the two differ"),
                });
            }
            if before.arrangement != after.arrangement {
                let ways = [
                    ("from", Argument::Text(self.names.arrangement(before.arrangement))),
                    ("to", Argument::Text(self.names.arrangement(after.arrangement))),
                ];
                notes.push(self.say("change-arrangement", &ways));
            }
            if before.posts != after.posts {
                let posts = [
                    ("from", Argument::Count(i64::from(before.posts))),
                    ("to", Argument::Count(i64::from(after.posts))),
                ];
                notes.push(self.say("change-posts", &posts));
            }
        }
        context! { name => self.place_text(site.host), notes }
    }

    fn moved(&self, (country, from, to): (CountryId, Option<CountryId>, CountryId)) -> Value {
        let note = match from {
            Some(from) => self.say("change-office", &[("from", self.name(from)), ("to", self.name(to))]),
            None => self.say("change-none-before", &[("to", self.name(to))]),
        };
        // A page for one country has no sheets of others.
        let link = self.pack.country.is_none_or(|own| own == country);
        context! {
            name => self.names.country(country),
            link => link.then(|| self.scenario.country(country).id.clone()),
            notes => vec![note],
        }
    }
}
