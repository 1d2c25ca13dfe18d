//! The price list: every yearly price that a decision can carry, in whole cents, rounded once and
//! here. The formulation and the cost of a plan are both sums over this list, made independently.

use crate::geography::Geography;
use crate::scenario::{ArrangementId, CountryId, Money, Parameters, Scenario, State, TierId, Weights};

pub struct Tariff<'a> {
    scenario: &'a Scenario,
    geography: &'a Geography,
    weights: Weights,
}

impl<'a> Tariff<'a> {
    pub fn new(scenario: &'a Scenario, geography: &'a Geography) -> Self {
        Self::weighed(scenario, geography, &Weights::COST)
    }

    /// Each price in the eyes of an objective, weighed before it is rounded.
    pub fn weighed(scenario: &'a Scenario, geography: &'a Geography, weights: &Weights) -> Self {
        Self { scenario, geography, weights: *weights }
    }

    pub fn is_weighed(&self) -> bool {
        self.weights != Weights::COST
    }

    fn cash(&self, amount: f64) -> Money {
        Money::from_units(self.weights.cash * amount)
    }

    fn service(&self, amount: f64) -> Money {
        Money::from_units(self.weights.service * amount)
    }

    pub fn geography(&self) -> &'a Geography {
        self.geography
    }

    fn parameters(&self) -> &'a Parameters {
        &self.scenario.parameters
    }

    /// A cost of which `share` follows the cost level of `place`.
    fn at_cost_level(&self, amount: f64, share: f64, place: CountryId) -> f64 {
        amount * (1.0 - share + share * self.scenario.country(place).cost_level)
    }

    /// Spread over the pay-back period.
    fn per_year(&self, once: f64) -> Money {
        self.cash(once / self.parameters().transition.payback_years)
    }

    /// Premises and local support of an office, before the host's contribution. A price that the scenario
    /// states is one of premises of its own.
    pub fn office(&self, host: CountryId, tier: TierId, arrangement: ArrangementId) -> Money {
        let terms = self.scenario.tier(tier).terms(arrangement);
        let of_model = || self.at_cost_level(terms.office_cost, terms.office_local_share, host);
        let stated = self.scenario.costs.office(host).filter(|_| arrangement == ArrangementId::PREMISES);
        self.cash(stated.unwrap_or_else(of_model))
    }

    /// What the host government bears of [`Self::office`]; a positive amount.
    pub fn host_contribution(&self, host: CountryId, tier: TierId, arrangement: ArrangementId) -> Money {
        let share = self.parameters().host_contribution[host.0];
        Money::from_units(self.office(host, tier, arrangement).to_units() * share)
    }

    /// All that an open office costs before posts, superior and remit: [`Self::office`] less
    /// [`Self::host_contribution`], and [`Self::open_site`].
    pub fn open_office(&self, host: CountryId, tier: TierId, arrangement: ArrangementId) -> Money {
        self.office(host, tier, arrangement) - self.host_contribution(host, tier, arrangement)
            + self.open_site(host, tier, arrangement)
    }

    pub fn post(&self, host: CountryId, tier: TierId) -> Money {
        let t = self.scenario.tier(tier);
        self.cash(self.at_cost_level(t.post_cost, t.post_local_share, host))
    }

    /// One trip of `days` to `destination` over `km`, in currency units. A distance is unknown only
    /// where nothing hangs on it.
    fn trip(&self, km: Option<i64>, days: f64, destination: CountryId) -> f64 {
        let travel = &self.parameters().travel;
        let allowance = self.at_cost_level(travel.daily_allowance, travel.allowance_local_share, destination);
        travel.fare_fixed + travel.fare_per_km * km.unwrap_or(0) as f64 + days * allowance
    }

    /// Missions of a year from `office` to `country`; zero within the host country, unless the
    /// scenario states a price for it.
    pub fn missions(&self, country: CountryId, office: CountryId) -> Money {
        if let Some(stated) = self.scenario.costs.pair(country, office) {
            return self.cash(stated);
        }
        if country == office {
            return Money::ZERO;
        }
        let travel = &self.parameters().travel;
        let workload = self.scenario.country(country).workload.to_units();
        let trips = (travel.trips_per_staff_month * workload).max(travel.min_trips);
        self.cash(trips * self.trip(self.geography.km(country, office), travel.days_per_trip, country))
    }

    /// Visits of a year from `superior` to `office`.
    pub fn supervision(&self, office: CountryId, superior: CountryId) -> Money {
        let supervision = &self.parameters().supervision;
        let km = self.geography.km_between_offices(office, superior);
        self.cash(supervision.trips * self.trip(km, supervision.days_per_trip, office))
    }

    /// Visits of a year from headquarters to an office without a superior.
    pub fn supervision_from_headquarters(&self, office: CountryId) -> Money {
        let supervision = &self.parameters().supervision;
        self.parameters().headquarters.map_or(Money::ZERO, |headquarters| {
            let km = self.geography.km_to(office, headquarters);
            self.cash(supervision.trips * self.trip(km, supervision.days_per_trip, office))
        })
    }

    /// Transition of a site that is open at `tier` in the plan: opened in its arrangement, or changed in
    /// tier. To change the arrangement alone costs nothing.
    pub fn open_site(&self, host: CountryId, tier: TierId, arrangement: ArrangementId) -> Money {
        match &self.scenario.baseline.offices[host.0] {
            None if self.scenario.baseline.offices.iter().all(Option::is_none) => Money::ZERO,
            None => self.per_year(self.scenario.tier(tier).terms(arrangement).opening_cost),
            Some(office) if office.tier != tier => self.per_year(self.parameters().transition.change_of_tier),
            Some(_) => Money::ZERO,
        }
    }

    /// Transition of a baseline site that is closed in the plan; zero for other hosts.
    pub fn closed_site(&self, host: CountryId) -> Money {
        self.scenario.baseline.offices[host.0]
            .as_ref()
            .map_or(Money::ZERO, |office| self.per_year(self.scenario.tier(office.tier).closing_cost))
    }

    /// Transition of a country that is covered by `office` in the plan: moved, or not.
    pub fn moved_country(&self, country: CountryId, office: CountryId) -> Money {
        match self.scenario.baseline.covered_by[country.0] {
            Some(before) if before != office => self.per_year(self.parameters().transition.move_of_country),
            _ => Money::ZERO,
        }
    }

    /// A post beyond the baseline's number.
    pub fn new_post(&self) -> Money {
        self.per_year(self.parameters().transition.new_post)
    }

    /// An existing post at another site than before.
    pub fn redeployed_post(&self) -> Money {
        self.per_year(self.parameters().transition.redeployed_post)
    }

    /// Service loss of covering `country` from afar.
    pub fn remoteness(&self, country: CountryId, office: CountryId) -> Money {
        let workload = self.scenario.country(country).workload.to_units();
        let megametres = self.geography.km(country, office).unwrap_or(0) as f64 / 1000.0;
        self.service(self.parameters().remoteness * megametres * workload)
    }

    /// Service loss of covering `country` without a shared working language, where `language` is
    /// soft.
    pub fn language(&self, country: CountryId, office: CountryId) -> Money {
        let rule = &self.scenario.rules.language;
        if rule.state != State::Soft || self.scenario.shares_language(country, office) {
            return Money::ZERO;
        }
        self.service(rule.price.to_units() * self.scenario.country(country).workload.to_units())
    }

    /// Service loss of not following the preferences of `accreditation` for `country`.
    pub fn accreditation(&self, country: CountryId, office: CountryId) -> Money {
        let rule = &self.scenario.rules.accreditation;
        if rule.state == State::Off {
            return Money::ZERO;
        }
        let missed = rule.preferred.iter().filter(|pair| pair.country == country && pair.office != office);
        missed.map(|pair| self.service(pair.price.to_units())).sum()
    }

    /// A unit by which a soft rule is missed that has `price`.
    pub fn breach(&self, price: Money) -> Money {
        self.service(price.to_units())
    }

    /// A staff-month outside the band of `balance`, as an objective.
    pub fn imbalance(&self) -> Money {
        Money::from_units(self.weights.balance)
    }

    /// A change to the baseline, as an objective.
    pub fn change(&self) -> Money {
        Money::from_units(self.weights.disruption)
    }
}
