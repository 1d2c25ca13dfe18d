//! A plan beside the network of today, where the scenario knows one.

use super::{Cell, Table};
use crate::geography::Geography;
use crate::plan::{Changes, Measures, Network, Office};
use crate::scenario::{CountryId, Money, Scenario};

/// Figures of both, offices that change, countries that move. None without a baseline.
pub fn against_today(scenario: &Scenario, geography: &Geography, network: &Network) -> Vec<Table> {
    let Some(today) = Network::today(scenario) else { return Vec::new() };
    let changes = Changes::new(scenario, network);
    vec![
        figures(&Measures::new(scenario, geography, &today), &Measures::new(scenario, geography, network)),
        offices(scenario, &changes),
        countries(scenario, &changes),
    ]
}

fn figures(today: &Measures, plan: &Measures) -> Table {
    let count = |name: &str, today: i64, plan: i64, unit: &str| -> Vec<Cell> {
        vec![name.into(), today.into(), plan.into(), (plan - today).into(), unit.into()]
    };
    let money = |name: &str, today: Money, plan: Money| -> Vec<Cell> {
        vec![name.into(), today.into(), plan.into(), (plan - today).into(), "currency a year".into()]
    };
    let mut rows = vec![
        count("offices", today.offices, plan.offices, "offices"),
        count("posts", today.posts, plan.posts, "posts"),
        money("cost, in all", today.total, plan.total),
        money("of this in cash", today.cash, plan.cash),
        money("of this priced loss of service", today.service, plan.service),
    ];
    if let (Some(before), Some(after)) = (today.mean_km, plan.mean_km) {
        rows.push(count("mean distance to the office", before, after, "km"));
    }
    rows.extend([
        count("countries that share a language", today.share_language, plan.share_language, "countries"),
        count("offices over their capacity", today.over_capacity, plan.over_capacity, "offices"),
    ]);
    Table::new("comparison", &["measure", "today", "plan", "plan minus today", "unit"], rows)
}

fn offices(scenario: &Scenario, changes: &Changes) -> Table {
    let id = |host: CountryId| scenario.country(host).id.as_str();
    let is_arranged = scenario.has_arrangements();
    let rows = changes.sites.iter().map(|site| {
        let tier = |office: &Office| scenario.tier(office.tier).name.clone();
        let superior = |office: &Office| office.reports_to.map(id);
        let posts = |office: &Office| i64::from(office.posts);
        let housed = |office: &Office| scenario.arrangements[office.arrangement.0].name.clone();
        let change = match (site.before, site.after) {
            (None, _) => "opened",
            (_, None) => "closed",
            _ => "changed",
        };
        let (before, after) = (site.before.as_ref(), site.after.as_ref());
        let mut row: Vec<Cell> = vec![
            id(site.host).into(),
            scenario.country(site.host).office_city.as_str().into(),
            change.into(),
            before.map(tier).into(),
            after.map(tier).into(),
            before.and_then(superior).into(),
            after.and_then(superior).into(),
            before.map(posts).into(),
            after.map(posts).into(),
        ];
        if is_arranged {
            row.extend([before.map(housed).into(), after.map(housed).into()]);
        }
        row
    });
    let mut header = vec![
        "host",
        "city",
        "change",
        "tier today",
        "tier",
        "reported to",
        "reports to",
        "posts today",
        "posts",
    ];
    if is_arranged {
        header.extend(["housed today", "housed"]);
    }
    Table::new("changed offices", &header, rows.collect())
}

fn countries(scenario: &Scenario, changes: &Changes) -> Table {
    let id = |country: CountryId| scenario.country(country).id.as_str();
    let rows = changes.moved.iter().map(|&(country, from, to)| {
        vec![
            id(country).into(),
            scenario.country(country).name.as_str().into(),
            from.map(id).into(),
            id(to).into(),
        ]
    });
    Table::new("moved countries", &["country", "name", "office today", "office"], rows.collect())
}
