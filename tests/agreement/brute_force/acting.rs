//! `continuity`: the numbers of posts that let offices act for each other, and the offices that none
//! acts for.

use std::collections::BTreeSet;

use purview::scenario::{ArrangementId, CountryId, Scenario, State, TierId, Workload};

/// Sites, reporting lines and remits.
pub struct Acting<'a> {
    pub scenario: &'a Scenario,
    pub tiers: &'a [Option<TierId>],
    pub housed: &'a [ArrangementId],
    pub superiors: &'a [Option<CountryId>],
    pub covered_by: &'a [Option<CountryId>],
}

impl Acting<'_> {
    fn top_of(&self, mut host: usize) -> usize {
        while let Some(superior) = self.superiors[host] {
            host = superior.0;
        }
        host
    }

    /// The fewest posts with which the office at `cover` acts for the one at `host`.
    fn needed(&self, host: usize, cover: usize) -> Option<u32> {
        let tier = self.tiers[cover].filter(|_| cover != host)?;
        let (own, spoken) =
            (&self.scenario.countries[host].languages, &self.scenario.countries[cover].languages);
        let is_understood = own.is_empty() || spoken.is_empty() || own.iter().any(|l| spoken.contains(l));
        if !is_understood || self.top_of(host) != self.top_of(cover) {
            return None;
        }
        let Some(per_post) = self.scenario.parameters.workload_per_post else { return Some(0) };
        let mut asked = self.scenario.tier(tier).terms(self.housed[cover]).overhead;
        for (country, office) in self.scenario.countries.iter().zip(self.covered_by) {
            let share = self.scenario.parameters.acting_share;
            match office {
                Some(office) if office.0 == cover => asked += country.workload,
                Some(office) if office.0 == host => {
                    asked += Workload::from_units(country.workload.to_units() * share);
                }
                _ => {}
            }
        }
        Some(u32::try_from((asked.0 + per_post.0 - 1) / per_post.0).expect("no more posts than work"))
    }

    fn hosts(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.tiers.len()).filter(|&host| self.tiers[host].is_some())
    }

    /// Every number of posts by host, from `least` up, that may be worth it: each office that none
    /// acts for gets a cover in each way; where the rule is not hard, also none.
    pub fn sufficient(&self, least: &[u32]) -> BTreeSet<Vec<u32>> {
        let state = self.scenario.rules.continuity.state;
        let mut found = BTreeSet::from([least.to_vec()]);
        if !matches!(state, State::Soft | State::Hard) {
            return found;
        }
        for host in self.hosts() {
            let mut next = BTreeSet::new();
            for posts in found {
                let covers: Vec<(usize, u32)> =
                    self.hosts().filter_map(|cover| Some((cover, self.needed(host, cover)?))).collect();
                if covers.iter().any(|&(cover, needed)| posts[cover] >= needed) {
                    next.insert(posts);
                    continue;
                }
                for (cover, needed) in covers {
                    let mut more = posts.clone();
                    more[cover] = needed;
                    next.insert(more);
                }
                if state == State::Soft {
                    next.insert(posts);
                }
            }
            found = next;
        }
        found
    }

    /// Offices that none acts for.
    pub fn alone(&self, posts: &[u32]) -> usize {
        let is_alone = |&host: &usize| {
            !self.hosts().any(|cover| self.needed(host, cover).is_some_and(|needed| posts[cover] >= needed))
        };
        self.hosts().filter(is_alone).count()
    }
}
