//! What a plan comes to: in all, by region, by component, by office.

use super::{Cell, Table};
use crate::plan::{Component, CostBreakdown, Plan, SharesRecord};
use crate::scenario::{Money, Scenario, Share, Workload};

/// What the plan comes to in all.
pub fn measures(plan: &Plan, scenario: &Scenario) -> Table {
    let currency = format!("{} a year", scenario.currency);
    let row = |name: &str, value: Cell, unit: &str| vec![name.into(), value, unit.into()];
    let posts: i64 = plan.offices.iter().map(|office| i64::from(office.posts)).sum();
    let workload: Workload = plan.assignments.iter().map(|assignment| assignment.workload).sum();
    let mut rows = vec![
        row("cost, in all", plan.costs.total.into(), &currency),
        row("of this in cash", plan.costs.cash.into(), &currency),
        row("of this priced loss of service", plan.costs.service.into(), &currency),
        row("no plan costs less than", plan.bound.into(), &currency),
        row("countries covered", (plan.assignments.len() as i64).into(), "countries"),
        row("offices", (plan.offices.len() as i64).into(), "offices"),
    ];
    for tier in &scenario.tiers {
        let offices = plan.offices.iter().filter(|office| office.tier == tier.id).count();
        rows.push(row(&format!("of tier {}", tier.name), (offices as i64).into(), "offices"));
    }
    let looked_at = plan.rules.values().filter(|rule| rule.kept.is_some()).count();
    let broken = plan.rules.values().filter(|rule| rule.kept == Some(false)).count();
    rows.extend([
        row("posts", posts.into(), "posts"),
        row("workload", workload.into(), "staff-months a year"),
    ]);
    if let Some(decided) = &plan.decentralisation {
        let [local, field] = decided_shares(&decided.network);
        rows.extend([
            row("of this decided by the covering office", local, "of the workload"),
            row("of this decided in the field", field, "of the workload"),
        ]);
    }
    rows.extend([
        row("rule families looked at", (looked_at as i64).into(), "families"),
        row("of these broken, at a price or reported", (broken as i64).into(), "families"),
    ]);
    Table::new("summary", &["measure", "value", "unit"], rows)
}

/// What it comes to by region.
pub fn regions(plan: &Plan, scenario: &Scenario) -> Table {
    let mut header = vec!["region", "offices", "posts", "countries", "workload", "cost"];
    if plan.decentralisation.is_some() {
        header.extend(["decided by the office", "decided in the field"]);
    }
    let rows = scenario.regions.iter().map(|region| {
        let offices = || plan.offices.iter().filter(|office| office.region == region.id);
        let countries = || plan.assignments.iter().filter(|assignment| assignment.region == region.id);
        let cost = plan.costs.regions.get(&region.id).map(|lines| lines.values().copied().sum::<Money>());
        let mut row = vec![
            format!("{} ({})", region.name, region.id).into(),
            (offices().count() as i64).into(),
            offices().map(|office| i64::from(office.posts)).sum::<i64>().into(),
            (countries().count() as i64).into(),
            countries().map(|assignment| assignment.workload).sum::<Workload>().into(),
            cost.into(),
        ];
        if let Some(decided) = &plan.decentralisation {
            row.extend(decided.regions.get(&region.id).map_or([Cell::Empty, Cell::Empty], decided_shares));
        }
        row
    });
    Table::new("summary", &header, rows.collect())
}

/// Local and field share.
fn decided_shares(shares: &SharesRecord) -> [Cell; 2] {
    [shares.local, shares.field].map(|share| share.map(Share::to_units).map_or(Cell::Empty, Cell::Share))
}

/// Components down, regions across, with totals.
pub fn costs_by_region(plan: &Plan, scenario: &Scenario) -> Table {
    let mut header: Vec<String> = ["component", "kind", "all"].map(str::to_owned).to_vec();
    let name = |id: &String| {
        let region = scenario.regions.iter().find(|region| region.id == *id);
        region.map_or(id.clone(), |region| format!("{} ({id})", region.name))
    };
    header.extend(plan.costs.regions.keys().map(name));
    let rows = Component::ALL.into_iter().map(|component| {
        let all = plan.costs.components.get(&component).copied();
        let regions = plan.costs.regions.values().map(|lines| lines.get(&component).copied());
        let amounts = std::iter::once(all).chain(regions).map(|amount| amount.unwrap_or_default().into());
        let kind = if component.is_cash() { "cash" } else { "service" };
        [component.name().into(), kind.into()].into_iter().chain(amounts).collect()
    });
    let mut rows: Vec<Vec<Cell>> = rows.collect();
    let regions = plan.costs.regions.values().map(|lines| lines.values().copied().sum());
    let totals = std::iter::once(plan.costs.total).chain(regions).map(Cell::Money);
    rows.push(["total".into(), Cell::Empty].into_iter().chain(totals).collect());
    Table { name: "costs", header, rows }
}

/// Offices down, components across.
pub fn costs_by_office(plan: &Plan, scenario: &Scenario, cost: &CostBreakdown) -> Table {
    let mut header: Vec<String> = ["host", "city", "region", "total"].map(str::to_owned).to_vec();
    header.extend(Component::ALL.map(|component| component.name().to_owned()));
    let rows = plan.offices.iter().map(|office| {
        let host = scenario.find_country(&office.host);
        let of = |component| host.map(|host| cost.office_component(host, component)).into();
        let head = [
            office.host.as_str().into(),
            office.city.as_str().into(),
            office.region.as_str().into(),
            office.cost.into(),
        ];
        head.into_iter().chain(Component::ALL.map(of)).collect()
    });
    Table { name: "costs by office", rows: rows.collect(), header }
}
