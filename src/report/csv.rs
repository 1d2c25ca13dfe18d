//! Tables as comma-separated values, for spreadsheets: money in currency units with cents, workload
//! in staff-months.

use csv::Writer;

use crate::plan::Plan;
use crate::scenario::{Family, Money, Score, Workload};

/// The tables of a plan: `offices`, `assignments`, `costs`, `rules`.
pub fn csv(plan: &Plan) -> Vec<(&'static str, String)> {
    vec![
        ("offices", offices(plan)),
        ("assignments", assignments(plan)),
        ("costs", costs(plan)),
        ("rules", rules(plan)),
    ]
}

fn money(amount: Money) -> String {
    let sign = if amount.0 < 0 { "-" } else { "" };
    let cents = amount.0.unsigned_abs();
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

fn months(workload: Workload) -> String {
    format!("{:.3}", workload.to_units())
}

fn points(score: Option<Score>) -> String {
    score.map(|score| score.to_string()).unwrap_or_default()
}

fn write(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(header).expect("memory takes rows");
    for row in rows {
        writer.write_record(&row).expect("every row is as long as the header");
    }
    String::from_utf8(writer.into_inner().expect("memory can be flushed")).expect("text in, text out")
}

fn offices(plan: &Plan) -> String {
    let header = [
        "host",
        "city",
        "region",
        "tier",
        "reports_to",
        "acting_cover",
        "posts",
        "workload",
        "capacity",
        "cost",
        "score",
        "countries",
    ];
    write(
        &header,
        plan.offices.iter().map(|office| {
            let remit: Vec<&str> = plan
                .assignments
                .iter()
                .filter(|assignment| assignment.office == office.host)
                .map(|assignment| assignment.country.as_str())
                .collect();
            vec![
                office.host.clone(),
                office.city.clone(),
                office.region.clone(),
                office.tier.clone(),
                office.reports_to.clone().unwrap_or_default(),
                office.acting_cover.clone().unwrap_or_default(),
                office.posts.to_string(),
                months(office.workload),
                office.capacity.map(months).unwrap_or_default(),
                money(office.cost),
                points(office.score),
                remit.join(" "),
            ]
        }),
    )
}

fn assignments(plan: &Plan) -> String {
    let header =
        ["country", "office", "area", "region", "distance_km", "workload", "shared_language", "score"];
    write(
        &header,
        plan.assignments.iter().map(|assignment| {
            vec![
                assignment.country.clone(),
                assignment.office.clone(),
                assignment.area.clone().unwrap_or_default(),
                assignment.region.clone(),
                assignment.distance_km.map(|km| km.to_string()).unwrap_or_default(),
                months(assignment.workload),
                if assignment.shared_language { "yes" } else { "no" }.to_owned(),
                points(assignment.score),
            ]
        }),
    )
}

fn costs(plan: &Plan) -> String {
    let regions = plan.costs.regions.iter().flat_map(|(region, lines)| {
        lines.iter().map(move |(component, amount)| (region.as_str(), component, *amount))
    });
    let total = plan.costs.components.iter().map(|(component, amount)| ("all", component, *amount));
    write(
        &["region", "component", "kind", "amount"],
        regions.chain(total).map(|(region, component, amount)| {
            let kind = if component.is_cash() { "cash" } else { "service" };
            vec![region.to_owned(), component.name().to_owned(), kind.to_owned(), money(amount)]
        }),
    )
}

fn rules(plan: &Plan) -> String {
    write(
        &["family", "state", "kept", "limit", "at", "value", "min", "max", "slack"],
        plan.rules.iter().flat_map(|(family, rule)| {
            let kept = match rule.kept {
                None => "",
                Some(true) => "yes",
                Some(false) => "no",
            };
            let head = vec![family.name().to_owned(), rule.state.to_string(), kept.to_owned()];
            let bare = rule.slack.is_empty().then(|| [head.clone(), vec![String::new(); 6]].concat());
            let unit = |value: i64| match family {
                Family::Budget => money(Money(value)),
                Family::Capacity | Family::Balance => months(Workload(value)),
                Family::Scorecard => Score(value).to_string(),
                _ => value.to_string(),
            };
            let rows = rule.slack.iter().map(move |slack| {
                let mut row = head.clone();
                row.extend([
                    slack.limit.clone(),
                    slack.at.clone().unwrap_or_default(),
                    unit(slack.value),
                    slack.min.map(unit).unwrap_or_default(),
                    slack.max.map(unit).unwrap_or_default(),
                    unit(slack.slack),
                ]);
                row
            });
            bare.into_iter().chain(rows).collect::<Vec<_>>()
        }),
    )
}
