//! Scenarios: read, validated, indexed.
//!
//! [`load`] turns a file into a [`Scenario`] or into every [`Diagnostic`] at once. A `Scenario` is
//! immutable, every name in it is resolved to an id, and every number is in integer units or a
//! plain parameter; nothing to its right looks at a file again.

mod arrangement;
mod check;
mod costs;
mod diagnostic;
mod document;
pub mod file;
mod function;
pub mod generate;
mod ids;
pub mod import;
mod load;
mod locale;
mod merged;
pub mod model_file;
mod objective;
mod paths;
mod reasons;
mod requests;
mod resolve;
pub mod rules;
mod scorecard;
mod shapes;
mod source;
mod structure;
mod table;
mod units;

use std::collections::BTreeSet;

pub use arrangement::{Arrangement, Terms};
pub use costs::CostTable;
pub use diagnostic::{Diagnostic, Label, Severity, suggest};
pub use document::Entry;
pub use function::Function;
pub use ids::{ArrangementId, CountryId, RegionId, TierId};
pub use load::{Loaded, load, load_with_requests};
pub use locale::{Locale, Names, Translation};
pub use merged::Merged;
pub use objective::Weights;
pub use reasons::{Reason, Reasons};
pub use requests::{Fate, Request, RequestFile, RequestKind, RequestsFile};
pub use rules::{Family, Limits, Rules, RulesFile, State};
pub use scorecard::{Indicator, Measured, Perspective, Scorecard};
pub use shapes::{Shape, ShapeSource, Shapes};
pub use structure::{SchemaKind, schema};
pub use units::{Money, Score, Share, Workload, grouped};

/// A validated scenario.
#[derive(Debug, Clone)]
pub struct Scenario {
    pub name: String,
    pub title: Option<String>,
    /// ISO 4217 code of every [`Money`].
    pub currency: String,
    /// Top first; at least one.
    pub tiers: Vec<Tier>,
    pub functions: Vec<Function>,
    /// Premises first.
    pub arrangements: Vec<Arrangement>,
    pub regions: Vec<Region>,
    /// In the order of the input.
    pub countries: Vec<Country>,
    /// Each pair once, lower id first, sorted.
    pub borders: Vec<Border>,
    pub baseline: Baseline,
    pub parameters: Parameters,
    pub scorecard: Option<Scorecard>,
    /// What is made as small as possible: the first, then among the plans that are best by it the
    /// second, and so on. At least one.
    pub objective: Vec<Weights>,
    /// Over the prices that the parameters give.
    pub costs: CostTable,
    pub rules: Rules,
    /// Nothing is decided: the baseline itself is priced and checked.
    pub fixed: bool,
    /// What things are called in other languages.
    pub names: Names,
    /// Why pairs and sites are as the rules have them.
    pub reasons: Reasons,
    /// Where maps take outlines from, if from anywhere.
    pub shapes: Option<ShapeSource>,
    pub inputs: Inputs,
}

#[derive(Debug, Clone)]
pub struct Tier {
    pub id: String,
    pub name: String,
    /// Currency units a year at cost level 1.
    pub office_cost: f64,
    pub office_local_share: f64,
    /// Currency units a post and year at cost level 1.
    pub post_cost: f64,
    pub post_local_share: f64,
    pub overhead: Workload,
    /// Currency units, once.
    pub opening_cost: f64,
    /// Currency units, once.
    pub closing_cost: f64,
    /// Positions in [`Scenario::functions`] of what an office may decide by itself.
    pub decides: Vec<usize>,
    /// Beside premises, to which the figures above belong.
    pub arrangements: Vec<(ArrangementId, Terms)>,
}

#[derive(Debug, Clone)]
pub struct Region {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

#[derive(Debug, Clone)]
pub struct Country {
    pub id: String,
    pub name: String,
    pub region: RegionId,
    /// Where missions go. `None` only where nothing hangs on distance.
    pub seat: Option<Point>,
    /// Where an office hosted here stands: the baseline's city if there is an office, else the seat.
    pub office_site: Option<Point>,
    pub office_city: String,
    pub languages: BTreeSet<String>,
    pub groups: BTreeSet<String>,
    /// 1 = reference of the model's costs.
    pub cost_level: f64,
    /// Needs coverage. Where `false`, workload is zero.
    pub covered: bool,
    pub workload: Workload,
    /// Indexed by tier: an office of that tier may stand here.
    pub may_host: Vec<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Border {
    pub a: CountryId,
    pub b: CountryId,
    pub sea: bool,
}

/// The network as found. Empty where the scenario gives none.
#[derive(Debug, Clone)]
pub struct Baseline {
    /// Indexed by country: the office hosted there.
    pub offices: Vec<Option<BaselineOffice>>,
    /// Indexed by country: the host of its covering office.
    pub covered_by: Vec<Option<CountryId>>,
}

#[derive(Debug, Clone)]
pub struct BaselineOffice {
    /// In this scenario's model.
    pub tier: TierId,
    /// Host of the superior.
    pub reports_to: Option<CountryId>,
    pub posts: u32,
    pub arrangement: ArrangementId,
}

impl Baseline {
    pub fn posts(&self) -> u32 {
        self.offices.iter().flatten().map(|office| office.posts).sum()
    }
}

/// Cost parameters and norms. Money in currency units (not cents), before rounding.
#[derive(Debug, Clone)]
pub struct Parameters {
    /// What one post carries a year; `None`: there are no posts.
    pub workload_per_post: Option<Workload>,
    /// Part of the workload of an office without a head that its acting cover takes on.
    pub acting_share: f64,
    pub travel: Travel,
    pub supervision: Supervision,
    pub transition: Transition,
    /// Indexed by country: share of the office cost that the host government bears.
    pub host_contribution: Vec<f64>,
    /// Currency units per 1,000 km and staff-month.
    pub remoteness: f64,
    pub headquarters: Option<Point>,
}

#[derive(Debug, Clone, Default)]
pub struct Travel {
    pub fare_fixed: f64,
    pub fare_per_km: f64,
    pub daily_allowance: f64,
    pub allowance_local_share: f64,
    pub days_per_trip: f64,
    pub trips_per_staff_month: f64,
    pub min_trips: f64,
}

#[derive(Debug, Clone, Default)]
pub struct Supervision {
    pub trips: f64,
    pub days_per_trip: f64,
}

#[derive(Debug, Clone, Default)]
pub struct Transition {
    pub payback_years: f64,
    pub change_of_tier: f64,
    pub move_of_country: f64,
    pub new_post: f64,
    /// At most `new_post`.
    pub redeployed_post: f64,
}

/// What the scenario was read from.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// SHA-256, in hex, of the merged scenario and of every table it names; file names, white space
    /// and what only pages and maps show do not enter.
    pub hash: String,
    /// Files read, in order, as given.
    pub files: Vec<String>,
}

impl Scenario {
    pub fn country(&self, id: CountryId) -> &Country {
        &self.countries[id.0]
    }

    pub fn tier(&self, id: TierId) -> &Tier {
        &self.tiers[id.0]
    }

    pub fn country_ids(&self) -> impl Iterator<Item = CountryId> + use<> {
        (0..self.countries.len()).map(CountryId)
    }

    pub fn tier_ids(&self) -> impl DoubleEndedIterator<Item = TierId> + ExactSizeIterator + use<> {
        (0..self.tiers.len()).map(TierId)
    }

    pub fn region_ids(&self) -> impl Iterator<Item = RegionId> + use<> {
        (0..self.regions.len()).map(RegionId)
    }

    /// Countries that need coverage.
    pub fn covered_ids(&self) -> impl Iterator<Item = CountryId> + '_ {
        self.country_ids().filter(|&id| self.country(id).covered)
    }

    /// Countries that may host an office of some tier.
    pub fn host_ids(&self) -> impl Iterator<Item = CountryId> + '_ {
        self.country_ids().filter(|&id| self.country(id).may_host.contains(&true))
    }

    /// Of the workload of `country`, what the acting cover of its office takes on.
    pub fn acting_workload(&self, country: CountryId) -> Workload {
        Workload::from_units(self.parameters.acting_share * self.country(country).workload.to_units())
    }

    pub fn find_country(&self, id: &str) -> Option<CountryId> {
        self.countries.iter().position(|c| c.id == id).map(CountryId)
    }

    pub fn find_tier(&self, id: &str) -> Option<TierId> {
        self.tiers.iter().position(|t| t.id == id).map(TierId)
    }

    /// Whether an office hosted by `office` shares a working language with `country`; true where
    /// one of them lists none.
    pub fn shares_language(&self, country: CountryId, office: CountryId) -> bool {
        let (a, b) = (&self.country(country).languages, &self.country(office).languages);
        a.is_empty() || b.is_empty() || !a.is_disjoint(b)
    }
}
