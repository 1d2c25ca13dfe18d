//! The hard rules of a scenario one by one, each of which can be left out or, where it is a number, be
//! weakened.

use crate::scenario::rules::Rules;
use crate::scenario::{CountryId, Family, Limits, Money, Scenario, State};

/// A rule that a scenario states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    pub family: Family,
    pub name: String,
    pub number: Option<Number>,
}

/// Of a limit, in the integers that it counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    pub value: i64,
    /// A lower limit: less is weaker.
    pub is_floor: bool,
    /// What it is weakened by at least: 1, or a round sum of money.
    pub step: i64,
}

/// Money is weakened in steps of a thousand currency units, a budget below a hundred of them by the unit.
const STEP: i64 = 100_000;

/// Every hard rule, in the order of the families.
pub fn stated(scenario: &Scenario) -> Vec<Stated> {
    let mut found = Vec::new();
    visit(scenario, &mut scenario.rules.clone(), &mut |family, name, entry| {
        found.push(Stated { family, name, number: entry.number() });
    });
    found
}

/// The scenario with the rule of this number weakened to `value`, or left out.
pub fn weakened(scenario: &Scenario, number: usize, value: Option<i64>) -> Scenario {
    let mut rules = scenario.rules.clone();
    let mut at = 0;
    let mut gone = None;
    visit(scenario, &mut rules, &mut |family, _, entry| {
        if at == number {
            gone = Some((family, entry.weaken(value)));
        }
        at += 1;
    });
    match gone.expect("one of the stated rules") {
        (_, Gone::No) => {}
        (family, Gone::Whole) => *state(&mut rules, family) = State::Off,
        (_, Gone::Required(at)) => drop(rules.accreditation.required.remove(at)),
        (_, Gone::Forbidden(at)) => drop(rules.accreditation.forbidden.remove(at)),
        (_, Gone::Kept(at)) => drop(rules.retention.keep.remove(at)),
        (_, Gone::Closed(at)) => drop(rules.retention.close.remove(at)),
    }
    Scenario { rules, ..scenario.clone() }
}

enum Entry<'r> {
    Count(&'r mut Option<u32>, bool),
    Cash(&'r mut Option<Money>, bool),
    /// What is taken out afterwards.
    Part(Gone),
}

#[derive(Clone, Copy)]
enum Gone {
    No,
    Whole,
    Required(usize),
    Forbidden(usize),
    Kept(usize),
    Closed(usize),
}

impl Entry<'_> {
    fn number(&self) -> Option<Number> {
        match self {
            Entry::Count(value, is_floor) => {
                value.map(|value| Number { value: i64::from(value), is_floor: *is_floor, step: 1 })
            }
            Entry::Cash(value, is_floor) => value.map(|Money(value)| Number {
                value,
                is_floor: *is_floor,
                step: if value.abs() < 100 * STEP { 100 } else { STEP },
            }),
            Entry::Part(_) => None,
        }
    }

    fn weaken(self, value: Option<i64>) -> Gone {
        match self {
            Entry::Count(limit, _) => {
                *limit = value.map(|value| u32::try_from(value).expect("a count"));
                Gone::No
            }
            Entry::Cash(limit, _) => {
                *limit = value.map(Money);
                Gone::No
            }
            Entry::Part(gone) => gone,
        }
    }
}

type Visitor<'v> = dyn FnMut(Family, String, Entry) + 'v;

fn visit(scenario: &Scenario, rules: &mut Rules, visitor: &mut Visitor) {
    let is_hard: Vec<Family> =
        Family::ALL.into_iter().filter(|family| rules.state(*family) == State::Hard).collect();
    let tier = |t: usize| scenario.tiers[t].id.clone();
    let region = |r: usize| scenario.regions[r].id.clone();
    for family in is_hard {
        let counts = &mut |name: String, limits: &mut Limits<u32>| {
            if limits.min.is_some() {
                visitor(family, format!("{family}.{name}.min"), Entry::Count(&mut limits.min, true));
            }
            if limits.max.is_some() {
                visitor(family, format!("{family}.{name}.max"), Entry::Count(&mut limits.max, false));
            }
        };
        match family {
            // Without these there is no plan to speak of.
            Family::Coverage | Family::Nesting => {}
            Family::Count => {
                let rule = &mut rules.count;
                counts("offices".into(), &mut rule.offices);
                for (t, limits) in rule.tiers.iter_mut().enumerate() {
                    counts(format!("tiers.{}", tier(t)), limits);
                }
                for (r, limits) in rule.regions.iter_mut().enumerate() {
                    counts(format!("regions.{}.offices", region(r)), limits);
                    for (t, limits) in rule.region_tiers[r].iter_mut().enumerate() {
                        counts(format!("regions.{}.tiers.{}", region(r), tier(t)), limits);
                    }
                }
            }
            Family::Posts => {
                let rule = &mut rules.posts;
                counts("total".into(), &mut rule.total);
                counts("new".into(), &mut rule.new);
                for (r, limits) in rule.regions.iter_mut().enumerate() {
                    counts(format!("regions.{}", region(r)), limits);
                }
                for (t, limits) in rule.offices.iter_mut().enumerate() {
                    counts(format!("offices.{}", tier(t)), limits);
                }
            }
            Family::Span => {
                let rule = &mut rules.span;
                for (t, limits) in rule.subordinates.iter_mut().enumerate() {
                    counts(format!("subordinates.{}", tier(t)), limits);
                }
                for (t, limits) in rule.countries.iter_mut().enumerate() {
                    counts(format!("countries.{}", tier(t)), limits);
                }
                counts("area".into(), &mut rule.area);
            }
            Family::Budget => {
                let rule = &mut rules.budget;
                let regions = rule.regions.iter_mut().enumerate();
                let regions = regions.map(|(r, limits)| (format!("regions.{}", region(r)), limits));
                for (name, limits) in [("total".to_owned(), &mut rule.total)].into_iter().chain(regions) {
                    if limits.min.is_some() {
                        visitor(family, format!("budget.{name}.min"), Entry::Cash(&mut limits.min, true));
                    }
                    if limits.max.is_some() {
                        visitor(family, format!("budget.{name}.max"), Entry::Cash(&mut limits.max, false));
                    }
                }
            }
            Family::Accreditation => {
                let rule = &rules.accreditation;
                let id = |c: CountryId| &scenario.country(c).id;
                for (at, &(c, h)) in rule.required.iter().enumerate() {
                    let name = format!("accreditation.required ({}, {})", id(c), id(h));
                    visitor(family, name, Entry::Part(Gone::Required(at)));
                }
                for (at, &(c, h)) in rule.forbidden.iter().enumerate() {
                    let name = format!("accreditation.forbidden ({}, {})", id(c), id(h));
                    visitor(family, name, Entry::Part(Gone::Forbidden(at)));
                }
            }
            Family::Retention => {
                let rule = &mut rules.retention;
                let id = |c: CountryId| &scenario.country(c).id;
                for (at, &(h, _)) in rule.keep.iter().enumerate() {
                    let name = format!("retention.keep ({})", id(h));
                    visitor(family, name, Entry::Part(Gone::Kept(at)));
                }
                for (at, &h) in rule.close.iter().enumerate() {
                    let name = format!("retention.close ({})", id(h));
                    visitor(family, name, Entry::Part(Gone::Closed(at)));
                }
                for (name, most) in [
                    ("max_closures", &mut rule.max_closures),
                    ("max_openings", &mut rule.max_openings),
                    ("max_moves", &mut rule.max_moves),
                ] {
                    if most.is_some() {
                        visitor(family, format!("retention.{name}"), Entry::Count(most, false));
                    }
                }
            }
            _ => visitor(family, family.name().into(), Entry::Part(Gone::Whole)),
        }
    }
}

fn state(rules: &mut Rules, family: Family) -> &mut State {
    match family {
        Family::Coverage => &mut rules.coverage.state,
        Family::Nesting => &mut rules.nesting.state,
        Family::Region => &mut rules.region.state,
        Family::Count => &mut rules.count.state,
        Family::Capacity => &mut rules.capacity.state,
        Family::Posts => &mut rules.posts.state,
        Family::Budget => &mut rules.budget.state,
        Family::Span => &mut rules.span.state,
        Family::Reach => &mut rules.reach.state,
        Family::Contiguity => &mut rules.contiguity.state,
        Family::Language => &mut rules.language.state,
        Family::Accreditation => &mut rules.accreditation.state,
        Family::Continuity => &mut rules.continuity.state,
        Family::Retention => &mut rules.retention.state,
        Family::Balance => &mut rules.balance.state,
        Family::Scorecard => &mut rules.scorecard.state,
    }
}
