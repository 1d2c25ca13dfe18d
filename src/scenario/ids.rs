//! Indices into a [`Scenario`](super::Scenario)'s tables; never mixed up, always iterated in order.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// A region.
    RegionId
);
