//! `contiguity` of areas: every connected part of the countries has a possible top-tier office.

use crate::geography::Geography;
use crate::scenario::resolve::Context;
use crate::scenario::{CountryId, Scenario, State, TierId};

pub fn check(context: &Context, scenario: &Scenario) {
    let rules = &scenario.rules;
    if !rules.contiguity.connects_areas() {
        return;
    }
    let geography = Geography::new(scenario);
    let is_free = rules.region.state != State::Hard
        || !rules.region.cover_exceptions.is_empty()
        || !rules.region.supervision_exceptions.is_empty();
    if is_free {
        // Areas may cross regions, so only the whole graph tells.
        report_parts(
            context,
            scenario,
            &geography,
            &scenario.covered_ids().collect::<Vec<_>>(),
            "the network",
        );
        return;
    }
    for region in scenario.region_ids() {
        let own: Vec<CountryId> =
            scenario.covered_ids().filter(|&c| scenario.country(c).region == region).collect();
        report_parts(context, scenario, &geography, &own, &scenario.regions[region.0].id);
    }
}

fn report_parts(
    context: &Context,
    scenario: &Scenario,
    geography: &Geography,
    set: &[CountryId],
    name: &str,
) {
    let may_lead = |c: &CountryId| scenario.country(*c).may_host[TierId(0).0];
    // A host that needs no coverage may join the parts that it touches.
    let mut places = set.to_vec();
    places.extend(scenario.host_ids().filter(|&h| !scenario.country(h).covered && may_lead(&h)));
    for part in geography.components(&places) {
        if part.iter().any(may_lead) {
            continue;
        }
        let ids: Vec<&str> = part.iter().take(6).map(|&c| scenario.country(c).id.as_str()).collect();
        let more = if part.len() > 6 { format!(" and {} more", part.len() - 6) } else { String::new() };
        let message = format!(
            "in {name}, {}{more} {} cut off from every possible office of the top tier, and `contiguity` is hard: add a border or a sea link, or a host",
            ids.join(", "),
            if part.len() == 1 { "is" } else { "are" },
        );
        context.error("disconnected-region", message, "/rules/contiguity");
    }
}
