//! What one host adds to the network: its office, and the countries of its remit.

use super::{Seat, State};
use crate::scenario::{CountryId, Family, Limits, Scenario, State as RuleState, TierId};
use crate::solver::search::excess::{Excess, outside, whole};

/// An office is as [`ragged`] as this where its last post is half full.
pub const RAGGED: i128 = 1_000_000;

/// What one host adds to the network.
#[derive(Debug, Clone, Copy, Default)]
pub struct HostFigures {
    pub cash: i64,
    pub service: i64,
    pub posts: i64,
    pub gained: i64,
    pub moved: i64,
    pub ragged: i64,
    pub excess: Excess,
}

impl State<'_> {
    pub(super) fn host_figures(&mut self, host: CountryId) -> HostFigures {
        let mut figures = HostFigures::default();
        let scenario = self.scenario;
        let Some(seat) = self.seats[host.0] else {
            figures.cash = self.prices.closed[host.0];
            // Countries that a closed office leaves behind are uncovered.
            figures.excess.add(Family::Coverage, self.remits[host.0].len() as i64);
            return figures;
        };
        let site = self.prices.site(host, seat.tier).expect("moves open allowed sites only");
        let mut load = 0;
        for &country in &self.remits[host.0] {
            let choice = self.prices.choice(country, host).expect("moves use allowed pairs only");
            figures.cash += choice.cash;
            figures.service += choice.service;
            load += scenario.country(country).workload.0;
            let before = scenario.baseline.covered_by[country.0];
            figures.moved += i64::from(before.is_some_and(|before| before != host));
        }
        self.staff(host, seat, load, &mut figures);
        figures.cash += site.open + site.post * figures.posts;
        if seat.tier.0 > 0 {
            let superior = seat.superior.filter(|g| self.is_above(*g, seat.tier));
            let visits = superior.and_then(|g| site.superiors.iter().find(|&&(other, _)| other == g));
            figures.cash += visits.map_or(0, |&(_, price)| price);
            figures.excess.add(Family::Nesting, i64::from(visits.is_none()));
        }
        if self.is_hard(Family::Span) {
            let span = &scenario.rules.span;
            let mut beyond = outside(self.remits[host.0].len() as i64, whole(span.countries[seat.tier.0]));
            if seat.tier.0 + 1 < scenario.tiers.len() {
                beyond += outside(self.below[host.0].len() as i64, whole(span.subordinates[seat.tier.0]));
            }
            figures.excess.add(Family::Span, beyond);
        }
        if scenario.rules.contiguity.connects_remits() {
            let apart = self.marks.apart(&self.neighbours, host, &self.remits[host.0]);
            figures.excess.add(Family::Contiguity, apart);
        }
        figures
    }

    fn is_above(&self, superior: CountryId, tier: TierId) -> bool {
        self.seats[superior.0].is_some_and(|seat| seat.tier.0 + 1 == tier.0)
    }

    /// Posts that the workload needs, and what `capacity` and `posts` say of them.
    fn staff(&self, host: CountryId, seat: Seat, load: i64, figures: &mut HostFigures) {
        let scenario = self.scenario;
        let site = self.prices.site(host, seat.tier).expect("an open office");
        let mut needed = 0;
        if self.is_hard(Family::Capacity) {
            needed = i64::from(posts_for(scenario, seat.tier, load));
            figures.ragged = ragged(scenario, seat.tier, load);
            let limits = scenario.rules.capacity.limits(host, seat.tier);
            let limits = Limits { min: limits.min.map(|min| min.0), max: limits.max.map(|max| max.0) };
            // In whole staff-months, upwards.
            figures.excess.add(Family::Capacity, (outside(load, limits) + 999) / 1000);
        }
        let posts = needed.max(i64::from(site.least_posts)) + i64::from(self.extra[host.0]);
        figures.posts = posts;
        figures.excess.add(Family::Posts, (posts - i64::from(site.most_posts)).max(0));
        let before = scenario.baseline.offices[host.0].as_ref().map_or(0, |office| i64::from(office.posts));
        figures.gained = if self.has_baseline { (posts - before).max(0) } else { 0 };
    }
}

/// Posts that carry `load` at an office of `tier`; none where `capacity` is not enforced, or where the
/// organisation has no posts.
pub fn posts_for(scenario: &Scenario, tier: TierId, load: i64) -> u32 {
    let Some(per_post) = scenario.parameters.workload_per_post else { return 0 };
    if scenario.rules.capacity.state != RuleState::Hard {
        return 0;
    }
    let per_post = per_post.0.max(1);
    let work = load + scenario.tier(tier).overhead.0;
    ((work + per_post - 1).div_euclid(per_post)).max(0) as u32
}

/// How far the last post of an office is from being full and from being spared: nothing at either end,
/// [`RAGGED`] in the middle.
fn ragged(scenario: &Scenario, tier: TierId, load: i64) -> i64 {
    let Some(per_post) = scenario.parameters.workload_per_post else { return 0 };
    let per_post = per_post.0.max(1);
    let used = (load + scenario.tier(tier).overhead.0).rem_euclid(per_post);
    // In two thousandths of a post.
    let part = (2_000 * i128::from(used) / i128::from(per_post)) as i64;
    part * (2_000 - part)
}
