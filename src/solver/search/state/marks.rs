//! Which of some countries their borders join to one of them.

use crate::scenario::CountryId;

/// Sets of countries that are emptied in no time.
#[derive(Default)]
pub struct Marks {
    round: u32,
    of: Vec<u32>,
    queue: Vec<CountryId>,
}

impl Marks {
    pub fn new(countries: usize) -> Self {
        Self { of: vec![0; countries], ..Self::default() }
    }

    /// How many of `members` no way within them joins to `root`.
    pub fn apart(&mut self, neighbours: &[Vec<CountryId>], root: CountryId, members: &[CountryId]) -> i64 {
        self.round += 2;
        let (inside, joined) = (self.round, self.round + 1);
        members.iter().for_each(|c| self.of[c.0] = inside);
        let mut left = members.len() - usize::from(self.of[root.0] == inside);
        self.of[root.0] = joined;
        self.queue.push(root);
        while left > 0
            && let Some(at) = self.queue.pop()
        {
            for neighbour in &neighbours[at.0] {
                if self.of[neighbour.0] == inside {
                    self.of[neighbour.0] = joined;
                    left -= 1;
                    self.queue.push(*neighbour);
                }
            }
        }
        self.queue.clear();
        left as i64
    }
}
