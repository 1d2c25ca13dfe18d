//! Whether the relaxation of the whole network leaves any plan: with nothing but the spare columns to pay
//! for, what they cost at least is how far the nearest choice of columns stays outside the rules. Above zero,
//! no plan keeps them all, and the limits with a price are the ones that matter. With a condition added it says in
//! a few rounds what the search for the best network says last: that there is none.

use rayon::prelude::*;

use super::by_parts::MANY;
use super::column::Column;
use super::conditions::{decision, touches};
use super::master::{Master, Relaxed};
use super::node::{Allowed, Node};
use super::pricing::is_remit;
use super::problem::{Part, Problem};
use super::relaxation::{Effort, Rows, evaluate};
use super::sums::Sum;
use super::{columns, limits, root, whole};
use crate::geography::Geography;
use crate::plan::Network;
use crate::scenario::{RegionId, Scenario, State, TierId};
use crate::solver::condition::Condition;
use crate::solver::limits::Watcher;
use crate::solver::search::Prices;
use crate::solver::solve::with_threads;

/// In cents, where a spare column costs 1,000 currency units: far beyond the rounding of the sums in a
/// bound, far below one office, post or thousand of the currency.
pub const ABOVE_ZERO: f64 = 10.0;
/// Work for each round, on average: half a tenth of a second. Of 150 countries in regions most rounds take less than a
/// third of that; where every office may cover every country one comes to a second, and mostly leads nowhere.
const WORK: u64 = 1_000_000;
/// Rounds for one condition.
const FEW: u64 = 60;
/// Prices below this are rounding.
const PRICED: f64 = 1e-6;

/// Offices of earlier relaxations, to start others from.
#[derive(Debug, Clone, Default)]
pub struct Columns(Vec<Column>);

/// A proof that there is no plan.
pub struct Emptiness {
    /// Limits on sums of offices that it needs, as `--set` names them. Rules on single offices and pairs
    /// it may need as well.
    pub limits: Vec<String>,
    pub columns: Columns,
}

/// Proves that there is no plan, if the relaxation can within so many `rounds`.
pub fn emptiness(
    scenario: &Scenario,
    geography: &Geography,
    networks: &[&Network],
    known: &[Columns],
    rounds: u64,
    watcher: &Watcher,
) -> Option<Emptiness> {
    let prices = Prices::new(scenario, geography);
    let problem = Problem { weight: 0.0, ..Problem::new(scenario, geography, &prices) };
    if !can_say(&problem) {
        return None;
    }
    let whole = whole(&problem);
    let node = Node { ranges: limits(&problem), ..root(&problem, &whole) };
    let mut master = of_all(&problem, &whole);
    let first = networks.iter().flat_map(|network| columns(network));
    let first = first.chain(known.iter().flat_map(|columns| columns.0.iter().cloned()));
    master.add_columns(first.filter(|column| is_remit(&problem, column)));
    let allowed = Allowed::new(&problem, &whole, &node);
    master.enter(&node, &allowed, None);
    let effort = Effort { cutoff: ABOVE_ZERO, rounds, work: rounds * WORK, ..Effort::PLAIN };
    let evaluation = evaluate(&problem, &whole, &mut master, &allowed, effort, watcher)?;
    (evaluation.bound > ABOVE_ZERO).then(|| Emptiness {
        limits: priced(&problem, &master, &evaluation.relaxed),
        columns: Columns(master.used(&evaluation.relaxed).map(|(column, _)| column.clone()).collect()),
    })
}

/// By condition, whether the relaxation of the whole network proves that no plan meets it, without rows for
/// contiguity. `network` keeps every hard rule.
pub fn impossible(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    conditions: &[Condition],
    threads: usize,
    watcher: &Watcher,
) -> Vec<bool> {
    with_threads(threads, || of_rules_alone(scenario, geography, network, conditions, watcher))
}

fn of_rules_alone(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    conditions: &[Condition],
    watcher: &Watcher,
) -> Vec<bool> {
    let prices = Prices::new(scenario, geography);
    let problem = Problem { weight: 0.0, ..Problem::new(scenario, geography, &prices) };
    let mut all = vec![false; conditions.len()];
    // Networks of one tier have an engine of their own; of many parts the whole is too large for every condition.
    if !can_say(&problem) || scenario.tiers.len() < 2 || problem.parts.len() >= MANY {
        return all;
    }
    let whole = whole(&problem);
    let effort =
        Effort { cutoff: ABOVE_ZERO, rows: Rows::None, rounds: FEW, work: FEW * WORK, ..Effort::PLAIN };
    // What one relaxation comes to is where the next starts from; those of a part side by side with the others', so
    // that they go the same way on any number of threads.
    let of_part = |part: &Part| {
        let own = (0..conditions.len()).filter(|&number| touches(part, conditions[number]));
        let mut master = of_all(&problem, &whole);
        master.add_columns(columns(network));
        let mut is_impossible = |number: &usize| {
            let mut node = Node { ranges: limits(&problem), ..root(&problem, &whole) };
            node.decisions.push(decision(conditions[*number]));
            let allowed = Allowed::new(&problem, &whole, &node);
            master.enter(&node, &allowed, None);
            let evaluation = evaluate(&problem, &whole, &mut master, &allowed, effort, watcher);
            evaluation.is_some_and(|evaluation| evaluation.bound > ABOVE_ZERO)
        };
        own.filter(&mut is_impossible).collect::<Vec<usize>>()
    };
    let found: Vec<usize> = problem.parts.par_iter().flat_map_iter(of_part).collect();
    found.into_iter().for_each(|number| all[number] = true);
    all
}

/// Columns have the cash of one way to house an office.
fn can_say(problem: &Problem) -> bool {
    !problem.scenario.has_arrangements() && problem.is_sound()
}

/// The master problem of all parts, where nothing has a cost.
fn of_all<'p>(problem: &'p Problem<'p>, whole: &'p Part) -> Master<'p> {
    let mut master = Master::new(problem, whole, &vec![0.0; problem.joint.len()]);
    master.add_surcharge();
    master
}

fn priced(problem: &Problem, master: &Master, relaxed: &Relaxed) -> Vec<String> {
    let is_priced = |value: &f64| value.abs() > PRICED;
    let prices: Vec<(Sum, f64)> = master.sum_prices(relaxed).filter(|(_, price)| is_priced(price)).collect();
    let is_of_areas = |&&(sum, price): &&(Sum, f64)| match sum {
        Sum::Offices(Some(r), Some(TierId(0))) => price > 0.0 && asks_for_more(problem, sum, r),
        _ => false,
    };
    let of_sums = prices.iter().filter(|price| !is_of_areas(price));
    let mut limits: Vec<String> =
        of_sums.flat_map(|&(sum, price)| names(problem.scenario, sum, price > 0.0)).collect();
    let duals = &relaxed.duals;
    if duals.subordinates.iter().any(is_priced) {
        limits.push("span.subordinates".into());
    }
    if duals.areas.iter().any(is_priced) || prices.iter().any(|price| is_of_areas(&price)) {
        limits.push("span.area".into());
    }
    if duals.separators.iter().flatten().any(is_priced) {
        limits.push("contiguity.areas".into());
    }
    if duals.remits.iter().flatten().any(is_priced) {
        limits.push("contiguity.remits".into());
    }
    limits
}

/// Whether the row on a region's top-tier offices asks for more of them than the rule on their number: as many as the
/// largest size of areas does.
fn asks_for_more(problem: &Problem, sum: Sum, r: RegionId) -> bool {
    let count = &problem.scenario.rules.count;
    let asked = count.region_tiers[r.0][0].min.filter(|_| count.state == State::Hard).unwrap_or(0);
    let mut sums = problem.parts.iter().flat_map(|part| &part.sums);
    sums.any(|&(own, range)| own == sum && range.low > i64::from(asked))
}

/// The limits of a sum on one side.
fn names(scenario: &Scenario, sum: Sum, is_least: bool) -> Vec<String> {
    let region = |r: RegionId| &scenario.regions[r.0].id;
    let tier = |t: TierId| &scenario.tier(t).id;
    let sums = match sum {
        Sum::Offices(None, None) => vec!["count.offices".to_owned()],
        Sum::Offices(None, Some(t)) => vec![format!("count.tiers.{}", tier(t))],
        Sum::Offices(Some(r), None) => vec![format!("count.regions.{}.offices", region(r))],
        Sum::Offices(Some(r), Some(t)) => vec![format!("count.regions.{}.tiers.{}", region(r), tier(t))],
        Sum::Posts(None) => vec!["posts.total".to_owned(), "posts.new".to_owned()],
        Sum::Posts(Some(r)) => vec![format!("posts.regions.{}", region(r))],
        Sum::Cash(None) => vec!["budget.total".to_owned()],
        Sum::Cash(Some(r)) => vec![format!("budget.regions.{}", region(r))],
        Sum::Kept => return vec!["retention.max_closures".to_owned()],
        Sum::Opened => return vec!["retention.max_openings".to_owned()],
        Sum::Moved => return vec!["retention.max_moves".to_owned()],
        Sum::Covers(_) => return Vec::new(),
    };
    let side = if is_least { "min" } else { "max" };
    sums.into_iter().map(|sum| format!("{sum}.{side}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solver::limits::Interrupt;
    use crate::solver::parts::problem::with_default;

    /// Of the default scenario: what has to stay of the region's offices leaves Brazil's no way to close. Kenya's may,
    /// and another than Pakistan's may cover Afghanistan.
    #[test]
    fn an_office_that_has_to_stay_cannot_be_closed() {
        with_default(|problem| {
            let scenario = problem.scenario;
            let id = |name: &str| {
                scenario.country_ids().find(|&c| scenario.country(c).id == name).expect("in the scenario")
            };
            let closed = |name: &str| Condition::Open { host: id(name), holds: false };
            let away = Condition::Covers { country: id("AFG"), office: id("PAK"), holds: false };
            let count = scenario.countries.len();
            let none = Network { offices: vec![None; count], covered_by: vec![None; count] };
            let watcher = Watcher::new(None, Interrupt::default(), None);
            let conditions = [closed("BRA"), away, closed("KEN")];
            let found = of_rules_alone(scenario, problem.geography, &none, &conditions, &watcher);
            assert_eq!(found, [true, false, false]);
        });
    }
}
