//! Countries, regions, borders and the baseline, from tables and from the file itself.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use super::Context;
use super::organisation::{self, Organisation};
use crate::scenario::diagnostic::{Diagnostic, Label, suggest};
use crate::scenario::file::{BorderFile, BorderKind, CountryFile, HostFilterFile, OfficeFile, ScenarioFile};
use crate::scenario::model_file::ModelFile;
use crate::scenario::table::Table;
use crate::scenario::{
    Baseline, BaselineOffice, Border, Country, CountryId, Point, Region, RegionId, State, Tier, TierId,
    Workload,
};

/// More staff-months a year than any country asks for.
const MOST_WORKLOAD: f64 = 1e6;
/// More posts than any office has.
const MOST_POSTS: u32 = 10_000;

pub struct Network {
    pub countries: Vec<Country>,
    pub regions: Vec<Region>,
    pub borders: Vec<Border>,
    pub baseline: Baseline,
    pub tables: Vec<Table>,
    positions: HashMap<String, CountryId>,
}

impl Network {
    pub fn position(&self, id: &str) -> Option<CountryId> {
        self.positions.get(id).copied()
    }

    /// The country of that id; an unknown one is reported at `label`.
    pub fn find(
        &self,
        context: &Context,
        id: &str,
        label: impl FnOnce() -> Option<Label>,
    ) -> Option<CountryId> {
        self.positions.get(id).copied().or_else(|| {
            let ids = self.countries.iter().map(|country| country.id.as_str());
            context.find("country", id, ids, label).map(CountryId)
        })
    }
}

/// What the tables and the file itself say, merged.
pub struct Entries {
    pub countries: Vec<CountryFile>,
    pub offices: Vec<OfficeFile>,
    pub borders: Vec<BorderFile>,
}

/// Where an entry stands: a pointer into the file, or a row of a table.
#[derive(Clone)]
enum Origin {
    File(String),
    Row { section: &'static str, table: usize, row: usize, columns: HashMap<&'static str, usize> },
}

struct Entry<T> {
    value: T,
    origin: Origin,
}

pub fn is_on_earth(point: Point) -> bool {
    (-90.0..=90.0).contains(&point.lat) && (-180.0..=180.0).contains(&point.lon)
}

struct Reader<'c, 'd> {
    context: &'c Context<'d>,
    tables: Vec<Table>,
    /// Every table could be read, with all the columns that are named.
    is_complete: Cell<bool>,
}

impl Reader<'_, '_> {
    fn label(&self, origin: &Origin, key: &str) -> Option<Label> {
        match origin {
            Origin::File(pointer) => self.context.document.locate(&format!("{pointer}/{key}")),
            Origin::Row { section, table, row, columns } => {
                let column = columns.get(key).copied().unwrap_or(0);
                Some(self.tables[*table].label(*row, column).about(format!("/{section}/{row}/{key}")))
            }
        }
    }

    fn error(&self, code: &'static str, message: String, origin: &Origin, key: &str) {
        self.context.report(Diagnostic::error(code, message).at(self.label(origin, key)));
    }

    /// Opens the table of a section; the columns that are wanted by field, absent ones left out.
    fn open(
        &mut self,
        section: &'static str,
        file: &str,
        wanted: &[(&'static str, Option<&String>)],
    ) -> Option<(usize, HashMap<&'static str, usize>)> {
        let mut table = match Table::read(Path::new(file), section) {
            Ok(table) => table,
            Err(faults) => {
                let at = self.context.document.locate(&format!("/data/{section}/file"));
                for fault in faults {
                    let label = fault.at.as_deref().cloned().or_else(|| at.clone());
                    self.context.report(fault.at(label));
                }
                self.is_complete.set(false);
                return None;
            }
        };
        std::mem::take(&mut table.faults).into_iter().for_each(|fault| self.context.report(fault));
        let mut columns = HashMap::new();
        let mut complete = true;
        for (key, name) in wanted.iter().filter_map(|(key, name)| Some((*key, (*name)?))) {
            match table.column(name) {
                Ok(column) => {
                    columns.insert(key, column);
                }
                Err(fault) => {
                    let at = self.context.document.locate(&format!("/data/{section}/{key}"));
                    self.context.report(fault.at(at));
                    complete = false;
                    self.is_complete.set(false);
                }
            }
        }
        self.tables.push(table);
        complete.then(|| (self.tables.len() - 1, columns))
    }

    fn number(&self, table: usize, row: usize, column: usize) -> Option<f64> {
        let cell = self.tables[table].cell(row, column);
        if cell.is_empty() {
            return None;
        }
        let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            let at = self.tables[table].label(row, column);
            let fault = Diagnostic::error("wrong-type", format!("expected a number, found `{cell}`"));
            self.context.report(fault.at(Some(at)));
        }
        number
    }
}

pub fn resolve(
    context: &Context,
    file: &ScenarioFile,
    model: &ModelFile,
    organisation: &Organisation,
) -> Option<(Network, Entries)> {
    organisation::check_demand(context, model);
    let mut reader = Reader { context, tables: Vec::new(), is_complete: Cell::new(true) };
    let mut names = file.regions.clone();
    let entries = countries(&mut reader, file, &mut names);
    let offices = offices(&mut reader, file);
    let joints = borders(&mut reader, file);
    if !reader.is_complete.get() {
        return None;
    }
    let region_ids: BTreeSet<&String> = entries.iter().filter_map(|e| e.value.region.as_ref()).collect();
    let regions: Vec<Region> = region_ids
        .iter()
        .map(|id| Region { id: (*id).clone(), name: names.get(*id).unwrap_or(id).clone() })
        .collect();
    let ids: Vec<&str> = entries.iter().map(|e| e.value.id.as_str()).collect();
    let hosts: HashMap<&str, &Entry<OfficeFile>> =
        offices.iter().map(|office| (office.value.host.as_str(), office)).collect();
    check_formula_names(context, model, &entries);
    let filters = Filters::new(file, organisation);
    let asks_for_distances = asks_for_distances(file, organisation);
    let countries: Vec<Country> = entries
        .iter()
        .filter_map(|entry| country(&reader, entry, model, &filters, &regions, &hosts, asks_for_distances))
        .collect();
    let baseline = baseline(&reader, file, organisation, &ids, &offices);
    let borders = join(&reader, &ids, &joints);
    if countries.len() < entries.len() {
        return None;
    }
    if !countries.iter().any(|country| country.covered) {
        context.error("nothing-to-cover", "no country needs coverage", "/countries");
    }
    let positions = (0..).map(CountryId).zip(&countries).map(|(at, own)| (own.id.clone(), at)).collect();
    let network = Network { countries, regions, borders, baseline, tables: reader.tables, positions };
    Some((network, Entries { countries: values(entries), offices: values(offices), borders: values(joints) }))
}

fn values<T>(entries: Vec<Entry<T>>) -> Vec<T> {
    entries.into_iter().map(|entry| entry.value).collect()
}

fn countries(
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

fn offices(reader: &mut Reader, file: &ScenarioFile) -> Vec<Entry<OfficeFile>> {
    let mut entries: Vec<Entry<OfficeFile>> = Vec::new();
    if let Some(map) = file.data.as_ref().and_then(|data| data.offices.as_ref()) {
        let wanted = [
            ("id", Some(&map.id)),
            ("host", Some(&map.host)),
            ("city", Some(&map.city)),
            ("lat", Some(&map.lat)),
            ("lon", Some(&map.lon)),
            ("tier", Some(&map.tier)),
            ("reports_to", Some(&map.reports_to)),
            ("covers", Some(&map.covers)),
            ("posts", map.posts.as_ref()),
        ];
        if let Some((table, columns)) = reader.open("offices", &map.file, &wanted) {
            let cell = |row: usize, key: &str| {
                columns.get(key).map_or("", |&column| reader.tables[table].cell(row, column))
            };
            let rows = reader.tables[table].rows();
            let hosts: HashMap<&str, &str> =
                rows.clone().map(|row| (cell(row, "id"), cell(row, "host"))).collect();
            for row in rows {
                let origin = Origin::Row { section: "offices", table, row, columns: columns.clone() };
                let superior = cell(row, "reports_to");
                let is_top = superior == map.top || superior.is_empty();
                let reports_to = hosts.get(superior).filter(|_| !is_top).map(|host| (*host).to_owned());
                if reports_to.is_none() && !is_top {
                    let known: BTreeSet<&str> = hosts.keys().copied().collect();
                    let message = format!("there is no office `{superior}` to report to");
                    let fault = Diagnostic::error("unknown-office", message).help(suggest(superior, known));
                    reader.context.report(fault.at(reader.label(&origin, "reports_to")));
                }
                let posts = columns.get("posts").and_then(|&column| reader.number(table, row, column));
                if let Some(posts) = posts.filter(|posts| *posts < 0.0 || posts.fract() != 0.0) {
                    let message = format!("expected a whole number of posts, found {posts}");
                    reader.error("out-of-range", message, &origin, "posts");
                }
                let value = OfficeFile {
                    host: cell(row, "host").to_owned(),
                    city: Some(cell(row, "city").to_owned()).filter(|city| !city.is_empty()),
                    lat: reader.number(table, row, columns["lat"]),
                    lon: reader.number(table, row, columns["lon"]),
                    tier: cell(row, "tier").to_owned(),
                    reports_to,
                    posts: posts.map(|posts| posts as u32),
                    covers: cell(row, "covers").split_whitespace().map(str::to_owned).collect(),
                };
                entries.push(Entry { value, origin });
            }
        }
    }
    for (number, office) in file.offices.iter().enumerate() {
        let origin = Origin::File(format!("/offices/{number}"));
        let entry = Entry { value: office.clone(), origin };
        match entries.iter().position(|known| known.value.host == office.host) {
            Some(known) if matches!(entries[known].origin, Origin::Row { .. }) => entries[known] = entry,
            _ => entries.push(entry),
        }
    }
    let mut seen = BTreeSet::new();
    entries.retain(|entry| {
        let is_first = seen.insert(entry.value.host.clone());
        if !is_first {
            let message = format!("there are two offices in `{}`", entry.value.host);
            reader.error("duplicate-office", message, &entry.origin, "host");
        }
        is_first
    });
    entries
}

fn borders(reader: &mut Reader, file: &ScenarioFile) -> Vec<Entry<BorderFile>> {
    let mut entries = Vec::new();
    if let Some(map) = file.data.as_ref().and_then(|data| data.borders.as_ref()) {
        let wanted = [("a", Some(&map.a)), ("b", Some(&map.b)), ("kind", map.kind.as_ref())];
        if let Some((table, columns)) = reader.open("borders", &map.file, &wanted) {
            for row in reader.tables[table].rows() {
                let cell = |key: &str| columns.get(key).map_or("", |&c| reader.tables[table].cell(row, c));
                let origin = Origin::Row { section: "borders", table, row, columns: columns.clone() };
                let kind = match cell("kind") {
                    "sea" => BorderKind::Sea,
                    "land" | "" => BorderKind::Land,
                    word => {
                        let message = format!("expected `land` or `sea`, found `{word}`");
                        reader.error("unknown-word", message, &origin, "kind");
                        BorderKind::Land
                    }
                };
                let value = BorderFile { a: cell("a").to_owned(), b: cell("b").to_owned(), kind };
                entries.push(Entry { value, origin });
            }
        }
    }
    for (number, border) in file.borders.iter().enumerate() {
        entries.push(Entry { value: border.clone(), origin: Origin::File(format!("/borders/{number}")) });
    }
    entries
}

/// Figures and groups that the formula names must stand with some country.
fn check_formula_names(context: &Context, model: &ModelFile, entries: &[Entry<CountryFile>]) {
    let figures: BTreeSet<&str> =
        entries.iter().flat_map(|e| e.value.figures.keys().map(String::as_str)).collect();
    if entries.iter().any(|entry| entry.value.workload.is_none()) {
        for (number, term) in model.demand.iter().flat_map(|demand| &demand.terms).enumerate() {
            let at = || context.document.locate(&format!("/organisation/demand/terms/{number}/figure"));
            context.find("figure", &term.figure, figures.iter().copied(), at);
        }
    }
}

/// Which countries may host.
struct Filters<'f> {
    any_tier: Option<Filter<'f>>,
    /// By tier.
    tiers: Vec<Option<Filter<'f>>>,
}

struct Filter<'f> {
    file: &'f HostFilterFile,
    countries: HashSet<&'f str>,
}

impl<'f> Filters<'f> {
    fn new(file: &'f ScenarioFile, organisation: &Organisation) -> Self {
        let hosts = file.hosts.as_ref();
        let filter = |file: &'f HostFilterFile| {
            let countries = file.countries.iter().map(String::as_str).collect();
            Filter { file, countries }
        };
        let of_tier = |tier: &Tier| hosts.and_then(|hosts| hosts.tiers.get(&tier.id)).map(filter);
        Self {
            any_tier: hosts.and_then(|hosts| hosts.any_tier.as_ref()).map(filter),
            tiers: organisation.tiers.iter().map(of_tier).collect(),
        }
    }
}

impl Filter<'_> {
    fn admits(&self, id: &str, groups: &BTreeSet<String>, office: Option<&OfficeFile>) -> bool {
        (self.file.existing && office.is_some())
            || office.is_some_and(|office| self.file.existing_tiers.contains(&office.tier))
            || self.file.groups.iter().any(|group| groups.contains(group))
            || self.countries.contains(id)
    }
}

/// What hangs on distances, if anything does.
fn asks_for_distances(file: &ScenarioFile, organisation: &Organisation) -> Option<&'static str> {
    let reach = file.rules.reach.as_ref();
    let has_reach = reach.is_some_and(|reach| reach.state != State::Off);
    organisation.asks_for_distances().or(has_reach.then_some("`reach`"))
}

fn country(
    reader: &Reader,
    entry: &Entry<CountryFile>,
    model: &ModelFile,
    filters: &Filters,
    regions: &[Region],
    offices: &HashMap<&str, &Entry<OfficeFile>>,
    asks_for_distances: Option<&'static str>,
) -> Option<Country> {
    let value = &entry.value;
    let id = &value.id;
    if id.is_empty() || !id.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.') {
        let message = format!("`{id}` is no id: expected letters, digits, `-` and `.`");
        reader.error("bad-id", message, &entry.origin, "id");
    }
    let missing = |keys: &str, asked_for: &str| {
        let message = format!("the country `{id}` lacks {keys}{asked_for}");
        reader.error("missing-key", message, &entry.origin, keys.trim_matches('`'));
    };
    let mut is_whole = true;
    let mut need = |is_there: bool, keys: &str, asked_for: &str| {
        if !is_there {
            is_whole = false;
            missing(keys, asked_for);
        }
    };
    match (value.lat, value.lon, asks_for_distances) {
        (None, None, None) => {}
        (None, None, Some(asking)) => need(false, "`lat` and `lon`", &format!(": {asking} asks where it is")),
        (lat, lon, _) => {
            need(lat.is_some(), "`lat`", "");
            need(lon.is_some(), "`lon`", "");
        }
    }
    need(value.region.is_some(), "`region`", "");
    let has_workload = value.workload.is_some() || model.demand.is_some() || value.covered == Some(false);
    need(has_workload, "`workload`", ": the organisation model has no `demand` to compute it");
    if !is_whole {
        return None;
    }
    let region = value.region.as_ref()?;
    let seat = value.lat.zip(value.lon).map(|(lat, lon)| Point { lat, lon });
    if let Some(Point { lat, lon }) = seat.filter(|seat| !is_on_earth(*seat)) {
        let message = format!("{lat}, {lon} is no place on earth: latitude -90 to 90, longitude -180 to 180");
        let wrong = if (-90.0..=90.0).contains(&lat) { "lon" } else { "lat" };
        reader.error("out-of-range", message, &entry.origin, wrong);
    }
    let cost_level = value.cost_level.unwrap_or(1.0);
    if !(0.0..=100.0).contains(&cost_level) {
        let message = format!("a cost level of {cost_level} is out of range: expected 0 to 100");
        reader.error("out-of-range", message, &entry.origin, "cost_level");
    }
    let groups: BTreeSet<String> = value.groups.iter().flatten().cloned().collect();
    let covered = value.covered.unwrap_or(true);
    let by_formula = || {
        let demand = model.demand.as_ref();
        demand.map_or(0.0, |demand| organisation::demand(demand, &value.figures, |g| groups.contains(g)))
    };
    let workload = value.workload.unwrap_or_else(by_formula);
    if !(0.0..MOST_WORKLOAD).contains(&workload) {
        let message =
            format!("a workload of {workload} is out of range: expected 0 to {MOST_WORKLOAD} staff-months");
        reader.error("out-of-range", message, &entry.origin, "workload");
    }
    let office = offices.get(id.as_str());
    let office_site =
        office.and_then(|office| Some(Point { lat: office.value.lat?, lon: office.value.lon? })).or(seat);
    let admitted = |filter: &Filter| filter.admits(id, &groups, office.map(|office| &office.value));
    let any_tier = filters.any_tier.as_ref().is_none_or(admitted);
    let may_host = filters.tiers.iter().map(|tier| any_tier && tier.as_ref().is_none_or(admitted)).collect();
    Some(Country {
        id: id.clone(),
        name: value.name.clone().unwrap_or_else(|| id.clone()),
        region: RegionId(regions.iter().position(|r| r.id == *region).expect("every region was collected")),
        seat,
        office_site,
        office_city: office
            .and_then(|office| office.value.city.clone())
            .or_else(|| value.city.clone())
            .unwrap_or_default(),
        languages: value.languages.iter().flatten().cloned().collect(),
        groups,
        cost_level,
        covered,
        workload: if covered { Workload::from_units(workload) } else { Workload::ZERO },
        may_host,
    })
}

fn baseline(
    reader: &Reader,
    file: &ScenarioFile,
    organisation: &Organisation,
    ids: &[&str],
    offices: &[Entry<OfficeFile>],
) -> Baseline {
    let context = reader.context;
    let count = ids.len();
    let mut baseline = Baseline { offices: vec![None; count], covered_by: vec![None; count] };
    let find = |name: &str, origin: &Origin, key: &str| {
        context.find("country", name, ids.iter().copied(), || reader.label(origin, key)).map(CountryId)
    };
    let tier_names = || organisation.tiers.iter().map(|tier| tier.id.as_str());
    for (name, tier) in &file.baseline {
        let at = || context.document.locate(&format!("/baseline/{name}/tier"));
        context.find("tier", &tier.tier, tier_names(), at);
    }
    for Entry { value, origin } in offices {
        let mapped = file.baseline.get(&value.tier);
        let tier = match mapped {
            Some(mapped) => tier_names().position(|id| id == mapped.tier),
            None => {
                let known = file.baseline.keys().map(String::as_str).chain(tier_names());
                let label = || reader.label(origin, "tier");
                context
                    .find("tier", &value.tier, known, label)
                    .and_then(|_| tier_names().position(|id| id == value.tier))
            }
        };
        let host = find(&value.host, origin, "host");
        let reports_to = value.reports_to.as_ref().and_then(|superior| find(superior, origin, "reports_to"));
        let covers: Vec<CountryId> = value.covers.iter().filter_map(|c| find(c, origin, "covers")).collect();
        let (Some(host), Some(tier)) = (host, tier) else { continue };
        let posts = value.posts.or(mapped.and_then(|mapped| mapped.posts)).unwrap_or(0);
        if posts > MOST_POSTS {
            let message = format!("{posts} posts are out of range: expected 0 to {MOST_POSTS}");
            reader.error("out-of-range", message, origin, "posts");
        }
        baseline.offices[host.0] = Some(BaselineOffice { tier: TierId(tier), reports_to, posts });
        for country in covers {
            if let Some(other) = baseline.covered_by[country.0].replace(host) {
                let message =
                    format!("`{}` is covered by `{}` and by `{}`", ids[country.0], ids[other.0], ids[host.0]);
                reader.error("covered-twice", message, origin, "covers");
            }
        }
    }
    for Entry { value, origin } in offices {
        if let Some(superior) = &value.reports_to
            && !offices.iter().any(|office| office.value.host == *superior)
        {
            let message = format!("`{}` reports to `{superior}`, where there is no office", value.host);
            reader.error("unknown-office", message, origin, "reports_to");
        }
    }
    baseline
}

fn join(reader: &Reader, ids: &[&str], entries: &[Entry<BorderFile>]) -> Vec<Border> {
    let positions: HashMap<&str, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut borders: Vec<Border> = Vec::new();
    let mut seen = BTreeSet::new();
    for Entry { value, origin } in entries {
        let find = |name: &String, key: &str| match positions.get(name.as_str()) {
            Some(&at) => Some(CountryId(at)),
            None => {
                reader.context.find("country", name, ids.iter().copied(), || reader.label(origin, key));
                None
            }
        };
        let (Some(a), Some(b)) = (find(&value.a, "a"), find(&value.b, "b")) else { continue };
        if a == b {
            reader.error("self-border", format!("`{}` borders on itself", value.a), origin, "b");
        } else if !seen.insert((a.min(b), a.max(b))) {
            let message = format!("the border of `{}` and `{}` stands twice", value.a, value.b);
            reader.error("duplicate-border", message, origin, "a");
        } else {
            borders.push(Border { a: a.min(b), b: a.max(b), sea: value.kind == BorderKind::Sea });
        }
    }
    borders.sort();
    borders
}
