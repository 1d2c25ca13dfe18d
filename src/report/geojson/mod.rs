//! A plan on the map, as GeoJSON (RFC 7946) for QGIS and its like. One collection; the property `kind`
//! tells its features apart:
//!
//! | `kind` | geometry |
//! | --- | --- |
//! | `area` | what a top-tier office and those below it cover, as one outline |
//! | `remit` | what an office covers, as one outline |
//! | `country` | its outline; a point where the scenario has none, nothing where it has no place |
//! | `office` | a point |
//! | `reporting line` | from an office to its superior |
//! | `coverage line` | from an office to each country that it covers beside its host |

mod line;
mod outline;

use geo::{Geometry, Point};
use geojson::feature::Id;
use geojson::{Feature, GeometryValue};
use serde_json::{Value, json};

use crate::plan::{Assignment, OfficeRecord, Plan};
use crate::scenario::{Country, CountryId, Scenario, Shapes};
use outline::Outlines;

/// One feature a line.
pub fn geojson(scenario: &Scenario, shapes: &Shapes, plan: &Plan) -> String {
    let map = Map { scenario, plan, outlines: Outlines::new(scenario, shapes) };
    let features: Vec<String> = map.features().iter().map(Feature::to_string).collect();
    let name = Value::from(plan.scenario.as_str());
    format!(
        "{{\"type\":\"FeatureCollection\",\"name\":{name},\"features\":[\n{}\n]}}\n",
        features.join(",\n")
    )
}

struct Map<'m> {
    scenario: &'m Scenario,
    plan: &'m Plan,
    outlines: Outlines<'m>,
}

fn feature(kind: &str, id: &str, geometry: Option<Geometry>, properties: Value) -> Feature {
    let mut feature = Feature {
        id: Some(Id::String(format!("{kind} {id}"))),
        geometry: geometry.map(|geometry| GeometryValue::from(&outline::rounded(geometry)).into()),
        ..Feature::default()
    };
    feature.set_property("kind", kind);
    for (key, value) in properties.as_object().into_iter().flatten() {
        feature.set_property(key, value.clone());
    }
    feature
}

impl Map<'_> {
    fn features(&self) -> Vec<Feature> {
        let offices = || self.plan.offices.iter();
        let tops = offices().filter(|office| office.reports_to.is_none());
        let mut features: Vec<Feature> = tops.filter_map(|office| self.area(office)).collect();
        features.extend(offices().filter_map(|office| self.remit(office)));
        features.extend(self.scenario.country_ids().map(|id| self.country(id)));
        features.extend(offices().map(|office| self.office(office)));
        features.extend(offices().filter_map(|office| self.reporting_line(office)));
        features.extend(self.plan.assignments.iter().filter_map(|own| self.coverage_line(own)));
        features
    }

    fn find(&self, id: &str) -> Option<(CountryId, &Country)> {
        self.scenario.find_country(id).map(|id| (id, self.scenario.country(id)))
    }

    fn city(&self, host: &str) -> &str {
        self.find(host).map_or("", |(_, country)| &country.office_city)
    }

    /// Where the office hosted by `host` stands.
    fn site(&self, host: &str) -> Option<Point> {
        self.find(host)?.1.office_site.map(|site| Point::new(site.lon, site.lat))
    }

    fn area(&self, top: &OfficeRecord) -> Option<Feature> {
        let covered = |own: &&Assignment| own.area.as_ref() == Some(&top.host);
        self.covered("area", top, self.plan.assignments.iter().filter(covered).collect())
    }

    fn remit(&self, office: &OfficeRecord) -> Option<Feature> {
        let covered = |own: &&Assignment| own.office == office.host;
        self.covered("remit", office, self.plan.assignments.iter().filter(covered).collect())
    }

    /// The outline of countries that belong together; none where no outline of theirs is known.
    fn covered(&self, kind: &str, office: &OfficeRecord, covered: Vec<&Assignment>) -> Option<Feature> {
        let ids: Vec<CountryId> = covered.iter().filter_map(|own| Some(self.find(&own.country)?.0)).collect();
        let outline = self.outlines.union(&ids)?;
        let countries: Vec<&str> = covered.iter().map(|own| own.country.as_str()).collect();
        let workload: f64 = covered.iter().map(|own| own.workload.to_units()).sum();
        let properties = json!({
            "office": office.host,
            "city": office.city,
            "tier": office.tier,
            "region": office.region,
            "countries": countries.join(" "),
            "count": countries.len(),
            "workload": workload,
        });
        Some(feature(kind, &office.host, Some(outline.into()), properties))
    }

    fn country(&self, id: CountryId) -> Feature {
        let country = self.scenario.country(id);
        let region = &self.scenario.regions[country.region.0];
        let mut properties = json!({
            "country": country.id,
            "name": country.name,
            "region": region.id,
            "region_name": region.name,
            "workload": country.workload.to_units(),
        });
        if let Some(own) = self.plan.assignments.iter().find(|own| own.country == country.id) {
            properties["office"] = json!(own.office);
            properties["city"] = json!(self.city(&own.office));
            properties["area"] = json!(own.area);
            properties["area_city"] = json!(own.area.as_ref().map(|area| self.city(area)));
            properties["distance_km"] = json!(own.distance_km);
            properties["shared_language"] = json!(own.shared_language);
        }
        let seat = country.seat.map(|seat| Geometry::Point(Point::new(seat.lon, seat.lat)));
        feature("country", &country.id, self.outlines.of(id).or(seat), properties)
    }

    fn office(&self, office: &OfficeRecord) -> Feature {
        let tier = self.scenario.find_tier(&office.tier);
        let remit = self.plan.assignments.iter().filter(|own| own.office == office.host);
        let remit: Vec<&str> = remit.map(|own| own.country.as_str()).collect();
        let properties = json!({
            "office": office.host,
            "name": self.find(&office.host).map(|(_, country)| &country.name),
            "city": office.city,
            "region": office.region,
            "tier": office.tier,
            "tier_name": tier.map(|tier| &self.scenario.tier(tier).name),
            // From the top, for symbols by size.
            "tier_number": tier.map(|tier| tier.0 + 1),
            "reports_to": office.reports_to,
            "posts": office.posts,
            "arrangement": office.arrangement,
            "workload": office.workload.to_units(),
            "capacity": office.capacity.map(|capacity| capacity.to_units()),
            "cost": office.cost.to_units(),
            "currency": self.scenario.currency,
            "countries": remit.join(" "),
            "count": remit.len(),
        });
        feature("office", &office.host, self.site(&office.host).map(Geometry::Point), properties)
    }

    fn reporting_line(&self, office: &OfficeRecord) -> Option<Feature> {
        let superior = office.reports_to.as_ref()?;
        let geometry = line::between(self.site(&office.host)?, self.site(superior)?)?;
        let properties = json!({ "office": office.host, "reports_to": superior });
        Some(feature("reporting line", &office.host, Some(geometry), properties))
    }

    fn coverage_line(&self, own: &Assignment) -> Option<Feature> {
        let seat = self.find(&own.country)?.1.seat.map(|seat| Point::new(seat.lon, seat.lat))?;
        let is_host = own.country == own.office;
        let geometry = line::between(self.site(&own.office)?, seat).filter(|_| !is_host)?;
        let properties = json!({
            "office": own.office,
            "country": own.country,
            "distance_km": own.distance_km,
            "shared_language": own.shared_language,
        });
        Some(feature("coverage line", &own.country, Some(geometry), properties))
    }
}
