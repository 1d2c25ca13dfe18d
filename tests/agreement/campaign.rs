//! One scenario solved twice, by HiGHS and by brute force.

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use purview::geography::Geography;
use purview::plan::{Network, Plan, Statement, Status, check};
use purview::scenario::{Money, Scenario};
use purview::solver::{self, Interrupt, Limits, Method, Outcome, Solution};

use crate::brute_force;

/// How many scenarios have a plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mix {
    pub feasible: usize,
    pub infeasible: usize,
}

impl fmt::Display for Mix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} feasible, {} infeasible", self.feasible, self.infeasible)
    }
}

/// Puts every scenario to `verdict`, which tells whether it has a plan or what is wrong with the
/// answer.
pub fn run<T: Sync + fmt::Debug>(
    parameters: &[T],
    verdict: impl Fn(&T) -> Result<bool, String> + Sync,
) -> Mix {
    let verdicts = side_by_side(parameters, |p| verdict(p).map_err(|wrong| format!("{p:?}: {wrong}")));
    let wrong: Vec<&String> = verdicts.iter().filter_map(|v| v.as_ref().err()).collect();
    assert!(
        wrong.is_empty(),
        "{} of {} disagree; the first five:\n\n{}",
        wrong.len(),
        verdicts.len(),
        wrong.iter().take(5).map(|w| w.as_str()).collect::<Vec<_>>().join("\n\n")
    );
    let feasible = verdicts.iter().filter(|v| **v == Ok(true)).count();
    Mix { feasible, infeasible: verdicts.len() - feasible }
}

/// Plain threads: a worker of rayon that waited for the threads inside a solve would take up the next
/// scenario meanwhile, and the next, until its stack is full.
fn side_by_side<T: Sync, V: Send>(parameters: &[T], verdict: impl Fn(&T) -> V + Sync) -> Vec<V> {
    let next = AtomicUsize::new(0);
    let worker = || -> Vec<(usize, V)> {
        std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed))
            .map_while(|place| Some((place, parameters.get(place)?)))
            .map(|(place, parameter)| (place, verdict(parameter)))
            .collect()
    };
    let mut verdicts: Vec<(usize, V)> = thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        let join = |worker: thread::ScopedJoinHandle<'_, Vec<_>>| {
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().flat_map(join).collect()
    });
    verdicts.sort_by_key(|(place, _)| *place);
    verdicts.into_iter().map(|(_, verdict)| verdict).collect()
}

/// Solved to the cent.
pub fn solve(scenario: &Scenario, geography: &Geography) -> Result<Option<Solution>, String> {
    let limits = Limits { gap: 0.0, ..Limits::default() };
    match solver::solve(scenario, geography, Method::Mip, &limits, Interrupt::default(), None) {
        Outcome::Solved { solution, .. } => Ok(Some(solution)),
        Outcome::Infeasible => Ok(None),
        Outcome::NoPlan { termination } => Err(format!("no plan, ended by {}", termination.name())),
    }
}

/// HiGHS and brute force have the same verdict and the same optimum, the bound is below it, and the
/// checker accepts the plan of either.
pub fn agrees_with_brute_force(scenario: &Scenario) -> Result<bool, String> {
    let geography = Geography::new(scenario);
    let solved = solve(scenario, &geography)?;
    let cheapest = brute_force::cheapest(scenario, &geography);
    match (solved, cheapest) {
        (None, None) => Ok(false),
        (Some(solution), Some((cost, network))) if solution.objective == cost && solution.bound <= cost => {
            passes_the_check(scenario, &geography, &solution.network, solution.bound)?;
            passes_the_check(scenario, &geography, &network, solution.bound)?;
            Ok(true)
        }
        (solved, cheapest) => Err(format!(
            "HiGHS says {}\nbrute force says {}\nof {scenario:#?}",
            solved.map_or("infeasible".into(), |s| cents(s.objective)
                + &format!(", bound {}, {:?}", cents(s.bound), s.network)),
            cheapest.map_or("infeasible".into(), |(cost, network)| cents(cost) + &format!(", {network:?}")),
        )),
    }
}

/// The checker accepts what a solve gives out, proved or not; where time ends first, nothing is.
pub fn is_solved_and_accepted(scenario: &Scenario) -> Result<bool, String> {
    let geography = Geography::new(scenario);
    let limits = Limits { gap: 0.05, time: Some(Duration::from_secs(5)), ..Limits::default() };
    match solver::solve(scenario, &geography, Method::Mip, &limits, Interrupt::default(), None) {
        Outcome::Solved { solution, .. } => {
            passes_the_check(scenario, &geography, &solution.network, solution.bound).map(|()| true)
        }
        Outcome::Infeasible | Outcome::NoPlan { .. } => Ok(false),
    }
}

/// The plan goes through its file.
pub fn passes_the_check(
    scenario: &Scenario,
    geography: &Geography,
    network: &Network,
    bound: Money,
) -> Result<(), String> {
    let statement = Statement {
        status: Status::Feasible,
        bound,
        further_bounds: Vec::new(),
        gap_limit: 0.0,
        scenario_file: scenario.name.clone(),
        set: Vec::new(),
        requests: Vec::new(),
        versions: BTreeMap::new(),
        seed: 0,
        run: None,
    };
    let written = Plan::new(scenario, geography, network, statement).to_json();
    let plan = Plan::read(&written).map_err(|error| format!("{error} in {written}"))?;
    let violations = check(scenario, geography, &plan);
    if violations.is_empty() {
        return Ok(());
    }
    Err(format!("the checker finds {violations:#?}\nin {network:?}\nof {scenario:#?}"))
}

fn cents(money: Money) -> String {
    format!("{} cents", money.0)
}
