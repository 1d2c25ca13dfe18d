//! `capacity` and `posts`: what the largest possible offices carry against what is asked for.

use crate::scenario::resolve::Context;
use crate::scenario::{CountryId, RegionId, Scenario, State, TierId, Workload};

pub fn check(context: &Context, scenario: &Scenario) {
    let rules = &scenario.rules;
    if rules.capacity.state != State::Hard {
        return;
    }
    beyond_offices(context, scenario);
    let Some(per_post) = scenario.parameters.workload_per_post.filter(|_| rules.posts.state == State::Hard)
    else {
        return;
    };
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
        scenario.region_ids().for_each(|region| check_region(context, scenario, per_post, region));
    }
}

/// Each country by itself.
fn beyond_offices(context: &Context, scenario: &Scenario) {
    let largest = |host: CountryId| -> Option<Workload> {
        let may = scenario.tier_ids().filter(|t| scenario.country(host).may_host[t.0]);
        may.map(|tier| carried(scenario, host, tier))
            .try_fold(Workload::ZERO, |most, own| Some(most.max(own?)))
    };
    let hosts: Vec<(CountryId, Option<Workload>)> = scenario.host_ids().map(|h| (h, largest(h))).collect();
    for country in scenario.covered_ids() {
        let own = scenario.country(country);
        let offices = hosts.iter().filter(|(h, _)| super::pairs::may_cover(scenario, country, *h));
        // A country without an office is reported as such.
        let most = offices.map(|(_, most)| *most).reduce(|most, own| Some(most?.max(own?))).flatten();
        if let Some(most) = most.filter(|&most| own.workload > most) {
            let message = format!(
                "`{}` asks for {} staff-months, but the largest office that may cover it carries {most}",
                own.id, own.workload
            );
            let has_posts = scenario.rules.posts.state == State::Hard;
            let at = if has_posts { "/rules/posts/offices" } else { "/rules/capacity" };
            context.error("workload-beyond-office", message, at);
        }
    }
}

fn check_region(context: &Context, scenario: &Scenario, per_post: Workload, region: RegionId) {
    let rules = &scenario.rules;
    let Some(max) = rules.posts.regions[region.0].max else { return };
    let stays = |c: &CountryId| !rules.region.cover_exceptions.iter().any(|(country, _)| country == c);
    let asked: Workload = scenario
        .covered_ids()
        .filter(|&c| scenario.country(c).region == region)
        .filter(stays)
        .map(|c| scenario.country(c).workload)
        .sum();
    let most = per_post * i64::from(max);
    if asked > most {
        let id = &scenario.regions[region.0].id;
        let message = format!("{id} asks for {asked} staff-months, but its {max} posts carry {most}");
        context.error("workload-beyond-posts", message, &format!("/rules/posts/regions/{id}/max"));
    }
}

/// `None`: as much as is asked for.
fn carried(scenario: &Scenario, host: CountryId, tier: TierId) -> Option<Workload> {
    let rule = &scenario.rules.posts;
    let posts = rule.offices[tier.0].max.filter(|_| rule.state == State::Hard).map(i64::from);
    let by_posts = scenario
        .parameters
        .workload_per_post
        .zip(posts)
        .map(|(per_post, posts)| per_post * posts - scenario.tier(tier).overhead);
    by_posts.into_iter().chain(scenario.rules.capacity.limits(host, tier).max).min()
}
