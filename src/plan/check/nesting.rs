//! Every office below the top reports to exactly one open office one tier above it; an office of
//! the top tier reports to none.

use super::{Findings, Reading};
use crate::geography::Geography;

pub fn check(plan: &Reading, _: &Geography, found: &mut Findings) {
    for (host, office) in plan.offices() {
        let id = plan.id(host);
        match office.reports_to {
            None if office.tier.0 > 0 => {
                found.add(format!("the office in {id} is below the top, but reports to none"), &[], &[host]);
            }
            Some(superior) => match plan.network.office(superior) {
                None => {
                    let message =
                        format!("the office in {id} reports to {}, where none is open", plan.id(superior));
                    found.add(message, &[], &[host, superior]);
                }
                Some(above) if above.tier.0 + 1 != office.tier.0 => {
                    let name = |tier| &plan.scenario.tier(tier).id;
                    let message = format!(
                        "the office in {id} ({}) reports to {} ({}), which is not one tier above",
                        name(office.tier),
                        plan.id(superior),
                        name(above.tier),
                    );
                    found.add(message, &[], &[host, superior]);
                }
                Some(_) => {}
            },
            None => {}
        }
    }
}
