//! Prices that a scenario states itself, in place of those that the model makes.

use std::collections::BTreeSet;

use super::CountryId;

/// Yearly prices in currency units. What is not stated keeps the model's price.
#[derive(Debug, Clone, Default)]
pub struct CostTable {
    /// Indexed by country: its column in the rows of `pairs`, as a host. May be shorter.
    pub columns: Vec<Option<usize>>,
    /// Indexed by country: a price for each column, `None` where the pair is not allowed. May be
    /// shorter.
    pub pairs: Vec<Option<Vec<Option<f64>>>>,
    /// Indexed by country, as a host. May be shorter.
    pub offices: Vec<Option<f64>>,
    /// (country, office): ruled out by a question that is asked of the scenario, in whatever state its rules
    /// are.
    pub ruled_out: BTreeSet<(CountryId, CountryId)>,
}

impl CostTable {
    /// What is stated of `country` covered by `office`: `Some(None)` that it may not be.
    fn entry(&self, country: CountryId, office: CountryId) -> Option<Option<f64>> {
        let column = *self.columns.get(office.0)?.as_ref()?;
        self.pairs.get(country.0)?.as_ref()?.get(column).copied()
    }

    /// Whether the table leaves `country` to be covered by `office`.
    pub fn allows(&self, country: CountryId, office: CountryId) -> bool {
        self.entry(country, office) != Some(None) && !self.ruled_out.contains(&(country, office))
    }

    /// In place of the missions of a year from `office` to `country`.
    pub fn pair(&self, country: CountryId, office: CountryId) -> Option<f64> {
        self.entry(country, office).flatten()
    }

    /// In place of the office cost of a year.
    pub fn office(&self, host: CountryId) -> Option<f64> {
        self.offices.get(host.0).copied().flatten()
    }
}
