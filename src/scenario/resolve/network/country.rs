//! A country, of its entry.

use std::collections::{BTreeSet, HashMap};

use super::hosts::{Filter, Filters};
use super::reader::{Entry, Reader};
use crate::scenario::file::{CountryFile, OfficeFile};
use crate::scenario::model_file::ModelFile;
use crate::scenario::resolve::organisation;
use crate::scenario::{Country, Point, Region, RegionId, Workload};

/// More staff-months a year than any country asks for.
const MOST_WORKLOAD: f64 = 1e6;

pub fn is_on_earth(point: Point) -> bool {
    (-90.0..=90.0).contains(&point.lat) && (-180.0..=180.0).contains(&point.lon)
}

/// `None` where something is missing that it cannot do without, which is reported.
pub fn resolve(
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
