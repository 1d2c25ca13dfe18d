//! An analyst's tables of countries, offices and borders as a scenario, over another scenario or an
//! organisation model. What the tables do not say (rules, prices, hosts) stays as it is there.
//!
//! The tables are read as every scenario's are, by a `data` section made for them; so each mistake has
//! its cell, and all are found at once. The columns, in any order, needed ones first:
//!
//! | table | columns |
//! | --- | --- |
//! | `countries` | `id`, `name`, `region`, `lat`, `lon`; `region_name`, `city`, `languages`, `cost_level`, `workload`, `covered`, `group:…`, `figure:…`, `name:…` for a language |
//! | `offices` | `host`, `city`, `lat`, `lon`, `tier`, `reports_to`, `covers`; `posts`, `arrangement` |
//! | `borders` | `a`, `b`; `kind` |

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::text::layer_text;
use crate::scenario::Locale;
use crate::scenario::diagnostic::{Diagnostic, suggest};
use crate::scenario::document::Entry;
use crate::scenario::file::ScenarioFile;
use crate::scenario::load::{Loaded, load};
use crate::scenario::paths::from_folder;
use crate::scenario::table::{Table, sheets};

/// Where the tables stand. The same workbook in all places, or a CSV file in each.
#[derive(Debug, Clone)]
pub struct Tables {
    pub countries: PathBuf,
    pub offices: Option<PathBuf>,
    pub borders: Option<PathBuf>,
}

/// What the tables are laid over.
#[derive(Debug, Clone)]
pub enum Base {
    Scenario(PathBuf),
    Model(PathBuf),
}

#[derive(Debug, Clone)]
pub struct Imported {
    /// The new scenario, to be written into the folder that was asked for.
    pub text: String,
    pub warnings: Vec<Diagnostic>,
}

/// What the load calls the scenario that names the tables; nobody has such a file.
const MADE: &str = "import";

struct Columns {
    table: &'static str,
    needed: &'static [&'static str],
    others: &'static [&'static str],
}

const COUNTRIES: Columns = Columns {
    table: "countries",
    needed: &["id", "name", "region", "lat", "lon"],
    others: &["region_name", "city", "languages", "cost_level", "workload", "covered"],
};
const OFFICES: Columns = Columns {
    table: "offices",
    needed: &["host", "city", "lat", "lon", "tier", "reports_to", "covers"],
    others: &["posts", "arrangement"],
};
const BORDERS: Columns = Columns { table: "borders", needed: &["a", "b"], others: &["kind"] };

impl Columns {
    /// What a scenario below may say of its own table and this one need not: taken away.
    fn unset(&self) -> Map<String, Value> {
        let mut map: Map<String, Value> =
            self.others.iter().map(|name| ((*name).to_owned(), Value::Null)).collect();
        if self.table == COUNTRIES.table {
            map.extend(["seat", "groups", "figures"].map(|key| (key.to_owned(), Value::Null)));
            let names = Locale::ALL.map(|locale| (locale.tag().to_owned(), Value::Null));
            map.insert("names".into(), Map::from_iter(names).into());
        }
        map
    }
}

impl Tables {
    /// Those of a workbook: the sheet `countries`, and `offices` and `borders` where they are there.
    ///
    /// # Errors
    /// What keeps the file from being read, and sheets whose names are nearly those.
    pub fn of_workbook(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let sheets = sheets(path).map_err(|fault| vec![fault])?;
        let known = [COUNTRIES.table, OFFICES.table, BORDERS.table];
        let is_there = |name: &str| sheets.iter().any(|sheet| sheet == name);
        let nearly = |sheet: &&String| {
            let meant = |name: &str| strsim::osa_distance(&sheet.to_lowercase(), name) <= 2;
            known.iter().any(|name| !is_there(name) && meant(name))
        };
        let misnamed = |sheet: &String| {
            let message = format!("the sheet `{sheet}` of {} would not be read", path.display());
            Diagnostic::error("unknown-sheet", message).help(suggest(sheet, known))
        };
        let faults: Vec<Diagnostic> = sheets.iter().filter(nearly).map(misnamed).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let sheet = |columns: &Columns| is_there(columns.table).then(|| path.to_owned());
        Ok(Self { countries: path.to_owned(), offices: sheet(&OFFICES), borders: sheet(&BORDERS) })
    }

    fn each(&self) -> impl Iterator<Item = (&'static Columns, &Path)> {
        let others = [(&OFFICES, &self.offices), (&BORDERS, &self.borders)];
        let others = others.into_iter().filter_map(|(columns, path)| Some((columns, path.as_deref()?)));
        std::iter::once((&COUNTRIES, self.countries.as_path())).chain(others)
    }
}

/// Reads the tables over `base`, as a scenario that stands in `folder`.
///
/// # Errors
/// Every mistake in the tables, with its cell.
pub fn tables(tables: &Tables, base: &Base, folder: &Path) -> Result<Imported, Vec<Diagnostic>> {
    let (data, mut faults, are_whole) = mapping(tables);
    if !are_whole {
        return Err(faults);
    }
    let mut layer = head(tables, base, Path::new(""));
    layer.insert("data".into(), data.into());
    for (columns, _) in tables.each() {
        layer.insert(columns.table.into(), json!([]));
    }
    let entry = Entry::Text { name: MADE.into(), text: Value::from(layer).to_string() };
    match load(&entry, &[]) {
        Ok(Loaded { whole, warnings, .. }) if faults.is_empty() => {
            Ok(Imported { text: text(tables, base, folder, &whole), warnings })
        }
        Ok(_) => Err(faults),
        Err(found) => {
            let is_made = |d: &Diagnostic| d.at.as_ref().is_some_and(|label| label.file == MADE);
            // A column that was not read leaves gaps, which are no mistakes of their own.
            let follows = |d: &Diagnostic| d.code == "missing-key" || d.at.is_none() || is_made(d);
            let is_sound = faults.is_empty();
            faults.extend(
                found
                    .into_iter()
                    .filter(|d| is_sound || !follows(d))
                    .map(|d| if is_made(&d) { d.at(None) } else { d }),
            );
            Err(faults)
        }
    }
}

/// The `data` section that reads the tables, what is wrong with their headers, and whether every
/// table has the columns without which it is none.
fn mapping(tables: &Tables) -> (Map<String, Value>, Vec<Diagnostic>, bool) {
    let (mut data, mut faults, mut are_whole) = (Map::new(), Vec::new(), true);
    for (columns, path) in tables.each() {
        let table = match Table::read(path, columns.table) {
            Ok(table) => table,
            Err(found) => {
                faults.extend(found);
                are_whole = false;
                continue;
            }
        };
        if let [only] = table.header()
            && only.contains([';', '\t'])
        {
            let message = format!("the table of {} has one column only", columns.table);
            let help = "expected commas between the columns".to_owned();
            let fault = Diagnostic::error("unknown-column", message).help(help);
            faults.push(fault.at(Some(table.header_label(0))));
            are_whole = false;
            continue;
        }
        let mut map = columns.unset();
        map.insert("file".into(), path.display().to_string().into());
        for (number, name) in table.header().iter().enumerate() {
            if let Err(fault) = take(columns, &table.header()[..number], name, &mut map) {
                faults.push(fault.at(Some(table.header_label(number))));
            }
        }
        for name in columns.needed.iter().filter(|name| !map.contains_key(**name)) {
            let message = format!("the table of {} has no column `{name}`", columns.table);
            let help = format!("expected the columns {}", columns.needed.join(", "));
            let at = table.header_label(0);
            faults.push(Diagnostic::error("unknown-column", message).at(Some(at)).help(help));
            are_whole = false;
        }
        if columns.table == OFFICES.table {
            map.insert("id".into(), "host".into());
            map.insert("top".into(), "".into());
        }
        data.insert(columns.table.into(), map.into());
    }
    (data, faults, are_whole)
}

/// Adds a column to the map of its table.
fn take(
    columns: &Columns,
    before: &[String],
    name: &str,
    map: &mut Map<String, Value>,
) -> Result<(), Diagnostic> {
    if before.iter().any(|other| other == name) {
        return Err(Diagnostic::error("duplicate-column", format!("the column `{name}` stands twice")));
    }
    if columns.needed.iter().chain(columns.others).any(|known| *known == name) {
        map.insert(name.into(), name.into());
        return Ok(());
    }
    let is_of_countries = columns.table == COUNTRIES.table;
    let (kind, about) = name.split_once(':').unwrap_or_default();
    let locale = Locale::ALL.iter().find(|locale| locale.tag() == about);
    match (kind, locale) {
        ("group" | "figure", _) if is_of_countries && !about.is_empty() => {
            let list = &mut map[&format!("{kind}s")];
            match list.as_array_mut() {
                Some(list) => list.push(name.into()),
                None => *list = json!([name]),
            }
            Ok(())
        }
        ("name", Some(locale)) if is_of_countries => {
            map["names"][locale.tag()] = name.into();
            Ok(())
        }
        _ => {
            let mut known: Vec<String> =
                columns.needed.iter().chain(columns.others).map(|known| (*known).to_owned()).collect();
            if is_of_countries {
                known.extend([format!("group:{name}"), format!("figure:{name}")]);
                known.extend(Locale::ALL.map(|locale| format!("name:{}", locale.tag())));
            }
            let known = known.iter().map(String::as_str);
            Err(Diagnostic::error("unknown-column", format!("unknown column `{name}`"))
                .help(suggest(name, known)))
        }
    }
}

/// What the new scenario says beside its tables; `folder` is where its paths start from.
fn head(tables: &Tables, base: &Base, folder: &Path) -> Map<String, Value> {
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (key, path) = match base {
        Base::Scenario(path) => ("extends", path),
        Base::Model(path) => ("model", path),
    };
    let files: Vec<String> = tables.each().map(|(_, path)| part(path.file_name())).collect();
    let mut files = files.as_slice();
    if files.windows(2).all(|pair| pair[0] == pair[1]) {
        files = &files[..1];
    }
    Map::from_iter([
        ("schema_version".to_owned(), json!(1)),
        ("name".to_owned(), part(tables.countries.file_stem()).into()),
        ("description".to_owned(), format!("Tables imported from {}.", files.join(", ")).into()),
        (key.to_owned(), from_folder(path, folder).display().to_string().into()),
    ])
}

/// The new scenario: what the tables hold, in place of what stands below.
fn text(tables: &Tables, base: &Base, folder: &Path, whole: &ScenarioFile) -> String {
    let mut layer = head(tables, base, folder);
    if matches!(base, Base::Scenario(_)) {
        let gone = tables.each().map(|(columns, _)| (columns.table.to_owned(), Value::Null));
        layer.insert("data".into(), Map::from_iter(gone).into());
    }
    layer.insert("regions".into(), json!(whole.regions));
    let translations = whole.translations.iter().filter(|(_, names)| !names.countries.is_empty());
    let names = |(locale, names): (&Locale, _)| (locale.tag().to_owned(), json!({ "countries": names }));
    let translations: Map<String, Value> =
        translations.map(|(locale, own)| (locale, &own.countries)).map(names).collect();
    if !translations.is_empty() {
        layer.insert("translations".into(), translations.into());
    }
    for (columns, _) in tables.each() {
        let entries = match columns.table {
            "countries" => json!(whole.countries),
            "offices" => json!(whole.offices),
            _ => json!(whole.borders),
        };
        layer.insert(columns.table.into(), entries);
    }
    layer_text(layer)
}
