//! The numbers of posts worth trying for given sites and remits.
//!
//! Cost never falls as posts are added, so only as many are added to the least as lower limits
//! demand: `needed` in all, the larger of what the regions lack together and what the network lacks.
//! A vector with more than that has a post that no lower limit asks for.

use purview::scenario::rules::Posts;
use purview::scenario::{ArrangementId, CountryId, Limits, Scenario, State, TierId};

/// Every vector of posts by host that keeps the limits of `posts` and has no post to spare.
pub fn sufficient(scenario: &Scenario, tiers: &[Option<TierId>], least: &[u32]) -> Vec<Vec<u32>> {
    let rule = &scenario.rules.posts;
    if rule.state == State::Soft {
        return at_a_price(rule, scenario, tiers, least);
    }
    if rule.state != State::Hard {
        return vec![least.to_vec()];
    }
    let missing = |limits: &Limits<u32>, posts: u32| limits.min.unwrap_or(0).saturating_sub(posts);
    let in_region = |region: usize, posts: &[u32]| -> u32 {
        let hosts = scenario.countries.iter().zip(posts);
        hosts.filter(|(country, _)| country.region.0 == region).map(|(_, &posts)| posts).sum()
    };
    let new = |posts: u32| posts.saturating_sub(scenario.baseline.posts());
    let has_baseline = scenario.baseline.offices.iter().any(Option::is_some);

    let total: u32 = least.iter().sum();
    let regions_lack: u32 =
        rule.regions.iter().enumerate().map(|(r, limits)| missing(limits, in_region(r, least))).sum();
    let mut network_lacks = missing(&rule.total, total);
    if has_baseline && missing(&rule.new, new(total)) > 0 {
        let wanted = scenario.baseline.posts() + rule.new.min.unwrap_or(0);
        network_lacks = network_lacks.max(wanted.saturating_sub(total));
    }
    let needed = regions_lack.max(network_lacks);

    let mut found = Vec::new();
    let mut posts = least.to_vec();
    let most: Vec<u32> = tiers
        .iter()
        .map(|tier| tier.map_or(0, |tier| rule.offices[tier.0].max.unwrap_or(u32::MAX)))
        .collect();
    if posts.iter().zip(&most).any(|(posts, most)| posts > most) {
        return found;
    }
    spread(needed, 0, &most, &mut posts, &mut |posts| {
        let regions_fit =
            rule.regions.iter().enumerate().all(|(r, limits)| limits.contains(in_region(r, posts)));
        let total: u32 = posts.iter().sum();
        let network_fits = rule.total.contains(total) && (!has_baseline || rule.new.contains(new(total)));
        if regions_fit && network_fits {
            found.push(posts.to_vec());
        }
    });
    found
}

/// Every vector with up to as many posts added as lower limits ask for, since none has to be met.
fn at_a_price(rule: &Posts, scenario: &Scenario, tiers: &[Option<TierId>], least: &[u32]) -> Vec<Vec<u32>> {
    let lack = |limits: &Limits<u32>, posts: u32| limits.min.unwrap_or(0).saturating_sub(posts);
    let hosts = || tiers.iter().enumerate().filter_map(|(host, tier)| Some((host, (*tier)?.0)));
    let in_region = |region: usize| -> u32 {
        hosts().filter(|(h, _)| scenario.countries[*h].region.0 == region).map(|(h, _)| least[h]).sum()
    };
    let offices: u32 = hosts().map(|(host, tier)| lack(&rule.offices[tier], least[host])).sum();
    let regions: u32 = rule.regions.iter().enumerate().map(|(r, limits)| lack(limits, in_region(r))).sum();
    let total: u32 = least.iter().sum();
    let before = scenario.baseline.posts();
    let new = rule.new.min.map_or(0, |min| (before + min).saturating_sub(total));
    let most = (offices + regions).max(lack(&rule.total, total)).max(new);
    let most_each: Vec<u32> = tiers.iter().map(|tier| if tier.is_some() { u32::MAX } else { 0 }).collect();
    let mut found = Vec::new();
    for extra in 0..=most {
        spread(extra, 0, &most_each, &mut least.to_vec(), &mut |posts| found.push(posts.to_vec()));
    }
    found
}

/// From `least` up, every number of posts of each office until it carries its remit; `least` alone
/// unless `capacity` is soft.
pub fn carrying(
    scenario: &Scenario,
    tiers: &[Option<TierId>],
    housed: &[ArrangementId],
    covered_by: &[Option<CountryId>],
    least: Vec<u32>,
) -> Vec<Vec<u32>> {
    let per_post = scenario.parameters.workload_per_post;
    let Some(per_post) = per_post.filter(|_| scenario.rules.capacity.state == State::Soft) else {
        return vec![least];
    };
    let loads = super::balance::loads(scenario, tiers, housed, covered_by);
    let mut found = vec![least];
    for (host, load) in loads.iter().enumerate() {
        let Some(load) = load else { continue };
        let asked = u32::try_from((load + per_post.0 - 1) / per_post.0).expect("no more posts than work");
        let more = |posts: Vec<u32>| {
            (posts[host]..=asked.max(posts[host])).map(move |own| {
                let mut posts = posts.clone();
                posts[host] = own;
                posts
            })
        };
        found = found.into_iter().flat_map(more).collect();
    }
    found
}

/// Adds `extra` posts to the offices from `host` on, in every way.
fn spread(extra: u32, host: usize, most: &[u32], posts: &mut [u32], found: &mut impl FnMut(&[u32])) {
    if host == most.len() {
        if extra == 0 {
            found(posts);
        }
        return;
    }
    let before = posts[host];
    for added in 0..=extra.min(most[host].saturating_sub(before)) {
        posts[host] = before + added;
        spread(extra - added, host + 1, most, posts, found);
    }
    posts[host] = before;
}
