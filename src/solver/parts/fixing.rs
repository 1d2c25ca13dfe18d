//! Fixing by reduced costs: what no plan of a node below the cutoff has, at the dual prices of its
//! relaxation. With an office made to hold a country, to stand in a line or to have so many posts, Lagrange's
//! bound rises by what its best column of that kind costs beyond its best of all.

use rayon::prelude::*;

use super::node::{Allowed, Decision};
use super::pricing::{Least, Pricer};
use super::problem::{Part, Problem};
use super::relaxation::Evaluation;

/// In cents, beyond the rounding of the sums.
const SAFE: f64 = 10.0;

/// Decisions that every plan of the node that costs at most `cutoff` meets.
pub fn fixed(
    problem: &Problem,
    part: &Part,
    allowed: &Allowed,
    evaluation: &Evaluation,
    cutoff: f64,
) -> Vec<Decision> {
    let Some(priced) = &evaluation.priced else { return Vec::new() };
    let room = cutoff - priced.bound + SAFE;
    if !room.is_finite() {
        return Vec::new();
    }
    let pricer = Pricer::new(problem, 0);
    let duals = &evaluation.relaxed.duals;
    let least: Vec<Least> =
        part.hosts.par_iter().map(|&h| pricer.least(h, duals, allowed)).collect();
    let mut fixed = Vec::new();
    for ((&h, least), own) in part.hosts.iter().zip(&least).zip(&priced.leasts) {
        let is_out = |value: &f64| value - own > room;
        let lines = least.lines.iter().filter(|(_, value)| is_out(value));
        fixed.extend(lines.map(|&((t, superior), _)| {
            superior.map_or(Decision::Seat(h, t, false), |g| Decision::Line(h, t, g, false))
        }));
        let covers = least.covers.iter().filter(|(_, value)| is_out(value));
        fixed.extend(covers.map(|(&c, _)| Decision::Cover(c, h, false)));
        let open: Vec<u32> =
            least.posts.iter().filter(|(_, value)| !is_out(value)).map(|(posts, _)| *posts).collect();
        if let (Some(&first), Some(&last)) = (open.iter().min(), open.iter().max()) {
            if least.posts.keys().any(|posts| *posts > last) {
                fixed.push(Decision::Posts(h, last, false));
            }
            if allowed.must_open(h) && least.posts.keys().any(|posts| *posts < first) {
                fixed.push(Decision::Posts(h, first - 1, true));
            }
        }
    }
    fixed
}
