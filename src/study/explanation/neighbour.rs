//! Plans one move away: a country goes to another open office, and both offices have the posts that they
//! then need. Where a limit comes before a proof, they say what a change costs at most.

use crate::geography::Geography;
use crate::plan::{Network, broken_rules};
use crate::scenario::{CountryId, Scenario};
use crate::solver::Condition;

/// Networks in which `condition` holds and that keep every hard rule.
pub fn neighbours(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    condition: Condition,
) -> Vec<Network> {
    let Condition::Covers { country, .. } = condition else { return Vec::new() };
    // A host is covered by its own office, which a move would not close.
    if network.office(country).is_some() {
        return Vec::new();
    }
    let moves = network.hosts().flat_map(|office| moved(scenario, network, country, office));
    moves
        .filter(|changed| condition.holds_in(changed))
        .filter(|changed| broken_rules(scenario, geography, changed).is_empty())
        .collect()
}

/// With the posts of the office that gives the country up as they are, and as few as it needs.
fn moved(scenario: &Scenario, network: &Network, country: CountryId, office: CountryId) -> Vec<Network> {
    let Some(former) = network.covered_by[country.0] else { return Vec::new() };
    let mut changed = network.clone();
    changed.covered_by[country.0] = Some(office);
    while carries(scenario, &changed, office) == Some(false) {
        change_posts(&mut changed, office, 1);
    }
    let mut smaller = changed.clone();
    while smaller.office(former).is_some_and(|office| office.posts > 0) {
        change_posts(&mut smaller, former, -1);
        if carries(scenario, &smaller, former) != Some(true) {
            change_posts(&mut smaller, former, 1);
            break;
        }
    }
    vec![changed, smaller]
}

/// Whether the posts carry the remit; `None` where more would not help.
fn carries(scenario: &Scenario, network: &Network, host: CountryId) -> Option<bool> {
    scenario.parameters.workload_per_post.filter(|per_post| per_post.0 > 0)?;
    let carried = network.capacity(scenario, host)?;
    let tier = network.office(host)?.tier;
    let ceiling = scenario.rules.capacity.limits(host, tier).max;
    let workload = network.workload(scenario, host);
    if ceiling.is_some_and(|ceiling| workload > ceiling) {
        return None;
    }
    Some(workload <= carried)
}

fn change_posts(network: &mut Network, host: CountryId, by: i32) {
    if let Some(office) = &mut network.offices[host.0] {
        office.posts = office.posts.saturating_add_signed(by);
    }
}
