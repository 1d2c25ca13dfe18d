//! From a bare network to the complete record of a plan.

use std::collections::BTreeMap;

use super::decentralisation;
use super::plan::{
    Assignment, Costs, Inputs, ObjectiveRecord, OfficeRecord, PerspectiveRecord, Plan, RuleRecord,
    ScorecardRecord, SlackRecord, Statement, Units, gap,
};
use super::slack;
use super::{Component, CostBreakdown, Network, Scores, Tariff, value};
use crate::geography::Geography;
use crate::scenario::{ArrangementId, CountryId, Family, Money, Scenario, State, Weights};

impl Plan {
    /// The record of `network` with what is stated about how it was made.
    pub fn new(scenario: &Scenario, geography: &Geography, network: &Network, statement: Statement) -> Self {
        let tariff = Tariff::new(scenario, geography);
        let cost = CostBreakdown::new(scenario, &tariff, network);
        let scores = scores(scenario, &tariff);
        let bounds: Vec<Money> = [statement.bound].into_iter().chain(statement.further_bounds).collect();
        let objectives = objectives(scenario, geography, network, &bounds);
        let objective = objectives[0].value;
        Self {
            schema_version: 1,
            scenario: scenario.name.clone(),
            status: statement.status,
            units: Units::of(scenario),
            objective,
            bound: statement.bound,
            gap: gap(objective, statement.bound),
            gap_limit: statement.gap_limit,
            objectives: if scenario.objective == [Weights::COST] { Vec::new() } else { objectives },
            offices: network
                .hosts()
                .map(|host| office(scenario, geography, network, &cost, scores.as_ref(), host))
                .collect(),
            assignments: scenario
                .country_ids()
                .filter_map(|c| assignment(scenario, geography, network, scores.as_ref(), c))
                .collect(),
            costs: costs(scenario, &cost),
            scorecard: scores.as_ref().map(|scores| scorecard(scores, network)),
            decentralisation: decentralisation::record(scenario, network),
            rules: rules(scenario, geography, network, &cost),
            inputs: Inputs {
                scenario_file: statement.scenario_file,
                set: statement.set,
                requests: statement.requests,
                hash: scenario.inputs.hash.clone(),
                versions: statement.versions,
                seed: statement.seed,
            },
            run: statement.run,
        }
    }

    /// What this plan states about how it was made.
    pub fn statement(&self) -> Statement {
        Statement {
            status: self.status,
            bound: self.bound,
            further_bounds: self.objectives.iter().skip(1).map(|objective| objective.bound).collect(),
            gap_limit: self.gap_limit,
            scenario_file: self.inputs.scenario_file.clone(),
            set: self.inputs.set.clone(),
            requests: self.inputs.requests.clone(),
            versions: self.inputs.versions.clone(),
            seed: self.inputs.seed,
            run: self.run.clone(),
        }
    }
}

impl Units {
    pub fn of(scenario: &Scenario) -> Self {
        Self {
            money: format!("{}/100", scenario.currency),
            workload: "staff-month/1000".into(),
            score: "point/100".into(),
            share: "1/1000000".into(),
        }
    }

    /// In which money is counted.
    pub fn currency(&self) -> &str {
        self.money.trim_end_matches("/100")
    }
}

fn office(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    cost: &CostBreakdown,
    scores: Option<&Scores>,
    host: CountryId,
) -> OfficeRecord {
    let office = network.office(host).expect("hosts() gives open offices");
    let country = scenario.country(host);
    OfficeRecord {
        host: country.id.clone(),
        city: country.office_city.clone(),
        region: scenario.regions[country.region.0].id.clone(),
        tier: scenario.tier(office.tier).id.clone(),
        reports_to: office.reports_to.map(|superior| scenario.country(superior).id.clone()),
        acting_cover: (scenario.rules.continuity.state != State::Off)
            .then(|| network.acting_cover(scenario, geography, host))
            .flatten()
            .map(|cover| scenario.country(cover).id.clone()),
        posts: office.posts,
        arrangement: (office.arrangement != ArrangementId::PREMISES)
            .then(|| scenario.arrangements[office.arrangement.0].id.clone()),
        workload: network.workload(scenario, host),
        capacity: network.capacity(scenario, host),
        cost: cost.office(host),
        score: scores.and_then(|scores| scores.mean(network, Some(host), |c, h| scores.pair(c, h))),
    }
}

fn assignment(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    scores: Option<&Scores>,
    country: CountryId,
) -> Option<Assignment> {
    let office = network.covered_by[country.0]?;
    let own = scenario.country(country);
    let id = |c: CountryId| scenario.country(c).id.clone();
    Some(Assignment {
        country: own.id.clone(),
        office: id(office),
        area: network.root(office).map(id),
        region: scenario.regions[own.region.0].id.clone(),
        distance_km: geography.km(country, office),
        workload: own.workload,
        shared_language: scenario.shares_language(country, office),
        score: scores.map(|scores| scores.pair(country, office)),
        path: witness(scenario, geography, network, country, office)
            .map(|path| path.into_iter().map(id).collect()),
    })
}

/// A chain of neighbours that shows a country to be joined to its root.
fn witness(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    country: CountryId,
    office: CountryId,
) -> Option<Vec<CountryId>> {
    let rule = &scenario.rules.contiguity;
    let (root, mut set) = match (rule.state, rule.areas, rule.remits) {
        (State::Off, ..) | (_, false, false) => return None,
        (_, true, _) => {
            let root = network.root(office)?;
            (root, network.area(root))
        }
        (_, false, true) => (office, network.remit(office)),
    };
    set.push(root);
    geography.path_within(&set, country, root)
}

/// What is scored: nothing where `scorecard` is off.
pub fn scores<'a>(scenario: &'a Scenario, tariff: &'a Tariff<'a>) -> Option<Scores<'a>> {
    Scores::new(scenario, tariff).filter(|_| scenario.rules.scorecard.state != State::Off)
}

/// The scorecard section of a plan.
pub fn scorecard(scores: &Scores, network: &Network) -> ScorecardRecord {
    let perspectives = scores.perspectives().iter().map(|own| PerspectiveRecord {
        id: own.id.clone(),
        score: scores.mean(network, None, |c, h| scores.pair_in(own, c, h)),
    });
    ScorecardRecord {
        score: scores.mean(network, None, |c, h| scores.pair(c, h)),
        perspectives: perspectives.collect(),
    }
}

/// The objectives section of a plan. A bound that is not stated is the value itself.
fn objectives(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    bounds: &[Money],
) -> Vec<ObjectiveRecord> {
    let record = |(number, weights): (usize, &Weights)| {
        let value = value(scenario, geography, network, weights);
        let bound = bounds.get(number).copied().unwrap_or(value);
        ObjectiveRecord { weights: *weights, value, bound, gap: gap(value, bound) }
    };
    scenario.objective.iter().enumerate().map(record).collect()
}

/// The cost section of a plan.
pub fn costs(scenario: &Scenario, cost: &CostBreakdown) -> Costs {
    let by_component = |amount: &dyn Fn(Component) -> Money| -> BTreeMap<Component, Money> {
        Component::ALL.into_iter().map(|component| (component, amount(component))).collect()
    };
    let mut regions: BTreeMap<String, _> = scenario
        .region_ids()
        .map(|r| {
            (
                scenario.regions[r.0].id.clone(),
                by_component(&|component| cost.region_component(Some(r), component)),
            )
        })
        .collect();
    regions.insert("network".into(), by_component(&|component| cost.region_component(None, component)));
    Costs {
        total: cost.total(),
        cash: cost.cash(),
        service: cost.total() - cost.cash(),
        components: by_component(&|component| cost.component(component)),
        regions,
    }
}

/// The rules section of a plan: every family, with its state, its slack and its price.
pub fn rules(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    cost: &CostBreakdown,
) -> BTreeMap<Family, RuleRecord> {
    Family::ALL
        .into_iter()
        .map(|family| {
            let state = scenario.rules.state(family);
            let off = RuleRecord { state, kept: None, price: None, slack: Vec::new(), broken: Vec::new() };
            if state == State::Off {
                return (family, off);
            }
            let measures = slack::measure(scenario, geography, network, cost, family);
            let broken: Vec<String> =
                measures.iter().filter(|m| !m.is_kept()).map(|m| m.in_words(family)).collect();
            let price = match family {
                Family::Language if state == State::Soft => Some(cost.component(Component::Language)),
                // Preferences have prices of their own.
                Family::Accreditation => {
                    let pairs = cost.breach(family).unwrap_or_default();
                    Some(cost.component(Component::Accreditation) + pairs)
                }
                _ => cost.breach(family),
            };
            let kept = Some(broken.is_empty());
            let slack: Vec<SlackRecord> = measures.into_iter().map(Into::into).collect();
            (family, RuleRecord { kept, price, slack, broken, ..off })
        })
        .collect()
}
