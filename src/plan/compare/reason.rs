//! Why a country moved. What the plans themselves tell comes first; a scenario that is at hand tells
//! more: the country is put back to its former office, all else as in this plan, and the checker says
//! which hard rules that breaks, the price list what it costs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::side::Side;
use crate::plan::{Assignment, Component, OfficeRecord, Status};
use crate::scenario::{Family, State};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "reason", rename_all = "snake_case", deny_unknown_fields)]
pub enum Reason {
    /// One of the two plans does not cover the country.
    Scope,
    /// The scenario of this plan fixes every decision.
    Fixed,
    /// Its former office is closed in this plan.
    Closed,
    /// It hosts an office in this plan, which covers it.
    Host,
    /// Covered by its former office, all else as in this plan, it would break a hard rule.
    Rule {
        family: Family,
        /// What would be broken.
        words: String,
    },
    /// Cheaper from its new office, at the prices of this plan's scenario.
    Cost {
        /// In which it is cheaper.
        components: Vec<Component>,
    },
    /// Nearer to its new office. Only where no scenario is at hand.
    Nearer,
    /// Shares a working language with its new office, unlike before. Only where no scenario is at
    /// hand.
    Language,
    /// No rule asks for the move and the country itself gains nothing by it: it pays elsewhere in the
    /// network.
    Network,
}

pub fn reasons(this: &Side, from: Option<&Assignment>, to: Option<&Assignment>) -> Vec<Reason> {
    let (Some(from), Some(to)) = (from, to) else { return vec![Reason::Scope] };
    if this.plan.status == Status::Fixed {
        return vec![Reason::Fixed];
    }
    let Some(former) = this.plan.offices.iter().find(|office| office.host == from.office) else {
        return vec![Reason::Closed];
    };
    if to.office == to.country {
        return vec![Reason::Host];
    }
    let known = this.known.as_ref().and_then(|known| {
        let rules = known.broken_by(&to.country, &from.office)?;
        let cheaper = known.cheaper(&to.country, &to.office, &from.office)?;
        Some((rules, cheaper))
    });
    let Some((mut reasons, cheaper)) = known else { return from_the_plans(this, former, from, to) };
    if !cheaper.is_empty() {
        reasons.push(Reason::Cost { components: cheaper });
    }
    if reasons.is_empty() {
        reasons.push(Reason::Network);
    }
    reasons
}

fn from_the_plans(this: &Side, former: &OfficeRecord, from: &Assignment, to: &Assignment) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let state = |family: Family| this.plan.rules.get(&family).map(|rule| rule.state);
    let needed = former.workload + to.workload;
    if let (Some(State::Hard), Some(most)) = (state(Family::Capacity), former.capacity)
        && needed > most
    {
        let words = format!("{} would carry {needed}, at most {most} allowed", former.host);
        reasons.push(Reason::Rule { family: Family::Capacity, words });
    }
    if to.distance_km.zip(from.distance_km).is_some_and(|(now, before)| now < before) {
        reasons.push(Reason::Nearer);
    }
    if to.shared_language && !from.shared_language {
        reasons.push(Reason::Language);
    }
    reasons
}
