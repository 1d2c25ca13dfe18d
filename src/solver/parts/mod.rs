//! Branch and price over parts of the network: the engine of `auto`.
//!
//! A network falls into [parts](problem) that only sums over all offices tie together: counts of offices,
//! posts, cash, closures, openings, moves. Each part has a [master problem](master) whose columns are
//! offices with whole remits; given dual prices, the best remit of an office is a knapsack
//! ([`pricing`]). So its linear relaxation knows that offices are single-source and that posts come in
//! whole numbers; contiguity comes in by [separators](separator), and rows on three countries make it
//! tighter still where remits are small. The joint sums are priced by multipliers, once; where there are many
//! parts, with each of them [relaxed by itself](by_parts). Then they are decided exactly: each part keeps
//! nodes and plans with their ranges of these sums, and the cheapest [combination](combination) that fits is
//! the bound; where there are too many parts to see all combinations, plans are [exchanged](exchange) besides.
//! The [tree] refines what that combination uses, several nodes side by side. It may be [kept] for later searches to go
//! on from.
//!
//! Column generation for single-source capacitated location: Díaz and Fernández, Journal of the
//! Operational Research Society 53 (2002) 728-740; the bound at any dual prices is Lagrange's.
//!
//! Tried and dropped: all columns below a reduced cost given to HiGHS as a whole problem (a minute for 3,000
//! columns that the tree settles in a second); closing what no plan below the cutoff has by reduced costs (most of
//! Africa's pairs, and no less time); dives from every few nodes of a few parts where a network is known; branching
//! on pairs before posts (a post is the largest price that is still open, so its number comes first), or on lines
//! before posts (a quarter more time for questions about the best network); the roots relaxed while the local
//! search runs (its networks make that shorter); the questions of a part in two groups (a fifth more time: each
//! group works on the other parts anew); separators of which an office counts once, however many of the set it
//! holds (vertices break them by up to a half, and the bound hardly moves); local searches four times as long, or
//! cooler, for networks with what a question asks for (of 131 questions 41 to 61 still have none, and few of the
//! others come near the best); pricing only the hosts that had columns lately, where the bound cannot matter (a tenth
//! more rounds, and no less time). Not worth trying: a list of all columns
//! that the gap leaves, in place of pricing. Until half of the rounds are done it holds tens of thousands for a
//! part of a few dozen countries, at the root two million.

mod branch;
mod branching;
mod by_parts;
mod column;
mod combination;
mod conditions;
mod dive;
mod duals;
mod element;
mod exchange;
mod grounds;
mod hearing;
mod kept;
mod lanes;
mod master;
mod near_best;
mod node;
mod phase_one;
mod places;
mod pricing;
mod problem;
mod question;
mod relaxation;
mod separator;
mod sums;
mod tail;
mod tree;
mod triples;

use super::limits::{Limits, Watcher};
use super::search::Prices;
use crate::geography::Geography;
use crate::plan::{Network, Office};
use crate::scenario::{ArrangementId, CountryId, Money, Scenario};
use branch::{SPARE, root};
use by_parts::{MANY, relax_by_parts};
use column::Column;
pub use conditions::condition_bounds;
pub use kept::{KeptTree, NoTree};
use master::Master;
pub use near_best::near_best;
use node::{Allowed, Node};
pub use phase_one::{Columns, Emptiness, emptiness, impossible};
use pricing::is_remit;
pub use problem::is_exact;
use problem::{Part, Problem};
pub use question::answers;
use relaxation::{Effort, Rows, evaluate};
use sums::{ENDLESS, Range, Sum};
use tree::{Aim, End, Tree};

/// The bound is weakened by this part of itself, far beyond the rounding of the sums in it.
const MARGIN: f64 = 1e-9;

/// Part of the cost of a network of an earlier search, or of the bound, that a network costs more, as is presumed
/// where none is known.
const PRESUMED: f64 = 0.03;

/// Where nothing is known.
pub const NOTHING: Priced = Priced { network: None, bound: None, complete: false, tree: None };

/// What branch and price says.
#[derive(Debug, Clone)]
pub struct Priced {
    /// The best network met. Whether it keeps every rule is for the checker to say.
    pub network: Option<Network>,
    /// No network that keeps every hard rule costs less.
    pub bound: Option<Money>,
    /// Whether the search came to its end: the bound meets the network, or there is no network.
    pub complete: bool,
    /// For a later search to go on from, where the limits ask for it.
    pub tree: Option<KeptTree>,
}

/// Searches from `networks`, which keep every rule.
pub fn branch_and_price(
    scenario: &Scenario,
    geography: &Geography,
    networks: &[Network],
    limits: &Limits,
    watcher: &Watcher,
) -> Priced {
    let prices = Prices::new(scenario, geography);
    let problem = Problem::new(scenario, geography, &prices);
    if !problem.is_sound() {
        return NOTHING;
    }
    let starts: Vec<Vec<Column>> = networks.iter().map(columns).collect();
    let search = |tree: &mut Tree| {
        let known = limits.tree.iter().filter_map(|kept| kept.cost()).fold(tree.bound, f64::max);
        if tree.incumbent.is_none() && known > 0.0 && limits.gap < PRESUMED {
            tree.presumed = known + PRESUMED * known.abs();
        }
        let keeps = limits.keeps || tree.presumed.is_finite();
        tree.branches.iter_mut().for_each(|branch| branch.keeps = keeps);
        let end = if is_exact(scenario) { tree.run(limits.work, watcher) } else { End::Stuck };
        let cost = tree.incumbent.as_ref().map(|(cost, _)| Money(*cost));
        let kept = limits.keeps.then(|| tree.kept());
        let bound = weakened(tree.bound).min(cost.unwrap_or(Money(i64::MAX)));
        Priced {
            network: tree.incumbent.take().map(|(_, columns)| network(scenario, &columns)),
            bound: tree.bound.is_finite().then_some(bound),
            complete: end == End::Proof,
            tree: kept,
        }
    };
    with_tree(&problem, &starts, limits, watcher, search).unwrap_or(NOTHING)
}

/// A network that costs at most `most`, or the proof that none does. Searches from `networks`, which keep every
/// rule.
pub fn at_most(
    scenario: &Scenario,
    geography: &Geography,
    networks: &[Network],
    most: Money,
    limits: &Limits,
    watcher: &Watcher,
) -> Priced {
    let prices = Prices::new(scenario, geography);
    let problem = Problem::new(scenario, geography, &prices);
    if !problem.is_sound() || !is_exact(scenario) {
        return NOTHING;
    }
    let starts: Vec<Vec<Column>> = networks.iter().map(columns).collect();
    let search = |tree: &mut Tree| {
        tree.aim = Aim::Within(most.0, most.0);
        let end = tree.run(limits.work, watcher);
        let found = tree.incumbent.take().filter(|(cost, _)| *cost <= most.0);
        let network = found.map(|(_, columns)| network(scenario, &columns));
        Priced { network, complete: end == End::Proof, ..NOTHING }
    };
    with_tree(&problem, &starts, limits, watcher, search).unwrap_or(NOTHING)
}

/// Whether there are several parts, which only sums tie together.
pub fn falls_apart(scenario: &Scenario, geography: &Geography) -> bool {
    Problem::new(scenario, geography, &Prices::new(scenario, geography)).parts.len() > 1
}

/// Any network that keeps every rule, whatever it costs: with costs at weight 0 a node whose relaxation is not
/// free holds none. Starts from the offices of `networks` as far as they keep the rules on single offices.
pub fn any_network(
    scenario: &Scenario,
    geography: &Geography,
    networks: &[&Network],
    limits: &Limits,
    watcher: &Watcher,
) -> Priced {
    let prices = Prices::new(scenario, geography);
    let problem = Problem { weight: 0.0, ..Problem::new(scenario, geography, &prices) };
    if !problem.is_sound() || !is_exact(scenario) {
        return NOTHING;
    }
    let multipliers = vec![0.0; problem.joint.len()];
    let mut tree = Tree::new(&problem, &multipliers, limits.gap);
    let offices = networks.iter().flat_map(|network| columns(network));
    tree.add_columns(&offices.filter(|column| is_remit(&problem, column)).collect::<Vec<_>>());
    let end = tree.run(limits.work, watcher);
    let network = tree.incumbent.map(|(_, columns): (i64, Vec<Column>)| network(scenario, &columns));
    Priced { network, complete: end == End::Proof, ..NOTHING }
}

/// What `search` makes of the tree of a problem, of which the root is relaxed; `None` where it cannot be.
fn with_tree<T>(
    problem: &Problem,
    starts: &[Vec<Column>],
    limits: &Limits,
    watcher: &Watcher,
    search: impl FnOnce(&mut Tree) -> T,
) -> Option<T> {
    let kept = limits.tree.as_ref();
    let relaxed = match kept.and_then(|kept| kept.multipliers(problem)) {
        Some(multipliers) => Relaxed::unknown(problem, multipliers),
        None if problem.parts.len() >= MANY => relax_by_parts(problem, starts, watcher)?,
        None => relax(problem, starts, kept.map(|kept| kept.columns(problem)).unwrap_or_default(), watcher)?,
    };
    let Relaxed { bound, multipliers, masters, rounds } = relaxed;
    let mut tree = Tree::new(problem, &multipliers, limits.gap);
    (tree.bound, tree.work) = (bound, rounds);
    tree.take_masters(masters);
    starts.iter().for_each(|columns| tree.add_network(columns));
    kept.iter().for_each(|kept| tree.go_on_from(kept, watcher));
    Some(search(&mut tree))
}

/// The parts relaxed at the same multipliers of the joint sums.
struct Relaxed<'p> {
    /// In cents.
    bound: f64,
    multipliers: Vec<f64>,
    /// By part, with the columns that it came to.
    masters: Vec<Master<'p>>,
    /// Solves of linear programs.
    rounds: u64,
}

impl<'p> Relaxed<'p> {
    /// Multipliers of which no bound is known.
    fn unknown(problem: &'p Problem<'p>, multipliers: Vec<f64>) -> Self {
        let masters = problem.parts.iter().map(|part| Master::new(problem, part, &multipliers)).collect();
        Self { bound: f64::NEG_INFINITY, multipliers, masters, rounds: 0 }
    }
}

/// The relaxation of the whole network, from `known` columns; the parts have those that it comes to. Without
/// separators: they raise the default network's bound by less than a thousandth, and the parts find their own (with
/// them ten searches there took a sixth more time, three of the expansion a quarter).
fn relax<'p>(
    problem: &'p Problem<'p>,
    starts: &[Vec<Column>],
    known: Vec<Column>,
    watcher: &Watcher,
) -> Option<Relaxed<'p>> {
    let whole = whole(problem);
    let node = Node { ranges: limits(problem), ..root(problem, &whole) };
    let mut master = Master::new(problem, &whole, &vec![0.0; problem.joint.len()]);
    master.add_surcharge();
    master.add_columns(starts.iter().flatten().cloned().chain(known));
    let allowed = Allowed::new(problem, &whole, &node);
    master.enter(&node, &allowed, None);
    let effort = Effort { rows: Rows::Lines, ..Effort::PLAIN };
    let mut evaluation = evaluate(problem, &whole, &mut master, &allowed, effort, watcher)?;
    let mut rounds = evaluation.rounds;
    // Spare columns in use would set the multipliers.
    while evaluation.relaxed.spare > SPARE && master.raise_spare() {
        evaluation = evaluate(problem, &whole, &mut master, &allowed, effort, watcher)?;
        rounds += evaluation.rounds;
    }
    let multipliers = problem.safe(&evaluation.relaxed.joint);
    let mut relaxed = Relaxed::unknown(problem, multipliers);
    for (part, own) in problem.parts.iter().zip(&mut relaxed.masters) {
        own.add_columns(master.offices().filter(|column| part.hosts.contains(&column.host)).cloned());
    }
    Some(Relaxed { bound: evaluation.bound + problem.constant as f64, rounds, ..relaxed })
}

/// Of the joint sums over the columns of the whole network. What its posts cost on top is cash as well, so that
/// columns alone may fall short of the least cash.
fn limits(problem: &Problem) -> Vec<Range> {
    let limits = |&(sum, range): &(Sum, Range)| match sum {
        Sum::Cash(None) => Range { low: -ENDLESS, ..range },
        _ => range,
    };
    problem.joint.iter().map(limits).collect()
}

/// All parts as one. Countries that parts share are shared still, since they have a joint sum each; a cover row
/// beside it would split their price.
fn whole(problem: &Problem) -> Part {
    let of_all = |countries: fn(&Part) -> &[CountryId]| -> Vec<CountryId> {
        problem.parts.iter().flat_map(countries).copied().collect()
    };
    let mut shared = of_all(|part| &part.shared);
    shared.sort_unstable();
    shared.dedup();
    let sums = problem.parts.iter().flat_map(|part| part.sums.iter().copied()).collect();
    Part::new(of_all(|part| &part.hosts), of_all(|part| &part.own), shared, sums)
}

/// Weakened first, then up to the next whole cent, since every network costs whole cents.
fn weakened(bound: f64) -> Money {
    Money((bound - MARGIN * bound.abs()).ceil() as i64)
}

fn network(scenario: &Scenario, columns: &[Column]) -> Network {
    let count = scenario.countries.len();
    let mut network = Network { offices: vec![None; count], covered_by: vec![None; count] };
    for column in columns {
        network.offices[column.host.0] = Some(Office {
            tier: column.tier,
            reports_to: column.superior,
            posts: column.posts,
            arrangement: ArrangementId::PREMISES,
        });
        column.remit.iter().for_each(|c| network.covered_by[c.0] = Some(column.host));
    }
    network
}

fn columns(network: &Network) -> Vec<Column> {
    let column = |host: CountryId| {
        let office = network.office(host).expect("an open office");
        Column {
            host,
            tier: office.tier,
            superior: office.reports_to,
            posts: office.posts,
            remit: network.remit(host),
        }
    };
    network.hosts().map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::problem::with_default;
    use super::*;

    /// In the reform Mauritania may be covered from two regions.
    #[test]
    fn every_country_has_one_price() {
        with_default(prices_of_countries);
    }

    fn prices_of_countries(problem: Problem) {
        let scenario = problem.scenario;
        let shared = problem.joint.iter().filter_map(|&(sum, _)| match sum {
            Sum::Covers(country) => Some(country),
            _ => None,
        });
        let shared: Vec<CountryId> = shared.collect();
        let whole = whole(&problem);
        assert_eq!(whole.shared, shared);
        let joins = whole.joins(&problem);
        assert!(scenario.covered_ids().all(|c| joins[c.0]), "separators may lead through any country");
        let mut priced = [whole.own, shared.clone()].concat();
        priced.sort_unstable();
        assert_eq!(shared.iter().map(|&c| scenario.country(c).id.as_str()).collect::<Vec<_>>(), ["MRT"]);
        assert_eq!(priced, scenario.covered_ids().collect::<Vec<_>>());
    }
}
