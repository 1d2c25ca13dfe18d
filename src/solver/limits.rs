//! When to stop, and whom to tell meanwhile.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::parts::KeptTree;
use crate::plan::{self, Network};
use crate::scenario::Money;

#[derive(Debug, Clone)]
pub struct Limits {
    /// Of the clock.
    pub time: Option<Duration>,
    /// Relative; a solve ends by proof once (incumbent − bound) / |incumbent| is no larger.
    pub gap: f64,
    /// Of work, the same on every machine: solves of linear programs, or nodes of HiGHS in `mip`.
    pub work: Option<u64>,
    /// Of the machine; the plan does not depend on it.
    pub threads: usize,
    pub seed: u64,
    /// A plan to start from; parts that this scenario does not allow are mended or dropped.
    pub start: Option<Network>,
    /// An earlier search to go on from; of the same regions, tiers and countries.
    pub tree: Option<Arc<KeptTree>>,
    /// Whether this search is kept.
    pub keeps: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: None, gap: 1e-4, work: None, threads: 1, seed: 0, start: None, tree: None, keeps: false }
    }
}

/// Set from elsewhere (Ctrl-C) to end a solve with the best plan so far.
#[derive(Debug, Clone, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    pub fn set(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// How far a solve is: the best of all phases so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    pub phase: &'static str,
    pub incumbent: Option<Money>,
    pub bound: Option<Money>,
}

impl Progress {
    /// See [`plan::gap`].
    pub fn gap(&self) -> Option<f64> {
        Some(plan::gap(self.incumbent?, self.bound?))
    }
}

/// Carries the clock, the interrupt and the listener through a solve.
pub struct Watcher<'a> {
    started: Instant,
    limit: Option<Duration>,
    interrupt: Interrupt,
    /// Set where the work has become needless.
    needless: Option<&'a Interrupt>,
    listener: Option<&'a (dyn Fn(&Progress) + Sync)>,
    /// What the listener was told last.
    told: Mutex<Progress>,
}

impl<'a> Watcher<'a> {
    pub fn new(
        limit: Option<Duration>,
        interrupt: Interrupt,
        listener: Option<&'a (dyn Fn(&Progress) + Sync)>,
    ) -> Self {
        Self { started: Instant::now(), limit, interrupt, needless: None, listener, told: Mutex::default() }
    }

    /// The same, until the work has become `needless`.
    #[must_use]
    pub fn unless<'b>(&self, needless: &'b Interrupt) -> Watcher<'b>
    where
        'a: 'b,
    {
        let (started, limit, interrupt) = (self.started, self.limit, self.interrupt.clone());
        Watcher {
            started,
            limit,
            interrupt,
            needless: Some(needless),
            listener: None,
            told: Mutex::default(),
        }
    }

    /// The same for so many seconds at most.
    #[must_use]
    pub fn within(&self, seconds: f64) -> Self {
        let seconds = seconds.min(self.seconds_left());
        let limit = seconds.is_finite().then(|| Duration::from_secs_f64(seconds));
        Self::new(limit, self.interrupt.clone(), self.listener)
    }

    pub fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// Seconds left; infinite without a limit, never negative.
    pub fn seconds_left(&self) -> f64 {
        self.limit.map_or(f64::INFINITY, |limit| (limit.as_secs_f64() - self.seconds()).max(0.0))
    }

    pub fn is_interrupted(&self) -> bool {
        self.interrupt.is_set()
    }

    pub fn must_stop(&self) -> bool {
        let is_needless = self.needless.is_some_and(Interrupt::is_set);
        self.is_interrupted() || is_needless || self.seconds_left() <= 0.0
    }

    /// What a phase knows by itself; what another knew better stands.
    pub fn tell(&self, phase: &'static str, incumbent: Option<Money>, bound: Option<Money>) {
        if let Some(listener) = self.listener {
            let mut told = self.told.lock().expect("no listener panics");
            let incumbent = told.incumbent.into_iter().chain(incumbent).min();
            *told = Progress { phase, incumbent, bound: told.bound.max(bound) };
            listener(&told);
        }
    }
}
