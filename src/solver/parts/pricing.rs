//! The cheapest remits of one office under given dual prices: for each place in the reporting lines and
//! each number of posts a knapsack, solved by depth-first branch and bound.

use std::cell::OnceCell;

use super::column::{Column, gained, is_moved};
use super::duals::Duals;
use super::node::Allowed;
use super::problem::Problem;
use super::triples::{Remit, Triples};
use crate::model::most_posts;
use crate::scenario::{CountryId, Family, Limits, State, TierId};
use crate::solver::search::posts_for;

/// A country that may join the remit.
struct Item {
    country: CountryId,
    /// What it adds to the reduced cost.
    value: f64,
    workload: i64,
}

/// A place in the reporting lines.
#[derive(Clone, Copy)]
struct Line {
    tier: TierId,
    superior: Option<CountryId>,
    root: CountryId,
    /// What it adds to the reduced cost whatever the remit.
    fixed: f64,
}

/// All remits of one office in one place.
struct Knapsacks {
    line: Line,
    /// By descending worth for each unit of workload.
    items: Vec<Item>,
    /// Workload of the items from each position on.
    left: Vec<i64>,
    own: Option<CountryId>,
    levels: Vec<Level>,
    /// Countries besides the host's own.
    least: usize,
    most: usize,
    /// Made for the first search.
    triples: OnceCell<Triples>,
}

/// One number of posts.
struct Level {
    posts: u32,
    /// Reduced cost with the host's own country only.
    base: f64,
    /// Workload besides the host's own country.
    floor: i64,
    capacity: i64,
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
            triples: OnceCell::new(),
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

/// The best remit of a level so far.
struct Best {
    /// Beyond this value a remit is of no use.
    limit: f64,
    chosen: Option<Vec<usize>>,
    /// Left before the search is given up.
    steps: u32,
    /// What no remit undercuts that was given up.
    given_up: f64,
}

impl Best {
    fn new(limit: f64, steps: u32) -> Self {
        Self { limit, chosen: None, steps, given_up: f64::INFINITY }
    }

    /// Whether a branch that nothing in it undercuts `value` is worth a step.
    fn enters(&mut self, value: f64) -> bool {
        if value >= self.limit {
            return false;
        }
        if self.steps == 0 {
            self.given_up = self.given_up.min(value);
            return false;
        }
        self.steps -= 1;
        true
    }
}

/// What does not change on the way down.
struct Descent<'l> {
    level: &'l Level,
    triples: &'l Triples,
    worth: f64,
    /// Where the number of countries binds.
    slots: Option<Slots>,
}

/// A place in the remit and a unit of workload at fixed worths: Lagrange's bound for the knapsack of few
/// items.
struct Slots {
    slot: f64,
    workload: f64,
    /// By position: what the items from there on bring at most at these worths; never above 0.
    tails: Vec<f64>,
}

impl Slots {
    fn bound(&self, from: usize, free: usize, capacity: i64) -> f64 {
        let workload = if self.workload > 0.0 { self.workload * capacity as f64 } else { 0.0 };
        self.tails[from] - self.slot * free as f64 - workload
    }
}

/// Halvings in the search for the worth of a place.
const HALVINGS: u32 = 12;

impl Knapsacks {
    fn column(&self, host: CountryId, level: &Level, chosen: &[usize]) -> Column {
        let mut remit: Vec<CountryId> = chosen.iter().map(|&at| self.items[at].country).collect();
        remit.extend(self.own);
        remit.sort_unstable();
        Column { host, tier: self.line.tier, superior: self.line.superior, posts: level.posts, remit }
    }

    fn descend(&self, level: &Level, duals: &Duals, best: &mut Best) {
        let countries = || self.items.iter().map(|item| item.country).collect::<Vec<_>>();
        let triples = self.triples.get_or_init(|| Triples::new(duals, &countries(), self.own));
        let mut remit = triples.start();
        let worth = if triples.is_empty() { 0.0 } else { self.worth_of_workload(level.capacity, &remit) };
        let search = Descent { level, triples, worth, slots: self.slots(level.capacity) };
        self.step(&search, best, 0, 0.0, level.capacity, 0, &mut remit);
    }

    /// What a unit of workload is worth where the items by descending worth fill the capacity.
    fn worth_of_workload(&self, mut capacity: i64, remit: &Remit) -> f64 {
        let value = |at: usize| self.items[at].value + remit.shares[at];
        let mut order: Vec<usize> =
            (0..self.items.len()).filter(|&at| value(at) < 0.0 && self.items[at].workload > 0).collect();
        let ratio = |at: usize| value(at) / self.items[at].workload as f64;
        order.sort_by(|&a, &b| ratio(a).total_cmp(&ratio(b)).then(a.cmp(&b)));
        for at in order {
            if self.items[at].workload > capacity {
                return -ratio(at);
            }
            capacity -= self.items[at].workload;
        }
        0.0
    }

    /// The worths at which the items that pay fill both the places and the capacity, if the capacity alone
    /// leaves too many.
    fn slots(&self, capacity: i64) -> Option<Slots> {
        if self.fits(capacity) <= self.most {
            return None;
        }
        let most = -self.items.iter().map(|item| item.value).fold(0.0, f64::min);
        let (mut low, mut slot) = (0.0, most);
        for _ in 0..HALVINGS {
            let middle = (low + slot) / 2.0;
            let (fits, _) = self.filled(capacity, middle);
            if fits > self.most as f64 { low = middle } else { slot = middle }
        }
        let (_, workload) = self.filled(capacity, slot);
        let mut tails = vec![0.0; self.items.len() + 1];
        for (at, item) in self.items.iter().enumerate().rev() {
            let value = item.value + slot + workload * item.workload as f64;
            tails[at] = tails[at + 1] + value.min(0.0);
        }
        Some(Slots { slot, workload, tails })
    }

    /// How many of the items that pay, by descending worth, come into the capacity, the last of them in part.
    fn fits(&self, mut capacity: i64) -> usize {
        let paying = self.items.iter().take_while(|item| item.value < 0.0);
        let fit = |item: &&Item| {
            let has_room = capacity > 0;
            capacity = capacity.saturating_sub(item.workload);
            has_room
        };
        paying.take_while(fit).count()
    }

    /// How many items the fractional knapsack takes where each costs `slot` more, and what a unit of
    /// workload is worth then.
    fn filled(&self, mut capacity: i64, slot: f64) -> (f64, f64) {
        let mut paying: Vec<(f64, i64)> = self
            .items
            .iter()
            .map(|item| (item.value + slot, item.workload))
            .filter(|&(value, _)| value < 0.0)
            .collect();
        paying.sort_by(|a, b| (a.0 * b.1 as f64).total_cmp(&(b.0 * a.1 as f64)));
        let mut count = 0.0;
        for (value, workload) in paying {
            if workload > capacity {
                return (count + capacity as f64 / workload as f64, -value / workload as f64);
            }
            capacity -= workload;
            count += 1.0;
        }
        (count, 0.0)
    }

    /// Like [`Self::relaxed`], with workload at a fixed worth, but knowing of the threes.
    fn relaxed_with_threes(&self, from: usize, capacity: i64, worth: f64, remit: &Remit) -> f64 {
        if worth > 0.0 && capacity == i64::MAX {
            return f64::NEG_INFINITY;
        }
        let items = self.items[from..].iter().zip(&remit.shares[from..]);
        let sum: f64 =
            items.map(|(item, share)| (item.value + share + worth * item.workload as f64).min(0.0)).sum();
        sum - if worth > 0.0 { worth * capacity as f64 } else { 0.0 }
    }

    #[allow(clippy::too_many_arguments)]
    fn step(
        &self,
        search: &Descent,
        best: &mut Best,
        from: usize,
        value: f64,
        capacity: i64,
        load: i64,
        remit: &mut Remit,
    ) {
        let level = search.level;
        let enough = load >= level.floor && remit.chosen.len() >= self.least;
        if enough && value < best.limit {
            best.limit = value;
            best.chosen = Some(remit.chosen.clone());
        }
        if remit.chosen.len() >= self.most {
            return;
        }
        for at in from..self.items.len() {
            if load + self.left[at] < level.floor {
                return;
            }
            let mut least = self.relaxed(at, capacity, level.floor - load);
            if !search.triples.is_empty() {
                least = least.max(self.relaxed_with_threes(at, capacity, search.worth, remit));
            }
            if let Some(slots) = &search.slots {
                least = least.max(slots.bound(at, self.most - remit.chosen.len(), capacity));
            }
            if !best.enters(value + least) {
                return;
            }
            let item = &self.items[at];
            if item.workload <= capacity {
                let price = search.triples.join(at, remit);
                self.step(
                    search,
                    best,
                    at + 1,
                    value + item.value + price,
                    capacity - item.workload,
                    load + item.workload,
                    remit,
                );
                search.triples.leave(at, remit);
            }
        }
    }

    /// The least value that items from `from` on can add where `needed` workload must still come: the
    /// fractional knapsack, without regard to their number.
    fn relaxed(&self, from: usize, mut capacity: i64, mut needed: i64) -> f64 {
        let mut value = 0.0;
        for item in &self.items[from..] {
            let room = if item.value < 0.0 { capacity } else { needed };
            if room <= 0 {
                break;
            }
            if item.workload > room {
                value += item.value * room as f64 / item.workload as f64;
                break;
            }
            value += item.value;
            capacity -= item.workload;
            needed -= item.workload;
        }
        value
    }
}
