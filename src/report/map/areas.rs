//! How areas are told apart: each has a colour and a pattern, so that colour alone carries no meaning.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use crate::plan::Network;
use crate::scenario::{CountryId, Scenario};

/// Fill, and ink of the pattern on it (contrast at least 3 to 1 between the two, and of the ink to
/// white, as WCAG 2.2 asks of graphics).
const COLOURS: [(&str, &str); 8] = [
    ("#c9ddf0", "#33688f"),
    ("#f8e1b4", "#8a6100"),
    ("#cce7cd", "#3b7544"),
    ("#f6d0cf", "#a0484c"),
    ("#ddd3ee", "#6a5298"),
    ("#c2e5e3", "#27726f"),
    ("#e9e1cc", "#736537"),
    ("#f2d3e8", "#964a80"),
];
/// Lines in a tile of [`TILE`] units, and their width. Their number has no divisor in common with that
/// of the colours, so that 56 areas differ.
const PATTERNS: [(&str, u32); 7] = [
    ("M-20 20L20-20M0 80L80 0M60 100L100 60", 6),
    ("M20 20h.1M60 60h.1", 18),
    ("M0 20H80M0 60H80", 6),
    ("M-20 60L20 100M0 0L80 80M60-20L100 20", 6),
    ("M20 0V80M60 0V80", 6),
    ("M0 40H80M40 0V80", 6),
    ("M0 50L20 30L40 50L60 30L80 50", 6),
];
const TILE: u32 = 80;

/// The areas of a plan, by the host of their top-tier office.
pub struct Areas {
    numbers: BTreeMap<CountryId, usize>,
}

impl Areas {
    /// In the order of regions, so that neighbours have numbers, and so looks, next to each other.
    pub fn new(scenario: &Scenario, network: &Network) -> Self {
        let mut roots: Vec<CountryId> =
            network.hosts().filter(|&host| network.root(host) == Some(host)).collect();
        roots.sort_by_key(|&host| (scenario.country(host).region, host));
        Self { numbers: (0..).zip(roots).map(|(number, host)| (host, number)).collect() }
    }

    /// Number of the area that a country lies in.
    pub fn of(&self, network: &Network, country: CountryId) -> Option<usize> {
        let root = network.root(network.covered_by[country.0]?)?;
        self.numbers.get(&root).copied()
    }

    /// Hosts of the top-tier offices, by number.
    pub fn roots(&self) -> impl Iterator<Item = CountryId> + '_ {
        let mut roots: Vec<(usize, CountryId)> = self.numbers.iter().map(|(&host, &n)| (n, host)).collect();
        roots.sort_unstable();
        roots.into_iter().map(|(_, host)| host)
    }

    /// The looks of each, by number.
    pub fn looks(&self) -> Vec<Value> {
        (0..self.numbers.len())
            .map(|number| {
                let (fill, ink) = COLOURS[number % COLOURS.len()];
                let (pattern, stroke) = PATTERNS[number % PATTERNS.len()];
                context! { number, fill, ink, pattern, stroke, tile => TILE }
            })
            .collect()
    }
}
