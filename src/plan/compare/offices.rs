//! Offices opened, closed, and changed in tier, superior, posts or arrangement.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::change::{Change, Turn};
use crate::plan::{OfficeRecord, Plan};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeChanges {
    /// In this plan only; by host.
    pub opened: Vec<OfficeRecord>,
    /// In the first plan only; by host.
    pub closed: Vec<OfficeRecord>,
    /// In both, but of another tier, under another superior, with other posts or housed in another way; by
    /// host.
    pub changed: Vec<ChangedOffice>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangedOffice {
    /// Id of the host country.
    pub host: String,
    /// In this plan.
    pub city: String,
    /// In this plan.
    pub region: String,
    pub tier: Turn<String>,
    /// Hosts of the superiors; null at the top.
    pub reports_to: Turn<Option<String>>,
    pub posts: Change<i64>,
    /// Null in premises of its own.
    pub arrangement: Turn<Option<String>>,
}

impl OfficeChanges {
    pub fn new(first: &Plan, this: &Plan) -> Self {
        let (before, now) = (by_host(first), by_host(this));
        let only = |own: &BTreeMap<&str, &OfficeRecord>, other: &BTreeMap<&str, &OfficeRecord>| {
            own.iter()
                .filter(|(host, _)| !other.contains_key(*host))
                .map(|(_, &office)| office.clone())
                .collect()
        };
        let both = before.iter().filter_map(|(host, office)| Some((*office, *now.get(host)?)));
        Self {
            opened: only(&now, &before),
            closed: only(&before, &now),
            changed: both.map(|(first, this)| change(first, this)).filter(ChangedOffice::differs).collect(),
        }
    }

    pub fn differs(&self) -> bool {
        !(self.opened.is_empty() && self.closed.is_empty() && self.changed.is_empty())
    }
}

impl ChangedOffice {
    fn differs(&self) -> bool {
        self.tier.differs() || self.reports_to.differs() || self.posts.differs() || self.arrangement.differs()
    }
}

pub fn by_host(plan: &Plan) -> BTreeMap<&str, &OfficeRecord> {
    plan.offices.iter().map(|office| (office.host.as_str(), office)).collect()
}

fn change(first: &OfficeRecord, this: &OfficeRecord) -> ChangedOffice {
    ChangedOffice {
        host: this.host.clone(),
        city: this.city.clone(),
        region: this.region.clone(),
        tier: Turn::new(first.tier.clone(), this.tier.clone()),
        reports_to: Turn::new(first.reports_to.clone(), this.reports_to.clone()),
        posts: Change::new(first.posts.into(), this.posts.into()),
        arrangement: Turn::new(first.arrangement.clone(), this.arrangement.clone()),
    }
}
