//! Rows on three countries in the pricing: of any three, at most one office holds two or more, so a remit
//! that does pays the row's price.

use super::duals::Duals;
use crate::scenario::CountryId;

/// A remit in the making. Items by their place in the knapsack.
pub struct Remit {
    pub chosen: Vec<usize>,
    /// By three: how many of it are in.
    held: Vec<u8>,
    /// By item: what it would pay at least for threes that have one member in.
    pub shares: Vec<f64>,
}

/// Threes of which a remit that holds two or more pays.
pub struct Triples {
    prices: Vec<f64>,
    /// By three: its items, ascending.
    members: Vec<Members>,
    /// By item: where the threes that it belongs to begin in `threes`; and where the last end.
    first: Vec<u32>,
    threes: Vec<u32>,
    /// By three: how many of it the host's own country is.
    own: Vec<u8>,
}

/// Three items at most.
struct Members {
    items: [usize; 3],
    count: usize,
}

impl Members {
    fn all(&self) -> &[usize] {
        &self.items[..self.count]
    }
}

impl Triples {
    pub fn new(
        duals: &Duals,
        items: impl ExactSizeIterator<Item = CountryId>,
        own: Option<CountryId>,
    ) -> Self {
        let count = items.len();
        let mut triples = Self {
            prices: Vec::new(),
            members: Vec::new(),
            first: vec![0; count + 1],
            threes: Vec::new(),
            own: Vec::new(),
        };
        if duals.triples.is_empty() {
            return triples;
        }
        let mut items_at = vec![None; duals.places.len()];
        items.enumerate().for_each(|(at, country)| items_at[duals.places.of(country)] = Some(at));
        for (triple, price) in &duals.triples {
            let holds_own = own.is_some_and(|own| triple.contains(&own));
            let mut members = Members { items: [0; 3], count: 0 };
            for at in triple.iter().filter_map(|&country| items_at[duals.places.get(country)?]) {
                members.items[members.count] = at;
                members.count += 1;
            }
            if members.count + usize::from(holds_own) < 2 {
                continue;
            }
            let count = members.count;
            members.items[..count].sort_unstable();
            members.all().iter().for_each(|&at| triples.first[at + 1] += 1);
            triples.prices.push(*price);
            triples.members.push(members);
            triples.own.push(u8::from(holds_own));
        }
        for at in 0..count {
            triples.first[at + 1] += triples.first[at];
        }
        triples.threes = vec![0; triples.first[count] as usize];
        let mut next = triples.first.clone();
        for (three, members) in (0..).zip(&triples.members) {
            for &at in members.all() {
                triples.threes[next[at] as usize] = three;
                next[at] += 1;
            }
        }
        triples
    }

    /// The threes that an item belongs to.
    fn of(&self, item: usize) -> &[u32] {
        &self.threes[self.first[item] as usize..self.first[item + 1] as usize]
    }

    pub fn is_empty(&self) -> bool {
        self.prices.is_empty()
    }

    /// The remit before any item joins.
    pub fn start(&self) -> Remit {
        let mut remit =
            Remit { chosen: Vec::new(), held: self.own.clone(), shares: vec![0.0; self.first.len() - 1] };
        for triple in (0..self.prices.len()).filter(|&triple| self.own[triple] == 1) {
            self.share(triple, 0, 1.0, &mut remit);
        }
        remit
    }

    /// Of a three with one member in, each of those still to come bears its part of the price.
    fn share(&self, triple: usize, from: usize, sign: f64, remit: &mut Remit) {
        let members = self.members[triple].all();
        let first = members.partition_point(|&at| at < from);
        let share = sign * self.prices[triple] / (members.len() - first).max(1) as f64;
        members[first..].iter().for_each(|&at| remit.shares[at] += share);
    }

    /// An item joins; what the remit pays for it.
    pub fn join(&self, item: usize, remit: &mut Remit) -> f64 {
        remit.chosen.push(item);
        let mut price = 0.0;
        for triple in self.of(item).iter().map(|&triple| triple as usize) {
            remit.held[triple] += 1;
            match remit.held[triple] {
                1 => self.share(triple, item + 1, 1.0, remit),
                2 => {
                    price += self.prices[triple];
                    self.share(triple, self.shared_from(triple, item, remit), -1.0, remit);
                }
                _ => {}
            }
        }
        price
    }

    pub fn leave(&self, item: usize, remit: &mut Remit) {
        for triple in self.of(item).iter().rev().map(|&triple| triple as usize) {
            match remit.held[triple] {
                1 => self.share(triple, item + 1, -1.0, remit),
                2 => self.share(triple, self.shared_from(triple, item, remit), 1.0, remit),
                _ => {}
            }
            remit.held[triple] -= 1;
        }
        remit.chosen.pop();
    }

    /// From where the price of a three was shared when its first member came in, before `item`.
    fn shared_from(&self, triple: usize, item: usize, remit: &Remit) -> usize {
        let first = self.members[triple].all().iter().find(|&&at| at < item && remit.chosen.contains(&at));
        first.map_or(0, |&at| at + 1)
    }
}
