//! Outlines of countries for maps, read from GeoJSON only when a map is drawn or the scenario is
//! validated: a solve needs none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use geo::{CoordsIter, Geometry, MultiPolygon, Point};
use geojson::{Feature, FeatureCollection};
use serde_json::Value;

use super::diagnostic::{Diagnostic, Label, suggest};
use super::document::below;
use super::source::Source;
use super::{CountryId, Scenario};

/// Where outlines stand, and where the scenario says so.
#[derive(Debug, Clone)]
pub struct ShapeSource {
    pub file: PathBuf,
    /// Property of a feature that holds the id of its country.
    pub id: String,
    pub file_label: Option<Label>,
    pub id_label: Option<Label>,
}

/// The outlines of a scenario's map. Empty where the scenario names none.
#[derive(Debug, Clone, Default)]
pub struct Shapes {
    /// In the order of the file.
    pub all: Vec<Shape>,
}

/// How a place is drawn; at least one of area and mark is there. Degrees east and north.
#[derive(Debug, Clone)]
pub struct Shape {
    pub id: String,
    /// `None`: a place that the scenario does not know.
    pub country: Option<CountryId>,
    pub area: Option<MultiPolygon>,
    /// Where a place is marked whose area is too small to be seen.
    pub mark: Option<Point>,
}

impl Shapes {
    /// # Errors
    /// Everything in the file that is no outline of a country.
    pub fn read(scenario: &Scenario) -> Result<Self, Vec<Diagnostic>> {
        let Some(from) = &scenario.shapes else { return Ok(Self::default()) };
        let source = Source::read(&from.file).map_err(|fault| vec![fault.at(from.file_label.clone())])?;
        let collection: FeatureCollection =
            serde_json::from_str(&source.text).map_err(|_| explain(&source, from))?;
        let countries: BTreeMap<&str, CountryId> =
            scenario.country_ids().map(|id| (scenario.country(id).id.as_str(), id)).collect();
        let mut reader = Reader { source: &source, from, found: Vec::new() };
        let mut all: Vec<Shape> = Vec::new();
        let mut positions: BTreeMap<String, usize> = BTreeMap::new();
        let features = if reader.has_property(&collection) { &collection.features[..] } else { &[] };
        for (number, feature) in features.iter().enumerate() {
            let (Some(id), Some(geometry)) = (reader.id(number, feature), reader.geometry(number, feature))
            else {
                continue;
            };
            let at = *positions.entry(id.clone()).or_insert_with(|| {
                let country = countries.get(id.as_str()).copied();
                all.push(Shape { id, country, area: None, mark: None });
                all.len() - 1
            });
            if !all[at].take(geometry) {
                let message = format!("`{}` is drawn twice in the same way", all[at].id);
                reader.report("duplicate-shape", message, &reader.property(number));
            }
        }
        if reader.found.is_empty() && !all.iter().any(|shape| shape.country.is_some()) {
            let message =
                format!("no feature of {} has the id of a country in its `{}`", source.name, from.id);
            reader.found.push(Diagnostic::error("no-shapes", message).at(from.id_label.clone()));
        }
        if reader.found.is_empty() { Ok(Self { all }) } else { Err(reader.found) }
    }

    pub fn of(&self, country: CountryId) -> Option<&Shape> {
        self.all.iter().find(|shape| shape.country == Some(country))
    }
}

impl Shape {
    /// False where the shape has an area, or a mark, already.
    fn take(&mut self, geometry: Geometry) -> bool {
        match geometry {
            Geometry::Polygon(area) => self.area.replace(MultiPolygon(vec![area])).is_none(),
            Geometry::MultiPolygon(mut area) => {
                // A polygon may be there without a point.
                area.0.retain(|polygon| polygon.coords_count() > 0);
                self.area.replace(area).is_none()
            }
            Geometry::Point(mark) => self.mark.replace(mark).is_none(),
            _ => unreachable!("no other geometry was let in"),
        }
    }
}

struct Reader<'s> {
    source: &'s Source,
    from: &'s ShapeSource,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn report(&mut self, code: &'static str, message: String, pointer: &str) {
        let label = self.source.locate(pointer).map(|span| Label::new(self.source, span));
        self.found.push(Diagnostic::error(code, message).at(label));
    }

    /// Pointer to the id of a feature.
    fn property(&self, number: usize) -> String {
        below(&format!("/features/{number}/properties"), &self.from.id)
    }

    /// One finding where the property is wrong, not one for each feature.
    fn has_property(&mut self, collection: &FeatureCollection) -> bool {
        let properties = collection.features.iter().flat_map(Feature::properties_iter);
        let names: BTreeSet<&str> = properties.map(|(name, _)| name.as_str()).collect();
        let id = self.from.id.as_str();
        let is_there = names.contains(id);
        if !is_there {
            let message = format!("no feature of {} has a property `{id}`", self.source.name);
            let fault = Diagnostic::error("unknown-property", message).at(self.from.id_label.clone());
            self.found.push(fault.help(suggest(id, names)));
        }
        is_there
    }

    fn id(&mut self, number: usize, feature: &Feature) -> Option<String> {
        let name = &self.from.id;
        match feature.property(name) {
            Some(Value::String(id)) => return Some(id.clone()),
            Some(other) => {
                let message = format!("expected a text as `{name}`, found {other}");
                self.report("wrong-type", message, &self.property(number));
            }
            None => {
                let message = format!("the feature lacks the property `{name}`");
                self.report("missing-key", message, &format!("/features/{number}/properties"));
            }
        }
        None
    }

    fn geometry(&mut self, number: usize, feature: &Feature) -> Option<Geometry> {
        let at = format!("/features/{number}/geometry");
        let geometry = feature.geometry.as_ref().and_then(|own| Geometry::try_from(&own.value).ok());
        let Some(geometry) = geometry.filter(|own| own.coords_count() > 0) else {
            self.report("invalid-geojson", "the feature has no coordinates".into(), &at);
            return None;
        };
        if !matches!(geometry, Geometry::Point(_) | Geometry::Polygon(_) | Geometry::MultiPolygon(_)) {
            let message = "expected a Polygon, a MultiPolygon or a Point".into();
            self.report("invalid-geojson", message, &format!("{at}/type"));
            return None;
        }
        let is_on_earth = |c: geo::Coord| (-180.0..=180.0).contains(&c.x) && (-90.0..=90.0).contains(&c.y);
        if let Some(c) = geometry.coords_iter().find(|c| !is_on_earth(*c)) {
            let message = format!(
                "{}, {} is no place on earth: longitude -180 to 180, then latitude -90 to 90",
                c.x, c.y
            );
            self.report("out-of-range", message, &at);
            return None;
        }
        Some(geometry)
    }
}

/// Why the text is no collection of features, with the place of each that is none.
fn explain(source: &Source, from: &ShapeSource) -> Vec<Diagnostic> {
    let invalid = |message: &str, pointer: &str| {
        let label = source.locate(pointer).map(|span| Label::new(source, span));
        Diagnostic::error("invalid-geojson", message).at(label)
    };
    let value = match source.json() {
        Ok((value, _)) => value,
        Err(fault) if fault.at.is_some() => return vec![fault],
        Err(fault) => return vec![fault.at(from.file_label.clone())],
    };
    let Some(features) = value.get("features").and_then(Value::as_array) else {
        let message = "expected a GeoJSON FeatureCollection: an object with `type` and `features`";
        return vec![invalid(message, "")];
    };
    let faults: Vec<Diagnostic> = features
        .iter()
        .enumerate()
        .filter_map(|(number, feature)| {
            let error = serde_json::from_value::<Feature>(feature.clone()).err()?;
            Some(invalid(&format!("this is no GeoJSON feature: {error}"), &format!("/features/{number}")))
        })
        .collect();
    let unknown = || vec![invalid("expected a GeoJSON FeatureCollection", "/type")];
    if faults.is_empty() { unknown() } else { faults }
}
