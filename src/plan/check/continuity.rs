//! Every office has an acting cover: another office of its area that shares a working language with it
//! and whose posts carry its own remit and the share that is taken on of the vacant office's. A cover
//! that the plan names is one.

use super::{Findings, Reading};
use crate::geography::Geography;
use crate::scenario::{CountryId, Workload};

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    for (vacant, _) in plan.offices() {
        if !plan.offices().any(|(cover, _)| is_cover(plan, vacant, cover)) {
            let message = format!("no office can act for the one in {}", plan.id(vacant));
            found.add(message, &[], &[vacant]);
        }
    }
    for &(vacant, cover) in &plan.acting {
        if !is_cover(plan, vacant, cover) {
            let message =
                format!("the office in {} cannot act for the one in {}", plan.id(cover), plan.id(vacant));
            found.add(message, &[], &[vacant, cover]);
        }
    }
}

pub fn is_cover(plan: &Reading, vacant: CountryId, cover: CountryId) -> bool {
    let Some(office) = plan.network.office(cover).filter(|_| cover != vacant) else { return false };
    let (one, other) = (plan.network.root(vacant), plan.network.root(cover));
    if one.is_none() || one != other {
        return false;
    }
    let (a, b) = (&plan.scenario.country(vacant).languages, &plan.scenario.country(cover).languages);
    if !a.is_empty() && !b.is_empty() && a.is_disjoint(b) {
        return false;
    }
    let Some(per_post) = plan.scenario.parameters.workload_per_post else { return true };
    let mut asked = plan.scenario.tier(office.tier).terms(office.arrangement).overhead;
    for (country, host) in plan.covers() {
        if host == cover {
            asked += plan.scenario.country(country).workload;
        } else if host == vacant {
            let whole = plan.scenario.country(country).workload.to_units();
            asked += Workload::from_units(plan.scenario.parameters.acting_share * whole);
        }
    }
    asked <= per_post * i64::from(office.posts)
}
