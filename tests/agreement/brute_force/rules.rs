//! The rules, read from their descriptions alone.

use purview::geography::Geography;
use purview::scenario::{ArrangementId, CountryId, Limits, Money, Rules, Scenario, State, TierId, Workload};

use super::prices::Amount;

pub struct Reading<'a> {
    scenario: &'a Scenario,
    /// By country, then office.
    pub may_cover: Vec<Vec<bool>>,
    /// By office, then superior.
    pub may_supervise: Vec<Vec<bool>>,
    /// By country.
    neighbours: Vec<Vec<usize>>,
}

impl<'a> Reading<'a> {
    pub fn new(scenario: &'a Scenario, geography: &Geography) -> Self {
        let budget = &scenario.rules.budget;
        let has_floor = budget.regions.iter().chain([&budget.total]).any(|limits| limits.min.is_some());
        assert!(!has_floor, "brute force takes a budget for a ceiling");

        let pairs = |may: &dyn Fn(CountryId, CountryId) -> bool| -> Vec<Vec<bool>> {
            scenario.country_ids().map(|a| scenario.country_ids().map(|b| may(a, b)).collect()).collect()
        };
        let mut neighbours = vec![Vec::new(); scenario.countries.len()];
        for border in &scenario.borders {
            neighbours[border.a.0].push(border.b.0);
            neighbours[border.b.0].push(border.a.0);
        }
        Self {
            scenario,
            may_cover: pairs(&|country, office| may_cover(scenario, geography, country, office)),
            may_supervise: pairs(&|office, superior| may_supervise(scenario, office, superior)),
            neighbours,
        }
    }

    fn rules(&self) -> &'a Rules {
        &self.scenario.rules
    }

    /// `count`, and of `retention` what concerns sites.
    pub fn allow_sites(&self, tiers: &[Option<TierId>]) -> bool {
        self.count_is_kept(tiers) && self.sites_are_retained(tiers)
    }

    fn count_is_kept(&self, tiers: &[Option<TierId>]) -> bool {
        let rule = &self.rules().count;
        if rule.state != State::Hard {
            return true;
        }
        let offices = |region: Option<usize>, tier: Option<TierId>| {
            let is_meant = |host: usize| {
                tiers[host].is_some_and(|t| tier.is_none_or(|tier| t == tier))
                    && region.is_none_or(|region| self.scenario.countries[host].region.0 == region)
            };
            (0..tiers.len()).filter(|&host| is_meant(host)).count() as u32
        };
        rule.offices.contains(offices(None, None))
            && self.scenario.tier_ids().all(|t| rule.tiers[t.0].contains(offices(None, Some(t))))
            && self.scenario.region_ids().all(|r| {
                rule.regions[r.0].contains(offices(Some(r.0), None))
                    && self
                        .scenario
                        .tier_ids()
                        .all(|t| rule.region_tiers[r.0][t.0].contains(offices(Some(r.0), Some(t))))
            })
    }

    fn sites_are_retained(&self, tiers: &[Option<TierId>]) -> bool {
        let rule = &self.rules().retention;
        if rule.state != State::Hard {
            return true;
        }
        let before = &self.scenario.baseline.offices;
        let closures = (0..tiers.len()).filter(|&h| before[h].is_some() && tiers[h].is_none()).count();
        let openings = (0..tiers.len()).filter(|&h| before[h].is_none() && tiers[h].is_some()).count();
        rule.keep.iter().all(|&(host, kept)| match kept {
            None => tiers[host.0].is_some(),
            Some(tier) => tiers[host.0] == Some(tier),
        }) && rule.close.iter().all(|host| tiers[host.0].is_none())
            && rule.max_closures.is_none_or(|max| closures <= max as usize)
            && rule.max_openings.is_none_or(|max| openings <= max as usize)
    }

    /// Of `capacity` the floor, of `span` the countries of an office, of `retention` the moves, of
    /// `contiguity` the remits.
    pub fn allow_remits(&self, tiers: &[Option<TierId>], covered_by: &[Option<CountryId>]) -> bool {
        let rules = self.rules();
        if rules.retention.state == State::Hard {
            let before = &self.scenario.baseline.covered_by;
            let moves = (0..covered_by.len())
                .filter(|&c| covered_by[c].is_some() && before[c].is_some() && before[c] != covered_by[c])
                .count();
            if rules.retention.max_moves.is_some_and(|max| moves > max as usize) {
                return false;
            }
        }
        tiers.iter().enumerate().all(|(host, tier)| {
            let Some(tier) = *tier else { return true };
            let remit = remit(host, covered_by);
            let capacity_is_kept = rules.capacity.state != State::Hard
                || self.is_within_capacity(host, tier, self.workload(&remit));
            let span_is_kept =
                rules.span.state != State::Hard || rules.span.countries[tier.0].contains(remit.len() as u32);
            let is_contiguous = rules.contiguity.state != State::Hard
                || !rules.contiguity.remits
                || self.is_connected(host, &remit);
            capacity_is_kept && span_is_kept && is_contiguous
        })
    }

    /// Floors and ceilings of `capacity`, of the tier and of the host.
    fn is_within_capacity(&self, host: usize, tier: TierId, load: Workload) -> bool {
        let rule = &self.rules().capacity;
        load >= rule.floors[tier.0]
            && rule.ceilings[tier.0].is_none_or(|ceiling| load <= ceiling)
            && rule.hosts[host].contains(load)
    }

    /// `span` of superiors and of areas, and of `contiguity` the areas.
    pub fn allow_areas(
        &self,
        tiers: &[Option<TierId>],
        superiors: &[Option<CountryId>],
        covered_by: &[Option<CountryId>],
    ) -> bool {
        let rules = self.rules();
        let top_of = |host: usize| {
            let mut top = host;
            while let Some(superior) = superiors[top] {
                top = superior.0;
            }
            top
        };
        tiers.iter().enumerate().all(|(host, tier)| {
            let Some(TierId(tier)) = *tier else { return true };
            let subordinates = superiors.iter().filter(|&&s| s == Some(CountryId(host))).count() as u32;
            let is_bottom = tier + 1 == self.scenario.tiers.len();
            if rules.span.state == State::Hard
                && !is_bottom
                && !rules.span.subordinates[tier].contains(subordinates)
            {
                return false;
            }
            if tier > 0 {
                return true;
            }
            let area: Vec<usize> = (0..covered_by.len())
                .filter(|&c| covered_by[c].is_some_and(|office| top_of(office.0) == host))
                .collect();
            let span_is_kept = rules.span.state != State::Hard || rules.span.area.contains(area.len() as u32);
            let is_contiguous = rules.contiguity.state != State::Hard
                || !rules.contiguity.areas
                || self.is_connected(host, &area);
            span_is_kept && is_contiguous
        })
    }

    /// By host: the fewest posts that carry the remit and meet the least number of the tier.
    pub fn least_posts(
        &self,
        tiers: &[Option<TierId>],
        housed: &[ArrangementId],
        covered_by: &[Option<CountryId>],
    ) -> Vec<u32> {
        let rules = self.rules();
        let least = |host: usize, tier: TierId| {
            let mut posts = 0;
            if rules.posts.state == State::Hard {
                posts = rules.posts.offices[tier.0].min.unwrap_or(0);
            }
            if rules.capacity.state == State::Hard {
                let overhead = self.scenario.tier(tier).terms(housed[host]).overhead;
                let carried = self.workload(&remit(host, covered_by)) + overhead;
                let per_post = self.scenario.parameters.workload_per_post;
                while per_post.is_some_and(|per_post| per_post * i64::from(posts) < carried) {
                    posts += 1;
                }
            }
            posts
        };
        (0..tiers.len()).map(|host| tiers[host].map_or(0, |tier| least(host, tier))).collect()
    }

    /// `budget`.
    pub fn overspends(&self, spent: Amount) -> bool {
        let rule = &self.rules().budget;
        let exceeds = |cash: Money, limits: &Limits<Money>| limits.max.is_some_and(|max| cash > max);
        rule.state == State::Hard
            && (exceeds(spent.cash, &rule.total)
                || spent.regions.iter().zip(&rule.regions).any(|(&cash, limits)| exceeds(cash, limits)))
    }

    fn workload(&self, remit: &[usize]) -> Workload {
        remit.iter().map(|&c| self.scenario.countries[c].workload).sum()
    }

    /// Whether every member of `set` can be reached from `host` through members of `set`.
    fn is_connected(&self, host: usize, set: &[usize]) -> bool {
        let mut reached = vec![host];
        let mut next = 0;
        while let Some(&at) = reached.get(next) {
            for &neighbour in &self.neighbours[at] {
                if set.contains(&neighbour) && !reached.contains(&neighbour) {
                    reached.push(neighbour);
                }
            }
            next += 1;
        }
        set.iter().all(|country| reached.contains(country))
    }
}

fn remit(host: usize, covered_by: &[Option<CountryId>]) -> Vec<usize> {
    (0..covered_by.len()).filter(|&c| covered_by[c] == Some(CountryId(host))).collect()
}

/// `region`, `reach`, `language`, `accreditation`, and the table of costs.
fn may_cover(scenario: &Scenario, geography: &Geography, country: CountryId, office: CountryId) -> bool {
    let rules = &scenario.rules;
    let region = scenario.country(office).region;
    let region_is_kept = rules.region.state != State::Hard
        || scenario.country(country).region == region
        || rules.region.cover_exceptions.contains(&(country, region));
    let is_in_reach = rules.reach.state != State::Hard
        || country == office
        || rules.reach.max_km[country.0]
            .is_none_or(|max| geography.km(country, office).is_some_and(|km| km <= max));
    let (own, spoken) = (&scenario.country(country).languages, &scenario.country(office).languages);
    let is_understood = rules.language.state != State::Hard
        || own.is_empty()
        || spoken.is_empty()
        || own.iter().any(|language| spoken.contains(language));
    let accreditation = &rules.accreditation;
    let is_accredited = accreditation.state != State::Hard
        || (!accreditation.forbidden.contains(&(country, office))
            && accreditation.required.iter().filter(|(c, _)| *c == country).all(|(_, o)| *o == office));
    let is_priced = scenario.costs.allows(country, office);
    region_is_kept && is_in_reach && is_understood && is_accredited && is_priced
}

/// `region`.
fn may_supervise(scenario: &Scenario, office: CountryId, superior: CountryId) -> bool {
    let rule = &scenario.rules.region;
    let region = scenario.country(superior).region;
    rule.state != State::Hard
        || scenario.country(office).region == region
        || rule.supervision_exceptions.contains(&(office, region))
}
