//! The price list of the rules: what the best plan would cost less without each, and of a number the first
//! value at which it costs less.

use super::asker::{Answer, Asker};
use super::limits::{Number, Stated, stated, weakened};
use super::record::{NextValue, RulePrice, Saving};
use crate::scenario::Money;

/// What is known of the best plan of the scenario as it is.
#[derive(Clone, Copy)]
struct Today {
    cost: Money,
    bound: Money,
}

/// Every hard rule of the scenario. The plan explained may not be the best one; what a rule costs is
/// measured from the best.
pub fn prices(asker: &Asker) -> Vec<RulePrice> {
    let rules = stated(asker.scenario);
    asker.expect(rules.len() + 1);
    let answer = asker.solve(asker.scenario, |_| true);
    let today = match (&answer, answer.bound()) {
        (Answer::Best { cost, .. }, Some(bound)) => Today { cost: *cost, bound },
        _ => Today { cost: asker.objective, bound: asker.bound },
    };
    rules.iter().enumerate().map(|(number, rule)| price(asker, today, number, rule)).collect()
}

fn price(asker: &Asker, today: Today, at: usize, rule: &Stated) -> RulePrice {
    let saving = saving(asker, today, at, None);
    let next = match (saving, rule.number) {
        (Saving::Exact { saves }, Some(number)) if saves > Money::ZERO => first(asker, today, at, number),
        _ => None,
    };
    RulePrice {
        family: rule.family,
        rule: rule.name.clone(),
        value: rule.number.map(|number| rule.family.in_units(number.value)),
        saving,
        next: next.map(|(value, saves)| NextValue { value: rule.family.in_units(value), saves }),
    }
}

fn saving(asker: &Asker, today: Today, at: usize, value: Option<i64>) -> Saving {
    let changed = weakened(asker.scenario, at, value);
    // Every plan is still one.
    let answer = asker.solve(&changed, |_| true);
    match (&answer, answer.bound()) {
        (Answer::Best { cost, .. }, Some(bound)) => {
            let (at_least, at_most) = (today.bound - *cost, today.cost - bound);
            match at_least == at_most {
                true => Saving::Exact { saves: at_most },
                false => Saving::Between { at_least: at_least.max(Money::ZERO), at_most },
            }
        }
        _ => Saving::Open,
    }
}

/// The first value at which something is saved, in steps: doubled until something is, then halved, since
/// what is saved never falls as a limit is weakened. `None` where a limit of the search came first.
fn first(asker: &Asker, today: Today, at: usize, number: Number) -> Option<(i64, Money)> {
    let value = |steps: i64| match number.is_floor {
        true => (number.value - steps * number.step).max(0),
        false => number.value + steps * number.step,
    };
    let saved = |steps: i64| match saving(asker, today, at, Some(value(steps))) {
        Saving::Exact { saves } => Some(saves),
        _ => None,
    };
    let (mut none, mut some) = (0, 1);
    let mut saves = saved(some)?;
    while saves <= Money::ZERO {
        (none, some) = (some, some * 2);
        if value(some) == value(none) {
            return None;
        }
        saves = saved(some)?;
    }
    while some - none > 1 {
        let middle = none + (some - none) / 2;
        match saved(middle)? {
            Money::ZERO => none = middle,
            less => (some, saves) = (middle, less),
        }
    }
    Some((value(some), saves))
}
