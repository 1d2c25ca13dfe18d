//! The balanced scorecard: what a covering office is worth to a country, rounded once and here, and
//! the means of offices and of the network, weighted by workload.

use super::{Network, Tariff};
use crate::scenario::{CountryId, Measured, Money, Perspective, Scenario, Score, Scorecard, Workload};

pub struct Scores<'a> {
    scenario: &'a Scenario,
    tariff: &'a Tariff<'a>,
    scorecard: &'a Scorecard,
}

impl<'a> Scores<'a> {
    /// `None` where the organisation has no scorecard.
    pub fn new(scenario: &'a Scenario, tariff: &'a Tariff<'a>) -> Option<Self> {
        Some(Self { scenario, tariff, scorecard: scenario.scorecard.as_ref()? })
    }

    pub fn perspectives(&self) -> &'a [Perspective] {
        &self.scorecard.perspectives
    }

    /// Of `country` covered from `office`.
    pub fn pair(&self, country: CountryId, office: CountryId) -> Score {
        let perspectives = self.scorecard.perspectives.iter();
        let worth = perspectives.map(|own| own.weight * self.worth(own, country, office));
        Score::from_units(100.0 * worth.sum::<f64>())
    }

    /// In one perspective alone.
    pub fn pair_in(&self, perspective: &Perspective, country: CountryId, office: CountryId) -> Score {
        Score::from_units(100.0 * self.worth(perspective, country, office))
    }

    /// 0 to 1.
    fn worth(&self, perspective: &Perspective, country: CountryId, office: CountryId) -> f64 {
        let indicators = perspective.indicators.iter();
        indicators.map(|own| own.weight * own.worth(self.value(own.measured, country, office))).sum()
    }

    fn value(&self, measured: Measured, country: CountryId, office: CountryId) -> f64 {
        let own = self.scenario.country(country);
        let yes = |holds: bool| f64::from(u8::from(holds));
        match measured {
            Measured::Distance => self.tariff.geography().km(country, office).unwrap_or(0) as f64,
            Measured::MissionCost if own.workload == Workload::ZERO => 0.0,
            Measured::MissionCost => {
                self.tariff.missions(country, office).to_units() / own.workload.to_units()
            }
            Measured::SharedLanguage => yes(self.scenario.shares_language(country, office)),
            Measured::OwnOffice => yes(country == office),
            Measured::SameRegion => yes(own.region == self.scenario.country(office).region),
            Measured::Unmoved => {
                yes(self.scenario.baseline.covered_by[country.0].is_none_or(|before| before == office))
            }
        }
    }

    /// What `country` takes off the network's score when covered from `office`, at `weight` a point.
    pub fn loss(&self, country: CountryId, office: CountryId, weight: f64) -> Money {
        let all: Workload = self.scenario.countries.iter().map(|country| country.workload).sum();
        if all == Workload::ZERO {
            return Money::ZERO;
        }
        let share = self.scenario.country(country).workload.to_units() / all.to_units();
        Money::from_units(weight * share * (100.0 - self.pair(country, office).to_units()))
    }

    /// Mean of `of` over the countries covered from `host`, or over all; downwards to hundredths, so
    /// that it is at least a floor exactly where the true mean is. `None` where they ask for no work.
    pub fn mean(
        &self,
        network: &Network,
        host: Option<CountryId>,
        of: impl Fn(CountryId, CountryId) -> Score,
    ) -> Option<Score> {
        let (mut weighted, mut weights) = (0i128, 0i128);
        for country in self.scenario.country_ids() {
            let Some(office) = network.covered_by[country.0] else { continue };
            if host.is_none_or(|host| host == office) {
                let weight = i128::from(self.scenario.country(country).workload.0);
                weighted += weight * i128::from(of(country, office).0);
                weights += weight;
            }
        }
        (weights > 0).then(|| Score(weighted.div_euclid(weights) as i64))
    }
}
