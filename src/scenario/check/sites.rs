//! `retention` against itself, `count` and the possible hosts.

use crate::scenario::resolve::Context;
use crate::scenario::{Scenario, State};

pub fn check(context: &Context, scenario: &Scenario) {
    let rule = &scenario.rules.retention;
    if rule.state != State::Hard {
        return;
    }
    let mut kept = std::collections::BTreeSet::new();
    for (number, &(host, tier)) in rule.keep.iter().enumerate() {
        let at = format!("/rules/retention/keep/{number}");
        let country = scenario.country(host);
        if !kept.insert(host) {
            context.error("duplicate-site", format!("the site `{}` is kept twice", country.id), &at);
        }
        if rule.close.contains(&host) {
            let message = format!("the site `{}` is kept and closed", country.id);
            context.error("contradictory-sites", message, &at);
        }
        let may = tier.map_or(country.may_host.contains(&true), |tier| country.may_host[tier.0]);
        if !may {
            let tier = tier.map_or("an office".into(), |tier| {
                format!("an office of the tier `{}`", scenario.tier(tier).id)
            });
            let message = format!("the site `{}` is kept, but may not host {tier}", country.id);
            context.error("impossible-site", message, &at);
        }
    }
    let count = &scenario.rules.count;
    if count.state == State::Hard
        && let Some(max) = count.offices.max.filter(|&max| kept.len() > max as usize)
    {
        let message = format!("{} sites are kept, but `count` allows {max} offices", kept.len());
        context.error("contradictory-counts", message, "/rules/retention/keep");
    }
    let closed = rule.close.iter().filter(|h| scenario.baseline.offices[h.0].is_some()).count();
    if let Some(max) = rule.max_closures.filter(|&max| closed > max as usize) {
        let message = format!("{closed} sites are to be closed, but at most {max} may be");
        context.error("contradictory-sites", message, "/rules/retention/max_closures");
    }
}
