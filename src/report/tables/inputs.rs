//! The tables of a scenario, as `import` reads them: `countries`, `offices` of the baseline, `borders`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cell, Table};
use crate::scenario::file::{BorderKind, CountryFile, ScenarioFile};

/// Of a scenario that holds everything itself (see [`crate::scenario::Loaded`]).
pub fn of_scenario(whole: &ScenarioFile) -> Vec<Table> {
    vec![countries(whole), offices(whole), borders(whole)]
}

pub fn countries(whole: &ScenarioFile) -> Table {
    let figures: BTreeSet<&String> =
        whole.countries.iter().flat_map(|country| country.figures.keys()).collect();
    let groups = Groups::new(&whole.countries);
    let names: Vec<_> = whole.translations.iter().filter(|(_, names)| !names.countries.is_empty()).collect();
    let fixed = [
        "id",
        "name",
        "region",
        "region_name",
        "city",
        "lat",
        "lon",
        "languages",
        "cost_level",
        "workload",
        "covered",
    ];
    let mut header: Vec<String> = fixed.map(str::to_owned).to_vec();
    header.extend(figures.iter().map(|name| format!("figure:{name}")));
    header.extend(groups.columns.keys().map(|name| format!("group:{name}")));
    header.extend(names.iter().map(|(locale, _)| format!("name:{}", locale.tag())));
    let rows = whole.countries.iter().map(|country| {
        let region = country.region.as_ref();
        let mut row: Vec<Cell> = vec![
            country.id.as_str().into(),
            country.name.clone().into(),
            region.cloned().into(),
            region.and_then(|region| whole.regions.get(region)).cloned().into(),
            country.city.clone().into(),
            country.lat.into(),
            country.lon.into(),
            country.languages.as_ref().map(|languages| languages.join(" ")).into(),
            country.cost_level.into(),
            country.workload.into(),
            country.covered.into(),
        ];
        row.extend(figures.iter().map(|name| country.figures.get(*name).copied().into()));
        row.extend(groups.columns.iter().map(|(name, form)| form.cell(name, country)));
        row.extend(names.iter().map(|(_, names)| names.countries.get(&country.id).cloned().into()));
        row
    });
    Table { name: "countries", rows: rows.collect(), header }
}

/// What the columns mean.
pub fn columns() -> Table {
    let rows = MEANINGS.map(|(table, column, meaning)| vec![table.into(), column.into(), meaning.into()]);
    Table::new("columns", &["sheet", "column", "meaning"], rows.to_vec())
}

const MEANINGS: [(&str, &str, &str); 26] = [
    ("countries", "id", "letters, digits, - and .; each once; other sheets name the country by it"),
    ("countries", "name", "empty: the id"),
    ("countries", "region", "id of its region"),
    ("countries", "region_name", "name of that region, in any of its rows"),
    ("countries", "city", "city at that point, for offices hosted there"),
    ("countries", "lat", "degrees north, where missions go"),
    ("countries", "lon", "degrees east"),
    ("countries", "languages", "working languages, separated by spaces"),
    ("countries", "cost_level", "1 = reference of the model's costs; empty: 1"),
    ("countries", "workload", "staff-months a year; empty: by the model's demand formula"),
    ("countries", "covered", "no: a possible host that needs no coverage; empty: yes"),
    ("countries", "figure:...", "a number that the demand formula uses; empty: 0"),
    ("countries", "group:...", "yes or no, or a word"),
    ("countries", "name:...", "name in that language"),
    ("offices", "host", "id of the country where an office of today stands"),
    ("offices", "city", "where in that country"),
    ("offices", "lat", "degrees north"),
    ("offices", "lon", "degrees east"),
    ("offices", "tier", "a key of the scenario's `baseline`, or a tier of the model"),
    ("offices", "reports_to", "host of the superior; empty at the top"),
    ("offices", "posts", "empty: as the scenario's `baseline` says for the tier"),
    ("offices", "arrangement", "an id of the model; empty: premises of its own"),
    ("offices", "covers", "ids of the countries covered today, separated by spaces"),
    ("borders", "a", "id of a country"),
    ("borders", "b", "id of a neighbour; each pair once"),
    ("borders", "kind", "land or sea"),
];

/// Groups as columns. `income:low` and `income:high`, of which no country has both, share the column
/// `income` with the words `low` and `high`; any other group is a column of yes and no.
struct Groups {
    columns: BTreeMap<String, Form>,
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    YesNo,
    Words,
}

impl Groups {
    fn new(countries: &[CountryFile]) -> Self {
        let all: BTreeSet<&String> =
            countries.iter().flat_map(|country| country.groups.iter().flatten()).collect();
        let words = |stem: &str| -> Vec<&String> {
            all.iter().copied().filter(|group| split(group).is_some_and(|(own, _)| own == stem)).collect()
        };
        let is_shared = |stem: &str| {
            let words = words(stem);
            // A word that reads as yes or no would change its meaning in a column of words.
            let plain = |group: &String| split(group).is_some_and(|(_, word)| !TRUTHS.contains(&word));
            let among = |country: &CountryFile| {
                country.groups.iter().flatten().filter(|group| words.contains(group)).count()
            };
            words.iter().all(|group| plain(group)) && countries.iter().all(|country| among(country) <= 1)
        };
        let column = |group: &String| match split(group) {
            Some((stem, _)) if is_shared(stem) && !all.contains(&stem.to_owned()) => {
                (stem.to_owned(), Form::Words)
            }
            _ => (group.clone(), Form::YesNo),
        };
        Self { columns: all.iter().map(|group| column(group)).collect() }
    }
}

const TRUTHS: [&str; 5] = ["yes", "no", "true", "false", ""];

fn split(group: &str) -> Option<(&str, &str)> {
    group.split_once(':')
}

impl Form {
    fn cell(self, column: &str, country: &CountryFile) -> Cell {
        let mut groups = country.groups.iter().flatten();
        match self {
            Form::YesNo => groups.any(|group| group == column).into(),
            Form::Words => groups
                .filter_map(|group| split(group))
                .find(|(stem, _)| *stem == column)
                .map(|(_, word)| word)
                .into(),
        }
    }
}

fn offices(whole: &ScenarioFile) -> Table {
    let header = ["host", "city", "lat", "lon", "tier", "reports_to", "posts", "arrangement", "covers"];
    let rows = whole.offices.iter().map(|office| {
        vec![
            office.host.as_str().into(),
            office.city.clone().into(),
            office.lat.into(),
            office.lon.into(),
            office.tier.as_str().into(),
            office.reports_to.clone().into(),
            office.posts.map(i64::from).into(),
            office.arrangement.clone().into(),
            office.covers.join(" ").into(),
        ]
    });
    Table::new("offices", &header, rows.collect())
}

fn borders(whole: &ScenarioFile) -> Table {
    let rows = whole.borders.iter().map(|border| {
        let kind = match border.kind {
            BorderKind::Land => "land",
            BorderKind::Sea => "sea",
        };
        vec![border.a.as_str().into(), border.b.as_str().into(), kind.into()]
    });
    Table::new("borders", &["a", "b", "kind"], rows.collect())
}
