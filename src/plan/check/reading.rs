//! A plan read back into the ids of its scenario; what cannot be read is a fault.

use super::Violation;
use crate::plan::network::{Network, Office};
use crate::plan::plan::Plan;
use crate::scenario::{ArrangementId, CountryId, Family, Scenario};

/// More posts than any office has; keeps sums of money within range.
const MOST_POSTS: u32 = 10_000;

pub struct Reading<'s> {
    pub scenario: &'s Scenario,
    pub network: Network,
    /// Hosts of offices with those of the acting covers that the plan names for them.
    pub acting: Vec<(CountryId, CountryId)>,
    /// Names that are unknown, offices and countries that stand twice.
    pub faults: Vec<Violation>,
}

impl<'s> Reading<'s> {
    pub fn new(scenario: &'s Scenario, plan: &Plan) -> Self {
        let count = scenario.countries.len();
        let network = Network { offices: vec![None; count], covered_by: vec![None; count] };
        let mut reading = Self { scenario, network, acting: Vec::new(), faults: Vec::new() };
        for office in &plan.offices {
            reading.read_office(office);
        }
        for assignment in &plan.assignments {
            reading.read_assignment(&assignment.country, &assignment.office);
        }
        reading
    }

    fn fault(&mut self, family: Family, message: String, country: Option<&str>, office: Option<&str>) {
        let list = |id: Option<&str>| id.map(str::to_owned).into_iter().collect();
        self.faults.push(Violation {
            family: Some(family),
            message,
            countries: list(country),
            offices: list(office),
        });
    }

    fn read_office(&mut self, record: &crate::plan::OfficeRecord) {
        let host = record.host.as_str();
        let Some(id) = self.scenario.find_country(host) else {
            return self.fault(
                Family::Coverage,
                format!("there is no country {host} to host an office"),
                None,
                Some(host),
            );
        };
        let Some(tier) = self.scenario.find_tier(&record.tier) else {
            let message = format!("the office in {host} is of a tier that is none: {}", record.tier);
            return self.fault(Family::Nesting, message, None, Some(host));
        };
        if self.network.offices[id.0].is_some() {
            return self.fault(
                Family::Coverage,
                format!("there are two offices in {host}"),
                None,
                Some(host),
            );
        }
        let reports_to = match record.reports_to.as_deref().map(|g| (g, self.scenario.find_country(g))) {
            None => None,
            Some((_, Some(superior))) => Some(superior),
            Some((name, None)) => {
                let message = format!("the office in {host} reports to {name}, which is no country");
                self.fault(Family::Nesting, message, None, Some(host));
                None
            }
        };
        if record.posts > MOST_POSTS {
            let message = format!("{} posts in {host} are more than any office has", record.posts);
            self.fault(Family::Posts, message, None, Some(host));
        }
        let posts = record.posts.min(MOST_POSTS);
        let named = record.arrangement.as_deref().map(|own| (own, self.scenario.find_arrangement(own)));
        let arrangement = match named {
            None => ArrangementId::PREMISES,
            Some((_, Some(arrangement))) => arrangement,
            Some((name, None)) => {
                let message = format!("the office in {host} is in an arrangement that is none: {name}");
                self.fault(Family::Coverage, message, None, Some(host));
                ArrangementId::PREMISES
            }
        };
        self.network.offices[id.0] = Some(Office { tier, reports_to, posts, arrangement });
        match record.acting_cover.as_deref().map(|cover| (cover, self.scenario.find_country(cover))) {
            None => {}
            Some((_, Some(cover))) => self.acting.push((id, cover)),
            Some((name, None)) => {
                let message = format!("{name} acts for the office in {host}, but is no country");
                self.fault(Family::Continuity, message, None, Some(host));
            }
        }
    }

    fn read_assignment(&mut self, country: &str, office: &str) {
        let Some(id) = self.scenario.find_country(country) else {
            return self.fault(
                Family::Coverage,
                format!("there is no country {country}"),
                Some(country),
                None,
            );
        };
        let Some(host) = self.scenario.find_country(office) else {
            let message = format!("{country} is covered from {office}, which is no country");
            return self.fault(Family::Coverage, message, Some(country), Some(office));
        };
        if self.network.covered_by[id.0].replace(host).is_some() {
            let message = format!("{country} is covered twice");
            self.fault(Family::Coverage, message, Some(country), Some(office));
        }
    }

    /// Open offices with their hosts.
    pub fn offices(&self) -> impl Iterator<Item = (CountryId, Office)> + '_ {
        self.network.offices.iter().enumerate().filter_map(|(h, office)| Some((CountryId(h), (*office)?)))
    }

    /// Countries with the hosts of their covering offices.
    pub fn covers(&self) -> impl Iterator<Item = (CountryId, CountryId)> + '_ {
        self.network.covered_by.iter().enumerate().filter_map(|(c, host)| Some((CountryId(c), (*host)?)))
    }

    /// Hosts of the offices without a superior, each with the countries of its area.
    pub fn areas(&self) -> Vec<(CountryId, Vec<CountryId>)> {
        let roots = self.offices().filter(|(_, office)| office.reports_to.is_none());
        roots.map(|(root, _)| (root, self.network.area(root))).collect()
    }

    pub fn id(&self, country: CountryId) -> &'s str {
        &self.scenario.country(country).id
    }
}
