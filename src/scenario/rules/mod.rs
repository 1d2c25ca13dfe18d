//! The rule families: one file each, holding its name, its syntax in a scenario file and its
//! resolved form.
//!
//! To add a family: a file here, a variant of [`Family`], a field in [`RulesFile`] and [`Rules`],
//! a resolver, rows in `model/constraints/`, a check in `plan/check/`, a section in
//! `models/README.md`, a folder in `tests/features/`.

mod accreditation;
mod arrangement;
mod balance;
mod budget;
mod capacity;
mod contiguity;
mod continuity;
mod count;
mod coverage;
mod decentralisation;
mod language;
mod nesting;
mod posts;
mod reach;
mod region;
mod retention;
mod scorecard;
mod span;

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::units::{Money, Score, Share, Workload};

pub use accreditation::{Accreditation, AccreditationFile, PairFile, PreferredPair, PreferredPairFile};
pub use arrangement::{ArrangedSiteFile, Arrangement as ArrangementRule, ArrangementFile};
pub use balance::{Balance, BalanceFile};
pub use budget::{Budget, BudgetFile};
pub use capacity::{Capacity, CapacityFile};
pub use contiguity::{Contiguity, ContiguityFile};
pub use continuity::{Continuity, ContinuityFile};
pub use count::{Count, CountFile, RegionCountFile};
pub use coverage::{Coverage, CoverageFile};
pub use decentralisation::{Decentralisation, DecentralisationFile, FieldFloors, FieldFloorsFile, FloorFile};
pub use language::{Language, LanguageFile};
pub use nesting::{Nesting, NestingFile};
pub use posts::{Posts, PostsFile};
pub use reach::{Reach, ReachExceptionFile, ReachFile, ReachLimitFile};
pub use region::{CoverExceptionFile, Region as RegionRule, RegionFile, SupervisionExceptionFile};
pub use retention::{Retention, RetentionFile, SiteFile};
pub use scorecard::{Scorecard as ScorecardRule, ScorecardFile};
pub use span::{Span, SpanFile};

/// Whether a family is looked at, measured, priced or enforced.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Not looked at.
    Off,
    /// Measured and listed, not enforced.
    Report,
    /// Broken at a price.
    Soft,
    /// Enforced.
    #[default]
    Hard,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            State::Off => "off",
            State::Report => "report",
            State::Soft => "soft",
            State::Hard => "hard",
        })
    }
}

/// A rule family, by the one name that it has everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    Coverage,
    Nesting,
    Region,
    Count,
    Capacity,
    Posts,
    Budget,
    Span,
    Reach,
    Contiguity,
    Language,
    Accreditation,
    Continuity,
    Retention,
    Balance,
    Scorecard,
    Decentralisation,
    Arrangement,
}

impl Family {
    pub const ALL: [Family; 18] = [
        Family::Coverage,
        Family::Nesting,
        Family::Region,
        Family::Count,
        Family::Capacity,
        Family::Posts,
        Family::Budget,
        Family::Span,
        Family::Reach,
        Family::Contiguity,
        Family::Language,
        Family::Accreditation,
        Family::Continuity,
        Family::Retention,
        Family::Balance,
        Family::Scorecard,
        Family::Decentralisation,
        Family::Arrangement,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Family::Coverage => "coverage",
            Family::Nesting => "nesting",
            Family::Region => "region",
            Family::Count => "count",
            Family::Capacity => "capacity",
            Family::Posts => "posts",
            Family::Budget => "budget",
            Family::Span => "span",
            Family::Reach => "reach",
            Family::Contiguity => "contiguity",
            Family::Language => "language",
            Family::Accreditation => "accreditation",
            Family::Continuity => "continuity",
            Family::Retention => "retention",
            Family::Balance => "balance",
            Family::Scorecard => "scorecard",
            Family::Decentralisation => "decentralisation",
            Family::Arrangement => "arrangement",
        }
    }
}

impl Family {
    /// One unit of what [`Rules::price`] is paid for, in the integers that its limits count in.
    pub fn unit(self) -> i64 {
        match self {
            Family::Capacity | Family::Balance => Workload::from_units(1.0).0,
            Family::Budget => Money::from_units(1000.0).0,
            Family::Scorecard => Score::from_units(1.0).0,
            Family::Decentralisation => Share::from_units(0.01).0,
            _ => 1,
        }
    }

    /// A value of this family's limits as a reader knows it: the integers inside count cents,
    /// thousandths of a staff-month and so on where the limit is a quantity.
    pub fn in_units(self, value: i64) -> String {
        match self {
            Family::Budget => Money(value).to_string(),
            Family::Capacity | Family::Balance => Workload(value).to_string(),
            Family::Scorecard => Score(value).to_string(),
            Family::Decentralisation => Share(value).to_string(),
            _ => value.to_string(),
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A lower and an upper limit, either of which may be absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits<N> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<N>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<N>,
}

impl<N: PartialOrd + Copy> Limits<N> {
    pub fn contains(&self, value: N) -> bool {
        self.min.is_none_or(|min| value >= min) && self.max.is_none_or(|max| value <= max)
    }

    pub fn is_unlimited(&self) -> bool {
        self.min.is_none() && self.max.is_none()
    }
}

/// The rules of a scenario or of an organisation model. A family that is absent is `off`, save
/// `coverage` and `nesting`, without which there is no plan.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RulesFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<CoverageFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nesting: Option<NestingFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<CountFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<CapacityFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posts: Option<PostsFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<BudgetFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<SpanFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reach: Option<ReachFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contiguity: Option<ContiguityFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accreditation: Option<AccreditationFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub continuity: Option<ContinuityFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<RetentionFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance: Option<BalanceFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scorecard: Option<ScorecardFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decentralisation: Option<DecentralisationFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrangement: Option<ArrangementFile>,
}

/// The rules with every name resolved to an id and every limit in integer units.
#[derive(Debug, Clone)]
pub struct Rules {
    pub coverage: Coverage,
    pub nesting: Nesting,
    pub region: RegionRule,
    pub count: Count,
    pub capacity: Capacity,
    pub posts: Posts,
    pub budget: Budget,
    pub span: Span,
    pub reach: Reach,
    pub contiguity: Contiguity,
    pub language: Language,
    pub accreditation: Accreditation,
    pub continuity: Continuity,
    pub retention: Retention,
    pub balance: Balance,
    pub scorecard: ScorecardRule,
    pub decentralisation: Decentralisation,
    pub arrangement: ArrangementRule,
}

impl Rules {
    pub fn state(&self, family: Family) -> State {
        match family {
            Family::Coverage => self.coverage.state,
            Family::Nesting => self.nesting.state,
            Family::Region => self.region.state,
            Family::Count => self.count.state,
            Family::Capacity => self.capacity.state,
            Family::Posts => self.posts.state,
            Family::Budget => self.budget.state,
            Family::Span => self.span.state,
            Family::Reach => self.reach.state,
            Family::Contiguity => self.contiguity.state,
            Family::Language => self.language.state,
            Family::Accreditation => self.accreditation.state,
            Family::Continuity => self.continuity.state,
            Family::Retention => self.retention.state,
            Family::Balance => self.balance.state,
            Family::Scorecard => self.scorecard.state,
            Family::Decentralisation => self.decentralisation.state,
            Family::Arrangement => self.arrangement.state,
        }
    }

    /// What each unit by which `family` is missed costs a year, where it is soft; `None` also for
    /// `language`, whose price is a component of its own.
    pub fn price(&self, family: Family) -> Option<Money> {
        let price = match family {
            Family::Region => self.region.price,
            Family::Count => self.count.price,
            Family::Capacity => self.capacity.price,
            Family::Posts => self.posts.price,
            Family::Budget => self.budget.price,
            Family::Span => self.span.price,
            Family::Reach => self.reach.price,
            Family::Contiguity => self.contiguity.price,
            Family::Accreditation => self.accreditation.price,
            Family::Retention => self.retention.price,
            Family::Continuity => self.continuity.price,
            Family::Balance => self.balance.price,
            Family::Scorecard => self.scorecard.price,
            Family::Decentralisation => self.decentralisation.price,
            Family::Arrangement => self.arrangement.price,
            // Of `language` the price goes by workload; the others are never soft.
            Family::Language | Family::Coverage | Family::Nesting => return None,
        };
        (self.state(family) == State::Soft).then_some(price)
    }

    /// Hard or soft: a plan is chosen with an eye on `family`.
    pub fn is_weighed(&self, family: Family) -> bool {
        matches!(self.state(family), State::Soft | State::Hard)
    }
}
