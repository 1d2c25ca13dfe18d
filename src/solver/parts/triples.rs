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
    members: Vec<Vec<usize>>,
    /// By item: the threes that it belongs to.
    of: Vec<Vec<usize>>,
    /// By three: how many of it the host's own country is.
    own: Vec<u8>,
}

impl Triples {
    pub fn new(duals: &Duals, items: &[CountryId], own: Option<CountryId>) -> Self {
        let mut triples = Self {
            prices: Vec::new(),
            members: Vec::new(),
            of: vec![Vec::new(); items.len()],
            own: Vec::new(),
        };
        for (triple, price) in &duals.triples {
            let is_in = |c: CountryId| triple.contains(&c);
            let holds_own = own.is_some_and(is_in);
            let members: Vec<usize> = (0..items.len()).filter(|&at| is_in(items[at])).collect();
            if members.len() + usize::from(holds_own) < 2 {
                continue;
            }
            members.iter().for_each(|&at| triples.of[at].push(triples.prices.len()));
            triples.prices.push(*price);
            triples.members.push(members);
            triples.own.push(u8::from(holds_own));
        }
        triples
    }

    pub fn is_empty(&self) -> bool {
        self.prices.is_empty()
    }

    /// The remit before any item joins.
    pub fn start(&self) -> Remit {
        let mut remit =
            Remit { chosen: Vec::new(), held: self.own.clone(), shares: vec![0.0; self.of.len()] };
        for triple in (0..self.prices.len()).filter(|&triple| self.own[triple] == 1) {
            self.share(triple, 0, 1.0, &mut remit);
        }
        remit
    }

    /// Of a three with one member in, each of those still to come bears its part of the price.
    fn share(&self, triple: usize, from: usize, sign: f64, remit: &mut Remit) {
        let members = &self.members[triple];
        let first = members.partition_point(|&at| at < from);
        let share = sign * self.prices[triple] / (members.len() - first).max(1) as f64;
        members[first..].iter().for_each(|&at| remit.shares[at] += share);
    }

    /// An item joins; what the remit pays for it.
    pub fn join(&self, item: usize, remit: &mut Remit) -> f64 {
        remit.chosen.push(item);
        let mut price = 0.0;
        for &triple in &self.of[item] {
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
        for &triple in self.of[item].iter().rev() {
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
        let first = self.members[triple].iter().find(|&&at| at < item && remit.chosen.contains(&at));
        first.map_or(0, |&at| at + 1)
    }
}
