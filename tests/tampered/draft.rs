//! A network under change, by the names of the scenario.

use purview::plan::{Network, Office};
use purview::scenario::{ArrangementId, CountryId, Scenario};

pub struct Draft<'s> {
    pub scenario: &'s Scenario,
    pub network: Network,
}

impl Draft<'_> {
    fn id(&self, country: &str) -> CountryId {
        self.scenario.find_country(country).expect("a country of the scenario")
    }

    pub fn cover(&mut self, country: &str, office: &str) {
        let (country, office) = (self.id(country), self.id(office));
        self.network.covered_by[country.0] = Some(office);
    }

    pub fn uncover(&mut self, country: &str) {
        let country = self.id(country);
        self.network.covered_by[country.0] = None;
    }

    pub fn set_posts(&mut self, host: &str, posts: u32) {
        self.office(host).posts = posts;
    }

    pub fn house(&mut self, host: &str, arrangement: &str) {
        let arrangement =
            self.scenario.find_arrangement(arrangement).expect("an arrangement of the scenario");
        self.office(host).arrangement = arrangement;
    }

    pub fn report_to(&mut self, host: &str, superior: Option<&str>) {
        let superior = superior.map(|superior| self.id(superior));
        self.office(host).reports_to = superior;
    }

    pub fn set_tier(&mut self, host: &str, tier: &str) {
        let tier = self.scenario.find_tier(tier).expect("a tier of the scenario");
        self.office(host).tier = tier;
    }

    /// An office for its host, if that needs coverage, and for nobody else.
    pub fn open(&mut self, host: &str, tier: &str, superior: Option<&str>, posts: u32) {
        let tier = self.scenario.find_tier(tier).expect("a tier of the scenario");
        let reports_to = superior.map(|superior| self.id(superior));
        let id = self.id(host);
        self.network.offices[id.0] =
            Some(Office { tier, reports_to, posts, arrangement: ArrangementId::PREMISES });
        if self.scenario.country(id).covered {
            self.cover(host, host);
        }
    }

    /// Its remit goes to `heir`, which gets the posts to carry it.
    pub fn close(&mut self, host: &str, heir: &str) {
        let (closed, to) = (self.id(host), self.id(heir));
        self.network.offices[closed.0] = None;
        for office in self.network.covered_by.iter_mut().filter(|office| **office == Some(closed)) {
            *office = Some(to);
        }
        self.set_posts(heir, 4);
    }

    fn office(&mut self, host: &str) -> &mut Office {
        let id = self.id(host);
        self.network.offices[id.0].as_mut().expect("an open office")
    }
}
