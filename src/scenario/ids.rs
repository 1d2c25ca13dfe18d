//! Indices into a [`Scenario`](super::Scenario)'s tables; never mixed up, always iterated in order.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub usize);
    };
}

id!(
    /// A country: row of [`Scenario::countries`](super::Scenario::countries). An office carries
    /// the id of the country that hosts it.
    CountryId
);
id!(
    /// A tier, 0 at the top.
    TierId
);
id!(
    /// A working arrangement of offices: row of [`Scenario::arrangements`](super::Scenario::arrangements).
    ArrangementId
);
id!(
    /// A region.
    RegionId
);

impl ArrangementId {
    /// Premises of an office's own, which every tier may have.
    pub const PREMISES: Self = Self(0);
}

impl Default for ArrangementId {
    fn default() -> Self {
        Self::PREMISES
    }
}
