//! Solves that were asked for: a few at a time, each in a thread of its own, the last of them remembered.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::change::Change;
use super::refusal::Refusal;
use super::shown::Shown;
use crate::geography::Geography;
use crate::scenario::Scenario;
use crate::solver::{Answer, Interrupt, Limits, Method, Origin, Progress, Question};

/// Solves that are over and still remembered.
const MOST_KEPT: usize = 20;
/// For running solves, once they are told to end.
const END_TIME: Duration = Duration::from_secs(5);

pub struct Solves {
    method: Method,
    limits: Limits,
    most: usize,
    /// By number, from 1.
    all: Mutex<BTreeMap<u64, Arc<Solve>>>,
}

pub struct Solve {
    pub number: u64,
    /// The file that was changed.
    pub base: String,
    pub title: Option<String>,
    pub currency: String,
    pub change: Change,
    started: Instant,
    interrupt: Interrupt,
    state: watch::Sender<State>,
}

/// How far a solve is.
#[derive(Debug, Clone, Default)]
pub struct State {
    pub progress: Progress,
    pub end: Option<End>,
}

#[derive(Debug, Clone)]
pub enum End {
    Plan(Arc<Shown>),
    Infeasible,
    /// Which limit came before the first plan.
    NoPlan(&'static str),
    Fault,
}

impl Solves {
    pub fn new(method: Method, limits: Limits, most: usize) -> Self {
        Self { method, limits, most, all: Mutex::default() }
    }

    /// Begins to solve `scenario`, which is the file `base` with `change` laid over it.
    ///
    /// # Errors
    /// As many as may run are running.
    pub fn start(
        &self,
        base: &str,
        change: Change,
        scenario: Scenario,
        geography: Geography,
    ) -> Result<Arc<Solve>, Refusal> {
        let mut all = self.locked();
        let running = all.values().filter(|solve| solve.is_running()).count();
        if running >= self.most {
            let why = format!("no more solves than {running} may run at once; cancel one, or wait");
            return Err(Refusal::busy(why));
        }
        let over: Vec<u64> = all.values().filter(|solve| !solve.is_running()).map(|own| own.number).collect();
        for number in &over[..over.len().saturating_sub(MOST_KEPT - 1)] {
            all.remove(number);
        }
        let solve = Arc::new(Solve {
            number: all.last_key_value().map_or(0, |(last, _)| *last) + 1,
            base: base.to_owned(),
            title: scenario.title.clone(),
            currency: scenario.currency.clone(),
            change,
            started: Instant::now(),
            interrupt: Interrupt::default(),
            state: watch::Sender::default(),
        });
        all.insert(solve.number, solve.clone());
        let (own, method, limits) = (solve.clone(), self.method, self.limits.clone());
        std::thread::spawn(move || {
            let run = || own.run(method, &limits, scenario, geography);
            let end = catch_unwind(AssertUnwindSafe(run)).unwrap_or(End::Fault);
            own.state.send_modify(|state| state.end = Some(end));
        });
        Ok(solve)
    }

    /// # Errors
    /// None of this number is remembered.
    pub fn find(&self, number: u64) -> Result<Arc<Solve>, Refusal> {
        let found = self.locked().get(&number).cloned();
        found.ok_or_else(|| Refusal::missing(format!("solve {number} is not known, or no longer")))
    }

    pub fn all(&self) -> Vec<Arc<Solve>> {
        self.locked().values().cloned().collect()
    }

    /// Ends all that run, and waits for them a while.
    pub async fn end(&self) {
        let all = self.all();
        all.iter().for_each(|solve| solve.cancel());
        let over = async {
            for solve in all {
                let _ = solve.watch().wait_for(|state| state.end.is_some()).await;
            }
        };
        let _ = tokio::time::timeout(END_TIME, over).await;
    }

    fn locked(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<Solve>>> {
        self.all.lock().expect("nothing panics while it holds the solves")
    }
}

impl Solve {
    pub fn watch(&self) -> watch::Receiver<State> {
        self.state.subscribe()
    }

    pub fn state(&self) -> State {
        self.state.borrow().clone()
    }

    pub fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    fn is_running(&self) -> bool {
        self.state.borrow().end.is_none()
    }

    /// Ends it with the best plan so far; one that is over stays as it is.
    pub fn cancel(&self) {
        self.interrupt.set();
    }

    pub fn is_cancelled(&self) -> bool {
        self.interrupt.is_set()
    }

    /// # Errors
    /// It still runs, or came to no plan.
    pub fn plan(&self) -> Result<Arc<Shown>, Refusal> {
        match self.state().end {
            Some(End::Plan(shown)) => Ok(shown),
            Some(_) => Err(Refusal::conflict(format!("solve {} came to no plan", self.number))),
            None => Err(Refusal::conflict(format!("solve {} is still running", self.number))),
        }
    }

    fn run(&self, method: Method, limits: &Limits, scenario: Scenario, geography: Geography) -> End {
        let listener = |progress: &Progress| {
            self.state.send_if_modified(|state| {
                let is_new = state.progress != *progress;
                state.progress = progress.clone();
                is_new
            });
        };
        let question = Question {
            scenario: &scenario,
            geography: &geography,
            method,
            limits,
            origin: Origin { scenario_file: self.base.clone(), set: self.change.set(), requests: Vec::new() },
            started: self.started,
        };
        match question.answer(self.interrupt.clone(), Some(&listener)) {
            Answer::Plan(plan, _) => End::Plan(Arc::new(Shown {
                name: format!("solve {}", self.number),
                plan: *plan,
                behind: Some((scenario, geography)),
            })),
            Answer::Infeasible => End::Infeasible,
            Answer::NoPlan { termination } => End::NoPlan(termination.name()),
            Answer::Unsound(_) => End::Fault,
        }
    }
}
