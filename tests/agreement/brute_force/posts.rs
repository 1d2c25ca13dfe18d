//! The numbers of posts worth trying for given sites and remits.
//!
//! Cost never falls as posts are added, so only as many are added to the least as lower limits
//! demand: `needed` in all, the larger of what the regions lack together and what the network lacks.
//! A vector with more than that has a post that no lower limit asks for.

use purview::scenario::{Limits, Scenario, State, TierId};

/// Every vector of posts by host that keeps the limits of `posts` and has no post to spare.
pub fn sufficient(scenario: &Scenario, tiers: &[Option<TierId>], least: &[u32]) -> Vec<Vec<u32>> {
    let rule = &scenario.rules.posts;
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

/// Adds `extra` posts to the offices from `host` on, in every way.
fn spread(extra: u32, host: usize, most: &[u32], posts: &mut [u32], found: &mut impl FnMut(&[u32])) {
    if host == most.len() {
        if extra == 0 {
            found(posts);
        }
        return;
    }
    let before = posts[host];
    for added in 0..=extra.min(most[host] - before) {
        posts[host] = before + added;
        spread(extra - added, host + 1, most, posts, found);
    }
    posts[host] = before;
}
