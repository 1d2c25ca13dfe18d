//! Which countries may host an office.

use std::collections::{BTreeSet, HashSet};

use crate::scenario::Tier;
use crate::scenario::file::{HostFilterFile, OfficeFile, ScenarioFile};
use crate::scenario::resolve::organisation::Organisation;

pub struct Filters<'f> {
    pub any_tier: Option<Filter<'f>>,
    /// By tier.
    pub tiers: Vec<Option<Filter<'f>>>,
}

pub struct Filter<'f> {
    file: &'f HostFilterFile,
    countries: HashSet<&'f str>,
}

impl<'f> Filters<'f> {
    pub fn new(file: &'f ScenarioFile, organisation: &Organisation) -> Self {
        let hosts = file.hosts.as_ref();
        let filter = |file: &'f HostFilterFile| {
            let countries = file.countries.iter().map(String::as_str).collect();
            Filter { file, countries }
        };
        let of_tier = |tier: &Tier| hosts.and_then(|hosts| hosts.tiers.get(&tier.id)).map(filter);
        Self {
            any_tier: hosts.and_then(|hosts| hosts.any_tier.as_ref()).map(filter),
            tiers: organisation.tiers.iter().map(of_tier).collect(),
        }
    }
}

impl Filter<'_> {
    pub fn admits(&self, id: &str, groups: &BTreeSet<String>, office: Option<&OfficeFile>) -> bool {
        (self.file.existing && office.is_some())
            || office.is_some_and(|office| self.file.existing_tiers.contains(&office.tier))
            || self.file.groups.iter().any(|group| groups.contains(group))
            || self.countries.contains(id)
    }
}
