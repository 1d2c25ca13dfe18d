//! Every figure that the plan states, recomputed from scenario and decision.

use std::fmt::Debug;

use super::{Reading, Violation, continuity};
use crate::geography::Geography;
use crate::plan::plan::{Assignment, ObjectiveRecord, OfficeRecord, Plan, Status, Units, gap};
use crate::plan::{Component, CostBreakdown, Scores, Tariff, value};
use crate::plan::{assemble, decentralisation};
use crate::scenario::{CountryId, Family, Money, State, Weights, Workload};

/// Relative difference that is put down to writing a gap in decimals.
const ROUNDING: f64 = 1e-9;

pub fn check(
    reading: &Reading,
    geography: &Geography,
    plan: &Plan,
    kept: &[(Family, Option<bool>)],
    found: &mut Vec<Violation>,
) {
    let tariff = Tariff::new(reading.scenario, geography);
    let cost = CostBreakdown::new(reading.scenario, &tariff, &reading.network);
    let mut book = Book { found };
    let scores = assemble::scores(reading.scenario, &tariff);
    let card = scores.as_ref().map(|scores| assemble::scorecard(scores, &reading.network));
    book.same("scorecard", &plan.scorecard, &card);
    let decided = decentralisation::record(reading.scenario, &reading.network);
    book.same("decentralisation", &plan.decentralisation, &decided);
    header(reading, plan, &mut book);
    proof(reading, geography, plan, &mut book);
    costs(reading, plan, &cost, &mut book);
    plan.offices.iter().for_each(|office| self::office(reading, &cost, scores.as_ref(), office, &mut book));
    plan.assignments.iter().for_each(|own| assignment(reading, geography, scores.as_ref(), own, &mut book));
    rules(reading, geography, plan, &cost, kept, &mut book);
}

struct Book<'f> {
    found: &'f mut Vec<Violation>,
}

impl Book<'_> {
    fn same<T: PartialEq + Debug>(&mut self, what: &str, stated: &T, true_value: &T) {
        if stated != true_value {
            self.wrong(format!("{what} is stated as {stated:?}, but is {true_value:?}"));
        }
    }

    fn wrong(&mut self, message: String) {
        self.found.push(Violation { family: None, message, countries: Vec::new(), offices: Vec::new() });
    }
}

fn header(reading: &Reading, plan: &Plan, book: &mut Book) {
    let scenario = reading.scenario;
    book.same("schema_version", &plan.schema_version, &1);
    book.same("scenario", &plan.scenario, &scenario.name);
    book.same("units", &plan.units, &Units::of(scenario));
    book.same("inputs.hash", &plan.inputs.hash, &scenario.inputs.hash);
}

fn proof(reading: &Reading, geography: &Geography, plan: &Plan, book: &mut Book) {
    let scenario = reading.scenario;
    let values = scenario.objective.iter().map(|own| value(scenario, geography, &reading.network, own));
    let values: Vec<Money> = values.collect();
    claim("objective", (plan.objective, plan.bound, plan.gap), values[0], plan, book);
    let expected = if scenario.objective == [Weights::COST] { 0 } else { values.len() };
    book.same("the number of objectives", &plan.objectives.len(), &expected);
    for (number, (stated, (weights, value))) in
        plan.objectives.iter().zip(scenario.objective.iter().zip(values)).enumerate()
    {
        let what = format!("objectives.{number}");
        book.same(&format!("{what}.weights"), &stated.weights, weights);
        claim(&what, (stated.value, stated.bound, stated.gap), value, plan, book);
    }
    let is_same = |first: &ObjectiveRecord| (first.value, first.bound) == (plan.objective, plan.bound);
    if !plan.objectives.first().is_none_or(is_same) {
        book.wrong("the first of the objectives is not the objective".into());
    }
}

/// A value with its bound and the gap between them.
fn claim(what: &str, stated: (Money, Money, f64), true_value: Money, plan: &Plan, book: &mut Book) {
    let (value, bound, stated_gap) = stated;
    book.same(what, &value, &true_value);
    if bound > value {
        book.wrong(format!("the bound of {} is above the {what} of {}", bound.0, value.0));
    }
    let true_gap = gap(value, bound);
    if (stated_gap - true_gap).abs() > ROUNDING * true_gap.abs().max(ROUNDING) {
        book.wrong(format!("the gap of the {what} is stated as {stated_gap}, but is {true_gap}"));
    }
    let proved = plan.gap_limit.is_finite() && true_gap <= plan.gap_limit;
    match plan.status {
        Status::Optimal if !proved => {
            book.wrong(format!(
                "the status is optimal, but the gap of {true_gap} is above {}",
                plan.gap_limit
            ));
        }
        Status::Fixed if bound != value => {
            book.wrong("a fixed plan is its own bound".into());
        }
        _ => {}
    }
}

fn costs(reading: &Reading, plan: &Plan, cost: &CostBreakdown, book: &mut Book) {
    book.same("costs.total", &plan.costs.total, &cost.total());
    book.same("costs.cash", &plan.costs.cash, &cost.cash());
    book.same("costs.service", &plan.costs.service, &(cost.total() - cost.cash()));
    let mut regions = reading.scenario.region_ids().map(Some).collect::<Vec<_>>();
    regions.push(None);
    book.same("the number of costs.components", &plan.costs.components.len(), &Component::ALL.len());
    book.same("the number of costs.regions", &plan.costs.regions.len(), &regions.len());
    for component in Component::ALL {
        let stated = plan.costs.components.get(&component).copied().unwrap_or(Money(i64::MIN));
        book.same(&format!("costs.components.{}", component.name()), &stated, &cost.component(component));
        for &region in &regions {
            let id = region.map_or("network", |r| reading.scenario.regions[r.0].id.as_str());
            let lines = plan.costs.regions.get(id);
            let stated = lines.and_then(|l| l.get(&component)).copied().unwrap_or(Money(i64::MIN));
            let what = format!("costs.regions.{id}.{}", component.name());
            book.same(&what, &stated, &cost.region_component(region, component));
        }
    }
}

fn office(
    reading: &Reading,
    cost: &CostBreakdown,
    scores: Option<&Scores>,
    stated: &OfficeRecord,
    book: &mut Book,
) {
    let scenario = reading.scenario;
    let Some(host) = scenario.find_country(&stated.host) else { return };
    let Some(office) = reading.network.office(host) else { return };
    let country = scenario.country(host);
    let what = |key: &str| format!("{key} of the office in {}", stated.host);
    let load: Workload =
        reading.covers().filter(|&(_, h)| h == host).map(|(c, _)| scenario.country(c).workload).sum();
    let of_posts = |per_post: Workload| {
        per_post * i64::from(office.posts) - scenario.tier(office.tier).terms(office.arrangement).overhead
    };
    let ceilings = &scenario.rules.capacity;
    let limits = [
        scenario.parameters.workload_per_post.map(of_posts),
        ceilings.ceilings[office.tier.0],
        ceilings.hosts[host.0].max,
    ];
    let carried = limits.into_iter().flatten().min();
    book.same(&what("city"), &stated.city, &country.office_city);
    book.same(&what("region"), &stated.region, &scenario.regions[country.region.0].id);
    book.same(&what("workload"), &stated.workload, &load);
    book.same(&what("capacity"), &stated.capacity, &carried);
    book.same(&what("cost"), &stated.cost, &cost.office(host));
    let score = scores.and_then(|scores| scores.mean(&reading.network, Some(host), |c, h| scores.pair(c, h)));
    book.same(&what("score"), &stated.score, &score);
    let has_cover = scenario.rules.continuity.state != State::Off
        && reading.offices().any(|(cover, _)| continuity::is_cover(reading, host, cover));
    if stated.acting_cover.is_some() != has_cover {
        let truth = if has_cover { "one could be" } else { "there is none" };
        book.wrong(format!("{} is {:?}, but {truth}", what("the acting cover"), stated.acting_cover));
    }
}

fn assignment(
    reading: &Reading,
    geography: &Geography,
    scores: Option<&Scores>,
    stated: &Assignment,
    book: &mut Book,
) {
    let scenario = reading.scenario;
    let (Some(country), Some(host)) =
        (scenario.find_country(&stated.country), scenario.find_country(&stated.office))
    else {
        return;
    };
    let own = scenario.country(country);
    let what = |key: &str| format!("{key} of {}", stated.country);
    let area = reading.network.root(host).map(|root| reading.id(root).to_owned());
    book.same(&what("area"), &stated.area, &area);
    book.same(&what("region"), &stated.region, &scenario.regions[own.region.0].id);
    book.same(&what("distance_km"), &stated.distance_km, &geography.km(country, host));
    book.same(&what("workload"), &stated.workload, &own.workload);
    book.same(&what("shared_language"), &stated.shared_language, &scenario.shares_language(country, host));
    book.same(&what("score"), &stated.score, &scores.map(|scores| scores.pair(country, host)));
    if let Some(path) = &stated.path {
        witness(reading, geography, country, host, path, book);
    }
}

/// A witness path runs from the country over neighbours of the same set to its root.
fn witness(
    reading: &Reading,
    geography: &Geography,
    country: CountryId,
    host: CountryId,
    path: &[String],
    book: &mut Book,
) {
    let by_area = reading.scenario.rules.contiguity.areas;
    let Some(root) = (if by_area { reading.network.root(host) } else { Some(host) }) else { return };
    let set = if by_area { reading.network.area(root) } else { reading.network.remit(root) };
    let ids: Option<Vec<CountryId>> = path.iter().map(|id| reading.scenario.find_country(id)).collect();
    let holds = ids.is_some_and(|ids| {
        ids.first() == Some(&country)
            && ids.last() == Some(&root)
            && ids.iter().all(|id| *id == root || set.contains(id))
            && ids.windows(2).all(|step| geography.neighbours(step[0]).contains(&step[1]))
    });
    if !holds {
        book.wrong(format!("the path of {} does not join it to {}", reading.id(country), reading.id(root)));
    }
}

fn rules(
    reading: &Reading,
    geography: &Geography,
    plan: &Plan,
    cost: &CostBreakdown,
    kept: &[(Family, Option<bool>)],
    book: &mut Book,
) {
    // The verdicts are the checker's own; only the record beside them is made anew to be compared.
    let records = assemble::rules(reading.scenario, geography, &reading.network, cost);
    for &(family, kept) in kept {
        let Some(stated) = plan.rules.get(&family) else {
            book.wrong(format!("rules.{family} is missing"));
            continue;
        };
        book.same(&format!("rules.{family}.state"), &stated.state, &reading.scenario.rules.state(family));
        book.same(&format!("rules.{family}.kept"), &stated.kept, &kept);
        let record = &records[&family];
        book.same(&format!("rules.{family}.price"), &stated.price, &record.price);
        book.same(&format!("rules.{family}.slack"), &stated.slack, &record.slack);
        book.same(&format!("rules.{family}.broken"), &stated.broken, &record.broken);
    }
}
