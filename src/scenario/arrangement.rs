//! How offices may be housed.

use super::{ArrangementId, Scenario, Tier, Workload};

/// A way to house an office.
#[derive(Debug, Clone)]
pub struct Arrangement {
    pub id: String,
    pub name: String,
}

impl Arrangement {
    /// Id of premises of an office's own.
    pub const PREMISES: &str = "premises";
}

/// What an arrangement means for an office of a tier.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// Currency units a year at cost level 1.
    pub office_cost: f64,
    pub office_local_share: f64,
    pub overhead: Workload,
    /// Currency units, once.
    pub opening_cost: f64,
    /// `None`: any number.
    pub max_posts: Option<u32>,
    /// Of the remit; `None`: any number.
    pub max_countries: Option<u32>,
}

impl Tier {
    fn premises(&self) -> Terms {
        Terms {
            office_cost: self.office_cost,
            office_local_share: self.office_local_share,
            overhead: self.overhead,
            opening_cost: self.opening_cost,
            max_posts: None,
            max_countries: None,
        }
    }

    /// What an office of the tier may be in, premises first.
    pub fn known_arrangements(&self) -> impl Iterator<Item = ArrangementId> + '_ {
        [ArrangementId::PREMISES].into_iter().chain(self.arrangements.iter().map(|&(own, _)| own))
    }

    /// Those of premises where the tier does not know the arrangement.
    pub fn terms(&self, arrangement: ArrangementId) -> Terms {
        let found = self.arrangements.iter().find(|(own, _)| *own == arrangement);
        found.map_or_else(|| self.premises(), |(_, terms)| *terms)
    }
}

impl Scenario {
    /// Whether an office may be housed in more than one way.
    pub fn has_arrangements(&self) -> bool {
        self.arrangements.len() > 1
    }

    pub fn find_arrangement(&self, id: &str) -> Option<ArrangementId> {
        self.arrangements.iter().position(|own| own.id == id).map(ArrangementId)
    }
}
