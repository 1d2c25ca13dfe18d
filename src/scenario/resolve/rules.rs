//! The rules: names become ids, limits become integer units.

mod arrangement;
mod decentralisation;

use std::collections::BTreeMap;

use super::Context;
use super::network::Network;
use super::organisation::{MOST_MONEY, Organisation};
use crate::scenario::document::below;
use crate::scenario::file::ScenarioFile;
use crate::scenario::model_file::ModelFile;
use crate::scenario::rules::{
    Accreditation, Balance, Budget, Capacity, Contiguity, Continuity, Count, Coverage, Language, Limits,
    Nesting, PairFile, Posts, PreferredPair, Reach, RegionRule, Retention, Rules, RulesFile, ScorecardRule,
    SiteFile, Span, State,
};
use crate::scenario::{CountryId, Money, RegionId, Score, TierId, Workload};

/// More staff-months a year than any office carries.
const MOST_LIMIT: f64 = 1e9;

struct Reader<'c, 'd> {
    context: &'c Context<'d>,
    organisation: &'c Organisation,
    network: &'c Network,
}

pub fn resolve(
    context: &Context,
    file: &ScenarioFile,
    model: &ModelFile,
    organisation: &Organisation,
    network: &Network,
) -> Rules {
    let read = Reader { context, organisation, network };
    let rules = &file.rules;
    read.hosts(file);
    for (group, pointer) in (model.demand.iter())
        .flat_map(|demand| demand.group_weights.keys())
        .map(|group| (group, "/organisation/demand/group_weights"))
        .chain(
            (model.host_contribution.iter())
                .flat_map(|rule| rule.groups.keys())
                .map(|group| (group, "/organisation/host_contribution/groups")),
        )
    {
        read.group(group, &below(pointer, group), true);
    }
    Rules {
        coverage: Coverage {
            state: read.structural(rules.coverage.as_ref().map(|r| r.state), "coverage", file),
        },
        nesting: Nesting { state: read.structural(rules.nesting.as_ref().map(|r| r.state), "nesting", file) },
        region: read.region(rules),
        count: read.count(rules),
        capacity: read.capacity(rules),
        posts: read.posts(rules),
        budget: read.budget(rules),
        span: read.span(rules),
        reach: read.reach(rules),
        contiguity: {
            let rule = rules.contiguity.clone().unwrap_or_default();
            let state = state(rules.contiguity.as_ref().map(|r| r.state));
            let price = read.price(state, rule.price, "contiguity");
            Contiguity { state, price, areas: rule.areas, remits: rule.remits }
        },
        language: read.language(rules),
        accreditation: read.accreditation(rules),
        continuity: read.continuity(rules, model),
        retention: read.retention(rules),
        balance: read.balance(rules),
        scorecard: read.scorecard(rules, model),
        decentralisation: read.decentralisation(rules, model),
        arrangement: read.arrangement(rules),
    }
}

/// State of a family that may be absent.
fn state(state: Option<State>) -> State {
    state.unwrap_or(State::Off)
}

impl Reader<'_, '_> {
    /// State of a family without which there is no plan.
    fn structural(&self, state: Option<State>, family: &str, file: &ScenarioFile) -> State {
        let state = state.unwrap_or(State::Hard);
        let allowed = state == State::Hard || (state == State::Report && file.fixed.is_some());
        if !allowed {
            let message =
                format!("`{family}` must be hard: without it there is no plan (`report` goes with `fixed`)");
            self.context.error("unsupported-state", message, &format!("/rules/{family}/state"));
        }
        state
    }

    fn country(&self, id: &str, pointer: &str) -> Option<CountryId> {
        self.network.find(self.context, id, || self.context.document.locate(pointer))
    }

    fn tier(&self, id: &str, pointer: &str) -> Option<TierId> {
        let ids = self.organisation.tiers.iter().map(|tier| tier.id.as_str());
        self.context.find("tier", id, ids, || self.context.document.locate(pointer)).map(TierId)
    }

    fn region_id(&self, id: &str, pointer: &str) -> Option<RegionId> {
        let ids = self.network.regions.iter().map(|region| region.id.as_str());
        self.context.find("region", id, ids, || self.context.document.locate(pointer)).map(RegionId)
    }

    /// A group that no country is in is a slip, or (where models serve many networks) a warning.
    fn group(&self, group: &str, pointer: &str, is_model: bool) {
        let known = || self.network.countries.iter().flat_map(|country| country.groups.iter());
        if known().any(|g| g == group) {
            return;
        }
        if is_model {
            self.context.warning("empty-group", format!("no country is in the group `{group}`"), pointer);
        } else {
            let mut names: Vec<&str> = known().map(String::as_str).collect();
            names.sort_unstable();
            names.dedup();
            let label = || self.context.document.locate(pointer);
            self.context.find("group", group, names.iter().copied(), label);
        }
    }

    fn hosts(&self, file: &ScenarioFile) {
        let Some(hosts) = &file.hosts else { return };
        for tier in hosts.tiers.keys() {
            self.tier(tier, &below("/hosts/tiers", tier));
        }
        let filters = hosts.any_tier.iter().map(|f| ("/hosts/any_tier".to_owned(), f));
        for (pointer, filter) in filters.chain(hosts.tiers.iter().map(|(t, f)| (below("/hosts/tiers", t), f)))
        {
            for (number, id) in filter.countries.iter().enumerate() {
                self.country(id, &format!("{pointer}/countries/{number}"));
            }
            for (number, group) in filter.groups.iter().enumerate() {
                self.group(group, &format!("{pointer}/groups/{number}"), false);
            }
        }
    }

    fn limits<N: PartialOrd + Copy + std::fmt::Display>(
        &self,
        limits: Limits<N>,
        pointer: &str,
    ) -> Limits<N> {
        if let (Some(min), Some(max)) = (limits.min, limits.max)
            && min > max
        {
            let message = format!("the minimum of {min} is above the maximum of {max}");
            self.context.error("contradictory-limits", message, pointer);
        }
        limits
    }

    fn by_tier(&self, limits: &BTreeMap<String, Limits<u32>>, pointer: &str) -> Vec<Limits<u32>> {
        let mut all = vec![Limits::default(); self.organisation.tiers.len()];
        for (id, own) in limits {
            let at = below(pointer, id);
            if let Some(tier) = self.tier(id, &at) {
                all[tier.0] = self.limits(*own, &at);
            }
        }
        all
    }

    fn by_region<N, M: Clone>(
        &self,
        limits: &BTreeMap<String, N>,
        pointer: &str,
        none: M,
        read: impl Fn(&N, &str) -> M,
    ) -> Vec<M> {
        let mut all = vec![none; self.network.regions.len()];
        for (id, own) in limits {
            let at = below(pointer, id);
            if let Some(region) = self.region_id(id, &at) {
                all[region.0] = read(own, &at);
            }
        }
        all
    }

    fn region(&self, rules: &RulesFile) -> RegionRule {
        let rule = rules.region.clone().unwrap_or_default();
        let pairs = |list: Vec<(&String, &String)>, pointer: &str, key: &str| -> Vec<(CountryId, RegionId)> {
            let read = |(number, (country, region)): (usize, (&String, &String))| {
                let at = format!("/rules/region/{pointer}/{number}");
                let country = self.country(country, &format!("{at}/{key}"));
                Some((country?, self.region_id(region, &format!("{at}/region"))?))
            };
            list.into_iter().enumerate().filter_map(read).collect()
        };
        let covers = rule.cover_exceptions.iter().map(|e| (&e.country, &e.region)).collect();
        let supervised = rule.supervision_exceptions.iter().map(|e| (&e.office, &e.region)).collect();
        RegionRule {
            state: state(rules.region.as_ref().map(|r| r.state)),
            price: self.price(state(rules.region.as_ref().map(|r| r.state)), rule.price, "region"),
            cover_exceptions: pairs(covers, "cover_exceptions", "country"),
            supervision_exceptions: pairs(supervised, "supervision_exceptions", "office"),
        }
    }

    fn count(&self, rules: &RulesFile) -> Count {
        let rule = rules.count.clone().unwrap_or_default();
        let none = (Limits::default(), vec![Limits::default(); self.organisation.tiers.len()]);
        let regions = self.by_region(&rule.regions, "/rules/count/regions", none, |own, at| {
            let offices = self.limits(own.offices, &format!("{at}/offices"));
            (offices, self.by_tier(&own.tiers, &format!("{at}/tiers")))
        });
        Count {
            state: state(rules.count.as_ref().map(|r| r.state)),
            price: self.price(state(rules.count.as_ref().map(|r| r.state)), rule.price, "count"),
            offices: self.limits(rule.offices, "/rules/count/offices"),
            tiers: self.by_tier(&rule.tiers, "/rules/count/tiers"),
            regions: regions.iter().map(|(offices, _)| *offices).collect(),
            region_tiers: regions.into_iter().map(|(_, tiers)| tiers).collect(),
        }
    }

    fn capacity(&self, rules: &RulesFile) -> Capacity {
        let rule = rules.capacity.clone().unwrap_or_default();
        let mut floors = vec![Workload::ZERO; self.organisation.tiers.len()];
        for (id, &floor) in &rule.floors {
            let at = below("/rules/capacity/floors", id);
            let floor = self.workload("floor", floor, &at);
            if let Some(tier) = self.tier(id, &at) {
                floors[tier.0] = floor;
            }
        }
        let mut ceilings = vec![None; self.organisation.tiers.len()];
        for (id, &ceiling) in &rule.ceilings {
            let at = below("/rules/capacity/ceilings", id);
            let ceiling = self.workload("ceiling", ceiling, &at);
            if let Some(tier) = self.tier(id, &at) {
                ceilings[tier.0] = Some(ceiling);
                let floor = floors[tier.0];
                let limits = Limits { min: (floor > Workload::ZERO).then_some(floor), max: Some(ceiling) };
                self.limits(limits, &at);
            }
        }
        let mut hosts = vec![Limits::default(); self.network.countries.len()];
        for (id, &own) in &rule.hosts {
            let at = below("/rules/capacity/hosts", id);
            let own = self.limits(own, &at);
            let min = own.min.map(|floor| self.workload("floor", floor, &format!("{at}/min")));
            let max = own.max.map(|ceiling| self.workload("ceiling", ceiling, &format!("{at}/max")));
            if let Some(host) = self.country(id, &at) {
                hosts[host.0] = Limits { min, max };
            }
        }
        let state = state(rules.capacity.as_ref().map(|r| r.state));
        Capacity { state, price: self.price(state, rule.price, "capacity"), floors, ceilings, hosts }
    }

    fn workload(&self, what: &str, value: f64, pointer: &str) -> Workload {
        if !(0.0..MOST_LIMIT).contains(&value) {
            let message =
                format!("a {what} of {value} is out of range: expected 0 to {MOST_LIMIT:e} staff-months");
            self.context.error("out-of-range", message, pointer);
        }
        Workload::from_units(value)
    }

    fn posts(&self, rules: &RulesFile) -> Posts {
        let rule = rules.posts.clone().unwrap_or_default();
        let at = "/rules/posts/regions";
        Posts {
            state: state(rules.posts.as_ref().map(|r| r.state)),
            price: self.price(state(rules.posts.as_ref().map(|r| r.state)), rule.price, "posts"),
            offices: self.by_tier(&rule.offices, "/rules/posts/offices"),
            regions: self.by_region(&rule.regions, at, Limits::default(), |own, at| self.limits(*own, at)),
            total: self.limits(rule.total, "/rules/posts/total"),
            new: self.limits(rule.new, "/rules/posts/new"),
        }
    }

    fn money(&self, limits: Limits<f64>, pointer: &str) -> Limits<Money> {
        let limits = self.limits(limits, pointer);
        for amount in [limits.min, limits.max].into_iter().flatten() {
            self.amount(amount, pointer);
        }
        Limits { min: limits.min.map(Money::from_units), max: limits.max.map(Money::from_units) }
    }

    fn amount(&self, amount: f64, pointer: &str) -> Money {
        if !(0.0..MOST_MONEY).contains(&amount) {
            let message = format!("{amount} is out of range: expected 0 to {MOST_MONEY:e}");
            self.context.error("out-of-range", message, pointer);
        }
        Money::from_units(amount)
    }

    fn budget(&self, rules: &RulesFile) -> Budget {
        let rule = rules.budget.clone().unwrap_or_default();
        let none = Limits { min: None, max: None };
        Budget {
            state: state(rules.budget.as_ref().map(|r| r.state)),
            price: self.price(state(rules.budget.as_ref().map(|r| r.state)), rule.price, "budget"),
            total: self.money(rule.total, "/rules/budget/total"),
            regions: self
                .by_region(&rule.regions, "/rules/budget/regions", none, |own, at| self.money(*own, at)),
        }
    }

    fn span(&self, rules: &RulesFile) -> Span {
        let rule = rules.span.clone().unwrap_or_default();
        Span {
            state: state(rules.span.as_ref().map(|r| r.state)),
            price: self.price(state(rules.span.as_ref().map(|r| r.state)), rule.price, "span"),
            subordinates: self.by_tier(&rule.subordinates, "/rules/span/subordinates"),
            countries: self.by_tier(&rule.countries, "/rules/span/countries"),
            area: self.limits(rule.area, "/rules/span/area"),
        }
    }

    fn reach(&self, rules: &RulesFile) -> Reach {
        let rule = rules.reach.clone().unwrap_or_default();
        let ceiling = |km: Option<f64>, hours: Option<f64>, pointer: &str| -> Option<i64> {
            for (key, value) in [("max_km", km), ("max_hours", hours)] {
                if value.is_some_and(|value| !(0.0..1e6).contains(&value)) {
                    let message = format!("`{key}` is out of range: expected 0 to 1,000,000");
                    self.context.error("out-of-range", message, &format!("{pointer}/{key}"));
                }
            }
            let speed = self.organisation.speed.as_ref();
            if hours.is_some() && speed.is_none() {
                let message =
                    "`max_hours` asks how fast one travels, but the organisation model has no `travel`";
                self.context.error("missing-section", message, &format!("{pointer}/max_hours"));
            }
            let by_time = hours
                .zip(speed)
                .map(|(hours, speed)| ((hours - speed.hours_fixed) * speed.km_per_hour).max(0.0));
            [km, by_time].into_iter().flatten().map(|km| km.floor() as i64).min()
        };
        let general = ceiling(rule.max_km, rule.max_hours, "/rules/reach");
        let groups: Vec<(&String, Option<i64>)> = rule
            .groups
            .iter()
            .map(|(group, own)| {
                let at = below("/rules/reach/groups", group);
                self.group(group, &at, false);
                (group, ceiling(own.max_km, own.max_hours, &at))
            })
            .collect();
        let mut max_km: Vec<Option<i64>> = self
            .network
            .countries
            .iter()
            .map(|country| {
                let own = groups.iter().filter(|(group, _)| country.groups.contains(*group));
                own.filter_map(|&(_, km)| km).chain(general).min()
            })
            .collect();
        let mut seen = std::collections::BTreeSet::new();
        for (number, own) in rule.exceptions.iter().enumerate() {
            let at = format!("/rules/reach/exceptions/{number}");
            if let Some(country) = self.country(&own.country, &format!("{at}/country")) {
                if !seen.insert(country) {
                    let message = format!("`{}` has two exceptions", own.country);
                    self.context.error("duplicate-exception", message, &format!("{at}/country"));
                }
                max_km[country.0] = ceiling(own.max_km, own.max_hours, &at);
            }
        }
        let state = state(rules.reach.as_ref().map(|r| r.state));
        Reach { state, price: self.price(state, rule.price, "reach"), max_km }
    }

    fn language(&self, rules: &RulesFile) -> Language {
        let rule = rules.language.clone().unwrap_or_default();
        let state = state(rules.language.as_ref().map(|r| r.state));
        Language { state, price: self.price(state, rule.price, "language") }
    }

    /// What a soft family costs for each unit that it is missed by; zero in every other state.
    fn price(&self, state: State, price: Option<f64>, family: &str) -> Money {
        if state == State::Soft && price.is_none() {
            self.context.error("missing-price", "a soft rule needs a `price`", &below("/rules", family));
        }
        let price = self.amount(price.unwrap_or(0.0), &format!("/rules/{family}/price"));
        if state == State::Soft { price } else { Money::ZERO }
    }

    fn continuity(&self, rules: &RulesFile, model: &ModelFile) -> Continuity {
        let rule = rules.continuity.clone().unwrap_or_default();
        let state = state(rules.continuity.as_ref().map(|r| r.state));
        let staffing = model.staffing.as_ref();
        if state != State::Off && staffing.is_some_and(|staffing| staffing.acting_share.is_none()) {
            let message = "`continuity` asks how much an acting cover takes on, but the organisation model has no `staffing.acting_share`";
            self.context.error("missing-section", message, "/rules/continuity");
        }
        Continuity { state, price: self.price(state, rule.price, "continuity") }
    }

    fn balance(&self, rules: &RulesFile) -> Balance {
        let rule = rules.balance.clone().unwrap_or_default();
        let state = state(rules.balance.as_ref().map(|r| r.state));
        let at = "/rules/balance/band";
        let band = self.limits(rule.band, at);
        if band.max.is_some_and(|max| max < 0.001) {
            let message = "the upper limit is out of range: expected at least 0.001 staff-months a post";
            self.context.error("out-of-range", message, &format!("{at}/max"));
        }
        let band = Limits {
            min: band.min.map(|min| self.workload("floor", min, &format!("{at}/min"))),
            max: band.max.map(|max| self.workload("ceiling", max, &format!("{at}/max"))),
        };
        Balance { state, band, price: self.price(state, rule.price, "balance") }
    }

    fn scorecard(&self, rules: &RulesFile, model: &ModelFile) -> ScorecardRule {
        let rule = rules.scorecard.clone().unwrap_or_default();
        let state = state(rules.scorecard.as_ref().map(|r| r.state));
        if state != State::Off && model.scorecard.is_none() {
            let message =
                "`scorecard` puts a floor under a score, but the organisation model has no `scorecard`";
            self.context.error("missing-section", message, "/rules/scorecard");
        }
        let floor = |points: Option<f64>, key: &str| {
            if points.is_some_and(|points| !(0.0..=100.0).contains(&points)) {
                let message = "the floor is out of range: expected 0 to 100 points";
                self.context.error("out-of-range", message, &format!("/rules/scorecard/{key}"));
            }
            points.map(Score::from_units)
        };
        let (network, offices) = (floor(rule.network, "network"), floor(rule.offices, "offices"));
        let price = |floor: Option<Score>, price: Option<f64>, key: &str| {
            let is_priced = state == State::Soft && floor.is_some();
            if is_priced && price.is_none() {
                let message = format!("a soft floor needs a price: `{key}`");
                self.context.error("missing-price", message, "/rules/scorecard");
            }
            let price = self.amount(price.unwrap_or(0.0), &format!("/rules/scorecard/{key}"));
            if is_priced { price } else { Money::ZERO }
        };
        ScorecardRule {
            state,
            network,
            offices,
            price: price(network, rule.price, "price"),
            office_price: price(offices, rule.office_price, "office_price"),
        }
    }

    fn accreditation(&self, rules: &RulesFile) -> Accreditation {
        let rule = rules.accreditation.clone().unwrap_or_default();
        let pair = |at: &str, country: &str, office: &str| {
            let country = self.country(country, &format!("{at}/country"));
            Some((country?, self.country(office, &format!("{at}/office"))?))
        };
        let pairs = |list: &[PairFile], key: &str| -> Vec<(CountryId, CountryId)> {
            let read = |(number, p): (usize, &PairFile)| {
                pair(&format!("/rules/accreditation/{key}/{number}"), &p.country, &p.office)
            };
            list.iter().enumerate().filter_map(read).collect()
        };
        let preferred = rule.preferred.iter().enumerate().filter_map(|(number, p)| {
            let at = format!("/rules/accreditation/preferred/{number}");
            let (country, office) = pair(&at, &p.country, &p.office)?;
            Some(PreferredPair { country, office, price: self.amount(p.price, &format!("{at}/price")) })
        });
        Accreditation {
            state: state(rules.accreditation.as_ref().map(|r| r.state)),
            price: self.price(
                state(rules.accreditation.as_ref().map(|r| r.state)),
                rule.price,
                "accreditation",
            ),
            required: pairs(&rule.required, "required"),
            forbidden: pairs(&rule.forbidden, "forbidden"),
            preferred: preferred.collect(),
        }
    }

    fn retention(&self, rules: &RulesFile) -> Retention {
        let rule = rules.retention.clone().unwrap_or_default();
        let site = |key: &str, number: usize, site: &SiteFile| {
            let at = format!("/rules/retention/{key}/{number}");
            let office = self.country(&site.office, &format!("{at}/office"));
            let tier = site.tier.as_ref().map(|tier| self.tier(tier, &format!("{at}/tier")));
            Some((office?, tier.flatten()))
        };
        let keep = rule.keep.iter().enumerate().filter_map(|(number, s)| site("keep", number, s));
        let close = rule.close.iter().enumerate().filter_map(|(number, s)| site("close", number, s));
        Retention {
            state: state(rules.retention.as_ref().map(|r| r.state)),
            price: self.price(state(rules.retention.as_ref().map(|r| r.state)), rule.price, "retention"),
            keep: keep.collect(),
            close: close.map(|(office, _)| office).collect(),
            max_closures: rule.max_closures,
            max_openings: rule.max_openings,
            max_moves: rule.max_moves,
        }
    }
}
