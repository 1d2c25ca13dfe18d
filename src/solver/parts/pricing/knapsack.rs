//! All remits of one office in one place, as knapsacks, one for each number of posts; solved by depth-first
//! branch and bound.

use std::cell::OnceCell;

use super::Line;
use super::candidates::Item;
use crate::scenario::CountryId;
use crate::solver::parts::column::Column;
use crate::solver::parts::duals::Duals;
use crate::solver::parts::triples::{Remit, Triples};

/// All remits of one office in one place.
pub struct Knapsacks {
    pub line: Line,
    /// By descending worth for each unit of workload.
    pub items: Vec<Item>,
    /// Workload of the items from each position on.
    pub left: Vec<i64>,
    pub own: Option<CountryId>,
    pub levels: Vec<Level>,
    /// Countries besides the host's own.
    pub least: usize,
    pub most: usize,
    /// Made for the first search.
    pub triples: OnceCell<Triples>,
}

/// One number of posts.
pub struct Level {
    pub posts: u32,
    /// Reduced cost with the host's own country only.
    pub base: f64,
    /// Workload besides the host's own country.
    pub floor: i64,
    pub capacity: i64,
}

/// The best remit of a level so far.
pub struct Best {
    /// Beyond this value a remit is of no use.
    pub limit: f64,
    pub chosen: Option<Vec<usize>>,
    /// Left before the search is given up.
    pub steps: u32,
    /// What no remit undercuts that was given up.
    pub given_up: f64,
}

impl Best {
    pub fn new(limit: f64, steps: u32) -> Self {
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
    pub fn column(&self, host: CountryId, level: &Level, chosen: &[usize]) -> Column {
        let mut remit: Vec<CountryId> = chosen.iter().map(|&at| self.items[at].country).collect();
        remit.extend(self.own);
        remit.sort_unstable();
        Column { host, tier: self.line.tier, superior: self.line.superior, posts: level.posts, remit }
    }

    pub fn descend(&self, level: &Level, duals: &Duals, best: &mut Best) {
        let countries = self.items.iter().map(|item| item.country);
        let triples = self.triples.get_or_init(|| Triples::new(duals, countries, self.own));
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
        let mut paying = Vec::with_capacity(self.items.len());
        for _ in 0..HALVINGS {
            let middle = (low + slot) / 2.0;
            let (fits, _) = self.filled(capacity, middle, &mut paying);
            if fits > self.most as f64 { low = middle } else { slot = middle }
        }
        let (_, workload) = self.filled(capacity, slot, &mut paying);
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
    /// workload is worth then. `paying` is overwritten.
    fn filled(&self, mut capacity: i64, slot: f64, paying: &mut Vec<(f64, i64)>) -> (f64, f64) {
        paying.clear();
        let dearer = self.items.iter().map(|item| (item.value + slot, item.workload));
        paying.extend(dearer.filter(|&(value, _)| value < 0.0));
        paying.sort_unstable_by(|a, b| (a.0 * b.1 as f64).total_cmp(&(b.0 * a.1 as f64)));
        let mut count = 0.0;
        for &(value, workload) in paying.iter() {
            if workload > capacity {
                return (count + capacity as f64 / workload as f64, -value / workload as f64);
            }
            capacity -= workload;
            count += 1.0;
        }
        (count, 0.0)
    }

    /// The least value that items from `from` on can add with workload at a fixed worth, but knowing of the threes;
    /// before that workload is paid for.
    fn with_threes(&self, from: usize, worth: f64, remit: &Remit) -> f64 {
        (from..self.items.len()).map(|at| self.with_threes_at(at, worth, remit)).sum()
    }

    fn with_threes_at(&self, at: usize, worth: f64, remit: &Remit) -> f64 {
        let item = &self.items[at];
        (item.value + remit.shares[at] + worth * item.workload as f64).min(0.0)
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
        // Worked out once, then less what was left behind.
        let mut with_threes = None;
        for at in from..self.items.len() {
            if load + self.left[at] < level.floor {
                return;
            }
            let mut least = self.relaxed(at, capacity, level.floor - load);
            if let Some(slots) = &search.slots {
                least = least.max(slots.bound(at, self.most - remit.chosen.len(), capacity));
            }
            if !search.triples.is_empty() && value + least < best.limit {
                let all = with_threes.get_or_insert_with(|| self.with_threes(at, search.worth, remit));
                least = least.max(*all - search.worth * capacity as f64);
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
            with_threes = with_threes.map(|all| all - self.with_threes_at(at, search.worth, remit));
        }
    }

    /// The least value that items from `from` on can add where `needed` workload must still come: the
    /// fractional knapsack, without regard to their number.
    pub fn relaxed(&self, from: usize, mut capacity: i64, mut needed: i64) -> f64 {
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
