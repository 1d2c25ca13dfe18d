//! The tables of a plan: `offices`, `assignments`, `costs`, `rules`.

use super::{Cell, Table, limit};
use crate::plan::Plan;

pub fn of_plan(plan: &Plan) -> Vec<Table> {
    vec![offices(plan), assignments(plan), costs(plan), rules(plan)]
}

fn offices(plan: &Plan) -> Table {
    let header = [
        "host",
        "city",
        "region",
        "tier",
        "reports_to",
        "acting_cover",
        "posts",
        "arrangement",
        "workload",
        "capacity",
        "cost",
        "score",
        "countries",
    ];
    let rows = plan.offices.iter().map(|office| {
        let remit = plan.assignments.iter().filter(|assignment| assignment.office == office.host);
        let remit: Vec<&str> = remit.map(|assignment| assignment.country.as_str()).collect();
        vec![
            office.host.as_str().into(),
            office.city.as_str().into(),
            office.region.as_str().into(),
            office.tier.as_str().into(),
            office.reports_to.clone().into(),
            office.acting_cover.clone().into(),
            i64::from(office.posts).into(),
            office.arrangement.clone().into(),
            office.workload.into(),
            office.capacity.into(),
            office.cost.into(),
            office.score.into(),
            remit.join(" ").into(),
        ]
    });
    Table::new("offices", &header, rows.collect())
}

fn assignments(plan: &Plan) -> Table {
    let header =
        ["country", "office", "area", "region", "distance_km", "workload", "shared_language", "score"];
    let rows = plan.assignments.iter().map(|assignment| {
        vec![
            assignment.country.as_str().into(),
            assignment.office.as_str().into(),
            assignment.area.clone().into(),
            assignment.region.as_str().into(),
            assignment.distance_km.into(),
            assignment.workload.into(),
            assignment.shared_language.into(),
            assignment.score.into(),
        ]
    });
    Table::new("assignments", &header, rows.collect())
}

fn costs(plan: &Plan) -> Table {
    let regions = plan.costs.regions.iter().flat_map(|(region, lines)| {
        lines.iter().map(move |(component, amount)| (region.as_str(), component, *amount))
    });
    let total = plan.costs.components.iter().map(|(component, amount)| ("all", component, *amount));
    let rows = regions.chain(total).map(|(region, component, amount)| {
        let kind = if component.is_cash() { "cash" } else { "service" };
        vec![region.into(), component.name().into(), kind.into(), amount.into()]
    });
    Table::new("costs", &["region", "component", "kind", "amount"], rows.collect())
}

fn rules(plan: &Plan) -> Table {
    let header = ["family", "state", "kept", "limit", "at", "value", "min", "max", "slack", "broken"];
    let rows = plan.rules.iter().flat_map(|(family, rule)| {
        let unit = |value: i64| limit(*family, value);
        let head: [Cell; 3] = [family.name().into(), rule.state.to_string().into(), rule.kept.into()];
        let bare = rule.slack.is_empty().then(|| [head.to_vec(), vec![Cell::Empty; 7]].concat());
        let limits = rule.slack.iter().map(move |slack| {
            let own = [
                slack.limit.as_str().into(),
                slack.at.clone().into(),
                unit(slack.value),
                slack.min.map(unit).into(),
                slack.max.map(unit).into(),
                unit(slack.slack),
                (slack.slack < 0).into(),
            ];
            head.iter().cloned().chain(own).collect()
        });
        bare.into_iter().chain(limits).collect::<Vec<_>>()
    });
    Table::new("rules", &header, rows.collect())
}
