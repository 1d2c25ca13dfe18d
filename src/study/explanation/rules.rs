//! The price list of the rules: what the best plan would cost less without each, and of a number the first
//! value at which it costs less.

use super::asker::{Asker, Known};
use super::record::{NextValue, RulePrice, Saving};
use crate::scenario::{Loaded, Money};
use crate::study::member::{Change, Whole, fewest_steps};

/// What is known of the best plan of the scenario as it is.
#[derive(Clone, Copy)]
struct Today {
    cost: Money,
    bound: Money,
}

/// Every hard rule of the scenario, which is that of `loaded`. The plan explained may not be the best one; what a
/// rule costs is measured from the best.
pub fn prices(asker: &Asker, loaded: &Loaded) -> Vec<RulePrice> {
    let whole = Whole::new(loaded);
    let count = whole.members.len();
    asker.expect(count + 1);
    let answer = asker.solve(asker.scenario, |_| true);
    let today = match (&answer, answer.bound()) {
        (Known::Best { cost, .. }, Some(bound)) => Today { cost: *cost, bound },
        _ => Today { cost: asker.objective, bound: asker.bound },
    };
    (0..count).map(|at| price(asker, &whole, today, at)).collect()
}

fn price(asker: &Asker, whole: &Whole, today: Today, at: usize) -> RulePrice {
    let saving = saving(asker, whole, today, (at, None));
    let next = match saving {
        Saving::Exact { saves } if saves > Money::ZERO => first(asker, whole, today, at, saves),
        _ => None,
    };
    RulePrice { rule: whole.stated(at), saving, next }
}

fn saving(asker: &Asker, whole: &Whole, today: Today, change: Change) -> Saving {
    let Some(changed) = whole.changed(&[change]) else { return Saving::Open };
    // Every plan is still one.
    let answer = asker.solve(&changed, |_| true);
    match (&answer, answer.bound()) {
        (Known::Best { cost, .. }, Some(bound)) => {
            let (at_least, at_most) = (today.bound - *cost, today.cost - bound);
            match at_least == at_most {
                true => Saving::Exact { saves: at_most },
                false => Saving::Between { at_least: at_least.max(Money::ZERO), at_most },
            }
        }
        _ => Saving::Open,
    }
}

/// The first value at which something is saved, since what is saved never falls as a limit is weakened.
/// `None` where the rule is no number, or a limit of the search came first. `all` is saved without the rule.
fn first(asker: &Asker, whole: &Whole, today: Today, at: usize, all: Money) -> Option<NextValue> {
    let member = &whole.members[at];
    member.number()?;
    let value = |steps: f64| member.weakened_by(steps).map(|value| value.max(0.0));
    let mut least = all;
    let saves = |steps: f64| {
        let saves = match value(steps) {
            Some(0.0) if member.is_floor() => all,
            value => match saving(asker, whole, today, (at, value)) {
                Saving::Exact { saves } => saves,
                _ => return None,
            },
        };
        if saves > Money::ZERO {
            least = saves;
        }
        Some(saves > Money::ZERO)
    };
    let (steps, is_proved) = fewest_steps(saves, || asker.must_stop())?;
    is_proved.then_some(NextValue { value: member.in_words(value(steps)?), saves: least })
}
