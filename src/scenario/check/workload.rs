//! `capacity` and `posts`: what the largest possible offices carry against what is asked for.

use crate::scenario::resolve::Context;
use crate::scenario::{CountryId, RegionId, Scenario, State, TierId, Workload};

pub fn check(context: &Context, scenario: &Scenario) {
    let rules = &scenario.rules;
    if rules.capacity.state != State::Hard || rules.posts.state != State::Hard {
        return;
    }
    let largest = |host: CountryId| -> Option<Workload> {
        let may = scenario.tier_ids().filter(|t| scenario.country(host).may_host[t.0]);
        may.map(|tier| carried(scenario, tier)).try_fold(Workload::ZERO, |most, own| Some(most.max(own?)))
    };
    for country in scenario.covered_ids() {
        let own = scenario.country(country);
        let offices = scenario.host_ids().filter(|&h| super::pairs::may_cover(scenario, country, h));
        let mut offices = offices.peekable();
        // A country without an office is reported as such.
        if offices.peek().is_none() {
            continue;
        }
        let most: Option<Workload> =
            offices.map(largest).try_fold(Workload::ZERO, |most, own| Some(most.max(own?)));
        if let Some(most) = most.filter(|&most| own.workload > most) {
            let message = format!(
                "`{}` asks for {} staff-months, but the largest office that may cover it carries {most}",
                own.id, own.workload
            );
            context.error("workload-beyond-office", message, "/rules/posts/offices");
        }
    }
    let per_post = scenario.parameters.workload_per_post;
    let asked: Workload = scenario.countries.iter().map(|c| c.workload).sum();
    if let Some(max) = rules.posts.total.max
        && asked > per_post * i64::from(max)
    {
        let message = format!(
            "{asked} staff-months are asked for, but {max} posts carry {}",
            per_post * i64::from(max)
        );
        context.error("workload-beyond-posts", message, "/rules/posts/total/max");
    }
    if rules.region.state == State::Hard {
        scenario.region_ids().for_each(|region| check_region(context, scenario, region));
    }
}

fn check_region(context: &Context, scenario: &Scenario, region: RegionId) {
    let rules = &scenario.rules;
    let Some(max) = rules.posts.regions[region.0].max else { return };
    let stays = |c: &CountryId| !rules.region.cover_exceptions.iter().any(|(country, _)| country == c);
    let asked: Workload = scenario
        .covered_ids()
        .filter(|&c| scenario.country(c).region == region)
        .filter(stays)
        .map(|c| scenario.country(c).workload)
        .sum();
    let most = scenario.parameters.workload_per_post * i64::from(max);
    if asked > most {
        let id = &scenario.regions[region.0].id;
        let message = format!("{id} asks for {asked} staff-months, but its {max} posts carry {most}");
        context.error("workload-beyond-posts", message, &format!("/rules/posts/regions/{id}/max"));
    }
}

/// `None`: as much as is asked for.
fn carried(scenario: &Scenario, tier: TierId) -> Option<Workload> {
    let posts = scenario.rules.posts.offices[tier.0].max?;
    Some(scenario.parameters.workload_per_post * i64::from(posts) - scenario.tier(tier).overhead)
}
