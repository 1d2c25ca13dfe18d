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

use good_lp::Expression;

use super::{Formulation, number, sum};
use crate::model::variables::most_posts;
use crate::scenario::Family::Posts;
use crate::scenario::{Limits, State};

pub(super) fn add(f: &mut Formulation) {
    let rule = &f.scenario.rules.posts;
    let hard = rule.state == State::Hard;
    for h in f.scenario.country_ids() {
        for t in f.scenario.tier_ids() {
            let (Some(open), Some(posts)) = (f.columns.open[h.0][t.0], f.columns.posts[h.0][t.0]) else {
                continue;
            };
            let most = f64::from(most_posts(f.scenario, t));
            f.at_most(Posts, format!("most_posts_{}_{}", f.id(h), t.0), posts.into(), most * open);
            if let Some(least) = rule.offices[t.0].min.filter(|_| hard) {
                let name = format!("least_posts_{}_{}", f.id(h), t.0);
                f.at_least(Posts, name, posts.into(), f64::from(least) * open);
            }
        }
    }
    let all = sum(f.columns.posts.iter().flatten().flatten().map(|&p| (1.0, p)));
    let existing = f64::from(f.scenario.baseline.posts());
    if hard {
        for region in f.scenario.region_ids() {
            let in_region = f.scenario.country_ids().filter(|&h| f.scenario.country(h).region == region);
            let posts = in_region.map(|h| f.posts_at(h)).sum();
            let name = format!("posts_{}", f.scenario.regions[region.0].id);
            within(f, &name, posts, rule.regions[region.0], 0.0);
        }
        within(f, "posts_all", all.clone(), rule.total, 0.0);
        if f.columns.new_posts.is_some() {
            within_at_least_zero(f, all.clone(), rule.new, existing);
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
    if let Some(min) = limits.min {
        f.at_least(Posts, format!("least_{name}"), posts.clone(), number(f64::from(min) + offset));
    }
    if let Some(max) = limits.max {
        f.at_most(Posts, format!("most_{name}"), posts, number(f64::from(max) + offset));
    }
}

/// Limits on new posts: the excess over `existing`, never less than zero.
fn within_at_least_zero(f: &mut Formulation, all: Expression, limits: Limits<u32>, existing: f64) {
    let min = limits.min.filter(|&min| min > 0);
    within(f, "posts_new", all, Limits { min, max: limits.max }, existing);
}
