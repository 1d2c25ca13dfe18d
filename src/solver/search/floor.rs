//! A bound that needs no linear program: countries and hosts decide on their own.
//!
//! What it is worth that a country is covered is a multiplier (Lagrangian relaxation of the rows of coverage:
//! Geoffrion and McBride, AIIE Transactions 10 (1978) 40-47). Each host then opens what pays there, if anything,
//! with whole countries or parts of them, and with posts in parts beyond the least. The multipliers climb by
//! subgradients (Held, Wolfe and Crowder, Mathematical Programming 6 (1974) 62-88) towards a target that comes
//! nearer when it is not reached. All amounts are whole cents, rounded to the weak side.

use std::cmp::Ordering;

use super::prices::{Prices, Site};
use crate::scenario::{CountryId, Family, Scenario, State, TierId};

/// Rounds of the climb, and countries looked at in all of them together: half a second.
const ROUNDS: usize = 400;
const LOOKS: usize = 10_000_000;
/// The first target lies so much above the bound, as a part of it, and the last.
const FAR: f64 = 0.05;
const NEAR: f64 = 0.0002;
/// Rounds without a better bound after which the target comes nearer by half.
const PATIENCE: usize = 10;

/// What no network undercuts, in cents.
pub fn floor(scenario: &Scenario, prices: &Prices) -> i64 {
    let relaxed = Relaxed::new(scenario, prices);
    let mut multipliers: Vec<i64> = relaxed.covers.iter().map(|&(_, least)| least).collect();
    let mut best = i128::MIN;
    let looks: usize = relaxed.hosts.iter().map(|host| host.visits.len()).sum();
    let (mut target, mut waited) = (FAR, 0);
    for _ in 0..ROUNDS.min(1 + LOOKS / looks.max(1)) {
        let (bound, covered) = relaxed.at(&multipliers);
        waited = if bound > best { 0 } else { waited + 1 };
        best = best.max(bound);
        if waited == PATIENCE {
            (target, waited) = (target / 2.0, 0);
        }
        let missing: Vec<f64> = covered.iter().map(|covered| 1.0 - covered).collect();
        let length: f64 = missing.iter().map(|missing| missing * missing).sum();
        if target < NEAR || length < 1e-9 {
            break;
        }
        let step = ((best - bound) as f64 + target * (best as f64).abs()) / length;
        for (multiplier, missing) in multipliers.iter_mut().zip(missing) {
            *multiplier = multiplier.saturating_add((step * missing) as i64);
        }
    }
    // Without any network the climb has no end; beyond what money can say there is none either.
    best.clamp(i64::MIN.into(), i64::MAX.into()) as i64
}

/// A country that a host may cover: its place among those to be covered, what the visits cost, and its workload.
struct Visit {
    place: usize,
    price: i64,
    workload: i64,
}

/// What an office of one tier costs before any visit, and what its posts carry.
struct Terms {
    open: i64,
    post: i64,
    /// Workload carried by one post; `None` where nothing limits what an office carries.
    per_post: Option<i64>,
    overhead: i64,
    least_posts: i64,
    /// Most workload of a remit.
    most: i64,
}

struct Host {
    closed: i64,
    terms: Vec<Terms>,
    /// Its own country, which an open office covers.
    own: Option<Visit>,
    visits: Vec<Visit>,
}

struct Relaxed {
    hosts: Vec<Host>,
    /// The countries to be covered that can be, each with what covering it costs at least.
    covers: Vec<(CountryId, i64)>,
}

impl Relaxed {
    fn new(scenario: &Scenario, prices: &Prices) -> Self {
        let least = |c: CountryId| {
            let workload = scenario.country(c).workload.0;
            let choices = prices.choices[c.0].iter();
            choices
                .map(|choice| choice.price().saturating_add(prices.staff(scenario, choice.office, workload)))
                .min()
        };
        let covers: Vec<(CountryId, i64)> =
            scenario.covered_ids().filter_map(|c| Some((c, least(c)?))).collect();
        let mut hosts: Vec<Host> = scenario
            .country_ids()
            .map(|h| {
                let sites = scenario.tier_ids().filter_map(|t| Some((t, prices.site(h, t)?)));
                let terms = sites.map(|(t, site)| Terms::new(scenario, h, t, site)).collect();
                Host { closed: prices.closed[h.0], terms, own: None, visits: Vec::new() }
            })
            .collect();
        for (place, &(c, _)) in covers.iter().enumerate() {
            let workload = scenario.country(c).workload.0;
            for choice in &prices.choices[c.0] {
                let visit = Visit { place, price: choice.price(), workload };
                let host = &mut hosts[choice.office.0];
                if choice.office == c { host.own = Some(visit) } else { host.visits.push(visit) }
            }
        }
        Self { hosts, covers }
    }

    /// The bound at these multipliers, and how often each country is covered there.
    fn at(&self, multipliers: &[i64]) -> (i128, Vec<f64>) {
        let mut bound: i128 = multipliers.iter().map(|&multiplier| i128::from(multiplier)).sum();
        let mut covered = vec![0.0; self.covers.len()];
        for host in &self.hosts {
            let worth = |visit: &Visit| i128::from(multipliers[visit.place]) - i128::from(visit.price);
            let mut visits: Vec<(i128, &Visit)> =
                host.visits.iter().map(|visit| (worth(visit), visit)).collect();
            visits.retain(|(worth, _)| *worth > 0);
            // By worth for each unit of workload.
            visits.sort_by(|(a, left), (b, right)| {
                let more = (b * i128::from(left.workload)).cmp(&(a * i128::from(right.workload)));
                if more == Ordering::Equal { left.place.cmp(&right.place) } else { more }
            });
            let own = host.own.as_ref().map(|own| (worth(own), own));
            let closed = i128::from(host.closed);
            let remits = host.terms.iter().filter_map(|terms| terms.remit(own, &visits));
            let Some((cost, parts)) = remits.min_by_key(|(cost, _)| *cost).filter(|(cost, _)| *cost < closed)
            else {
                bound += closed;
                continue;
            };
            bound += cost;
            own.iter().for_each(|(_, own)| covered[own.place] += 1.0);
            visits.iter().zip(parts).for_each(|((_, visit), part)| covered[visit.place] += part);
        }
        (bound, covered)
    }
}

impl Terms {
    fn new(scenario: &Scenario, host: CountryId, t: TierId, site: &Site) -> Self {
        let is_hard = scenario.rules.state(Family::Capacity) == State::Hard;
        let tier = scenario.tier(t);
        let overheads = tier.known_arrangements().map(|k| tier.terms(k).overhead.0);
        let most = scenario.rules.capacity.limits(host, t).max.filter(|_| is_hard);
        let per_post = scenario.parameters.workload_per_post.filter(|per_post| is_hard && per_post.0 > 0);
        let overhead = overheads.min().unwrap_or(0);
        // The posts of an office that is housed otherwise may have other limits.
        let is_housed = !scenario.has_arrangements();
        let carried = per_post.filter(|_| is_housed).map_or(i128::from(i64::MAX), |per_post| {
            i128::from(per_post.0) * i128::from(site.most_posts) - i128::from(overhead)
        });
        let most = most.map_or(i64::MAX, |most| most.0);
        Self {
            open: site.cheapest,
            post: site.post.max(0),
            per_post: per_post.map(|per_post| per_post.0),
            overhead,
            least_posts: if is_housed { i64::from(site.least_posts) } else { 0 },
            most: i64::try_from(carried).unwrap_or(i64::MAX).min(most),
        }
    }

    /// What an office costs at least, less the worth of what it covers, with the parts of the visits that make it
    /// so; `None` where it cannot carry its own country.
    fn remit(&self, own: Option<(i128, &Visit)>, visits: &[(i128, &Visit)]) -> Option<(i128, Vec<f64>)> {
        let (worth, workload) = own.map_or((0, 0), |(worth, own)| (worth, own.workload));
        let mut room = i128::from(self.most) - i128::from(workload);
        if room < 0 {
            return None;
        }
        let mut cost = i128::from(self.open) - worth;
        let post = i128::from(self.post);
        // Of the least posts, which carry the overhead and the own country, what is left costs nothing more.
        let mut free = i128::MAX;
        if let Some(per_post) = self.per_post.map(i128::from) {
            let first = i128::from(self.overhead) + i128::from(workload);
            let posts = i128::from(self.least_posts).max((first + per_post - 1).div_euclid(per_post));
            cost += posts * post;
            free = posts * per_post - first;
        } else {
            cost += i128::from(self.least_posts) * post;
        }
        let mut parts = Vec::new();
        for (worth, visit) in visits {
            let workload = i128::from(visit.workload);
            let within = workload.min(free).min(room);
            // Beyond what is free each unit of workload costs its part of a post.
            let per_post = self.per_post.map_or(1, i128::from);
            let is_worth_more = worth * per_post > post * workload;
            let all = if is_worth_more { workload.min(room) } else { within };
            if workload > 0 && all == 0 {
                break;
            }
            // Worth up, staff down.
            let gained = if all == workload { *worth } else { (worth * all + workload - 1) / workload };
            cost += (all - within) * post / per_post - gained;
            (free, room) = (free - within, room - all);
            parts.push(if workload > 0 { all as f64 / workload as f64 } else { 1.0 });
        }
        Some((cost, parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solver::search::with_default;

    /// The cheapest plan of the default costs some 21,300,000.
    #[test]
    fn offices_and_their_overhead_count() {
        with_default(&[], |scenario, _, prices| {
            let floor = floor(scenario, prices);
            assert!((1_500_000_000..=2_140_000_000).contains(&floor), "{floor}");
        });
    }

    /// Two posts at least, 10 of workload each, less 1 of overhead and 4 of the own country: 15 are free, then each
    /// costs 5. What is worth 6 for each of workload fills 10 of them; what is worth 5.5 takes the other 5 and pays
    /// for 15 more; what is worth 4 does not pay.
    #[test]
    fn an_office_takes_what_pays_for_its_posts() {
        let terms = Terms { open: 100, post: 50, per_post: Some(10), overhead: 1, least_posts: 2, most: 40 };
        let visit = |workload: i64| Visit { place: 0, price: 0, workload };
        let (own, best, good, poor) = (visit(4), visit(10), visit(20), visit(16));
        let visits = [(60, &best), (110, &good), (64, &poor)];
        let (cost, parts) = terms.remit(Some((30, &own)), &visits).expect("room for its own country");
        assert_eq!((cost, parts), (100 + 3 * 50 + 25 - 30 - 60 - 110, vec![1.0, 1.0]));
        // With 7 of room after its own country a part of the best is all.
        let (cost, parts) =
            Terms { most: 11, ..terms }.remit(Some((30, &own)), &visits).expect("room for its own country");
        assert_eq!((cost, parts), (100 + 2 * 50 - 30 - 42, vec![0.7]));
        assert!(Terms { most: 3, ..terms }.remit(Some((30, &own)), &visits).is_none());
    }
}
