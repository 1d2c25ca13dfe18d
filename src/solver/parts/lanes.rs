//! The search in a network of few parts: nodes are worked on in lanes side by side. A lane that is free takes up the
//! next node at once, by what is known then, and does not wait for the others.
//!
//! What is known then goes by a clock that counts work, not by the one on the wall: what a lane found lands at the
//! time at which its work ends, when no other lane can end before it. So the search goes the same way on every
//! machine and with any number of threads; where lanes need as long as their work says none of them waits.

use std::mem::replace;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use rayon::Scope;

use super::branch::{Branch, Task, Work};
use super::master::Master;
use super::tree::{End, Tree};
use crate::solver::limits::{Interrupt, Watcher};

/// Lanes, whatever the number of threads: the more there are, the less is known when a node is taken up.
const LANES: usize = 3;

/// A node that is worked on.
struct Flight<'p> {
    part: usize,
    element: usize,
    /// What was presumed when it was taken up: what was too dear then may not be now.
    presumed: f64,
    /// It does not land before.
    clock: Arc<AtomicU64>,
    /// Once the work is done: when it ends, what came of it, and what the part is to learn.
    done: Option<(u64, Option<Work>, Branch<'p>)>,
}

/// What the lanes share.
struct Air<'t, 'p> {
    tree: &'t mut Tree<'p>,
    flights: [Option<Flight<'p>>; LANES],
    /// By part: masters that wait beside its own.
    spare: Vec<Vec<Master<'p>>>,
    /// Nodes taken up so far; and by part, which of them was its last one.
    taken_up: u64,
    last: Vec<u64>,
    now: u64,
    end: Option<End>,
    /// Limit on the solves of linear programs.
    most: Option<u64>,
}

struct Lanes<'t, 'p> {
    air: Mutex<Air<'t, 'p>>,
    /// The time of the next landing, if some work is done: it waits for clocks to pass it.
    next: AtomicU64,
    watcher: &'t Watcher<'t>,
    /// Of the work on nodes: until the search has ended.
    inside: Watcher<'t>,
    ended: &'t Interrupt,
}

/// Works until the bound meets the network; `most` limits the solves of linear programs.
pub fn run(tree: &mut Tree, most: Option<u64>, watcher: &Watcher) -> End {
    let parts = tree.branches.len();
    let ended = Interrupt::default();
    let air = Air {
        tree,
        flights: Default::default(),
        spare: (0..parts).map(|_| Vec::new()).collect(),
        taken_up: 0,
        last: vec![0; parts],
        now: 0,
        end: None,
        most,
    };
    let inside = watcher.unless(&ended);
    let lanes =
        Lanes { air: Mutex::new(air), next: AtomicU64::new(u64::MAX), watcher, inside, ended: &ended };
    rayon::scope(|scope| {
        let mut air = lanes.air.lock().expect(UNPOISONED);
        lanes.take_up(&mut air, scope);
    });
    let air = lanes.air.into_inner().expect(UNPOISONED);
    air.end.unwrap_or(End::Stuck)
}

const UNPOISONED: &str = "no lane ends while it holds the lock";

impl<'t, 'p: 't> Lanes<'t, 'p> {
    /// Lands what is to land next, as long as that is certain, and fills the lanes that become free.
    fn advance<'s>(&'s self, scope: &Scope<'s>) {
        let mut air = self.air.lock().expect(UNPOISONED);
        loop {
            let Some((lane, time)) = air.next_landing() else {
                self.next.store(u64::MAX, Ordering::SeqCst);
                return;
            };
            // Told first, so that a clock that passes it from here on is heard of.
            self.next.store(time, Ordering::SeqCst);
            if !air.is_certain(time) {
                return;
            }
            air.land(lane, time, self.watcher.must_stop());
            if air.end.is_some() {
                self.ended.set();
            }
            self.take_up(&mut air, scope);
        }
    }

    /// Fills the free lanes, as long as there is anything to do.
    fn take_up<'s>(&'s self, air: &mut Air<'t, 'p>, scope: &Scope<'s>) {
        while air.end.is_none()
            && let Some(lane) = air.flights.iter().position(Option::is_none)
        {
            let (combination, target) = match air.tree.look(air.most, self.watcher) {
                Ok(found) => found,
                Err(end) => {
                    air.end = Some(end);
                    self.ended.set();
                    return;
                }
            };
            let flights = air.flights.iter().flatten();
            let taken: Vec<(usize, usize)> = flights.map(|flight| (flight.part, flight.element)).collect();
            let Some((part, task)) = air.tree.next_task(&combination, target, &taken, &air.last) else {
                return;
            };
            air.taken_up += 1;
            air.last[part] = air.taken_up;
            air.tree.turns += u64::from(air.taken_up.is_multiple_of(LANES as u64));
            let (clock, aside) = air.start(lane, part, &task);
            let from = air.now;
            scope.spawn(move |scope| self.work(lane, task, aside, (from, clock), scope));
        }
    }

    /// The work of one lane on one node, from a time on.
    fn work<'s>(
        &'s self,
        lane: usize,
        task: Task,
        mut aside: Branch<'p>,
        (from, clock): (u64, Arc<AtomicU64>),
        scope: &Scope<'s>,
    ) {
        let (problem, multipliers) = {
            let air = self.air.lock().expect(UNPOISONED);
            (air.tree.problem, air.tree.multipliers)
        };
        let task = Task { element: 0, ..task };
        let tick = |spent: u64| {
            clock.store(from + spent, Ordering::SeqCst);
            if self.next.load(Ordering::SeqCst) < from + spent {
                self.advance(scope);
            }
        };
        let work = aside.work(problem, multipliers, &task, &self.inside, &tick);
        let spent = work.as_ref().map_or(0, |work| work.spent).max(1);
        // Work that came to nothing says not what it took; others may have landed up to what it told.
        let time = clock.load(Ordering::SeqCst).max(from + spent);
        let mut air = self.air.lock().expect(UNPOISONED);
        let flight = air.flights[lane].as_mut().expect("it lands when its work is done");
        flight.done = Some((time, work, aside));
        drop(air);
        self.advance(scope);
    }
}

impl<'p> Air<'_, 'p> {
    /// The lane of which the work ends first, and when.
    fn next_landing(&self) -> Option<(usize, u64)> {
        let done = self.flights.iter().enumerate().filter_map(|(lane, flight)| {
            let (time, ..) = flight.as_ref()?.done.as_ref()?;
            Some((*time, lane))
        });
        done.min().map(|(time, lane)| (lane, time))
    }

    /// Whether no work that is not done yet can end before a time, or at it.
    fn is_certain(&self, time: u64) -> bool {
        let open = self.flights.iter().flatten().filter(|flight| flight.done.is_none());
        open.map(|flight| flight.clock.load(Ordering::SeqCst)).all(|clock| clock > time)
    }

    /// What the work on a node of a part is to be done with.
    fn start(&mut self, lane: usize, part: usize, task: &Task) -> (Arc<AtomicU64>, Branch<'p>) {
        let branch = &mut self.tree.branches[part];
        let open = branch.found.elements[task.element].open().expect("tasks name open nodes").clone();
        let spare = self.spare[part].pop();
        let spare =
            spare.unwrap_or_else(|| Master::new(self.tree.problem, branch.part, self.tree.multipliers));
        let master = replace(&mut branch.master, spare);
        let clock = Arc::new(AtomicU64::new(self.now));
        let (presumed, element) = (self.tree.presumed, task.element);
        self.flights[lane] = Some(Flight { part, element, presumed, clock: clock.clone(), done: None });
        (clock, branch.aside(master, open))
    }

    fn land(&mut self, lane: usize, time: u64, stopped: bool) {
        let Flight { part, element, presumed, done, .. } =
            self.flights[lane].take().expect("it is in the air");
        let (_, work, mut aside) = done.expect("its work is done");
        self.now = time;
        let branch = &mut self.tree.branches[part];
        if self.end.is_some() {
            // Too late to be learnt: the work may have been broken off.
            branch.master = aside.master;
            return;
        }
        if presumed < self.tree.presumed {
            aside.found.reopen();
        }
        let last = branch.found.elements.len() - 1;
        let master = branch.take(element, aside);
        self.spare[part].push(replace(&mut branch.master, master));
        // The last element has come into its place.
        let mut flights = self.flights.iter_mut().flatten();
        let moved = flights.find(|flight| (flight.part, flight.element) == (part, last));
        moved.into_iter().for_each(|flight| flight.element = element);
        match work {
            Some(work) => {
                self.tree.work += work.rounds;
                if work.found {
                    self.tree.combine_choices();
                }
            }
            None => self.end = Some(if stopped { End::Stopped } else { End::Stuck }),
        }
    }
}

#[cfg(test)]
mod tests {
    use rayon::ThreadPoolBuilder;

    use super::*;
    use crate::solver::parts::problem::with_default;

    /// The first nodes of the default network, from its roots.
    #[test]
    fn the_search_goes_the_same_way_on_any_number_of_threads() {
        with_default(|problem| {
            let multipliers = vec![0.0; problem.joint.len()];
            let watcher = Watcher::new(None, Interrupt::default(), None);
            let seen = |threads: usize| {
                let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
                pool.install(|| {
                    let mut tree = Tree::new(&problem, &multipliers, 0.0);
                    assert_eq!(run(&mut tree, Some(400), &watcher), End::Stopped);
                    let elements = |branch: &Branch| {
                        let values =
                            branch.found.elements.iter().map(|element| element.offer().value.to_bits());
                        values.collect::<Vec<_>>()
                    };
                    let elements: Vec<Vec<u64>> = tree.branches.iter().map(elements).collect();
                    (tree.turns, tree.work, tree.bound.to_bits(), elements)
                })
            };
            let alone = seen(1);
            assert!(alone.0 > 5, "few nodes came to their end: {} turns", alone.0);
            assert_eq!(alone, seen(2));
            assert_eq!(alone, seen(4));
        });
    }
}
