//! Countries, regions, borders and the baseline, from tables and from the file itself.

mod borders;
mod countries;
mod country;
mod hosts;
mod offices;
mod reader;

use std::collections::{BTreeSet, HashMap};

use super::Context;
use super::organisation::{self, Organisation};
use crate::scenario::diagnostic::Label;
use crate::scenario::file::{BorderFile, CountryFile, OfficeFile, ScenarioFile};
use crate::scenario::model_file::ModelFile;
use crate::scenario::table::Table;
use crate::scenario::{Baseline, Border, Country, CountryId, Region, State};

pub use country::is_on_earth;
use hosts::Filters;
use reader::{Entry, Reader};

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

pub fn resolve(
    context: &Context,
    file: &ScenarioFile,
    model: &ModelFile,
    organisation: &Organisation,
) -> Option<(Network, Entries)> {
    organisation::check_demand(context, model);
    let mut reader = Reader::new(context);
    let mut names = file.regions.clone();
    let entries = countries::read(&mut reader, file, &mut names);
    let offices = offices::read(&mut reader, file);
    let joints = borders::read(&mut reader, file);
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
        .filter_map(|entry| {
            country::resolve(&reader, entry, model, &filters, &regions, &hosts, asks_for_distances)
        })
        .collect();
    let baseline = offices::baseline(&reader, file, organisation, &ids, &offices);
    let borders = borders::join(&reader, &ids, &joints);
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

/// What hangs on distances, if anything does.
fn asks_for_distances(file: &ScenarioFile, organisation: &Organisation) -> Option<&'static str> {
    let reach = file.rules.reach.as_ref();
    let has_reach = reach.is_some_and(|reach| reach.state != State::Off);
    organisation.asks_for_distances().or(has_reach.then_some("`reach`"))
}
