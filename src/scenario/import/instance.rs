//! What all formats have in common, and the scenario that it makes.

use std::collections::BTreeMap;
use std::path::Path;

use crate::scenario::file::{BorderFile, CostsFile, CountryFile, HostFilterFile, HostsFile, ScenarioFile};
use crate::scenario::model_file::{ModelFile, TierFile};
use crate::scenario::rules::{CapacityFile, ContiguityFile, CountFile, Limits, RulesFile, State};

const REGION: &str = "all";
const TIER: &str = "site";

pub struct Place {
    pub id: String,
    pub name: Option<String>,
    /// `None`: it needs no coverage.
    pub demand: Option<f64>,
}

impl Place {
    /// One of many alike, from 1.
    pub fn numbered(prefix: &str, number: usize, demand: Option<f64>) -> Self {
        Self { id: format!("{prefix}{number}"), name: None, demand }
    }
}

pub struct Site {
    /// Position of its place.
    pub place: usize,
    /// Of an open site.
    pub price: Option<f64>,
    pub capacity: Option<f64>,
}

impl Site {
    /// A site at no price that carries any demand.
    pub fn free(place: usize) -> Self {
        Self { place, price: None, capacity: None }
    }
}

pub struct Instance {
    /// What kind of problem it is, and in what unit its value is published.
    pub description: String,
    pub places: Vec<Place>,
    pub sites: Vec<Site>,
    /// By place that needs coverage, in order, then by site; `None`: not allowed.
    pub prices: Vec<Vec<Option<f64>>>,
    /// Exact number of open sites.
    pub count: Option<usize>,
    /// Demand that every open site must and may have.
    pub demand: Limits<f64>,
    /// Positions of neighbours; `Some`: what a site covers is connected, itself included.
    pub borders: Option<Vec<(usize, usize)>>,
}

impl Instance {
    pub fn into_scenario(self, path: &Path) -> ScenarioFile {
        let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        ScenarioFile {
            schema_version: 1,
            name: text(path.file_stem()),
            title: None,
            description: Some(format!("{} Imported from {}.", self.description, text(path.file_name()))),
            extends: None,
            model: None,
            organisation: Some(organisation()),
            data: None,
            regions: BTreeMap::new(),
            translations: BTreeMap::new(),
            offices: Vec::new(),
            borders: self.borders(),
            hosts: self.hosts(),
            baseline: BTreeMap::new(),
            fixed: None,
            objective: Vec::new(),
            rules: self.rules(),
            countries: self.places.iter().map(country).collect(),
            costs: Some(self.into_costs()),
        }
    }

    fn id(&self, place: usize) -> String {
        self.places[place].id.clone()
    }

    fn borders(&self) -> Vec<BorderFile> {
        let border =
            |&(a, b): &(usize, usize)| BorderFile { a: self.id(a), b: self.id(b), kind: Default::default() };
        self.borders.iter().flatten().map(border).collect()
    }

    /// None where every place is a site.
    fn hosts(&self) -> Option<HostsFile> {
        let countries = self.sites.iter().map(|site| self.id(site.place)).collect();
        (self.sites.len() < self.places.len()).then(|| HostsFile {
            any_tier: Some(HostFilterFile { countries, ..HostFilterFile::default() }),
            ..HostsFile::default()
        })
    }

    fn rules(&self) -> RulesFile {
        let by_tier = |limit: Option<f64>| limit.map(|limit| (TIER.to_owned(), limit)).into_iter().collect();
        let hosts: BTreeMap<String, Limits<f64>> = self
            .sites
            .iter()
            .filter_map(|site| Some((self.id(site.place), Limits { min: None, max: Some(site.capacity?) })))
            .collect();
        let has_capacity = !hosts.is_empty() || !self.demand.is_unlimited();
        RulesFile {
            count: self.count.map(|count| {
                let exact = Some(count as u32);
                CountFile { offices: Limits { min: exact, max: exact }, ..CountFile::default() }
            }),
            capacity: has_capacity.then(|| CapacityFile {
                floors: by_tier(self.demand.min),
                ceilings: by_tier(self.demand.max),
                hosts,
                ..CapacityFile::default()
            }),
            contiguity: self.borders.is_some().then_some(ContiguityFile {
                price: None,
                state: State::Hard,
                areas: false,
                remits: true,
            }),
            ..RulesFile::default()
        }
    }

    fn into_costs(self) -> CostsFile {
        let priced = self.sites.iter().filter_map(|site| Some((self.id(site.place), site.price?)));
        let covered = self.places.iter().filter(|place| place.demand.is_some());
        CostsFile {
            hosts: self.sites.iter().map(|site| self.id(site.place)).collect(),
            offices: priced.collect(),
            pairs: covered.map(|place| place.id.clone()).zip(self.prices).collect(),
        }
    }
}

fn country(place: &Place) -> CountryFile {
    CountryFile {
        id: place.id.clone(),
        name: place.name.clone(),
        region: Some(REGION.into()),
        lat: None,
        lon: None,
        city: None,
        languages: None,
        groups: None,
        figures: BTreeMap::new(),
        cost_level: None,
        workload: place.demand,
        covered: place.demand.is_none().then_some(false),
    }
}

/// One tier, and nothing that costs anything by itself.
fn organisation() -> ModelFile {
    ModelFile {
        schema_version: 1,
        name: "imported".into(),
        title: None,
        description: None,
        // No currency, in ISO 4217.
        currency: "XXX".into(),
        tiers: vec![TierFile {
            id: TIER.into(),
            name: "Site".into(),
            office_cost: None,
            office_local_share: None,
            post_cost: None,
            post_local_share: None,
            overhead: None,
            opening_cost: None,
            closing_cost: None,
            decides: Vec::new(),
            arrangements: Vec::new(),
        }],
        functions: Vec::new(),
        staffing: None,
        demand: None,
        travel: None,
        supervision: None,
        transition: None,
        host_contribution: None,
        service: Default::default(),
        scorecard: None,
        headquarters: None,
        rules: RulesFile::default(),
    }
}
