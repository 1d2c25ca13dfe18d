//! The countries that the table and the file itself name.

use std::collections::{BTreeMap, HashMap};

use super::reader::{Entry, Origin, Reader};
use crate::scenario::file::{CountryFile, ScenarioFile};

/// Names of regions that only the table knows are added to `region_names`.
pub fn read(
    reader: &mut Reader,
    file: &ScenarioFile,
    region_names: &mut BTreeMap<String, String>,
) -> Vec<Entry<CountryFile>> {
    let mut entries: Vec<Entry<CountryFile>> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    if let Some(map) = file.data.as_ref().and_then(|data| data.countries.as_ref()) {
        let seat = map.seat.as_ref();
        let wanted = [
            ("id", Some(&map.id)),
            ("name", Some(&map.name)),
            ("region", Some(&map.region)),
            ("region_name", map.region_name.as_ref()),
            ("lat", Some(&map.lat)),
            ("lon", Some(&map.lon)),
            ("city", map.city.as_ref()),
            ("seat/city", seat.map(|s| &s.city)),
            ("seat/lat", seat.map(|s| &s.lat)),
            ("seat/lon", seat.map(|s| &s.lon)),
            ("languages", map.languages.as_ref()),
            ("cost_level", map.cost_level.as_ref()),
            ("workload", map.workload.as_ref()),
            ("covered", map.covered.as_ref()),
        ];
        if let Some((table, columns)) = reader.open("countries", &map.file, &wanted) {
            let groups = named_columns(reader, table, "/data/countries/groups", &map.groups);
            let figures = named_columns(reader, table, "/data/countries/figures", &map.figures);
            for row in reader.tables[table].rows() {
                let text = |key: &str| {
                    columns
                        .get(key)
                        .map(|&column| reader.tables[table].cell(row, column))
                        .filter(|c| !c.is_empty())
                };
                let number =
                    |key: &str| columns.get(key).and_then(|&column| reader.number(table, row, column));
                let owned = |key: &str| text(key).map(str::to_owned);
                let origin = Origin::Row { section: "countries", table, row, columns: columns.clone() };
                let covered = text("covered").and_then(|word| match word {
                    "yes" | "true" => Some(true),
                    "no" | "false" => Some(false),
                    word => {
                        let message = format!("expected `yes` or `no`, found `{word}`");
                        reader.error("unknown-word", message, &origin, "covered");
                        None
                    }
                });
                if let (Some(region), Some(name)) = (owned("region"), owned("region_name")) {
                    region_names.entry(region).or_insert(name);
                }
                let value = CountryFile {
                    id: owned("id").unwrap_or_default(),
                    name: owned("name"),
                    region: owned("region"),
                    lat: number("seat/lat").or_else(|| number("lat")),
                    lon: number("seat/lon").or_else(|| number("lon")),
                    city: owned("seat/city").or_else(|| owned("city")),
                    languages: text("languages").map(|t| t.split_whitespace().map(str::to_owned).collect()),
                    groups: Some(
                        groups
                            .iter()
                            .filter_map(|(n, c)| group(n, reader.tables[table].cell(row, *c)))
                            .collect(),
                    ),
                    figures: figures
                        .iter()
                        .map(|(name, c)| (name.clone(), reader.number(table, row, *c).unwrap_or(0.0)))
                        .collect(),
                    cost_level: number("cost_level"),
                    // What is no number was reported.
                    workload: number("workload").or(text("workload").map(|_| 0.0)),
                    covered,
                };
                if positions.contains_key(&value.id) {
                    let message = format!("the country `{}` stands twice in the table", value.id);
                    reader.error("duplicate-country", message, &origin, "id");
                } else {
                    positions.insert(value.id.clone(), entries.len());
                    entries.push(Entry { value, origin });
                }
            }
        }
    }
    let in_table = entries.len();
    for (number, country) in file.countries.iter().enumerate() {
        let origin = Origin::File(format!("/countries/{number}"));
        match positions.get(&country.id).copied() {
            Some(known) if known < in_table => overlay(&mut entries[known], country, origin),
            Some(_) => {
                let message = format!("the country `{}` stands twice", country.id);
                reader.error("duplicate-country", message, &origin, "id");
            }
            None => {
                positions.insert(country.id.clone(), entries.len());
                entries.push(Entry { value: country.clone(), origin });
            }
        }
    }
    entries
}

/// Keys of the file win over the table's; figures are added.
fn overlay(entry: &mut Entry<CountryFile>, own: &CountryFile, origin: Origin) {
    let value = &mut entry.value;
    let mut figures = std::mem::take(&mut value.figures);
    figures.extend(own.figures.clone());
    let base = value.clone();
    *value = CountryFile {
        id: base.id,
        name: own.name.clone().or(base.name),
        region: own.region.clone().or(base.region),
        lat: own.lat.or(base.lat),
        lon: own.lon.or(base.lon),
        city: own.city.clone().or(base.city),
        languages: own.languages.clone().or(base.languages),
        groups: own.groups.clone().or(base.groups),
        figures,
        cost_level: own.cost_level.or(base.cost_level),
        workload: own.workload.or(base.workload),
        covered: own.covered.or(base.covered),
    };
    entry.origin = origin;
}

fn named_columns(reader: &Reader, table: usize, pointer: &str, names: &[String]) -> Vec<(String, usize)> {
    let find = |(number, name): (usize, &String)| match reader.tables[table].column(name) {
        Ok(column) => Some((bare(name).to_owned(), column)),
        Err(fault) => {
            let at = reader.context.document.locate(&format!("{pointer}/{number}"));
            reader.context.report(fault.at(at));
            reader.is_complete.set(false);
            None
        }
    };
    names.iter().enumerate().filter_map(find).collect()
}

/// What a column of groups or figures is about: its name, without the prefix of its kind.
fn bare(column: &str) -> &str {
    ["group:", "figure:"].iter().find_map(|prefix| column.strip_prefix(prefix)).unwrap_or(column)
}

/// The group that a cell puts its country into.
fn group(column: &str, cell: &str) -> Option<String> {
    match cell {
        "yes" | "true" => Some(column.to_owned()),
        "no" | "false" | "" => None,
        word => Some(format!("{column}:{word}")),
    }
}
