//! The scenario as it stands in a file. These are not the solver's types: names are strings here,
//! and everything may be absent, because a scenario holds only what differs from what it extends.

use std::collections::BTreeMap;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::locale::Locale;
use super::model_file::ModelFile;
use super::objective::Weights;
use super::paths::from_folder;
use super::rules::RulesFile;

/// A scenario: an organisation model, a network, rules. After `extends` and `--set` are merged.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    /// Version of this format: 1.
    pub schema_version: u32,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Path of another scenario, from this file's folder. This file is merged over it: objects by
    /// key, everything else replaced, `null` removes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends: Option<String>,
    /// Path of an organisation model, from this file's folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The organisation model itself, or what differs from the one at `model`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<ModelFile>,
    /// Tables that hold countries, offices, borders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<DataFile>,
    /// By region id; regions of the countries that are not listed have their id as name.
    #[serde(default)]
    pub regions: BTreeMap<String, String>,
    /// What the scenario and its things are called in other languages, for pages and maps.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<Locale, TranslationFile>,
    /// Countries, beside or in place of a table's (same id: this one's keys win).
    #[serde(default)]
    pub countries: Vec<CountryFile>,
    /// Offices of the baseline, beside or in place of a table's (same host: this one replaces).
    #[serde(default)]
    pub offices: Vec<OfficeFile>,
    /// Adjacency, beside a table's.
    #[serde(default)]
    pub borders: Vec<BorderFile>,
    /// Prices in place of those that the model makes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<CostsFile>,
    /// Which countries may host an office; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hosts: Option<HostsFile>,
    /// What the baseline's tiers are in this scenario's model, by the baseline's tier name.
    #[serde(default)]
    pub baseline: BTreeMap<String, BaselineTierFile>,
    /// `baseline`: nothing is decided, the baseline itself is priced and checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<FixedFile>,
    /// What is made as small as possible: the first weighted sum, then, among the plans that are best by
    /// it, the second, and so on. Absent: the yearly cost, `[{ "cash": 1, "service": 1 }]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objective: Vec<Weights>,
    /// Over the model's default rules.
    #[serde(default)]
    pub rules: RulesFile,
}

impl ScenarioFile {
    /// One that holds everything itself (see [`super::Loaded`]), to be written into `folder`.
    #[must_use]
    pub fn placed_in(mut self, folder: &Path) -> Self {
        if let Some(shapes) = self.data.as_mut().and_then(|data| data.shapes.as_mut()) {
            shapes.file = from_folder(Path::new(&shapes.file), folder).display().to_string();
        }
        self
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FixedFile {
    Baseline,
}

/// Data tables, which of their columns mean what, and shapes for maps. A table is a CSV file with a
/// header, or a workbook (xlsx) that holds it on the sheet `countries`, `offices` or `borders`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DataFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countries: Option<CountryTableFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offices: Option<OfficeTableFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub borders: Option<BorderTableFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shapes: Option<ShapesFile>,
}

/// A table of countries. Every value but `file` names a column.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountryTableFile {
    /// Path, from the folder of the scenario file that says it.
    pub file: String,
    pub id: String,
    pub name: String,
    /// Columns of names in other languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<Locale, String>,
    pub region: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region_name: Option<String>,
    pub lat: String,
    pub lon: String,
    /// City at that point, for offices hosted there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// City and point that replace those above where the cell is not empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<SeatColumnsFile>,
    /// Working languages, separated by spaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<String>,
    /// Cost level of the place, 1 = reference of the model's costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_level: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<String>,
    /// Column of yes and no: whether the country needs coverage; empty: yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered: Option<String>,
    /// Columns of yes and no (the group has the column's name), or of a word (the group is
    /// `column:word`). A prefix `group:` is no part of the name.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Columns of numbers that the demand formula uses; an empty cell is zero. A prefix `figure:` is no
    /// part of the name.
    #[serde(default)]
    pub figures: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeatColumnsFile {
    pub city: String,
    pub lat: String,
    pub lon: String,
}

/// A table of the baseline's offices. Every value but `file` and `top` names a column.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeTableFile {
    /// Path, from the folder of the scenario file that says it.
    pub file: String,
    /// The office's own id, which `reports_to` uses.
    pub id: String,
    pub host: String,
    pub city: String,
    pub lat: String,
    pub lon: String,
    pub tier: String,
    pub reports_to: String,
    /// What stands in `reports_to` for an office at the top.
    pub top: String,
    /// Countries covered, separated by spaces.
    pub covers: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posts: Option<String>,
    /// Working arrangements; an empty cell means premises of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrangement: Option<String>,
}

/// A table of borders. Every value but `file` names a column.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BorderTableFile {
    /// Path, from the folder of the scenario file that says it.
    pub file: String,
    pub a: String,
    pub b: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// Outlines of countries for maps, as a GeoJSON feature collection of areas and points. Only maps are
/// drawn from them; features of places that the scenario does not know are drawn as context.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShapesFile {
    /// Path, from the folder of the scenario file that says it.
    pub file: String,
    /// Property of a feature that holds the id of its country.
    pub id: String,
}

/// Names in one language. What is absent keeps the name that it has.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TranslationFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// By id, beside the columns of the table of countries and before them.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub countries: BTreeMap<String, String>,
    /// By id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub regions: BTreeMap<String, String>,
    /// By id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tiers: BTreeMap<String, String>,
    /// By id, `premises` among them.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub arrangements: BTreeMap<String, String>,
}

/// A country. What is absent comes from the table's row of the same id.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountryFile {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Degrees north. Position may be absent where nothing hangs on distance: no fare by the
    /// kilometre, no price on remoteness, `reach` off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<String>>,
    /// By name; added to the table's.
    #[serde(default)]
    pub figures: BTreeMap<String, f64>,
    /// 1 = reference of the model's costs; absent: 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_level: Option<f64>,
    /// Staff-months a year, in place of the demand formula.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<f64>,
    /// `false`: a possible host that needs no coverage. Absent: `true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered: Option<bool>,
}

/// An office of the baseline.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeFile {
    pub host: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// A key of `baseline`, or a tier of the model.
    pub tier: String,
    /// Host of the superior; absent at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reports_to: Option<String>,
    /// Absent: those of the tier in `baseline`, or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posts: Option<u32>,
    /// Working arrangement of the tier; absent: premises of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrangement: Option<String>,
    /// Countries covered.
    #[serde(default)]
    pub covers: Vec<String>,
}

/// Two countries that touch by land or are joined by sea.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BorderFile {
    pub a: String,
    pub b: String,
    #[serde(default)]
    pub kind: BorderKind,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum BorderKind {
    #[default]
    Land,
    Sea,
}

/// Prices in currency units a year, in place of those that the model makes. What is not stated here
/// keeps the model's price.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CostsFile {
    /// Hosts, in the order of each row of `pairs`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    /// By country id: a price for each of `hosts`, in place of the missions from there; `null`: it
    /// may not be covered from there.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub pairs: BTreeMap<String, Vec<Option<f64>>>,
    /// By host: in place of the office cost, at every tier.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub offices: BTreeMap<String, f64>,
}

/// Which countries may host an office.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HostsFile {
    /// At any tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any_tier: Option<HostFilterFile>,
    /// By tier id; only hosts that `any_tier` admits.
    pub tiers: BTreeMap<String, HostFilterFile>,
}

/// Countries that meet at least one of the conditions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HostFilterFile {
    /// Hosts of the baseline's offices.
    pub existing: bool,
    /// Hosts of the baseline's offices of these tiers (the baseline's tier names).
    pub existing_tiers: Vec<String>,
    /// Countries in one of these groups.
    pub groups: Vec<String>,
    pub countries: Vec<String>,
}

/// A tier of the baseline, seen from this scenario's model.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BaselineTierFile {
    /// Tier of the model that it counts as.
    pub tier: String,
    /// Posts of an office of this tier that gives none itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posts: Option<u32>,
    /// Where the number of posts comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}
