//! Rule families: state, what is broken, what it costs, and each limit with its slack. Of one limit
//! for many offices or countries the tightest stands for all.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::change::{Change, Turn};
use crate::plan::{Plan, RuleRecord, SlackRecord};
use crate::scenario::{Family, Money, State};

/// A rule family in both plans; null where a plan does not know the family, or it is off there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FamilyChange {
    pub state: Turn<Option<State>>,
    pub kept: Turn<Option<bool>>,
    /// How many of its limits are broken.
    pub broken: Change<Option<i64>>,
    /// What breaking it costs a year.
    pub price: Change<Option<Money>>,
    /// By limit.
    pub limits: BTreeMap<String, LimitChange>,
}

/// A limit in both plans, in the family's unit; null where a plan has no such limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitChange {
    /// The office or country that is nearest to the limit, where there is one limit for many.
    pub at: Turn<Option<String>>,
    pub min: Turn<Option<i64>>,
    pub max: Turn<Option<i64>>,
    pub value: Change<Option<i64>>,
    /// Distance to the nearer limit; negative where it is broken.
    pub slack: Change<Option<i64>>,
}

pub fn families(first: &Plan, this: &Plan) -> BTreeMap<Family, FamilyChange> {
    let all: BTreeSet<Family> = first.rules.keys().chain(this.rules.keys()).copied().collect();
    all.into_iter()
        .map(|family| (family, change(first.rules.get(&family), this.rules.get(&family))))
        .collect()
}

impl FamilyChange {
    pub fn differs(&self) -> bool {
        self.state.differs()
            || self.kept.differs()
            || self.broken.differs()
            || self.price.differs()
            || self.limits.values().any(LimitChange::differs)
    }
}

impl LimitChange {
    /// Where the tightest of many limits stands is no difference by itself: others may be as tight.
    pub fn differs(&self) -> bool {
        self.min.differs() || self.max.differs() || self.value.differs() || self.slack.differs()
    }
}

fn change(first: Option<&RuleRecord>, this: Option<&RuleRecord>) -> FamilyChange {
    let looked_at = |rule: Option<&RuleRecord>| rule.is_some_and(|rule| rule.state != State::Off);
    let broken = |rule: Option<&RuleRecord>| {
        let count = |rule: &RuleRecord| rule.slack.iter().filter(|limit| limit.slack < 0).count() as i64;
        rule.filter(|_| looked_at(rule)).map(count)
    };
    let (before, now) = (tightest(first), tightest(this));
    let limits: BTreeSet<&str> = before.keys().chain(now.keys()).copied().collect();
    FamilyChange {
        state: Turn::new(first.map(|rule| rule.state), this.map(|rule| rule.state)),
        kept: Turn::new(first.and_then(|rule| rule.kept), this.and_then(|rule| rule.kept)),
        broken: Change::new(broken(first), broken(this)),
        price: Change::new(first.and_then(|rule| rule.price), this.and_then(|rule| rule.price)),
        limits: limits
            .into_iter()
            .map(|limit| {
                (limit.to_owned(), limit_change(before.get(limit).copied(), now.get(limit).copied()))
            })
            .collect(),
    }
}

fn tightest(rule: Option<&RuleRecord>) -> BTreeMap<&str, &SlackRecord> {
    let mut tightest: BTreeMap<&str, &SlackRecord> = BTreeMap::new();
    for record in rule.into_iter().flat_map(|rule| &rule.slack) {
        let known = tightest.entry(&record.limit).or_insert(record);
        if record.slack < known.slack {
            *known = record;
        }
    }
    tightest
}

fn limit_change(first: Option<&SlackRecord>, this: Option<&SlackRecord>) -> LimitChange {
    let turn = |of: fn(&SlackRecord) -> Option<i64>| Turn::new(first.and_then(of), this.and_then(of));
    let at = |record: Option<&SlackRecord>| record.and_then(|record| record.at.clone());
    LimitChange {
        at: Turn::new(at(first), at(this)),
        min: turn(|record| record.min),
        max: turn(|record| record.max),
        value: Change::new(first.map(|record| record.value), this.map(|record| record.value)),
        slack: Change::new(first.map(|record| record.slack), this.map(|record| record.slack)),
    }
}
