//! The tables of one difference.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::{Cell, Kind};
use super::offices::offices;
use super::sheet::Sheet;
use super::words;
use crate::plan::Component;
use crate::plan::compare::{Change, Comparison, Difference, FamilyChange, LimitChange, Move, Site, Turn};
use crate::report::{rules, tables};
use crate::scenario::{Family, Money, State};

use Kind::{Difference as Less, Figure, Words};

/// Every table of `difference`, in a fixed order; the same columns for each of a comparison.
pub fn sheets(comparison: &Comparison, difference: &Difference) -> Vec<Sheet> {
    let mut sheets = vec![
        summary(comparison, difference),
        offices(difference),
        countries(difference),
        costs(difference),
        regions(difference),
        components_by_region(comparison, difference),
        families(difference),
        limits(difference),
    ];
    if comparison.others.iter().any(|other| other.attribution.is_some()) {
        sheets.push(attribution(difference));
    }
    sheets
}

fn change<T: Copy + Into<tables::Cell>>(of: &Change<T>) -> [Cell; 3] {
    [of.first, of.this, of.difference].map(Cell::from)
}

fn shares(of: &Change<f64>) -> [Cell; 3] {
    [of.first, of.this, of.difference].map(|share| tables::Cell::Share(share).into())
}

pub(super) fn turn<T: Clone + Into<tables::Cell>>(of: &Turn<T>) -> Cell {
    Cell::turn(of.first.clone(), of.this.clone())
}

pub(super) fn row<const N: usize, const M: usize>(head: [Cell; N], figures: [Cell; M]) -> Vec<Cell> {
    head.into_iter().chain(figures).collect()
}

fn summary(comparison: &Comparison, difference: &Difference) -> Sheet {
    let currency = comparison.units.currency();
    let (totals, service, costs) = (&difference.totals, &difference.service, &difference.costs);
    let columns =
        [("figure", Words), ("unit", Words), ("first", Figure), ("this", Figure), ("difference", Less)];
    let mut sheet = Sheet::new("summary", "Summary", &columns);
    let broken = |of: fn(&FamilyChange) -> (Option<State>, Option<bool>)| {
        let is_broken =
            |family: &&FamilyChange| matches!(of(family), (state, Some(false)) if state != Some(State::Soft));
        difference.rules.values().filter(is_broken).count() as i64
    };
    let families = Change::new(
        broken(|family| (family.state.first, family.kept.first)),
        broken(|family| (family.state.this, family.kept.this)),
    );
    let a_year = format!("{currency} a year");
    let lines = [
        ("offices", "", change(&totals.offices)),
        ("posts", "", change(&totals.posts)),
        ("countries covered", "", change(&totals.countries)),
        ("workload", "staff-months a year", change(&totals.workload)),
        ("cost", &a_year, change(&costs.total)),
        ("of this cash", &a_year, change(&costs.cash)),
        ("of this service lost", &a_year, change(&costs.service)),
        ("objective", &a_year, change(&totals.objective)),
        ("bound", &a_year, change(&totals.bound)),
        ("gap", "", shares(&totals.gap)),
        ("countries with an office of their own", "", change(&service.with_own_office)),
        ("mean distance to the office", "km", change(&service.mean_km)),
        ("farthest country", "km", change(&service.farthest_km)),
        ("countries without a shared language", "", change(&service.without_shared_language)),
        ("overloaded offices", "", change(&service.overloaded_offices)),
        ("heaviest load of a post", "staff-months a year", change(&service.heaviest_post)),
        ("lightest load of a post", "staff-months a year", change(&service.lightest_post)),
        ("rule families broken", "", change(&families)),
    ];
    for (figure, unit, cells) in lines {
        sheet.add(row([Cell::from(figure), Cell::from(unit)], cells));
    }
    sheet
}

/// By its host, known by its city.
pub(super) fn office(host: &str, city: &str) -> Cell {
    Cell::Place(host.to_owned(), (!city.is_empty()).then(|| city.to_owned()))
}

fn countries(difference: &Difference) -> Sheet {
    let columns = [
        ("country", Kind::Place),
        ("region", Words),
        ("from", Kind::Place),
        ("to", Kind::Place),
        ("km", Kind::Turn),
        ("language", Kind::Turn),
        ("cost", Less),
        ("why", Words),
    ];
    let mut sheet = Sheet::new("countries", format!("Countries moved: {}", difference.moved.len()), &columns);
    let mut all: Vec<&Move> = difference.moved.iter().collect();
    all.sort_by_key(|moved| &moved.region);
    for moved in all {
        let site = |site: &Option<Site>| site.as_ref().map_or(Cell::EMPTY, |s| office(&s.host, &s.city));
        let cost = moved.costs.as_ref().map(|lines| lines.values().map(|c| c.difference).sum::<Money>());
        sheet.add(vec![
            Cell::Place(moved.country.clone(), moved.name.clone()),
            Cell::from(moved.region.as_str()),
            site(&moved.from),
            site(&moved.to),
            Cell::turn(moved.distance_km.first, moved.distance_km.this),
            turn(&moved.shared_language),
            cost.into(),
            Cell::from(words::why(&moved.why)),
        ]);
    }
    sheet
}

fn costs(difference: &Difference) -> Sheet {
    let costs = &difference.costs;
    let columns =
        [("component", Words), ("kind", Words), ("first", Figure), ("this", Figure), ("difference", Less)];
    let mut sheet = Sheet::new("costs", "Cost by component", &columns);
    for (component, amounts) in costs.components.iter().filter(|(_, amounts)| is_there(amounts)) {
        let kind = if component.is_cash() { "cash" } else { "service" };
        sheet.add(row([Cell::from(words::component(*component)), Cell::from(kind)], change(amounts)));
    }
    let sums =
        [("cash", "cash", &costs.cash), ("service", "service", &costs.service), ("total", "", &costs.total)];
    for (name, kind, amounts) in sums {
        sheet.add(row([Cell::from(name), Cell::from(kind)], change(amounts)));
    }
    sheet
}

fn is_there(amounts: &Change<Money>) -> bool {
    amounts.first != Money::ZERO || amounts.this != Money::ZERO
}

fn regions(difference: &Difference) -> Sheet {
    let columns = [("region", Words), ("first", Figure), ("this", Figure), ("difference", Less)];
    let mut sheet = Sheet::new("regions", "Cost by region", &columns);
    for (region, lines) in &difference.costs.regions {
        let sum = |of: fn(&Change<Money>) -> Money| lines.values().map(of).sum::<Money>();
        let amounts = Change::new(sum(|amounts| amounts.first), sum(|amounts| amounts.this));
        sheet.add(row([Cell::from(region.as_str())], change(&amounts)));
    }
    sheet.add(row([Cell::from("total")], change(&difference.costs.total)));
    sheet
}

fn components_by_region(comparison: &Comparison, difference: &Difference) -> Sheet {
    let all = comparison.others.iter().flat_map(|other| other.costs.regions.keys());
    let regions: BTreeSet<&str> = all.map(String::as_str).collect();
    let columns: Vec<(&str, Kind)> = [("component", Words)]
        .into_iter()
        .chain(regions.iter().map(|id| (*id, Less)))
        .chain([("all", Less)])
        .collect();
    let mut sheet = Sheet::new("components-by-region", "Difference by component and region", &columns);
    let costs = &difference.costs;
    let less = |lines: Option<&BTreeMap<Component, Change<Money>>>, component: Option<Component>| {
        let of = |(c, _): &(&Component, &Change<Money>)| component.is_none_or(|component| component == **c);
        let amounts = lines.into_iter().flatten().filter(of).map(|(_, amounts)| amounts.difference);
        Cell::from(amounts.sum::<Money>())
    };
    let components = costs.components.iter().filter(|(_, amounts)| is_there(amounts)).map(|(c, _)| Some(*c));
    for component in components.chain([None]) {
        let name = component.map_or("total".to_owned(), words::component);
        let by_region = regions.iter().map(|id| less(costs.regions.get(*id), component));
        let cells =
            [Cell::from(name)].into_iter().chain(by_region).chain([less(Some(&costs.components), component)]);
        sheet.add(cells.collect());
    }
    sheet
}

fn families(difference: &Difference) -> Sheet {
    let columns = [
        ("family", Words),
        ("state", Kind::Turn),
        ("kept", Kind::Turn),
        ("broken, first", Figure),
        ("broken, this", Figure),
        ("broken, difference", Less),
        ("price, first", Figure),
        ("price, this", Figure),
        ("price, difference", Less),
    ];
    let mut sheet = Sheet::new("rules", "Rules, and how many of their limits are broken", &columns);
    let is_off = |state: &Option<State>| state.is_none_or(|state| state == State::Off);
    let looked_at = |rule: &FamilyChange| !(is_off(&rule.state.first) && is_off(&rule.state.this));
    for (family, rule) in difference.rules.iter().filter(|(_, rule)| looked_at(rule)) {
        let state =
            Turn::new(rule.state.first.map(|s| s.to_string()), rule.state.this.map(|s| s.to_string()));
        let kept = Turn::new(
            rules::kept(rule.state.first, rule.kept.first),
            rules::kept(rule.state.this, rule.kept.this),
        );
        let head = [Cell::from(family.name()), turn(&state), turn(&kept)];
        sheet.add(head.into_iter().chain(change(&rule.broken)).chain(change(&rule.price)).collect());
    }
    sheet
}

/// The limits that differ, or from which the plans are differently far.
fn limits(difference: &Difference) -> Sheet {
    let columns = [
        ("limit", Words),
        ("allowed", Kind::Turn),
        ("at", Kind::Turn),
        ("first", Figure),
        ("this", Figure),
        ("difference", Less),
        ("slack", Kind::Turn),
    ];
    let mut sheet = Sheet::new("limits", "Limits and slack, where they differ", &columns);
    let all = difference.rules.iter().flat_map(|(family, FamilyChange { limits, .. })| {
        limits.iter().map(|(name, limit)| (*family, name, limit))
    });
    for (family, name, limit) in all.filter(|(_, _, limit)| limit.differs()) {
        let in_unit = |value: Option<i64>| value.map(|value| tables::limit(family, value));
        let (value, slack) = (&limit.value, &limit.slack);
        sheet.add(vec![
            Cell::from(format!("{family}: {name}")),
            allowed(family, limit),
            turn(&limit.at),
            in_unit(value.first).into(),
            in_unit(value.this).into(),
            in_unit(value.difference).into(),
            Cell::turn(in_unit(slack.first), in_unit(slack.this)),
        ]);
    }
    sheet
}

fn allowed(family: Family, limit: &LimitChange) -> Cell {
    let words = |min, max| rules::allowed(family, min, max);
    Cell::turn(words(limit.min.first, limit.max.first), words(limit.min.this, limit.max.this))
}

fn attribution(difference: &Difference) -> Sheet {
    let columns = [
        ("changed", Words),
        ("before", Figure),
        ("after", Figure),
        ("effect", Less),
        ("at least", Less),
        ("at most", Less),
        ("changed at once because", Words),
    ];
    let mut sheet =
        Sheet::new("attribution", "The difference in objective, by what was changed in turn", &columns);
    let Some(attribution) = &difference.attribution else { return sheet };
    for step in &attribution.steps {
        let limits = [step.at_least.into(), step.at_most.into(), Cell::from(step.joined_because.join("; "))];
        let head = [Cell::from(words::inputs(&step.inputs))];
        sheet.add(head.into_iter().chain(change(&step.objective)).chain(limits).collect());
    }
    let total = change(&attribution.objective).into_iter().chain([Cell::EMPTY; 3]);
    sheet.add([Cell::from("total")].into_iter().chain(total).collect());
    sheet
}
