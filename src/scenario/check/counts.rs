//! `count` against itself and against the possible hosts.

use crate::scenario::resolve::Context;
use crate::scenario::{Limits, Scenario, State};

pub fn check(context: &Context, scenario: &Scenario) {
    let rule = &scenario.rules.count;
    if rule.state != State::Hard {
        return;
    }
    let min = |limits: &Limits<u32>| u64::from(limits.min.unwrap_or(0));
    let parts = [("regions", &rule.regions), ("tiers", &rule.tiers)];
    for (key, limits) in parts {
        let pointer = format!("/rules/count/{key}");
        let least: u64 = limits.iter().map(min).sum();
        if let Some(max) = rule.offices.max.filter(|&max| least > u64::from(max)) {
            let message = format!(
                "the minima by {key} add up to {least} offices, but at most {max} are allowed in all"
            );
            context.error("contradictory-counts", message, &pointer);
        }
        let most: Option<u64> = limits.iter().map(|limits| limits.max.map(u64::from)).sum();
        if let (Some(most), Some(least)) = (most, rule.offices.min)
            && most < u64::from(least)
        {
            let message = format!(
                "the maxima by {key} add up to {most} offices, but at least {least} are asked for in all"
            );
            context.error("contradictory-counts", message, &pointer);
        }
    }
    let hosts = scenario.host_ids().count();
    if rule.offices.min.is_some_and(|min| min as usize > hosts) {
        let message =
            format!("{} offices are asked for, but only {hosts} countries may host one", min(&rule.offices));
        context.error("too-few-hosts", message, "/rules/count/offices/min");
    }
    for tier in scenario.tier_ids() {
        let hosts = scenario.host_ids().filter(|&h| scenario.country(h).may_host[tier.0]).count();
        let least = min(&rule.tiers[tier.0]);
        if least as usize > hosts {
            let id = &scenario.tier(tier).id;
            let message = format!(
                "{least} offices of the tier `{id}` are asked for, but only {hosts} countries may host one"
            );
            context.error("too-few-hosts", message, &format!("/rules/count/tiers/{id}/min"));
        }
    }
    for region in scenario.region_ids() {
        let hosts = scenario.host_ids().filter(|&h| scenario.country(h).region == region).count();
        let least = min(&rule.regions[region.0]);
        if least as usize > hosts {
            let id = &scenario.regions[region.0].id;
            let message = format!(
                "{least} offices are asked for in {id}, but only {hosts} of its countries may host one"
            );
            context.error("too-few-hosts", message, &format!("/rules/count/regions/{id}/offices/min"));
        }
    }
}
