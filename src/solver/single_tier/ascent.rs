//! Better multipliers, step by step along a deflected subgradient (Camerini, Fratta and Maffioli,
//! Mathematical Programming Study 3 (1975) 26-34), with steps after Polyak towards the best plan known.

use super::domain::Domain;
use super::problem::Problem;
use super::relaxation::{self, Choice, Remits};
use crate::solver::limits::Watcher;

/// How hard to try.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    pub steps: usize,
    /// Part of the way to the target that the first step goes.
    pub first: f64,
    /// Steps without a better bound before the way is halved.
    pub patience: usize,
}

/// Where the way ends.
const LEAST: f64 = 0.002;
const DEFLECTION: f64 = 0.7;
/// Aimed at above the bound where no plan is known, as part of the bound.
const HOPE: f64 = 0.02;

pub struct Ascent {
    pub multipliers: Vec<i64>,
    /// In grains; `None`: the domain is empty.
    pub bound: Option<i64>,
}

/// A step on the way, for whoever makes plans of it.
pub struct Step<'s> {
    pub number: usize,
    pub bound: i64,
    pub remits: &'s Remits,
    pub choice: &'s Choice,
}

/// `look` sees each step and says what the best plan known costs, in grains.
pub fn ascend(
    problem: &Problem,
    domain: &Domain,
    start: &[i64],
    effort: Effort,
    watcher: &Watcher,
    mut look: impl FnMut(&Step) -> Option<i64>,
) -> Ascent {
    let mut at: Vec<i64> = start.to_vec();
    let mut best: Option<(i64, Vec<i64>)> = None;
    let mut direction = vec![0.0; at.len()];
    let (mut part, mut stalled) = (effort.first, 0);
    for number in 0..effort.steps {
        let remits = relaxation::remits(problem, domain, &at);
        let Some(choice) = relaxation::choose(problem, &domain.status, &remits.values) else {
            return Ascent { multipliers: at, bound: None };
        };
        let bound = at.iter().sum::<i64>() + choice.value;
        let target = look(&Step { number, bound, remits: &remits, choice: &choice });
        match &best {
            Some((known, _)) if bound <= *known => stalled += 1,
            _ => {
                best = Some((bound, at.clone()));
                stalled = 0;
            }
        }
        let (known, from) = best.as_ref().expect("set above");
        if target.is_some_and(|target| *known + problem.step() > target) || watcher.must_stop() {
            break;
        }
        if stalled >= effort.patience {
            stalled = 0;
            part /= 2.0;
            // On from the best point met.
            at.clone_from(from);
            direction.fill(0.0);
            if part < LEAST {
                break;
            }
            continue;
        }
        let mut covered: Vec<f64> = vec![0.0; at.len()];
        for &site in &choice.open {
            remits.customers[site].iter().for_each(|&customer| covered[customer as usize] += 1.0);
        }
        let mut square = 0.0;
        for (direction, covered) in direction.iter_mut().zip(&covered) {
            *direction = (1.0 - covered) + DEFLECTION * *direction;
            square += *direction * *direction;
        }
        if square < 1e-12 {
            break;
        }
        let hoped = (*known as f64) + HOPE * (*known as f64).abs().max(1.0);
        let ahead = target.map_or(hoped, |target| target as f64) - bound as f64;
        let length = part * ahead / square;
        for (multiplier, direction) in at.iter_mut().zip(&direction) {
            let next = *multiplier as f64 + (length * direction).round();
            *multiplier = (next as i64).clamp(-problem.most_multiplier, problem.most_multiplier);
        }
    }
    let (bound, multipliers) = best.expect("at least one step");
    Ascent { multipliers, bound: Some(bound) }
}
