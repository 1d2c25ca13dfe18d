//! Which sites the relaxation opens: the cheapest within the counts whose ceilings hold all workload.
//!
//! ```text
//! min Σ_h v[h] y[h]    least ≤ Σ_h y[h] ≤ most, in all and in each region    Σ_h ceiling[h] y[h] ≥ Σ_c w[c]
//! ```
//!
//! Two bounds on it, of which the better one counts: the knapsack without the counts, and the counts with a
//! price on the ceilings (the Lagrangian dual in that one price, exact at every price).

use super::domain::Status;
use super::knapsack::{Item, Knapsack, NEVER};
use super::problem::{Problem, Span};

/// A choice of sites, and a bound on the value of every choice.
pub struct Choice {
    pub value: i64,
    pub open: Vec<usize>,
}

/// Prices tried for a unit of ceiling.
const PRICES: usize = 40;

pub struct Chooser<'p> {
    problem: &'p Problem<'p>,
    values: &'p [i64],
    /// By site, not beyond all workload.
    room: Vec<i64>,
    all: i64,
    /// Of a unit of ceiling.
    price: i64,
    /// Sites that can open, the cheapest first by that price.
    order: Vec<usize>,
}

impl<'p> Chooser<'p> {
    /// With the price of ceilings that is best for `status`. `values` by site: of its best remit; at least [`NEVER`]
    /// where it has none.
    pub fn new(problem: &'p Problem<'p>, status: &[Status], values: &'p [i64]) -> Self {
        let all = problem.total_workload();
        let room: Vec<i64> = problem.sites.iter().map(|site| site.ceiling.clamp(0, all)).collect();
        let order = (0..values.len()).filter(|&at| values[at] < NEVER).collect();
        let mut chooser = Self { problem, values, room, all, price: 0, order };
        chooser.charge(0);
        let is_limited = |span: &Span| span.least > 0 || span.most < problem.sites.len();
        let is_counted = problem.groups.iter().chain([&problem.count]).any(is_limited);
        if is_counted && !chooser.is_roomy() {
            chooser.find_price(status);
        }
        chooser
    }

    fn charge(&mut self, price: i64) {
        self.price = price;
        let mut order = std::mem::take(&mut self.order);
        order.sort_unstable_by_key(|&at| (self.reduced(at), at));
        self.order = order;
    }

    /// Some site holds everything.
    fn is_roomy(&self) -> bool {
        self.order.iter().any(|&at| self.room[at] == self.all)
    }

    /// What site `at` costs, less the price of its ceiling.
    fn reduced(&self, at: usize) -> i128 {
        i128::from(self.values[at]) - i128::from(self.price) * i128::from(self.room[at])
    }

    /// Where two lines that bound the dual from above meet, until that is no better: the dual is concave, and
    /// each price gives a line.
    fn find_price(&mut self, status: &[Status]) {
        let Some(mut low) = self.line(status) else { return };
        if low.missing <= 0 {
            return;
        }
        let mut step =
            1 + self.order.iter().map(|&at| self.values[at].abs() / self.room[at].max(1)).max().unwrap_or(0);
        let mut high: Option<Line> = None;
        for _ in 0..PRICES {
            let price = match &high {
                None => low.price.saturating_add(step).min(i64::MAX / 4),
                Some(high) => low.meets(high),
            };
            step = step.saturating_mul(2);
            if price <= low.price || high.as_ref().is_some_and(|high| price >= high.price) {
                break;
            }
            self.charge(price);
            let Some(line) = self.line(status) else { break };
            if line.missing > 0 {
                low = line;
            } else {
                high = Some(line);
            }
        }
        let best = match high {
            Some(high) if high.value >= low.value => high.price,
            _ => low.price,
        };
        self.charge(best);
    }

    fn line(&self, status: &[Status]) -> Option<Line> {
        let (value, open) = self.by_counts(status)?;
        let missing = self.all - open.iter().map(|&at| self.room[at]).sum::<i64>();
        Some(Line { price: self.price, value, missing })
    }

    /// `None` where the limits leave no choice.
    pub fn choose(&self, status: &[Status]) -> Option<Choice> {
        let (value, open) = self.by_counts(status)?;
        // The price may be without end where the counts leave too little room. No sum of values is lower than -NEVER.
        let value = value.clamp((-NEVER).into(), NEVER.into()) as i64;
        let counted = Choice { value, open };
        match self.by_workload(status)? {
            Some(loaded) if loaded.value > counted.value => Some(loaded),
            _ => Some(counted),
        }
    }

    /// The cheapest sites within the counts: those that must open, the cheapest of each region up to its
    /// least number, then the cheapest of all while they are needed or pay. The price of all workload is in the
    /// value.
    fn by_counts(&self, status: &[Status]) -> Option<(i128, Vec<usize>)> {
        let Problem { groups, count, sites, .. } = self.problem;
        let is_open = |at: usize| status[at] == Status::Open;
        if (0..status.len()).any(|at| is_open(at) && self.values[at] >= NEVER) {
            return None;
        }
        let mut in_group = vec![0; groups.len()];
        let mut chosen: Vec<usize> = Vec::new();
        let usable = self.order.iter().copied().filter(|&at| status[at] != Status::Closed);
        for at in usable.clone().filter(|&at| is_open(at)) {
            in_group[sites[at].group] += 1;
            chosen.push(at);
        }
        let mut left: Vec<usize> = Vec::new();
        for at in usable.filter(|&at| !is_open(at)) {
            let group = sites[at].group;
            if in_group[group] < groups[group].least {
                in_group[group] += 1;
                chosen.push(at);
            } else {
                left.push(at);
            }
        }
        let within = |(count, span): (&usize, &Span)| *count >= span.least && *count <= span.most;
        if chosen.len() > count.most || !in_group.iter().zip(groups).all(within) {
            return None;
        }
        for at in left {
            let is_wanted = chosen.len() < count.least || self.reduced(at) < 0;
            if chosen.len() >= count.most || !is_wanted {
                break;
            }
            let group = sites[at].group;
            if in_group[group] < groups[group].most {
                in_group[group] += 1;
                chosen.push(at);
            }
        }
        if chosen.len() < count.least {
            return None;
        }
        let paid: i128 = chosen.iter().map(|&at| self.reduced(at)).sum();
        Some((paid + i128::from(self.price) * i128::from(self.all), chosen))
    }

    /// The cheapest sites whose ceilings hold all workload, whatever their number: a knapsack with a floor.
    /// `Some(None)` where one ceiling holds everything.
    #[allow(clippy::option_option)]
    fn by_workload(&self, status: &[Status]) -> Option<Option<Choice>> {
        if self.is_roomy() {
            return Some(None);
        }
        let (mut value, mut missing) = (0, self.all);
        let mut open: Vec<usize> = Vec::new();
        let mut left: Vec<Item> = Vec::new();
        for &at in self.order.iter().filter(|&&at| status[at] != Status::Closed) {
            if status[at] == Status::Open {
                (value, missing) = (value + self.values[at], missing - self.room[at]);
                open.push(at);
            } else {
                left.push(Item { customer: at as u32, value: self.values[at], workload: self.room[at] });
            }
        }
        let (others, chosen) = Knapsack::new(left, missing, i64::MAX).solve();
        open.extend(chosen.into_iter().map(|at| at as usize));
        (others < NEVER).then(|| Some(Choice { value: value + others, open }))
    }
}

/// The dual at one price of a unit of ceiling, and its slope there.
struct Line {
    price: i64,
    value: i128,
    /// Workload that the ceilings of the sites chosen do not hold.
    missing: i64,
}

impl Line {
    /// The price at which the lines of both meet, rounded down.
    fn meets(&self, other: &Self) -> i64 {
        let rise = |line: &Self| i128::from(line.missing) * i128::from(line.price);
        let ahead = other.value - rise(other) - self.value + rise(self);
        ahead.div_euclid(i128::from(self.missing - other.missing)) as i64
    }
}
