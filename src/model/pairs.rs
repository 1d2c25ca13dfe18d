//! Which offices may cover a country, and which may supervise an office, as far as hard rules on
//! single pairs decide it. What is ruled out here gets no variable.

use crate::geography::Geography;
use crate::scenario::{CountryId, Scenario, State};

pub struct Pairs<'a> {
    scenario: &'a Scenario,
    geography: &'a Geography,
}

impl<'a> Pairs<'a> {
    pub fn new(scenario: &'a Scenario, geography: &'a Geography) -> Self {
        Self { scenario, geography }
    }

    /// The table of costs, `region`, `reach`, `language` and `accreditation` on the pair of `country` and an
    /// office hosted by `office`.
    pub fn may_cover(&self, country: CountryId, office: CountryId) -> bool {
        if !self.scenario.costs.allows(country, office) {
            return false;
        }
        let rules = &self.scenario.rules;
        let region_of = |id: CountryId| self.scenario.country(id).region;
        if rules.region.state == State::Hard
            && region_of(country) != region_of(office)
            && !rules.region.cover_exceptions.contains(&(country, region_of(office)))
        {
            return false;
        }
        if rules.reach.state == State::Hard
            && country != office
            && !rules.reach.allows(country, self.geography.km(country, office))
        {
            return false;
        }
        if rules.language.state == State::Hard && !self.scenario.shares_language(country, office) {
            return false;
        }
        let accreditation = &rules.accreditation;
        accreditation.state != State::Hard
            || (!accreditation.forbidden.contains(&(country, office))
                && accreditation.required.iter().all(|&(c, o)| c != country || o == office))
    }

    /// `region` on an office and its superior.
    pub fn may_supervise(&self, office: CountryId, superior: CountryId) -> bool {
        let rule = &self.scenario.rules.region;
        let region_of = |id: CountryId| self.scenario.country(id).region;
        office != superior
            && (rule.state != State::Hard
                || region_of(office) == region_of(superior)
                || rule.supervision_exceptions.contains(&(office, region_of(superior))))
    }
}
