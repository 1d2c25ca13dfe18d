//! The offices of today, and the baseline that they are.

use std::collections::{BTreeSet, HashMap};

use super::reader::{Entry, Origin, Reader};
use crate::scenario::diagnostic::{Diagnostic, suggest};
use crate::scenario::file::{OfficeFile, ScenarioFile};
use crate::scenario::resolve::organisation::Organisation;
use crate::scenario::{ArrangementId, Baseline, BaselineOffice, CountryId, TierId};

/// More posts than any office has.
const MOST_POSTS: u32 = 10_000;

/// The offices that the table and the file itself name.
pub fn read(reader: &mut Reader, file: &ScenarioFile) -> Vec<Entry<OfficeFile>> {
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
            ("arrangement", map.arrangement.as_ref()),
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
                    arrangement: Some(cell(row, "arrangement").to_owned()).filter(|own| !own.is_empty()),
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

/// `ids` are those of the countries.
pub fn baseline(
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
        let known = organisation.arrangements.iter().map(|own| own.id.as_str());
        let label = || reader.label(origin, "arrangement");
        let arrangement = value.arrangement.as_ref();
        let arrangement = arrangement.and_then(|own| context.find("arrangement", own, known, label));
        let arrangement = arrangement.map_or(ArrangementId::PREMISES, ArrangementId);
        baseline.offices[host.0] =
            Some(BaselineOffice { tier: TierId(tier), reports_to, posts, arrangement });
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
