//! Which countries touch.

use std::collections::{BTreeSet, HashMap};

use super::reader::{Entry, Origin, Reader};
use crate::scenario::file::{BorderFile, BorderKind, ScenarioFile};
use crate::scenario::{Border, CountryId};

/// The borders that the table and the file itself name.
pub fn read(reader: &mut Reader, file: &ScenarioFile) -> Vec<Entry<BorderFile>> {
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

/// `ids` are those of the countries.
pub fn join(reader: &Reader, ids: &[&str], entries: &[Entry<BorderFile>]) -> Vec<Border> {
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
