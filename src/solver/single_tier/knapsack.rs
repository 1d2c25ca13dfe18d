//! The cheapest remit of one site under given multipliers: a knapsack with a floor and a ceiling, in
//! whole numbers. Where its search is cut short, a bound stands for its value.

/// What may join, with what it adds to the value.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    pub customer: u32,
    pub value: i64,
    pub workload: i64,
}

/// Value of a remit that cannot be.
pub const NEVER: i64 = i64::MAX / 4;
/// Nodes of the search for one site.
const NODES: u32 = 1_000;
/// Sums times items up to which a search that was cut short is done by sums.
const MOST_CELLS: i64 = 1 << 14;
/// The search leaves this part of the value open.
const SLACK: i64 = 1 << 17;

/// Items in the order of what they add for a unit of workload, with sums from the front.
pub struct Knapsack {
    items: Vec<Item>,
    workloads: Vec<i64>,
    values: Vec<i64>,
    /// How many items pay for themselves: they stand in front.
    paying: usize,
    /// Workload of the items that pay for themselves.
    wanted: i64,
    floor: i64,
    ceiling: i64,
}

impl Knapsack {
    /// Floor and ceiling are those of the items alone; the floor may be negative.
    pub fn new(mut items: Vec<Item>, floor: i64, ceiling: i64) -> Self {
        if floor <= 0 {
            // What does not pay is of no use.
            items.retain(|item| item.value < 0);
        }
        Self::whole(items, floor, ceiling)
    }

    /// With the items that do not pay.
    pub fn whole(mut items: Vec<Item>, floor: i64, ceiling: i64) -> Self {
        items.sort_unstable_by(|a, b| {
            let (left, right) =
                (i128::from(a.value) * i128::from(b.workload), i128::from(b.value) * i128::from(a.workload));
            left.cmp(&right).then(a.value.cmp(&b.value)).then(a.customer.cmp(&b.customer))
        });
        let sums = |of: fn(&Item) -> i64| {
            let mut sum = 0;
            let start = std::iter::once(0);
            start
                .chain(items.iter().map(|item| {
                    sum += of(item);
                    sum
                }))
                .collect::<Vec<i64>>()
        };
        let (workloads, values) = (sums(|item| item.workload), sums(|item| item.value));
        let paying = items.partition_point(|item| item.value < 0);
        Self { wanted: workloads[paying], paying, workloads, values, items, floor, ceiling }
    }

    /// Value of the fractional knapsack that holds `workload` of the items in order, rounded down.
    fn filled(&self, workload: i64) -> i64 {
        self.filled_to(workload, self.workloads.partition_point(|&sum| sum <= workload) - 1)
    }

    /// The same where the items before `last`, and no more, fit whole.
    fn filled_to(&self, workload: i64, last: usize) -> i64 {
        let share = workload - self.workloads[last];
        if let Some(next) = self.items.get(last).filter(|_| share > 0) {
            return self.values[last] + part(next.value, share, next.workload);
        }
        // Items without workload that do not pay stay out.
        let first = self.workloads.partition_point(|&sum| sum < self.workloads[last]);
        self.values[last.min(first.max(self.paying))]
    }

    /// A bound on the value.
    pub fn bound(&self) -> i64 {
        if self.ceiling < 0 || *self.workloads.last().expect("sums from 0") < self.floor {
            return NEVER;
        }
        self.filled(self.wanted.max(self.floor).min(self.ceiling))
    }

    /// By item: a bound on the value of a remit that holds it, and on that of one that does not.
    pub fn bounds(&self) -> impl Iterator<Item = (u32, i64, i64)> + '_ {
        let total = *self.workloads.last().expect("sums from 0");
        self.items.iter().enumerate().map(move |(at, item)| {
            let wanted = self.wanted - if item.value < 0 { item.workload } else { 0 };
            let without = |floor: i64, ceiling: i64| {
                if ceiling < 0 || total - item.workload < floor {
                    return NEVER;
                }
                let workload = wanted.max(floor).min(ceiling);
                // Where the item would be used, make room for it and take it out again.
                if workload <= self.workloads[at] {
                    self.filled(workload)
                } else {
                    self.filled(workload + item.workload) - item.value
                }
            };
            let with = without(self.floor - item.workload, self.ceiling - item.workload);
            let with = if with == NEVER { NEVER } else { with + item.value };
            (item.customer, with, without(self.floor, self.ceiling))
        })
    }

    /// The value, or a bound on it, and the customers of the best remit found.
    pub fn solve(&self) -> (i64, Vec<u32>) {
        let bound = self.bound();
        if bound == NEVER {
            return (NEVER, Vec::new());
        }
        if self.wanted <= self.ceiling && self.wanted >= self.floor {
            let paying = self.items.iter().take_while(|item| item.value < 0);
            return (bound, paying.map(|item| item.customer).collect());
        }
        let mut search = Search {
            knapsack: self,
            best: NEVER,
            slack: bound.abs() / SLACK,
            nodes: NODES,
            chosen: Vec::new(),
            found: Vec::new(),
        };
        search.descend(0, 0, 0, 0);
        let is_cut_short = search.nodes == 0;
        if !is_cut_short && search.best == NEVER {
            return (NEVER, Vec::new());
        }
        if is_cut_short && self.ceiling.saturating_mul(self.items.len() as i64) <= MOST_CELLS {
            return self.by_sums();
        }
        let value = if is_cut_short { bound } else { (search.best.saturating_sub(search.slack)).max(bound) };
        (value, search.found.iter().map(|&at| self.items[at].customer).collect())
    }

    /// The same by the least value for each sum of workloads (Bellman).
    fn by_sums(&self) -> (i64, Vec<u32>) {
        let sums = self.ceiling as usize + 1;
        let mut least = vec![NEVER; sums];
        least[0] = 0;
        let mut is_taken = vec![false; self.items.len() * sums];
        for (item, taken) in self.items.iter().zip(is_taken.chunks_mut(sums)) {
            let workload = item.workload as usize;
            for sum in (workload..sums).rev() {
                let value = least[sum - workload].saturating_add(item.value);
                if least[sum - workload] < NEVER && value < least[sum] {
                    least[sum] = value;
                    taken[sum] = true;
                }
            }
        }
        let floor = self.floor.max(0) as usize;
        let Some(mut sum) = (floor..sums).min_by_key(|&sum| least[sum]).filter(|&sum| least[sum] < NEVER)
        else {
            return (NEVER, Vec::new());
        };
        let value = least[sum];
        let mut customers = Vec::new();
        for (item, taken) in self.items.iter().zip(is_taken.chunks(sums)).rev() {
            if taken[sum] {
                customers.push(item.customer);
                sum -= item.workload as usize;
            }
        }
        (value, customers)
    }
}

/// `value × share / whole`, rounded down.
fn part(value: i64, share: i64, whole: i64) -> i64 {
    (i128::from(value) * i128::from(share)).div_euclid(i128::from(whole)) as i64
}

struct Search<'k> {
    knapsack: &'k Knapsack,
    best: i64,
    slack: i64,
    nodes: u32,
    chosen: Vec<usize>,
    found: Vec<usize>,
}

impl Search<'_> {
    /// `whole`: no more than the number of items that fit whole into what the bound fills. That number never
    /// falls on the way down and from one item to the next.
    fn descend(&mut self, from: usize, value: i64, workload: i64, mut whole: usize) {
        let Knapsack { items, floor, ceiling, .. } = self.knapsack;
        if workload >= *floor && value < self.best {
            self.best = value;
            self.found.clone_from(&self.chosen);
        }
        for (at, item) in items.iter().enumerate().skip(from) {
            if item.value >= 0 && workload >= *floor {
                return;
            }
            if self.nodes == 0
                || value.saturating_add(self.rest(at, workload, &mut whole)) >= self.best - self.slack
            {
                return;
            }
            if workload + item.workload <= *ceiling {
                self.nodes -= 1;
                self.chosen.push(at);
                self.descend(at + 1, value + item.value, workload + item.workload, whole);
                self.chosen.pop();
            }
        }
    }

    /// The least value that items from `from` on can add.
    fn rest(&self, from: usize, workload: i64, whole: &mut usize) -> i64 {
        let knapsack = self.knapsack;
        let sums = &knapsack.workloads;
        let before = sums[from];
        let total = *sums.last().expect("sums from 0") - before;
        let floor = knapsack.floor - workload;
        if total < floor {
            return NEVER;
        }
        let wanted = (knapsack.wanted - before).max(0).max(floor).min(knapsack.ceiling - workload);
        let filled = before + wanted;
        while sums.get(*whole + 1).is_some_and(|&sum| sum <= filled) {
            *whole += 1;
        }
        knapsack.filled_to(filled, *whole) - knapsack.values[from]
    }
}
