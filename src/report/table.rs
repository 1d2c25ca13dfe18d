//! A plan as a text that a reviewer reads on a terminal.

use std::fmt::Write;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

use super::rules;
use crate::plan::{
    Component, DecentralisationRecord, OfficeRecord, Plan, ScorecardRecord, SharesRecord, Status,
};
use crate::scenario::{Arrangement, Family, Money, Scenario, Score, Share};

/// Width in columns.
const WIDTH: u16 = 118;

/// The whole plan: how far it is proved, offices with their countries, cost, rules.
pub fn table(scenario: &Scenario, plan: &Plan) -> String {
    let mut text = String::new();
    let mut line = |part: String| writeln!(text, "{part}").expect("a string takes text");
    line(title(scenario));
    line(status(plan));
    line(format!(
        "{} countries, {} offices ({}), {} posts",
        plan.assignments.len(),
        plan.offices.len(),
        by_tier(scenario, plan),
        plan.offices.iter().map(|office| u64::from(office.posts)).sum::<u64>(),
    ));
    line(format!(
        "{} {} a year: {} in cash, {} of service lost",
        scenario.currency, plan.costs.total, plan.costs.cash, plan.costs.service
    ));
    for (number, objective) in plan.objectives.iter().enumerate() {
        let weights = objective.weights.by_name().into_iter().filter(|(_, weight)| *weight > 0.0);
        let weights: Vec<String> = weights.map(|(name, weight)| format!("{weight} × {name}")).collect();
        let (value, bound) = (objective.value.to_units(), objective.bound.to_units());
        let weights = weights.join(" + ");
        line(format!("objective {}: {weights} = {value:.2}, proved to be at least {bound:.2}", number + 1));
    }
    for region in &scenario.regions {
        let offices = offices(scenario, plan, &region.id);
        if offices.row_count() > 0 {
            line(format!("\n{} ({})\n{offices}", region.name, region.id));
        }
    }
    line(format!("\nCost a year, in thousand {}\n{}", scenario.currency, costs(plan)));
    if let Some(card) = &plan.scorecard {
        line(format!("\nScorecard, out of 100 points\n{}", scorecard(scenario, card)));
    }
    if let Some(decided) = &plan.decentralisation {
        line(format!("\nWho decides, in parts of the workload\n{}", decentralisation(scenario, decided)));
    }
    line(format!("\nRules\n{}", families(plan)));
    text
}

pub fn title(scenario: &Scenario) -> String {
    format!("{} ({})", scenario.title.as_deref().unwrap_or(&scenario.name), scenario.name)
}

/// How far the plan is proved, in words.
pub fn status(plan: &Plan) -> String {
    let percent = |fraction: f64| {
        let text = format!("{:.4}", 100.0 * fraction);
        format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
    };
    let (less, up_to) = if plan.objectives.is_empty() {
        ("costs less", format!("costs up to {} less", percent(plan.gap)))
    } else {
        (
            "is better by the objectives in their order",
            "is better by the objectives in their order".to_owned(),
        )
    };
    match plan.status {
        Status::Optimal if plan.gap == 0.0 => format!("optimal: proved that no plan {less}"),
        Status::Optimal => {
            format!("optimal: proved that no plan {less} by more than {}", percent(plan.gap_limit))
        }
        Status::Feasible => {
            format!("feasible, not proved optimal: a plan that {up_to} has not been ruled out")
        }
        Status::Fixed => "fixed: the scenario leaves nothing to decide; nothing was optimised".into(),
    }
}

fn by_tier(scenario: &Scenario, plan: &Plan) -> String {
    let count = |tier: &str| plan.offices.iter().filter(|office| office.tier == tier).count();
    let tiers =
        scenario.tiers.iter().map(|tier| format!("{}: {}", tier.name.to_lowercase(), count(&tier.id)));
    tiers.collect::<Vec<_>>().join(", ")
}

pub(super) fn new_table(header: &[&str], right: &[usize]) -> Table {
    let mut table = Table::new();
    let rule = LineStyle::none().fill('─').junction('─');
    table.load_style(TableStyle::new().top_border(rule).header_separator(rule).bottom_border(rule));
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH).set_header(header.to_vec());
    for &column in right {
        table.column_mut(column).expect("a column of the header").set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// Each top-tier office of the region, and below it those that report to it, indented.
fn offices(scenario: &Scenario, plan: &Plan, region: &str) -> Table {
    let mut header = vec!["office", "tier", "posts", "workload", "of", "cost, k", "covers"];
    if names_acting_covers(scenario) {
        header.insert(6, "acting");
    }
    if scenario.has_arrangements() {
        header.insert(header.len() - 1, "housed in");
    }
    let mut table = new_table(&header, &[2, 3, 4, 5]);
    let here: Vec<&OfficeRecord> = plan.offices.iter().filter(|office| office.region == region).collect();
    let is_local = |superior: &Option<String>| here.iter().any(|o| Some(&o.host) == superior.as_ref());
    for top in here.iter().filter(|office| !is_local(&office.reports_to)) {
        add_office(scenario, plan, &here, top, 0, &mut table);
    }
    table
}

fn add_office(
    scenario: &Scenario,
    plan: &Plan,
    here: &[&OfficeRecord],
    office: &OfficeRecord,
    depth: usize,
    table: &mut Table,
) {
    let name =
        |id: &str| scenario.countries.iter().find(|c| c.id == id).map_or(id.to_owned(), |c| c.name.clone());
    let tier = scenario.tiers.iter().find(|tier| tier.id == office.tier).map_or("", |tier| &tier.name);
    let place = if office.city.is_empty() { name(&office.host) } else { office.city.clone() };
    let remit: Vec<String> = plan
        .assignments
        .iter()
        .filter(|assignment| assignment.office == office.host)
        .map(|assignment| name(&assignment.country))
        .collect();
    let mut row = vec![
        format!("{}{place} ({})", "  ".repeat(depth), office.host),
        tier.to_owned(),
        office.posts.to_string(),
        office.workload.to_string(),
        office.capacity.map_or(String::new(), |capacity| capacity.to_string()),
        thousands(office.cost),
        remit.join(", "),
    ];
    if names_acting_covers(scenario) {
        row.insert(6, office.acting_cover.clone().unwrap_or_else(|| "none".into()));
    }
    if scenario.has_arrangements() {
        row.insert(row.len() - 1, housed_in(scenario, office));
    }
    table.add_row(row);
    if depth > scenario.tiers.len() {
        return;
    }
    for below in here.iter().filter(|o| o.reports_to.as_ref() == Some(&office.host)) {
        add_office(scenario, plan, here, below, depth + 1, table);
    }
}

fn names_acting_covers(scenario: &Scenario) -> bool {
    scenario.rules.is_weighed(Family::Continuity)
}

/// The name of its arrangement.
pub(super) fn housed_in(scenario: &Scenario, office: &OfficeRecord) -> String {
    let id = office.arrangement.as_deref().unwrap_or(Arrangement::PREMISES);
    let found = scenario.find_arrangement(id);
    found.map_or(id, |own| &scenario.arrangements[own.0].name).to_owned()
}

fn thousands(amount: Money) -> String {
    Money(amount.0 / 1000).to_string()
}

fn costs(plan: &Plan) -> Table {
    let regions: Vec<&String> = plan.costs.regions.keys().collect();
    let mut header = vec!["component", "all"];
    header.extend(regions.iter().map(|region| region.as_str()));
    let right: Vec<usize> = (1..header.len()).collect();
    let mut table = new_table(&header, &right);
    for component in Component::ALL {
        let amount = |lines: &std::collections::BTreeMap<Component, Money>| {
            lines.get(&component).copied().unwrap_or_default()
        };
        if plan.costs.regions.values().all(|lines| amount(lines) == Money::ZERO) {
            continue;
        }
        let mut row = vec![component.name().replace('_', " "), thousands(amount(&plan.costs.components))];
        row.extend(regions.iter().map(|region| thousands(amount(&plan.costs.regions[*region]))));
        table.add_row(row);
    }
    let mut total = vec!["total".to_owned(), thousands(plan.costs.total)];
    total.extend(regions.iter().map(|region| thousands(plan.costs.regions[*region].values().copied().sum())));
    table.add_row(total);
    table
}

fn scorecard(scenario: &Scenario, card: &ScorecardRecord) -> Table {
    let mut table = new_table(&["perspective", "weight, %", "score"], &[1, 2]);
    let points = |score: Option<Score>| score.map(|score| score.to_string()).unwrap_or_default();
    let perspectives = scenario.scorecard.iter().flat_map(|scorecard| &scorecard.perspectives);
    for (perspective, record) in perspectives.zip(&card.perspectives) {
        let weight = format!("{:.0}", 100.0 * perspective.weight);
        table.add_row(vec![perspective.name.clone(), weight, points(record.score)]);
    }
    table.add_row(vec!["all".to_owned(), "100".to_owned(), points(card.score)]);
    table
}

fn decentralisation(scenario: &Scenario, decided: &DecentralisationRecord) -> Table {
    let mut table = new_table(&["countries of", "covering office", "field"], &[1, 2]);
    let mut row = |name: String, shares: &SharesRecord| {
        let share = |share: Option<Share>| share.map(|share| share.to_string()).unwrap_or_default();
        table.add_row(vec![name, share(shares.local), share(shares.field)]);
    };
    for region in &scenario.regions {
        if let Some(shares) = decided.regions.get(&region.id) {
            row(format!("{} ({})", region.name, region.id), shares);
        }
    }
    row("all".to_owned(), &decided.network);
    table
}

fn families(plan: &Plan) -> Table {
    let mut table = new_table(&["family", "state", "kept", "tightest limit, or what is broken"], &[]);
    for (family, rule) in &plan.rules {
        let kept = rules::kept(Some(rule.state), rule.kept).unwrap_or_default();
        let words = rules::in_words(plan, *family, rule);
        table.add_row(vec![family.name().to_owned(), rule.state.to_string(), kept.to_owned(), words]);
    }
    table
}
