//! From the merged file to a [`Scenario`]: names become ids, numbers become integer units. Everything
//! that is wrong is collected on the way.

mod arrangements;
mod costs;
mod functions;
mod names;
mod network;
mod objective;
mod organisation;
mod reasons;
mod rules;
mod scorecard;

use std::cell::RefCell;

use sha2::{Digest, Sha256};

use super::diagnostic::{Diagnostic, Label, suggest};
use super::document::Document;
use super::file::{DataFile, ScenarioFile};
use super::{Inputs, Scenario, ShapeSource};
use network::Entries;

/// The document under resolution, and what was found to be wrong so far.
pub struct Context<'d> {
    pub document: &'d Document,
    found: RefCell<Vec<Diagnostic>>,
}

impl<'d> Context<'d> {
    pub fn new(document: &'d Document, found: Vec<Diagnostic>) -> Self {
        Self { document, found: RefCell::new(found) }
    }

    /// A value that was taken out because it is wrong is not missing as well.
    pub fn report(&self, diagnostic: Diagnostic) {
        let is_known = |label: &Label| {
            let found = self.found.borrow();
            found.iter().filter_map(|known| known.at.as_ref()).any(|known| known.is_same_place(label))
        };
        if diagnostic.code != "missing-key" || !diagnostic.at.as_deref().is_some_and(is_known) {
            self.found.borrow_mut().push(diagnostic);
        }
    }

    /// An error about the value at `pointer` of the merged scenario.
    pub fn error(&self, code: &'static str, message: impl Into<String>, pointer: &str) {
        self.report(Diagnostic::error(code, message).at(self.document.locate(pointer)));
    }

    pub fn warning(&self, code: &'static str, message: impl Into<String>, pointer: &str) {
        self.report(Diagnostic::warning(code, message).at(self.document.locate(pointer)));
    }

    /// Position of `name` in `known`; an unknown one is reported at `label`, which is asked for only
    /// then: to find a place takes a walk through the whole file.
    pub fn find<'n>(
        &self,
        what: &'static str,
        name: &str,
        known: impl Iterator<Item = &'n str> + Clone,
        label: impl FnOnce() -> Option<Label>,
    ) -> Option<usize> {
        let found = known.clone().position(|k| k == name);
        if found.is_none() {
            let code = match what {
                "country" => "unknown-country",
                "tier" => "unknown-tier",
                "region" => "unknown-region",
                "group" => "unknown-group",
                "figure" => "unknown-figure",
                "function" => "unknown-function",
                "arrangement" => "unknown-arrangement",
                _ => "unknown-name",
            };
            let diagnostic = Diagnostic::error(code, format!("there is no {what} `{name}`"));
            self.report(diagnostic.at(label()).help(suggest(name, known)));
        }
        found
    }

    /// How many errors were found so far.
    pub fn errors(&self) -> usize {
        self.found.borrow().iter().filter(|d| d.is_error()).count()
    }

    /// What the errors so far are about.
    pub fn doubts(&self) -> Doubts {
        let found = self.found.borrow();
        let about = |error: &Diagnostic| error.at.as_ref().and_then(|label| label.pointer.clone());
        Doubts(found.iter().filter(|d| d.is_error()).map(about).collect())
    }

    pub fn into_found(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }
}

/// Pointers into the merged scenario, each to a value that is wrong; `None`: it is not known which.
pub struct Doubts(Vec<Option<String>>);

impl Doubts {
    /// None of the values at `places` is wrong, in whole or in part; `*` stands for any key.
    pub fn spare(&self, places: &[&str]) -> bool {
        let touches = |place: &str, pointer: &str| {
            let pairs = place.split('/').zip(pointer.split('/'));
            pairs.into_iter().all(|(a, b)| a == "*" || a == b)
        };
        let is_wrong = |pointer: &Option<String>| {
            pointer.as_ref().is_none_or(|pointer| places.iter().any(|place| touches(place, pointer)))
        };
        !self.0.iter().any(is_wrong)
    }
}

/// The scenario, and the same as one file that needs no other. `None` where something was reported
/// that leaves no scenario. With errors, it is one to be checked further, not one to be used.
pub fn resolve(context: &Context) -> Option<(Scenario, ScenarioFile)> {
    let file: ScenarioFile = match serde_json::from_value(context.document.merged.clone()) {
        Ok(file) => file,
        Err(error) => {
            context.error("wrong-type", format!("the scenario cannot be read: {error}"), "");
            return None;
        }
    };
    if file.schema_version != 1 {
        context.error("unknown-version", "this version of purview reads schema_version 1", "/schema_version");
    }
    let model = file.organisation.clone()?;
    let organisation = organisation::resolve(context, &model)?;
    let (network, entries) = network::resolve(context, &file, &model, &organisation)?;
    let rules = rules::resolve(context, &file, &model, &organisation, &network);
    let objective = objective::resolve(context, &file, &model, &network, &rules);
    let scorecard = scorecard::resolve(context, &model);
    let costs = costs::resolve(context, &file, &network);
    let reasons = reasons::resolve(&file.rules, &network);
    let names = names::resolve(context, &file, &network, &organisation);
    let host_contribution = organisation::host_contributions(context, &model, &network.countries);
    let inputs = Inputs {
        hash: hash(context.document, &network.tables),
        files: {
            let tables = network.tables.iter().map(|table| table.source.name.clone());
            context.document.files().into_iter().chain(tables).collect()
        },
    };
    let shapes = file.data.as_ref().and_then(|data| data.shapes.as_ref()).map(|shapes| ShapeSource {
        file: shapes.file.clone().into(),
        id: shapes.id.clone(),
        file_label: context.document.locate("/data/shapes/file"),
        id_label: context.document.locate("/data/shapes/id"),
    });
    let parameters = organisation.parameters(host_contribution);
    let scenario = Scenario {
        name: file.name.clone(),
        title: file.title.clone(),
        currency: model.currency,
        tiers: organisation.tiers,
        functions: organisation.functions,
        arrangements: organisation.arrangements,
        regions: network.regions,
        countries: network.countries,
        borders: network.borders,
        baseline: network.baseline,
        parameters,
        scorecard,
        objective,
        costs,
        rules,
        fixed: file.fixed.is_some(),
        names,
        reasons,
        shapes,
        inputs,
    };
    let whole = whole(file, entries, &scenario);
    Some((scenario, whole))
}

/// The file with what its tables hold in place of them.
fn whole(mut file: ScenarioFile, entries: Entries, scenario: &Scenario) -> ScenarioFile {
    let shapes = file.data.and_then(|data| data.shapes);
    file.data = shapes.map(|shapes| DataFile { shapes: Some(shapes), ..DataFile::default() });
    (file.extends, file.model) = (None, None);
    for (&locale, names) in &scenario.names.0 {
        let own = file.translations.entry(locale).or_default();
        own.countries = names
            .countries
            .iter()
            .map(|(&id, name)| (scenario.country(id).id.clone(), name.clone()))
            .collect();
    }
    file.regions = scenario.regions.iter().map(|region| (region.id.clone(), region.name.clone())).collect();
    (file.countries, file.offices, file.borders) = (entries.countries, entries.offices, entries.borders);
    file
}

/// Over the merged scenario with sorted keys, and the bytes of its tables. Paths, and what only pages
/// and maps show, are left out.
fn hash(document: &Document, tables: &[super::table::Table]) -> String {
    let mut merged = document.merged.clone();
    if let Some(object) = merged.as_object_mut() {
        object.remove("model");
        object.remove("extends");
        object.remove("translations");
    }
    if let Some(data) = merged.pointer_mut("/data").and_then(|data| data.as_object_mut()) {
        data.remove("shapes");
    }
    for table in ["countries", "offices", "borders"] {
        if let Some(table) = merged.pointer_mut(&format!("/data/{table}")).and_then(|t| t.as_object_mut()) {
            table.remove("file");
            table.remove("names");
        }
    }
    merged.sort_all_objects();
    let mut hasher = Sha256::new();
    hasher.update(merged.to_string());
    for table in tables {
        hasher.update([0]);
        hasher.update(&table.source.text);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
