//! Posts, for each host h and tier t; E posts in the baseline, e[h] of them at h:
//!
//! ```text
//! L[t] y[h,t] ≤ p[h,t] ≤ U[t] y[h,t]
//! Σ_{h in region, t} p[h,t] within the region's limits
//! Σ_{h,t} p[h,t]            within the limits in all, and within E + the limits on new posts
//! i[h] ≥ Σ_t p[h,t] − e[h]
//! n    ≥ Σ_{h,t} p[h,t] − E
//! ```
//!
//! Posts come in whole numbers. The last two rows price redeployment before new posts: they stand
//! whatever the state of the family, since the price does.
//!
//! Checked by: plan/check/posts.rs.

use good_lp::{Expression, variable};

use super::{Formulation, number, sum};
use crate::model::variables::most_posts;
use crate::scenario::Family::Posts;
use crate::scenario::{Limits, State};

pub(super) fn add(f: &mut Formulation) {
    let rule = &f.scenario.rules.posts;
    let is_weighed = f.scenario.rules.is_weighed(Posts);
    for h in f.scenario.country_ids() {
        for t in f.scenario.tier_ids() {
            let (Some(open), Some(posts)) = (f.columns.open[h.0][t.0], f.columns.posts[h.0][t.0]) else {
                continue;
            };
            let most = f64::from(most_posts(f.scenario, t));
            f.at_most(Posts, format!("most_posts_{}_{}", f.id(h), t.0), posts.into(), most * open);
            if is_weighed {
                let limits = rule.offices[t.0];
                let times = |limit: Option<u32>| limit.map(|posts| f64::from(posts) * open);
                // Where it is hard, the row above is the upper limit.
                let max = limits.max.filter(|_| rule.state == State::Soft);
                let name = format!("posts_{}_{}", f.id(h), t.0);
                f.within(Posts, &name, posts.into(), times(limits.min), times(max));
            }
        }
    }
    let all = sum(f.columns.posts.iter().flatten().flatten().map(|&p| (1.0, p)));
    let existing = f64::from(f.scenario.baseline.posts());
    if is_weighed {
        for region in f.scenario.region_ids() {
            let in_region = f.scenario.country_ids().filter(|&h| f.scenario.country(h).region == region);
            let posts = in_region.map(|h| f.posts_at(h)).sum();
            let name = format!("posts_{}", f.scenario.regions[region.0].id);
            within(f, &name, posts, rule.regions[region.0], 0.0);
        }
        within(f, "posts_all", all.clone(), rule.total, 0.0);
        if f.columns.new_posts.is_some() {
            within_new(f, all.clone(), rule.new, existing);
        }
    }
    if let Some(new) = f.columns.new_posts {
        f.at_least(Posts, "new_posts".into(), new.into(), all - existing);
        for h in f.scenario.country_ids() {
            let Some(gained) = f.columns.gained[h.0] else { continue };
            let before = f.scenario.baseline.offices[h.0].as_ref().map_or(0, |office| office.posts);
            let name = format!("gained_posts_{}", f.id(h));
            f.at_least(Posts, name, gained.into(), f.posts_at(h) - f64::from(before));
        }
    }
}

fn within(f: &mut Formulation, name: &str, posts: Expression, limits: Limits<u32>, offset: f64) {
    let limit = |limit: Option<u32>| limit.map(|posts| number(f64::from(posts) + offset));
    f.within(Posts, name, posts, limit(limits.min), limit(limits.max));
}

/// Limits on new posts: the excess over `existing`, never less than zero.
fn within_new(f: &mut Formulation, all: Expression, limits: Limits<u32>, existing: f64) {
    within(f, "posts_new", all.clone(), Limits { min: None, max: limits.max }, existing);
    let Some(least) = limits.min.filter(|&min| min > 0).map(f64::from) else { return };
    let mut enough = all;
    if let Some(missed) = f.priced(Posts, "e_least_posts_new".into(), least) {
        // With fewer posts than before (b = 1) all new ones are missing, and no more than these.
        let fewer = f.variables.add(variable().binary().name("b_posts_new"));
        f.at_least(Posts, "no_posts_new".into(), missed.into(), least * fewer);
        enough = enough + missed + existing * fewer;
    }
    f.at_least(Posts, "least_posts_new".into(), enough, number(least + existing));
}
