//! The cheapest remits of one office under given dual prices: for each place in the reporting lines and
//! each number of posts a [`knapsack`].

mod candidates;
mod knapsack;

use super::column::{Column, gained};
use super::duals::Duals;
use super::node::Allowed;
use super::problem::Problem;
use crate::model::most_posts;
use crate::scenario::{CountryId, Family, Limits, State, TierId};
use crate::solver::search::posts_for;
use candidates::{Candidates, Item};
use knapsack::{Best, Knapsacks, Level};

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

/// A question for the cheapest remits of a host.
struct Asked<'a> {
    host: CountryId,
    candidates: Candidates,
    duals: &'a Duals<'a>,
    allowed: &'a Allowed<'a>,
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
        let asked =
            Asked { candidates: Candidates::new(self.problem, host, duals, allowed), host, duals, allowed };
        let (mut first, mut others): (Vec<Line>, Vec<Line>) = Default::default();
        for line in self.distinct_lines(&asked) {
            let is_known = first.last().is_some_and(|last| last.tier == line.tier);
            if is_known { others.push(line) } else { first.push(line) }
        }
        let mut priced = Priced::default();
        let known = self.search(&first, &asked, limit, &mut priced);
        // What differs between lines of a tier is known before their remits are searched.
        let may_be_of_use = |line: &Line| {
            let at = first.iter().position(|other| other.tier == line.tier).expect("one of each tier");
            let Some(rise) = self.rise(line, &first[at], &asked) else { return true };
            let least = known[at] + rise;
            let is_of_use = least < limit.min(priced.least * USEFUL);
            if !is_of_use {
                priced.least = priced.least.min(least);
            }
            is_of_use
        };
        let others: Vec<Line> = others.into_iter().filter(may_be_of_use).collect();
        self.search(&others, &asked, limit, &mut priced);
        priced
    }

    /// The remits of the offices in some lines; by line what none of them undercuts.
    fn search(&self, lines: &[Line], asked: &Asked, limit: f64, priced: &mut Priced) -> Vec<f64> {
        let all: Vec<Knapsacks> = lines.iter().map(|line| self.knapsacks(line, asked)).collect();
        priced.items += all.iter().map(|knapsacks| knapsacks.items.len()).sum::<usize>();
        let levels = all.iter().enumerate().flat_map(|(at, knapsacks)| {
            let relaxed = |level: &Level| level.base + knapsacks.relaxed(0, level.capacity, level.floor);
            knapsacks.levels.iter().map(move |level| (relaxed(level), at, level))
        });
        let mut searches: Vec<(f64, usize, &Level)> = levels.collect();
        searches.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut least = vec![f64::INFINITY; lines.len()];
        let mut searches = searches.into_iter();
        for (at_least, at, level) in searches.by_ref() {
            // Columns that are much worse than the best are of little use.
            let limit = limit.min(priced.least * USEFUL);
            if at_least >= limit {
                // The others are no better.
                least[at] = least[at].min(at_least);
                break;
            }
            let mut best = Best::new(limit - level.base, self.steps);
            all[at].descend(level, asked.duals, &mut best);
            least[at] = least[at].min(best.limit.min(best.given_up) + level.base);
            priced.least = priced.least.min(least[at]);
            priced.steps += u64::from(self.steps - best.steps);
            priced.gave_up |= best.given_up.is_finite();
            priced.found.extend(best.chosen.map(|chosen| all[at].column(asked.host, level, &chosen)));
        }
        searches.for_each(|(at_least, at, _)| least[at] = least[at].min(at_least));
        priced.least = least.iter().copied().fold(priced.least, f64::min);
        least
    }

    fn lines(&self, asked: &Asked) -> Vec<Line> {
        let &Asked { host, duals, allowed, .. } = asked;
        let (scenario, prices) = (self.problem.scenario, self.problem.prices);
        // A decision may have taken the host's own country out of the area, or away from the host.
        let joins = |root: CountryId| allowed.in_area(host, root) && allowed.in_remit(host, host);
        let is_open = |tier: TierId, superior: Option<CountryId>| {
            allowed.line(host, tier, superior)
                && (asked.candidates.own.is_none() || joins(superior.unwrap_or(host)))
        };
        let mut lines = Vec::new();
        for tier in scenario.tier_ids() {
            let Some(site) = prices.site(host, tier) else { continue };
            let cash = duals.cash_factor(scenario.country(host).region);
            let open = (site.open - prices.closed[host.0]) as f64 * cash - duals.office(host, tier);
            if tier.0 == 0 && is_open(tier, None) {
                lines.push(Line { tier, superior: None, root: host, fixed: open });
            }
            for &(g, visits) in site.superiors.iter().filter(|&&(g, _)| is_open(tier, Some(g))) {
                let fixed = open + visits as f64 * cash - duals.line(host, tier, g);
                lines.push(Line { tier, superior: Some(g), root: g, fixed });
            }
        }
        lines
    }

    /// By tier, cheapest first. Of lines whose areas allow and credit the same the best stands for all.
    fn distinct_lines(&self, asked: &Asked) -> Vec<Line> {
        let mut lines = self.lines(asked);
        lines.sort_by(|a, b| a.tier.cmp(&b.tier).then(a.fixed.total_cmp(&b.fixed)));
        let mut distinct: Vec<Line> = Vec::new();
        for line in lines {
            let stands_for_it = |other: &Line| {
                other.tier == line.tier
                    && asked.duals.alike(other.root, line.root)
                    && self.rise(&line, other, asked).is_some_and(|rise| rise >= 0.0)
            };
            if !distinct.iter().any(stands_for_it) {
                distinct.push(line);
            }
        }
        distinct
    }

    /// How much dearer an office in a line is at least than one with the same remit in another line of its tier; `None`
    /// where that may not have all that it may have here.
    fn rise(&self, line: &Line, other: &Line, asked: &Asked) -> Option<f64> {
        let &Asked { duals, allowed, .. } = asked;
        let (own, items) = (&asked.candidates.own, &asked.candidates.items);
        let mut credits = Vec::new();
        for country in own.iter().chain(items).map(|item| item.country) {
            if !allowed.in_area(country, line.root) {
                continue;
            }
            if !allowed.in_area(country, other.root) {
                return None;
            }
            let more = duals.in_area(country, line.root) - duals.in_area(country, other.root);
            credits.extend((more > 0.0).then_some(more));
        }
        let most = self.span(line.tier).max.map_or(usize::MAX, |most| most as usize);
        if credits.len() > most {
            credits.sort_unstable_by(|a, b| b.total_cmp(a));
            credits.truncate(most);
        }
        Some(line.fixed - other.fixed - credits.iter().sum::<f64>())
    }

    /// Limits on the countries of a remit.
    fn span(&self, tier: TierId) -> Limits<u32> {
        let scenario = self.problem.scenario;
        if scenario.rules.state(Family::Span) != State::Hard {
            return Limits::default();
        }
        let span = &scenario.rules.span;
        let limits = span.countries[tier.0];
        if scenario.tiers.len() > 1 {
            return limits;
        }
        let max = limits.max.into_iter().chain(span.area.max).min();
        Limits { min: limits.min.max(span.area.min), max }
    }

    fn knapsacks(&self, line: &Line, asked: &Asked) -> Knapsacks {
        let &Asked { host, duals, allowed, .. } = asked;
        let (scenario, prices) = (self.problem.scenario, self.problem.prices);
        let tier = line.tier;
        let region = scenario.country(host).region;
        let cash = duals.cash_factor(region);
        let site = prices.site(host, tier).expect("asked for allowed sites only");
        let own = asked.candidates.own.as_ref().map(|own| own.less(duals.in_area(host, line.root)));
        let base = line.fixed + own.as_ref().map_or(0.0, |own| own.value);
        let load = own.as_ref().map_or(0, |own| own.workload);
        let mut items = Vec::with_capacity(asked.candidates.items.len());
        let joins = asked.candidates.items.iter().filter(|item| allowed.in_area(item.country, line.root));
        items.extend(joins.map(|item| item.less(duals.in_area(item.country, line.root))));
        items.sort_by(Item::order);
        let mut left: Vec<i64> = items.iter().map(|item| item.workload).chain([0]).collect();
        for at in (0..items.len()).rev() {
            left[at] += left[at + 1];
        }
        let staff = |posts: u32| {
            let redeployed = (prices.redeployed_post * gained(scenario, host, posts)) as f64;
            site.post as f64 * f64::from(posts) * cash + redeployed * duals.network_factor()
                - duals.posts[region.0] * f64::from(posts)
        };
        let levels = self
            .levels(host, tier, load, left[0])
            .into_iter()
            .filter(|&(posts, ..)| allowed.posts(host, posts))
            .map(|(posts, floor, capacity)| Level { posts, base: base + staff(posts), floor, capacity })
            .collect();
        let limits = self.span(tier);
        let count = |limit: u32| (limit as usize).saturating_sub(usize::from(own.is_some()));
        Knapsacks {
            line: *line,
            items,
            left,
            own: own.as_ref().map(|own| own.country),
            levels,
            least: limits.min.map_or(0, count),
            most: limits.max.map_or(usize::MAX, count),
            triples: Default::default(),
        }
    }

    /// Numbers of posts with the workload that they are for, besides `load` and of `all` that may join: its least and
    /// its most.
    fn levels(&self, host: CountryId, tier: TierId, load: i64, all: i64) -> Vec<(u32, i64, i64)> {
        let scenario = self.problem.scenario;
        let site = self.problem.prices.site(host, tier).expect("asked for allowed sites only");
        let has_capacity = scenario.rules.state(Family::Capacity) == State::Hard;
        let limits = scenario.rules.capacity.limits(host, tier);
        let floor = limits.min.filter(|_| has_capacity).map_or(0, |floor| floor.0) - load;
        let ceiling = limits.max.filter(|_| has_capacity).map_or(i64::MAX, |ceiling| ceiling.0 - load);
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

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::solver::parts::branch::root;
    use crate::solver::parts::node::Decision;
    use crate::solver::parts::problem::{Part, with_default};
    use crate::solver::parts::separator::{Scope, Separator};
    use crate::solver::parts::sums::Sum;

    fn any(draw: &mut ChaCha8Rng, of: &[CountryId]) -> CountryId {
        of[draw.random_range(0..of.len())]
    }

    /// Prices for rows of all kinds, in cents.
    fn drawn_duals<'p>(problem: &Problem, part: &'p Part, draw: &mut ChaCha8Rng) -> Duals<'p> {
        let scenario = problem.scenario;
        let mut duals = Duals::new(scenario, &part.places, 1.0);
        part.own.iter().for_each(|&c| duals.credit_cover(c, draw.random_range(0.0..20_000_000.0)));
        for &h in &part.hosts {
            duals.credit_office(h, TierId(1), draw.random_range(-5e6..5e6));
            duals.credit_subordinates(h, TierId(0), draw.random_range(-5e6..0.0));
            if draw.random_bool(0.3) {
                duals.credit_area(h, draw.random_range(-1e6..0.0));
            }
        }
        duals.credit(scenario, Sum::Posts(None), draw.random_range(-1e6..1e6));
        for _ in 0..20 {
            let [a, b, c, d] = [(); 4].map(|()| any(draw, &part.own));
            let scope = if draw.random_bool(0.5) { Scope::Areas } else { Scope::Remits };
            let separator = Separator { scope, root: any(draw, &part.hosts), country: a, set: vec![b] };
            if a != b {
                duals.part(&separator, draw.random_range(-3e6..0.0));
            }
            if a < c && c < d {
                duals.triples.insert([a, c, d], draw.random_range(0.0..3e6));
            }
        }
        duals
    }

    fn drawn_decisions(part: &Part, draw: &mut ChaCha8Rng) -> Vec<Decision> {
        let mut decision = |_| {
            let (c, h, yes) = (any(draw, &part.own), any(draw, &part.hosts), draw.random_bool(0.3));
            match draw.random_range(0..5) {
                0 => Decision::Cover(c, h, yes),
                1 => Decision::Area(c, h, yes),
                2 => Decision::Posts(h, draw.random_range(1..6), yes),
                3 => Decision::Seat(h, TierId(0), false),
                _ => Decision::Line(h, TierId(1), any(draw, &part.hosts), false),
            }
        };
        (0..4).map(&mut decision).collect()
    }

    /// The reduced cost, row by row.
    fn reduced(problem: &Problem, duals: &Duals, column: &Column) -> f64 {
        let scenario = problem.scenario;
        let of_member = |&c: &CountryId| {
            duals.cover(c) + duals.in_area(c, column.root()) + duals.in_remit(c, column.host)
        };
        let line = column.superior.map_or(0.0, |g| duals.line(column.host, column.tier, g));
        let is_held = |triple: &[CountryId; 3]| triple.iter().filter(|&&c| column.holds(c)).count() > 1;
        let threes: f64 =
            duals.triples.iter().filter(|(triple, _)| is_held(triple)).map(|(_, price)| price).sum();
        let posts = duals.posts[scenario.country(column.host).region.0] * f64::from(column.posts);
        column.figures(scenario, problem.prices).cost() as f64 + threes
            - column.remit.iter().map(of_member).sum::<f64>()
            - duals.office(column.host, column.tier)
            - line
            - posts
    }

    #[test]
    fn no_column_undercuts_what_pricing_says() {
        with_default(|problem| {
            let part = problem.parts.iter().max_by_key(|part| part.hosts.len()).expect("parts");
            let mut draw = ChaCha8Rng::seed_from_u64(7);
            let limit = -0.5;
            let questions: Vec<_> = (0..12)
                .map(|number| {
                    let mut node = root(&problem, part);
                    if number % 3 > 0 {
                        node.decisions.extend(drawn_decisions(part, &mut draw));
                    }
                    (drawn_duals(&problem, part, &mut draw), Allowed::new(&problem, part, &node))
                })
                .collect();
            let pricer = Pricer::new(&problem, THOROUGH);
            let priced = |(duals, allowed): &(Duals, Allowed)| -> Vec<Priced> {
                part.hosts.iter().map(|&h| pricer.price(h, duals, allowed, limit)).collect()
            };
            let answers: Vec<Vec<Priced>> = questions.iter().map(priced).collect();
            let columns: Vec<&Column> = answers.iter().flatten().flat_map(|priced| &priced.found).collect();
            assert!(columns.len() > 1_000, "{}", columns.len());
            for ((duals, allowed), answer) in questions.iter().zip(&answers) {
                for (h, priced) in part.hosts.iter().zip(answer) {
                    let least = priced.least.min(limit);
                    for column in &priced.found {
                        assert!(allowed.column(column) && is_remit(&problem, column), "{column:?}");
                        assert!(reduced(&problem, duals, column) < limit, "{column:?}");
                    }
                    let own = columns.iter().filter(|column| column.host == *h && allowed.column(column));
                    for column in own {
                        let value = reduced(&problem, duals, column);
                        assert!(value > least - 1e-3, "{value} below {least}: {column:?}");
                    }
                }
            }
        });
    }
}
