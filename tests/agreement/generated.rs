//! Scenarios as `purview generate` draws them, read back from their text.

use purview::scenario::generate::{Request, RuleMix, generate_text};
use purview::scenario::{Entry, Loaded, Scenario, load};

use crate::campaign::{self, Mix};

/// One of `from..=to` countries, up to 3 regions, 1 to 3 tiers; one in four with loose rules, so that most
/// have a plan.
pub fn request(seed: u64, from: usize, to: usize) -> Request {
    let place = seed as usize;
    let countries = from + place % (to - from + 1);
    let (regions, tiers) = (1 + place / 5 % 3, 1 + place / 15 % 3);
    let rules = if seed.is_multiple_of(4) { RuleMix::Default } else { RuleMix::Random };
    Request { countries, regions, tiers, seed, rules }
}

/// What validation says of scenarios that cannot have a plan.
const REFUSALS: [&str; 7] = [
    "contradictory-counts",
    "contradictory-sites",
    "disconnected-region",
    "too-few-hosts",
    "unreachable-country",
    "workload-beyond-office",
    "workload-beyond-posts",
];

/// A scenario that validation refuses has no plan.
pub fn run(requests: &[Request], verdict: impl Fn(&Scenario) -> Result<bool, String> + Sync) -> Mix {
    campaign::run(requests, |request| match scenario(request)? {
        Some(scenario) => verdict(&scenario),
        None => Ok(false),
    })
}

/// The scenario, or `None` where validation proves that it has no plan.
fn scenario(request: &Request) -> Result<Option<Scenario>, String> {
    Ok(loaded(request)?.map(|loaded| loaded.scenario))
}

/// The same with the file that it is read from.
pub fn loaded(request: &Request) -> Result<Option<Loaded>, String> {
    match load(&entry(request), &[]) {
        Ok(loaded) => Ok(Some(loaded)),
        Err(mistakes) => {
            let mut errors = mistakes.iter().filter(|mistake| mistake.is_error());
            match errors.find(|error| !REFUSALS.contains(&error.code)) {
                None => Ok(None),
                Some(error) => Err(error.render(false)),
            }
        }
    }
}

pub fn entry(request: &Request) -> Entry {
    Entry::Text { name: "generated".into(), text: generate_text(request) }
}
