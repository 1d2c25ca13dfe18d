//! Better multipliers, step by step along a deflected subgradient (Camerini, Fratta and Maffioli,
//! Mathematical Programming Study 3 (1975) 26-34), with steps after Polyak towards the best plan known.

use super::choice::{Choice, Chooser};
use super::domain::{Cut, Domain};
use super::fixing::narrow;
use super::problem::Problem;
use super::relaxation::{self, Remits};
use super::separator::{Separator, broken_by};
use crate::solver::limits::Watcher;

/// How hard to try.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    pub steps: usize,
    /// Part of the way to the target that the first step goes.
    pub first: f64,
    /// Steps without a better bound before the way is halved.
    pub patience: usize,
    /// Whether what no plan up to the target uses is left out on the way, each time that the gap has halved.
    pub narrows: bool,
}

/// Where the way ends.
const LEAST: f64 = 0.002;
/// Steps from one search for broken separators to the next.
const CUTTING: usize = 3;
const MOST_CUTS: usize = 400;
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

/// Separators that the remits break on the way get multipliers of their own, which stay in the domain
/// (relax and cut: Lucena, Annals of Operations Research 140 (2005) 375-410). `look` sees each step and says
/// what the best plan known costs, in grains.
pub fn ascend(
    problem: &Problem,
    domain: &mut Domain,
    start: &[i64],
    effort: Effort,
    watcher: &Watcher,
    mut look: impl FnMut(&Step) -> Option<i64>,
) -> Ascent {
    let mut at: Vec<i64> = start.to_vec();
    let mut best: Option<(i64, Vec<i64>, Vec<i64>)> = None;
    let mut direction = vec![0.0; at.len()];
    let (mut part, mut stalled) = (effort.first, 0);
    let mut narrowed_at = i64::MAX;
    for number in 0..effort.steps {
        let remits = relaxation::remits(problem, domain, &at);
        let chooser = Chooser::new(problem, &domain.status, &remits.values);
        let Some(choice) = chooser.choose(&domain.status) else {
            return Ascent { multipliers: at, bound: None };
        };
        let bound = at.iter().sum::<i64>() + choice.value;
        let target = look(&Step { number, bound, remits: &remits, choice: &choice });
        match &best {
            Some((known, ..)) if bound <= *known => stalled += 1,
            _ => {
                best = Some((bound, at.clone(), domain.cuts.iter().map(|cut| cut.multiplier).collect()));
                stalled = 0;
            }
        }
        let (known, from, charges) = best.as_ref().expect("set above");
        if let Some(target) = target.filter(|_| effort.narrows && stalled == 0) {
            let gap = target - known;
            if gap <= narrowed_at / 2 {
                narrowed_at = gap;
                if !narrow(problem, domain, &at, target - 1) {
                    return Ascent { multipliers: at, bound: None };
                }
            }
        }
        if target.is_some_and(|target| *known + problem.step() > target) || watcher.must_stop() {
            break;
        }
        if stalled >= effort.patience {
            stalled = 0;
            part /= 2.0;
            // On from the best point met.
            at.clone_from(from);
            recharge(domain, charges);
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
        if number.is_multiple_of(CUTTING) {
            cut(problem, domain, &remits, &choice);
        }
        let broken: Vec<f64> = domain.cuts.iter().map(|cut| excess(cut, &remits, &choice)).collect();
        square += broken.iter().map(|broken| broken * broken).sum::<f64>();
        if square < 1e-12 {
            break;
        }
        let hope = HOPE * target.map_or(*known, |target| target.max(*known)).abs().max(1) as f64;
        let ahead = target.map_or(*known as f64 + hope, |target| target as f64) - bound as f64;
        // Far below the best bound a whole step would lead farther away.
        let length = part * ahead.min(10.0 * hope) / square;
        for (number, broken) in broken.into_iter().enumerate().filter(|(_, broken)| *broken != 0.0) {
            let next = domain.cuts[number].multiplier as f64 + (length * broken).round();
            domain.charge(number, (next as i64).clamp(0, problem.most_multiplier / 4));
        }
        for (multiplier, direction) in at.iter_mut().zip(&direction) {
            let next = *multiplier as f64 + (length * direction).round();
            *multiplier = (next as i64).clamp(-problem.most_multiplier, problem.most_multiplier);
        }
    }
    let (bound, multipliers, charges) = best.expect("at least one step");
    recharge(domain, &charges);
    domain.cuts.retain(|cut| cut.multiplier > 0);
    Ascent { multipliers, bound: Some(bound) }
}

/// Cuts that came later are charged nothing.
fn recharge(domain: &mut Domain, charges: &[i64]) {
    for number in 0..domain.cuts.len() {
        domain.charge(number, charges.get(number).copied().unwrap_or(0));
    }
}

/// Adds the separators that the chosen remits break.
fn cut(problem: &Problem, domain: &mut Domain, remits: &Remits, choice: &Choice) {
    let Some(borders) = &problem.borders else { return };
    for &at in &choice.open {
        for separator in broken_by(problem, borders, domain, at, &remits.customers[at]) {
            let is_new = domain.cuts.iter().all(|cut| cut.separator != separator);
            if is_new && domain.cuts.len() < MOST_CUTS {
                domain.cuts.push(Cut { separator, multiplier: 0 });
            }
        }
    }
}

/// How far the chosen remits break a cut; below 0 where they more than keep it.
fn excess(cut: &Cut, remits: &Remits, choice: &Choice) -> f64 {
    let Separator { site, customer, set } = &cut.separator;
    if !choice.open.contains(site) {
        return 0.0;
    }
    let remit = &remits.customers[*site];
    let is_in = |c: &u32| remit.contains(c);
    f64::from(u8::from(is_in(customer))) - set.iter().filter(|c| is_in(c)).count() as f64
}
