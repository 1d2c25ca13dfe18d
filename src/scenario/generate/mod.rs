//! Random networks of any size, in the same file format as real ones: for tests and benchmarks.
//!
//! Places are scattered over one patch of the globe for each region; each is joined to its nearest
//! earlier place and to its nearest places, so that every region is connected. Only integer draws
//! and basic arithmetic are used, so that a seed gives the same network on every machine.

mod organisation;
mod places;
mod rules;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::file::{HostFilterFile, HostsFile, ScenarioFile};

/// What to draw.
#[derive(Debug, Clone, Copy)]
pub struct Request {
    /// At least one.
    pub countries: usize,
    /// At least one, at most as many as countries.
    pub regions: usize,
    /// At least one.
    pub tiers: usize,
    pub seed: u64,
    pub rules: RuleMix,
}

/// Which rules the network gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleMix {
    /// Every family, loose enough to be kept.
    Default,
    /// Each family at random, now and then too tight to be kept.
    Random,
}

/// Draws a scenario.
pub fn generate(request: &Request) -> ScenarioFile {
    let mut draw = ChaCha8Rng::seed_from_u64(request.seed);
    let places = places::draw(&mut draw, request);
    let organisation = organisation::draw(&mut draw, request.tiers);
    let rules = rules::draw(&mut draw, request, &organisation, &places);
    ScenarioFile {
        schema_version: 1,
        name: format!(
            "generated-{}-{}-{}-{}",
            request.countries, request.regions, request.tiers, request.seed
        ),
        title: Some(format!("{} drawn places in {} regions", request.countries, request.regions)),
        description: None,
        extends: None,
        model: None,
        organisation: Some(organisation),
        data: None,
        regions: Default::default(),
        translations: Default::default(),
        costs: None,
        hosts: (!places.hosts.is_empty()).then(|| HostsFile {
            any_tier: Some(HostFilterFile { countries: places.hosts.clone(), ..Default::default() }),
            tiers: Default::default(),
        }),
        countries: places.countries,
        offices: places.offices,
        borders: places.borders,
        baseline: Default::default(),
        fixed: None,
        objective: Vec::new(),
        rules,
    }
}

/// Draws a scenario as the text of its file.
pub fn generate_text(request: &Request) -> String {
    let mut text = serde_json::to_string_pretty(&generate(request)).expect("a scenario is plain data");
    text.push('\n');
    text
}
