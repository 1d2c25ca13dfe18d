//! The cheapest remits of one office under given dual prices: for each place in the reporting lines and
//! each number of posts a [`knapsack`].

mod knapsack;

use super::column::{Column, gained, is_moved};
use super::duals::Duals;
use super::node::Allowed;
use super::problem::Problem;
use crate::model::most_posts;
use crate::scenario::{CountryId, Family, Limits, State, TierId};
use crate::solver::search::posts_for;
use knapsack::{Best, Item, Knapsacks, Level};

/// A place in the reporting lines.
#[derive(Clone, Copy)]
struct Line {
    tier: TierId,
    superior: Option<CountryId>,
    root: CountryId,
    /// What it adds to the reduced cost whatever the remit.
    fixed: f64,
}

/// Part of the best reduced cost so far that a further column of the same host must reach.
const USEFUL: f64 = 0.5;
/// Steps of one search: at first, and where such searches find nothing. More are taken by no office of a
/// few dozen countries.
pub const QUICK: u32 = 4_000;
pub const THOROUGH: u32 = 500_000;

/// Whether pricing could find `column`, as far as its decisions leave it open.
pub fn is_remit(problem: &Problem, column: &Column) -> bool {
    let (scenario, prices) = (problem.scenario, problem.prices);
    let Some(site) = prices.site(column.host, column.tier) else { return false };
    let is_superior = |g: CountryId| site.superiors.iter().any(|&(other, _)| other == g);
    let holds_own = column.holds(column.host) == scenario.country(column.host).covered;
    let load: i64 = column.remit.iter().map(|c| scenario.country(*c).workload.0).sum();
    let is_hard = |family| scenario.rules.state(family) == State::Hard;
    let capacity = scenario.rules.capacity.limits(column.host, column.tier);
    let carries = !is_hard(Family::Capacity)
        || (capacity.min.is_none_or(|floor| load >= floor.0)
            && capacity.max.is_none_or(|ceiling| load <= ceiling.0)
            && column.posts >= posts_for(scenario, column.tier, load));
    let span = &scenario.rules.span.countries[column.tier.0];
    let count = column.remit.len();
    let is_in_span = !is_hard(Family::Span)
        || (span.min.is_none_or(|min| count >= min as usize)
            && span.max.is_none_or(|max| count <= max as usize));
    column.superior.is_none_or(is_superior)
        && (column.tier.0 == 0) == column.superior.is_none()
        && holds_own
        && column.remit.iter().all(|&c| prices.choice(c, column.host).is_some())
        && (site.least_posts..=site.most_posts).contains(&column.posts)
        && carries
        && is_in_span
}

/// What pricing says of one host.
#[derive(Debug, Default)]
pub struct Priced {
    /// No column undercuts it; never above 0.
    pub least: f64,
    pub found: Vec<Column>,
    /// Of the searches.
    pub steps: u64,
    /// Of the knapsacks searched, whether or not it took a step.
    items: usize,
    /// Whether some search ran out of steps.
    pub gave_up: bool,
}

impl Priced {
    /// In steps of a search, to two of which an item to weigh comes.
    pub fn work(&self) -> u64 {
        self.steps + 2 * self.items as u64
    }
}

pub struct Pricer<'p> {
    problem: &'p Problem<'p>,
    steps: u32,
}

impl<'p> Pricer<'p> {
    pub fn new(problem: &'p Problem<'p>, steps: u32) -> Self {
        Self { problem, steps }
    }

    /// For each place and number of posts the best column below `limit`.
    pub fn price(&self, host: CountryId, duals: &Duals, allowed: &Allowed, limit: f64) -> Priced {
        let lines = self.distinct_lines(host, duals, allowed);
        let all: Vec<Knapsacks> =
            lines.into_iter().map(|line| self.knapsacks(host, line, duals, allowed)).collect();
        let mut searches: Vec<(f64, &Knapsacks, &Level)> = (all.iter())
            .flat_map(|knapsacks| knapsacks.levels.iter().map(move |level| (knapsacks, level)))
            .map(|(knapsacks, level)| {
                (level.base + knapsacks.relaxed(0, level.capacity, level.floor), knapsacks, level)
            })
            .collect();
        searches.sort_by(|a, b| a.0.total_cmp(&b.0));
        let items = all.iter().map(|knapsacks| knapsacks.items.len()).sum();
        let mut priced = Priced { items, ..Priced::default() };
        let Priced { least, found, steps, gave_up, .. } = &mut priced;
        for (at_least, knapsacks, level) in searches {
            // Columns that are much worse than the best are of little use.
            let limit = limit.min(*least * USEFUL);
            if at_least >= limit {
                // The others are no better.
                *least = least.min(at_least);
                break;
            }
            let mut best = Best::new(limit - level.base, self.steps);
            knapsacks.descend(level, duals, &mut best);
            *least = least.min(best.limit.min(best.given_up) + level.base);
            *steps += u64::from(self.steps - best.steps);
            *gave_up |= best.given_up.is_finite();
            found.extend(best.chosen.map(|chosen| knapsacks.column(host, level, &chosen)));
        }
        priced
    }

    fn lines(&self, host: CountryId, duals: &Duals, allowed: &Allowed) -> Vec<Line> {
        let (scenario, prices) = (self.problem.scenario, self.problem.prices);
        let mut lines = Vec::new();
        for tier in scenario.tier_ids() {
            let Some(site) = prices.site(host, tier) else { continue };
            let cash = duals.cash_factor(scenario.country(host).region);
            let open = (site.open - prices.closed[host.0]) as f64 * cash - duals.office(host, tier);
            if tier.0 == 0 && allowed.line(host, tier, None) {
                lines.push(Line { tier, superior: None, root: host, fixed: open });
            }
            for &(g, visits) in site.superiors.iter().filter(|&&(g, _)| allowed.line(host, tier, Some(g))) {
                let fixed = open + visits as f64 * cash - duals.line(host, tier, g);
                lines.push(Line { tier, superior: Some(g), root: g, fixed });
            }
        }
        lines
    }

    /// Lines whose areas price members alike differ in the fixed part only; the best stands for all.
    fn distinct_lines(&self, host: CountryId, duals: &Duals, allowed: &Allowed) -> Vec<Line> {
        let lines = self.lines(host, duals, allowed);
        if allowed.tells_areas_apart() {
            return lines;
        }
        let mut distinct: Vec<Line> = Vec::new();
        for line in lines {
            let alike = |other: &&mut Line| {
                other.tier == line.tier
                    && (other.root == host) == (line.root == host)
                    && duals.alike(other.root, line.root)
            };
            match distinct.iter_mut().find(alike) {
                Some(other) if line.fixed < other.fixed => *other = line,
                Some(_) => {}
                None => distinct.push(line),
            }
        }
        distinct
    }

    fn knapsacks(&self, host: CountryId, line: Line, duals: &Duals, allowed: &Allowed) -> Knapsacks {
        let (scenario, prices) = (self.problem.scenario, self.problem.prices);
        let tier = line.tier;
        let region = scenario.country(host).region;
        let cash = duals.cash_factor(region);
        let site = prices.site(host, tier).expect("asked for allowed sites only");
        let item = |country: CountryId| {
            let choice = prices.choice(country, host).expect("in reach");
            let moved = if is_moved(scenario, country, host) { duals.moved } else { 0.0 };
            let value = choice.cash as f64 * cash + choice.service as f64 * duals.weight
                - duals.cover(country)
                - moved
                - duals.member(line.root, host, country);
            Item { country, value, workload: scenario.country(country).workload.0 }
        };
        let own = scenario.country(host).covered.then(|| item(host));
        let mut base = line.fixed + own.as_ref().map_or(0.0, |own| own.value);
        // A decision may have taken the host's own country out of its area.
        if own.is_some() && !allowed.member(host, host, line.root) {
            base = f64::INFINITY;
        }
        let load = own.as_ref().map_or(0, |own| own.workload);
        let mut items: Vec<Item> = prices.reaches[host.0]
            .iter()
            .filter(|&&country| allowed.member(country, host, line.root))
            .map(|&country| item(country))
            .collect();
        items.sort_by(|a, b| {
            let (left, right) = (a.value * b.workload as f64, b.value * a.workload as f64);
            left.total_cmp(&right).then(a.value.total_cmp(&b.value)).then(a.country.cmp(&b.country))
        });
        let mut left: Vec<i64> = items.iter().map(|item| item.workload).chain([0]).collect();
        for at in (0..items.len()).rev() {
            left[at] += left[at + 1];
        }
        let is_hard = |family| scenario.rules.state(family) == State::Hard;
        let span = &scenario.rules.span;
        let mut limits = if is_hard(Family::Span) { span.countries[tier.0] } else { Limits::default() };
        if is_hard(Family::Span) && scenario.tiers.len() == 1 {
            limits.min = limits.min.max(span.area.min);
            limits.max = limits.max.into_iter().chain(span.area.max).min();
        }
        let count = |limit: u32| (limit as usize).saturating_sub(usize::from(own.is_some()));
        let levels = if base.is_finite() {
            let staff = |posts: u32| {
                let redeployed = (prices.redeployed_post * gained(scenario, host, posts)) as f64;
                site.post as f64 * f64::from(posts) * cash + redeployed * duals.network_factor()
                    - duals.posts[region.0] * f64::from(posts)
            };
            self.levels(host, tier, load, &items)
                .into_iter()
                .filter(|&(posts, ..)| allowed.posts(host, posts))
                .map(|(posts, floor, capacity)| Level { posts, base: base + staff(posts), floor, capacity })
                .collect()
        } else {
            Vec::new()
        };
        Knapsacks {
            line,
            items,
            left,
            own: own.as_ref().map(|own| own.country),
            levels,
            least: limits.min.map_or(0, count),
            most: limits.max.map_or(usize::MAX, count),
            triples: Default::default(),
        }
    }

    /// Numbers of posts with the workload that they are for, besides `load`: its least and its most.
    fn levels(&self, host: CountryId, tier: TierId, load: i64, items: &[Item]) -> Vec<(u32, i64, i64)> {
        let scenario = self.problem.scenario;
        let site = self.problem.prices.site(host, tier).expect("asked for allowed sites only");
        let has_capacity = scenario.rules.state(Family::Capacity) == State::Hard;
        let limits = scenario.rules.capacity.limits(host, tier);
        let floor = limits.min.filter(|_| has_capacity).map_or(0, |floor| floor.0) - load;
        let ceiling = limits.max.filter(|_| has_capacity).map_or(i64::MAX, |ceiling| ceiling.0 - load);
        let all: i64 = items.iter().map(|item| item.workload).sum();
        let needed = posts_for(scenario, tier, (load + all.min(ceiling)).max(floor + load));
        let most = if self.problem.may_pad { most_posts(scenario, tier).max(needed) } else { needed };
        let most = most.min(site.most_posts).max(site.least_posts);
        let carried = |posts: u32| match scenario.parameters.workload_per_post {
            Some(per_post) if has_capacity => {
                per_post.0 * i64::from(posts) - scenario.tier(tier).overhead.0 - load
            }
            _ => i64::MAX,
        };
        let mut levels = Vec::new();
        let first = site.least_posts.max(posts_for(scenario, tier, load));
        for posts in first..=most {
            if posts > site.most_posts {
                break;
            }
            let capacity = carried(posts).min(ceiling);
            // What fewer posts carry they carry for less.
            let floor = if posts > first && !self.problem.may_pad {
                floor.max(carried(posts - 1).saturating_add(1))
            } else {
                floor
            };
            if capacity >= 0 && capacity >= floor {
                levels.push((posts, floor, capacity));
            }
        }
        levels
    }
}
