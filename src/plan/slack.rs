//! How far a network is from each limit of each family. For the record; the checker has its own
//! reading of the rules.

use super::decentralisation::shares;
use super::plan::SlackRecord;
use super::{CostBreakdown, Network, Scores, Tariff};
use crate::geography::Geography;
use crate::scenario::{CountryId, Family, Limits, RegionId, Scenario, TierId};

/// A value beside its limits.
pub struct Measure {
    limit: String,
    at: Option<String>,
    value: i64,
    min: Option<i64>,
    max: Option<i64>,
}

impl Measure {
    fn slack(&self) -> i64 {
        let low = self.min.map(|min| self.value - min);
        let high = self.max.map(|max| max - self.value);
        low.into_iter().chain(high).min().unwrap_or(i64::MAX)
    }

    /// Of one office or country, not of the network or a region.
    pub fn is_of_one_place(&self) -> bool {
        self.at.is_some()
    }

    /// By how much the limit is missed; zero where it is kept.
    fn missed_by(&self) -> i64 {
        (-self.slack()).max(0)
    }

    /// The same in the units that the family is priced by, begun ones whole.
    pub fn units_missed(&self, family: Family) -> i64 {
        let unit = family.unit();
        (self.missed_by() + unit - 1) / unit
    }

    pub fn is_kept(&self) -> bool {
        self.slack() >= 0
    }

    pub fn in_words(&self, family: Family) -> String {
        let unit = |value: i64| family.in_units(value);
        let at = self.at.as_ref().map_or(String::new(), |at| format!(" ({at})"));
        match (self.min, self.max) {
            (Some(min), _) if self.value < min => {
                format!("{}{at}: {}, at least {} asked for", self.limit, unit(self.value), unit(min))
            }
            (_, Some(max)) => {
                format!("{}{at}: {}, at most {} allowed", self.limit, unit(self.value), unit(max))
            }
            _ => format!("{}{at}: {}", self.limit, unit(self.value)),
        }
    }
}

impl From<Measure> for SlackRecord {
    fn from(m: Measure) -> Self {
        let slack = m.slack();
        Self { limit: m.limit, at: m.at, value: m.value, min: m.min, max: m.max, slack }
    }
}

struct Ruler<'a> {
    scenario: &'a Scenario,
    geography: &'a Geography,
    network: &'a Network,
    cost: &'a CostBreakdown,
    measures: Vec<Measure>,
}

/// Every limit of `family`; of one limit for many, the tightest, or each that is broken.
pub fn measure(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    cost: &CostBreakdown,
    family: Family,
) -> Vec<Measure> {
    let mut ruler = Ruler { scenario, geography, network, cost, measures: Vec::new() };
    match family {
        Family::Coverage => ruler.coverage(),
        Family::Nesting => ruler.nesting(),
        Family::Region => ruler.region(),
        Family::Count => ruler.count(),
        Family::Capacity => ruler.capacity(),
        Family::Posts => ruler.posts(),
        Family::Budget => ruler.budget(),
        Family::Span => ruler.span(),
        Family::Reach => ruler.reach(),
        Family::Contiguity => ruler.contiguity(),
        Family::Language => ruler.language(),
        Family::Accreditation => ruler.accreditation(),
        Family::Continuity => ruler.continuity(),
        Family::Retention => ruler.retention(),
        Family::Balance => ruler.balance(),
        Family::Scorecard => ruler.scorecard(),
        Family::Decentralisation => ruler.decentralisation(),
        Family::Arrangement => ruler.arrangement(),
    }
    ruler.measures
}

impl Ruler<'_> {
    fn id(&self, country: CountryId) -> String {
        self.scenario.country(country).id.clone()
    }

    fn limit(&mut self, limit: impl Into<String>, value: i64, min: Option<i64>, max: Option<i64>) {
        if min.is_some() || max.is_some() {
            self.measures.push(Measure { limit: limit.into(), at: None, value, min, max });
        }
    }

    fn within(&mut self, limit: impl Into<String>, value: usize, limits: Limits<u32>) {
        self.limit(limit, value as i64, limits.min.map(i64::from), limits.max.map(i64::from));
    }

    /// One limit for many: each that breaks it, or the one nearest to it.
    fn each(&mut self, limit: &str, all: Vec<(CountryId, i64, Option<i64>, Option<i64>)>) {
        let measures: Vec<Measure> = all
            .into_iter()
            .filter(|(_, _, min, max)| min.is_some() || max.is_some())
            .map(|(at, value, min, max)| Measure {
                limit: limit.into(),
                at: Some(self.id(at)),
                value,
                min,
                max,
            })
            .collect();
        if measures.iter().all(Measure::is_kept) {
            self.measures.extend(measures.into_iter().min_by_key(Measure::slack));
        } else {
            self.measures.extend(measures.into_iter().filter(|m| !m.is_kept()));
        }
    }

    fn hosts(&self) -> Vec<CountryId> {
        self.network.hosts().collect()
    }

    fn tier_of(&self, host: CountryId) -> TierId {
        self.network.office(host).expect("an open office").tier
    }

    fn region_of(&self, country: CountryId) -> RegionId {
        self.scenario.country(country).region
    }

    /// Countries with their covering office.
    fn pairs(&self) -> Vec<(CountryId, CountryId)> {
        self.scenario.country_ids().filter_map(|c| Some((c, self.network.covered_by[c.0]?))).collect()
    }

    fn coverage(&mut self) {
        let uncovered =
            self.scenario.covered_ids().filter(|c| self.network.covered_by[c.0].is_none()).count();
        self.limit("uncovered_countries", uncovered as i64, None, Some(0));
        let foreign = |h: &CountryId| self.network.covered_by[h.0].is_some_and(|office| office != *h);
        let foreign = self.hosts().iter().filter(|h| foreign(h)).count();
        self.limit("hosts_covered_from_elsewhere", foreign as i64, None, Some(0));
        let costs = &self.scenario.costs;
        if !costs.pairs.is_empty() {
            let ruled_out = self.pairs().iter().filter(|(c, h)| !costs.allows(*c, *h)).count();
            self.limit("pairs_that_costs_rule_out", ruled_out as i64, None, Some(0));
        }
        if self.scenario.has_arrangements() {
            let overfull = self.hosts().into_iter().filter(|&h| !self.is_housed(h)).count();
            self.limit("offices_beyond_their_arrangement", overfull as i64, None, Some(0));
        }
    }

    /// In an arrangement that its tier knows, and that takes its posts and countries.
    fn is_housed(&self, host: CountryId) -> bool {
        let office = self.network.office(host).expect("an open office");
        let tier = self.scenario.tier(office.tier);
        let terms = tier.terms(office.arrangement);
        tier.known_arrangements().any(|known| known == office.arrangement)
            && terms.max_posts.is_none_or(|most| office.posts <= most)
            && terms.max_countries.is_none_or(|most| self.network.remit(host).len() <= most as usize)
    }

    fn arrangement(&mut self) {
        let (scenario, rule) = (self.scenario, &self.scenario.rules.arrangement);
        let arranged = |h: CountryId| self.network.office(h).expect("an open office").arrangement;
        let forbidden = self.network.hosts().filter(|&h| !rule.allows(h, arranged(h))).count();
        let count = |region: Option<RegionId>, number: usize| {
            let is_meant = |h: &CountryId| region.is_none_or(|region| self.region_of(*h) == region);
            self.network.hosts().filter(is_meant).filter(|&h| arranged(h).0 == number).count()
        };
        let mut all = Vec::new();
        for (number, own) in scenario.arrangements.iter().enumerate() {
            all.push((format!("total.{}", own.id), count(None, number), rule.total[number]));
            for r in scenario.region_ids() {
                let name = format!("regions.{}.{}", scenario.regions[r.0].id, own.id);
                all.push((name, count(Some(r), number), rule.regions[r.0][number]));
            }
        }
        all.into_iter().for_each(|(name, value, limits)| self.within(name, value, limits));
        if !rule.sites.is_empty() {
            self.limit("sites_not_allowed", forbidden as i64, None, Some(0));
        }
    }

    fn nesting(&mut self) {
        let broken: Vec<(CountryId, i64, Option<i64>, Option<i64>)> = self
            .hosts()
            .into_iter()
            .map(|h| {
                let office = self.network.office(h).expect("an open office");
                let above = office.reports_to.map(|g| self.network.office(g).map(|o| o.tier.0 as i64));
                let steps = match above {
                    None => office.tier.0 as i64,
                    Some(Some(tier)) => office.tier.0 as i64 - tier - 1,
                    Some(None) => office.tier.0 as i64,
                };
                (h, steps.abs(), None, Some(0))
            })
            .collect();
        self.each("tiers_skipped", broken);
    }

    fn region(&mut self) {
        let rule = &self.scenario.rules.region;
        let covered = self
            .pairs()
            .into_iter()
            .filter(|&(c, h)| {
                self.region_of(c) != self.region_of(h)
                    && !rule.cover_exceptions.contains(&(c, self.region_of(h)))
            })
            .count();
        let supervised = self
            .hosts()
            .into_iter()
            .filter_map(|h| Some((h, self.network.office(h)?.reports_to?)))
            .filter(|&(h, g)| {
                self.region_of(h) != self.region_of(g)
                    && !rule.supervision_exceptions.contains(&(h, self.region_of(g)))
            })
            .count();
        self.limit("covered_from_outside", covered as i64, None, Some(0));
        self.limit("supervised_from_outside", supervised as i64, None, Some(0));
    }

    fn count(&mut self) {
        let rule = &self.scenario.rules.count;
        let count = |region: Option<RegionId>, tier: Option<TierId>| {
            let counts = |h: &CountryId| {
                region.is_none_or(|r| self.region_of(*h) == r) && tier.is_none_or(|t| self.tier_of(*h) == t)
            };
            self.network.hosts().filter(counts).count()
        };
        let mut all = vec![("offices".to_owned(), count(None, None), rule.offices)];
        for t in self.scenario.tier_ids() {
            all.push((format!("tiers.{}", self.scenario.tier(t).id), count(None, Some(t)), rule.tiers[t.0]));
        }
        for r in self.scenario.region_ids() {
            let id = &self.scenario.regions[r.0].id;
            all.push((format!("regions.{id}.offices"), count(Some(r), None), rule.regions[r.0]));
            for t in self.scenario.tier_ids() {
                let name = format!("regions.{id}.tiers.{}", self.scenario.tier(t).id);
                all.push((name, count(Some(r), Some(t)), rule.region_tiers[r.0][t.0]));
            }
        }
        all.into_iter().for_each(|(name, value, limits)| self.within(name, value, limits));
    }

    fn capacity(&mut self) {
        let rule = &self.scenario.rules.capacity;
        let load = |h: CountryId| self.network.workload(self.scenario, h).0;
        let hosts = self.hosts();
        let carried = hosts
            .iter()
            .map(|&h| (h, load(h), None, self.network.capacity(self.scenario, h).map(|most| most.0)))
            .collect();
        let floor = |h: CountryId| rule.limits(h, self.tier_of(h)).min.map(|floor| floor.0);
        let floors = hosts.iter().map(|&h| (h, load(h), floor(h), None)).collect();
        self.each("capacity", carried);
        self.each("floors", floors);
    }

    fn posts(&mut self) {
        let rule = &self.scenario.rules.posts;
        let limits = |h: CountryId| rule.offices[self.tier_of(h).0];
        let posts = |h: CountryId| i64::from(self.network.office(h).expect("an open office").posts);
        let offices = self
            .hosts()
            .into_iter()
            .map(|h| (h, posts(h), limits(h).min.map(i64::from), limits(h).max.map(i64::from)))
            .collect();
        self.each("offices", offices);
        for r in self.scenario.region_ids() {
            let total: i64 = self.network.hosts().filter(|&h| self.region_of(h) == r).map(posts).sum();
            self.within(
                format!("regions.{}", self.scenario.regions[r.0].id),
                total as usize,
                rule.regions[r.0],
            );
        }
        self.within("total", self.network.posts() as usize, rule.total);
        if self.scenario.baseline.offices.iter().any(Option::is_some) {
            let new = self.network.posts().saturating_sub(self.scenario.baseline.posts());
            self.within("new", new as usize, rule.new);
        }
    }

    fn budget(&mut self) {
        let rule = &self.scenario.rules.budget;
        self.limit("total", self.cost.cash().0, rule.total.min.map(|m| m.0), rule.total.max.map(|m| m.0));
        for r in self.scenario.region_ids() {
            let (name, limits) = (format!("regions.{}", self.scenario.regions[r.0].id), rule.regions[r.0]);
            let cash = self.cost.region_cash(Some(r)).0;
            self.limit(name, cash, limits.min.map(|m| m.0), limits.max.map(|m| m.0));
        }
    }

    fn span(&mut self) {
        let rule = &self.scenario.rules.span;
        let between = |h: CountryId, value: usize, limits: Limits<u32>| {
            (h, value as i64, limits.min.map(i64::from), limits.max.map(i64::from))
        };
        let bottom = self.scenario.tiers.len() - 1;
        let hosts = self.hosts();
        let below = |g: CountryId| {
            let reports = |h: &CountryId| self.network.office(*h).is_some_and(|o| o.reports_to == Some(g));
            self.network.hosts().filter(reports).count()
        };
        let superiors = hosts.iter().filter(|h| self.tier_of(**h).0 < bottom);
        let subordinates =
            superiors.map(|&g| between(g, below(g), rule.subordinates[self.tier_of(g).0])).collect();
        let countries = hosts
            .iter()
            .map(|&h| between(h, self.network.remit(h).len(), rule.countries[self.tier_of(h).0]))
            .collect();
        let roots = hosts.iter().filter(|h| self.network.office(**h).is_some_and(|o| o.reports_to.is_none()));
        let areas = roots.map(|&g| between(g, self.network.area(g).len(), rule.area)).collect();
        self.each("subordinates", subordinates);
        self.each("countries", countries);
        self.each("area", areas);
    }

    fn reach(&mut self) {
        let limits = &self.scenario.rules.reach.max_km;
        let away = self.pairs().into_iter().filter(|(c, h)| c != h);
        let all = away.filter_map(|(c, h)| Some((c, self.geography.km(c, h)?, None, limits[c.0]))).collect();
        self.each("max_km", all);
    }

    fn contiguity(&mut self) {
        let rule = &self.scenario.rules.contiguity;
        let parts = |root: CountryId, mut set: Vec<CountryId>| {
            set.push(root);
            (root, self.geography.components(&set).len() as i64, None, Some(1))
        };
        let hosts = self.hosts();
        let roots = hosts.iter().filter(|h| self.network.office(**h).is_some_and(|o| o.reports_to.is_none()));
        let areas: Vec<_> = roots.map(|&g| parts(g, self.network.area(g))).collect();
        let remits: Vec<_> = hosts.iter().map(|&h| parts(h, self.network.remit(h))).collect();
        if rule.areas {
            self.each("parts_of_area", areas);
        }
        if rule.remits {
            self.each("parts_of_remit", remits);
        }
    }

    fn language(&mut self) {
        let mismatched =
            self.pairs().into_iter().filter(|&(c, h)| !self.scenario.shares_language(c, h)).count();
        self.limit("mismatched_countries", mismatched as i64, None, Some(0));
    }

    fn accreditation(&mut self) {
        let rule = &self.scenario.rules.accreditation;
        let is = |&(c, h): &(CountryId, CountryId)| self.network.covered_by[c.0] == Some(h);
        let (required, forbidden) = (
            rule.required.iter().filter(|p| !is(p)).count(),
            rule.forbidden.iter().filter(|p| is(p)).count(),
        );
        self.limit("required_not_followed", required as i64, None, Some(0));
        self.limit("forbidden_used", forbidden as i64, None, Some(0));
    }

    fn continuity(&mut self) {
        let covers = |h: CountryId| self.network.acting_covers(self.scenario, h).len() as i64;
        let all = self.hosts().into_iter().map(|h| (h, covers(h), Some(1), None)).collect();
        self.each("acting_covers", all);
    }

    fn balance(&mut self) {
        let all = self.hosts().into_iter().map(|h| {
            let office = self.network.office(h).expect("an open office");
            let load = self.network.workload(self.scenario, h) + office.overhead(self.scenario);
            let limits = self.scenario.rules.balance.limits(office.posts);
            (h, load.0, limits.min.map(|min| min.0), limits.max.map(|max| max.0))
        });
        let all = all.collect();
        self.each("work_of_the_posts", all);
    }

    fn scorecard(&mut self) {
        let tariff = Tariff::new(self.scenario, self.geography);
        let Some(scores) = Scores::new(self.scenario, &tariff) else { return };
        let rule = &self.scenario.rules.scorecard;
        let mean = |host| scores.mean(self.network, host, |c, h| scores.pair(c, h)).map(|score| score.0);
        let (network, offices) = (rule.network.map(|floor| floor.0), rule.offices.map(|floor| floor.0));
        let all = self.hosts().into_iter().filter_map(|h| Some((h, mean(Some(h))?, offices, None))).collect();
        if let Some(score) = mean(None) {
            self.limit("network", score, network, None);
        }
        self.each("offices", all);
    }

    fn decentralisation(&mut self) {
        let rule = &self.scenario.rules.decentralisation;
        let regions = self.scenario.region_ids().map(|region| (Some(region), rule.regions[region.0]));
        for (region, floors) in [(None, rule.network)].into_iter().chain(regions) {
            let of =
                region.map_or_else(String::new, |r| format!("regions.{}.", self.scenario.regions[r.0].id));
            let decided = shares(self.scenario, self.network, region);
            for (what, value, floor) in
                [("local", decided.local, floors.local), ("field", decided.field, floors.field)]
            {
                if let Some(value) = value {
                    self.limit(format!("{of}{what}"), value.0, floor.map(|floor| floor.0), None);
                }
            }
        }
    }

    fn retention(&mut self) {
        let rule = &self.scenario.rules.retention;
        let before = &self.scenario.baseline;
        let lost = rule
            .keep
            .iter()
            .filter(|(h, tier)| self.network.office(*h).is_none_or(|o| tier.is_some_and(|t| t != o.tier)))
            .count();
        let open = rule.close.iter().filter(|h| self.network.office(**h).is_some()).count();
        let change = |old: bool, new: bool| {
            let changed = |h: &CountryId| {
                before.offices[h.0].is_some() == old && self.network.office(*h).is_some() == new
            };
            self.scenario.country_ids().filter(changed).count() as i64
        };
        let (closures, openings) = (change(true, false), change(false, true));
        let moves =
            self.pairs().iter().filter(|(c, h)| before.covered_by[c.0].is_some_and(|b| b != *h)).count();
        self.limit("keep_lost", lost as i64, None, Some(0));
        self.limit("close_still_open", open as i64, None, Some(0));
        self.limit("closures", closures, None, rule.max_closures.map(i64::from));
        self.limit("openings", openings, None, rule.max_openings.map(i64::from));
        self.limit("moves", moves as i64, None, rule.max_moves.map(i64::from));
    }
}
