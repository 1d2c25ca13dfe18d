//! Leaves out of a domain what no plan up to a given cost uses: sites that cost too much to open or to
//! close, pairs that cost too much to use or to leave, each by the relaxation's exact value with that
//! one decision taken.

use super::choice::Chooser;
use super::domain::{Domain, Status};
use super::knapsack::{Knapsack, NEVER};
use super::problem::Problem;
use super::relaxation::{Offer, is_free, offer, remits};
use super::separator::{leave_out_far, settle_ways};

/// Leaves out what plans up to `most` do not use, by the relaxation and by contiguity.
pub fn narrow(problem: &Problem, domain: &mut Domain, multipliers: &[i64], most: i64) -> bool {
    loop {
        if !tighten(problem, domain, multipliers, most) {
            return false;
        }
        let changed = leave_out_far(problem, domain) | settle_ways(problem, domain);
        if !changed {
            return true;
        }
        if !domain.propagate(problem) {
            return false;
        }
    }
}

/// Plans of the domain that cost `most` grains or less stay in it; `false` if there is none.
fn tighten(problem: &Problem, domain: &mut Domain, multipliers: &[i64], most: i64) -> bool {
    loop {
        let before = domain.size();
        if !once(problem, domain, multipliers, most) || !domain.propagate(problem) {
            return false;
        }
        if before == domain.size() {
            return true;
        }
    }
}

fn once(problem: &Problem, domain: &mut Domain, multipliers: &[i64], most: i64) -> bool {
    let values = remits(problem, domain, multipliers).values;
    let sum: i64 = multipliers.iter().sum();
    let chooser = Chooser::new(problem, &domain.status, &values);
    let least = |status: &[Status]| chooser.choose(status).map(|choice| sum + choice.value);
    let is_too_much = |bound: Option<i64>| bound.is_none_or(|bound| bound > most);
    let now = least(&domain.status);
    if is_too_much(now) {
        return false;
    }
    let mut status = domain.status.clone();
    let mut plans: Vec<(usize, i64, Option<i64>)> = Vec::new();
    for at in 0..problem.sites.len() {
        if domain.is_closed(at) {
            continue;
        }
        let mut with = |state: Status| {
            let before = std::mem::replace(&mut status[at], state);
            let bound = least(&status);
            status[at] = before;
            bound
        };
        let is_open = domain.status[at] == Status::Open;
        let open = if is_open { now } else { with(Status::Open) };
        let closed = if is_open { None } else { with(Status::Closed) };
        match (is_too_much(open), is_too_much(closed)) {
            (true, true) => return false,
            (true, false) => domain.close(at),
            (false, true) if domain.status[at] == Status::Free => domain.open(problem, at),
            _ => {}
        }
        if let Some(open) = open.filter(|_| !domain.is_closed(at)) {
            plans.push((at, open, closed));
        }
    }
    let slack = domain.slack(problem);
    for (at, open, closed) in plans {
        let offer = offer(problem, domain, slack, at, multipliers);
        let Offer { base, .. } = offer;
        let value = values[at];
        let may_close = !is_too_much(closed);
        let mut verdict = |customer: u32, with: i64, without: i64| {
            let rise = |other: i64| if other >= NEVER { NEVER } else { (base + other - value).max(0) };
            if open.saturating_add(rise(with)) > most {
                let reach = &mut domain.reach[at];
                if let Ok(place) = reach.binary_search_by_key(&customer, |pair| pair.customer) {
                    reach.remove(place);
                }
            } else if !may_close && open.saturating_add(rise(without)) > most {
                domain.settle(customer, at);
            }
        };
        if is_free(&problem.sites[at]) {
            let paid: i64 = offer.items.iter().map(|item| item.value.min(0)).sum();
            for item in &offer.items {
                let (with, without) = (item.value.max(0), -item.value.min(0));
                verdict(item.customer, paid + with, paid + without);
            }
        } else {
            let knapsack = Knapsack::whole(offer.items, offer.floor, offer.ceiling);
            knapsack.bounds().for_each(|(customer, with, without)| verdict(customer, with, without));
        }
    }
    true
}
