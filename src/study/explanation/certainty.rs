//! What all plans within some percent of the best have in common.
//!
//! A plan met on the way is a witness for everything that it has and everything that it has not; walks around
//! the plan meet many. What no pair of witnesses settles is asked, with the pair or the office forced or
//! forbidden. What is above the limit by its bound is proved to be in no such plan, or in all of them.

use super::asker::{Asker, Known};
use super::record::{Certainty, OfficeVerdict, PairVerdict, Verdict};
use crate::model::Pairs;
use crate::scenario::{CountryId, Money};
use crate::solver::Condition;

pub fn certainty(asker: &Asker, percent: f64) -> Certainty {
    let near = Near::new(asker, percent);
    let scenario = asker.scenario;
    let rules = Pairs::new(scenario, asker.geography);
    let hosts: Vec<CountryId> = scenario.host_ids().collect();
    let pairs: Vec<(CountryId, CountryId)> = (scenario.covered_ids())
        .flat_map(|country| hosts.iter().map(move |&office| (country, office)))
        .filter(|&(country, office)| rules.may_cover(country, office))
        .collect();
    let stands = |host: CountryId| move |holds: bool| Condition::Open { host, holds };
    let covers = |(country, office): (CountryId, CountryId)| {
        move |holds: bool| Condition::Covers { country, office, holds }
    };
    let offices = hosts.iter().flat_map(|&host| [true, false].map(stands(host)));
    let questions: Vec<Condition> =
        offices.chain(pairs.iter().flat_map(|&pair| [true, false].map(covers(pair)))).collect();
    let open = |questions: Vec<Condition>| -> Vec<Condition> {
        let is_open =
            |&condition: &Condition| !asker.has_met(condition, near.inside) && !near.is_outside(condition);
        questions.into_iter().filter(is_open).collect()
    };
    asker.wander(near.inside);
    let questions = open(questions);
    asker.near_best(&questions, near.inside, near.outside);
    let questions = open(questions);
    asker.learn(&questions, near.outside);
    asker.expect(open(questions).len());
    Certainty {
        percent,
        offices: (hosts.iter())
            .map(|&host| OfficeVerdict { office: asker.id(host), verdict: near.verdict(stands(host)) })
            .collect(),
        pairs: (pairs.iter())
            .map(|&(country, office)| PairVerdict {
                country: asker.id(country),
                office: asker.id(office),
                verdict: near.verdict(covers((country, office))),
            })
            .collect(),
    }
}

/// The plans within a percentage of the best. Of a best plan that is known within an interval only, what
/// lies above the higher limit is proved to be outside, what lies below the lower one to be inside.
struct Near<'a> {
    asker: &'a Asker<'a>,
    inside: Money,
    outside: Money,
}

impl<'a> Near<'a> {
    fn new(asker: &'a Asker<'a>, percent: f64) -> Self {
        let limit =
            |cost: Money| Money((cost.0 as f64 + percent / 100.0 * cost.0.abs() as f64).floor() as i64);
        Self { asker, inside: limit(asker.bound), outside: limit(asker.objective) }
    }

    fn verdict(&self, condition: impl Fn(bool) -> Condition) -> Verdict {
        let without = self.is_met(condition(false));
        let with = self.is_met(condition(true));
        match (with, without) {
            (Some(true), Some(true)) => Verdict::Some,
            (Some(false), _) => Verdict::Never,
            (_, Some(false)) => Verdict::Always,
            _ => Verdict::Open,
        }
    }

    /// Whether it is known without a solve that no plan near the best is as asked.
    fn is_outside(&self, condition: Condition) -> bool {
        // A country is covered by no office that does not stand.
        let stands = match condition {
            Condition::Covers { office: host, holds: true, .. } => {
                Some(Condition::Open { host, holds: true })
            }
            _ => None,
        };
        let bounds = stands.into_iter().chain([condition]).filter_map(|known| self.asker.known_bound(known));
        bounds.max().is_some_and(|bound| bound > self.outside)
    }

    /// Whether some plan near the best is as asked; `None` where a limit came first.
    fn is_met(&self, condition: Condition) -> Option<bool> {
        if self.asker.has_met(condition, self.inside) {
            return Some(true);
        }
        if self.is_outside(condition) {
            return Some(false);
        }
        match self.asker.ask(condition) {
            Known::Best { cost, .. } if cost <= self.inside => Some(true),
            answer => (answer.bound()? > self.outside).then_some(false),
        }
    }
}
