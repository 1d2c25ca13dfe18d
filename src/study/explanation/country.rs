//! Why a country falls where it does, and what it would cost elsewhere.

use super::asker::Asker;
use super::forbidden::{new_violations, required};
use super::record::{Cheaper, CountryAnswer, Decided, WhyNot};
use crate::plan::{Component, Network, Tariff, coverage};
use crate::scenario::{CountryId, Money};
use crate::solver::Condition;

/// Cheaper offices that are named.
const NAMED: usize = 3;

/// That its office does not cover it, and that `other` does.
pub fn changes(network: &Network, country: CountryId, other: Option<CountryId>) -> Vec<Condition> {
    let own = network.covered_by[country.0].map(|office| Condition::Covers { country, office, holds: false });
    let other = other.map(|office| Condition::Covers { country, office, holds: true });
    own.into_iter().chain(other).collect()
}

/// `country` needs coverage.
pub fn answer(asker: &Asker, country: CountryId, why_not: Option<CountryId>) -> CountryAnswer {
    let office = asker.network.covered_by[country.0].expect("a plan covers the country");
    let away = Condition::Covers { country, office, holds: false };
    let without = asker.alternative(away);
    let runner_up = asker.ask(away).network().and_then(|network| network.covered_by[country.0]);
    CountryAnswer {
        country: asker.id(country),
        office: asker.id(office),
        cost: price(asker, country, office),
        decided_by: decided_by(asker, country, office),
        runner_up: runner_up.map(|h| asker.id(h)),
        without,
        why_not: why_not.map(|office| WhyNot {
            office: asker.id(office),
            change: asker.alternative(Condition::Covers { country, office, holds: true }),
        }),
    }
}

fn lines(asker: &Asker, country: CountryId, office: CountryId) -> [(Component, Money); 5] {
    coverage(&Tariff::new(asker.scenario, asker.geography), country, office)
}

fn price(asker: &Asker, country: CountryId, office: CountryId) -> Money {
    lines(asker, country, office).iter().map(|(_, amount)| *amount).sum()
}

fn decided_by(asker: &Asker, country: CountryId, office: CountryId) -> Decided {
    if let Some(rule) = required(asker.scenario, country, office) {
        return Decided::Required { family: rule.family, words: rule.words };
    }
    if country == office {
        return Decided::Host;
    }
    let own = price(asker, country, office);
    let mut others: Vec<(Money, CountryId)> =
        (asker.network.hosts().filter(|&h| h != office)).map(|h| (price(asker, country, h), h)).collect();
    others.sort();
    let cheaper: Vec<Cheaper> = (others.iter().take_while(|(other, _)| *other < own).take(NAMED))
        .map(|&(other, h)| Cheaper {
            office: asker.id(h),
            saves: own - other,
            breaks: new_violations(asker.scenario, asker.geography, asker.network, country, h),
        })
        .collect();
    if !cheaper.is_empty() {
        return Decided::Rules { cheaper };
    }
    let Some(&(next, h)) = others.first() else {
        return Decided::Cost { next: None, saves: Money::ZERO, components: Vec::new() };
    };
    let pairs = lines(asker, country, office).into_iter().zip(lines(asker, country, h));
    let components = pairs.filter(|(own, other)| own.1 < other.1).map(|(own, _)| own.0).collect();
    Decided::Cost { next: Some(asker.id(h)), saves: next - own, components }
}
