//! The bare decision: which offices are open, at which tier, under whom, with how many posts, and
//! which of them covers each country.

use crate::scenario::{ArrangementId, CountryId, Scenario, TierId, Workload};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// Indexed by country: the office hosted there.
    pub offices: Vec<Option<Office>>,
    /// Indexed by country: host of the covering office; `None` where no coverage is needed.
    pub covered_by: Vec<Option<CountryId>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Office {
    pub tier: TierId,
    /// Host of the superior; `None` at the top.
    pub reports_to: Option<CountryId>,
    pub posts: u32,
    /// How it is housed.
    pub arrangement: ArrangementId,
}

impl Office {
    /// Workload that is not available to its countries.
    pub fn overhead(&self, scenario: &Scenario) -> Workload {
        scenario.tier(self.tier).terms(self.arrangement).overhead
    }
}

impl Network {
    /// The network that a plan of `scenario` changes: none without a baseline, or where the scenario leaves
    /// nothing to decide.
    pub fn today(scenario: &Scenario) -> Option<Self> {
        Some(Self::baseline(scenario)).filter(|today| !scenario.fixed && today.hosts().next().is_some())
    }

    /// The baseline as it stands.
    pub fn baseline(scenario: &Scenario) -> Self {
        Self {
            offices: scenario
                .baseline
                .offices
                .iter()
                .map(|office| {
                    office.as_ref().map(|o| Office {
                        tier: o.tier,
                        reports_to: o.reports_to,
                        posts: o.posts,
                        arrangement: o.arrangement,
                    })
                })
                .collect(),
            covered_by: scenario
                .country_ids()
                .map(|c| scenario.baseline.covered_by[c.0].filter(|_| scenario.country(c).covered))
                .collect(),
        }
    }

    /// Hosts of the open offices, ascending.
    pub fn hosts(&self) -> impl Iterator<Item = CountryId> + '_ {
        (0..self.offices.len()).map(CountryId).filter(|h| self.offices[h.0].is_some())
    }

    pub fn office(&self, host: CountryId) -> Option<&Office> {
        self.offices[host.0].as_ref()
    }

    /// Countries covered by the office hosted by `host`, ascending.
    pub fn remit(&self, host: CountryId) -> Vec<CountryId> {
        (0..self.covered_by.len()).map(CountryId).filter(|c| self.covered_by[c.0] == Some(host)).collect()
    }

    /// Host of the office at the end of the reporting line of `host`; `None` if the line is broken
    /// or runs in a circle.
    pub fn root(&self, host: CountryId) -> Option<CountryId> {
        let mut at = host;
        for _ in 0..=self.offices.len() {
            match self.office(at)?.reports_to {
                None => return Some(at),
                Some(superior) => at = superior,
            }
        }
        None
    }

    /// Countries of the area of the top-tier office `root`: its remit and those of all offices below.
    pub fn area(&self, root: CountryId) -> Vec<CountryId> {
        (0..self.covered_by.len())
            .map(CountryId)
            .filter(|c| self.covered_by[c.0].is_some_and(|h| self.root(h) == Some(root)))
            .collect()
    }

    pub fn workload(&self, scenario: &Scenario, host: CountryId) -> Workload {
        self.remit(host).iter().map(|&c| scenario.country(c).workload).sum()
    }

    pub fn posts(&self) -> u32 {
        self.offices.iter().flatten().map(|o| o.posts).sum()
    }

    /// What an office can carry for its remit: what its posts carry beside the overhead of its tier
    /// (below zero where they do not even carry that), and no more than its ceiling. `None`: anything.
    pub fn capacity(&self, scenario: &Scenario, host: CountryId) -> Option<Workload> {
        let office = self.office(host)?;
        let per_post = scenario.parameters.workload_per_post;
        let overhead = office.overhead(scenario);
        let carried = per_post.map(|per_post| per_post * i64::from(office.posts) - overhead);
        let ceiling = scenario.rules.capacity.limits(host, office.tier).max;
        carried.into_iter().chain(ceiling).min()
    }
}
