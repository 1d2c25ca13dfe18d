//! Records that are no plan of the scenario: names that stand twice, that are missing or unknown.

use purview::scenario::Family::*;

use super::{Case, record};

pub fn cases() -> Vec<Case> {
    vec![
        record("the last country is missing", Some(Coverage), |p| {
            p.assignments.pop();
        }),
        record("a country stands twice", Some(Coverage), |p| p.assignments.push(p.assignments[0].clone())),
        record("there is no such country", Some(Coverage), |p| {
            let mut stranger = p.assignments[0].clone();
            stranger.country = "Atlantis".into();
            p.assignments.push(stranger);
        }),
        record("a country is covered from nowhere", Some(Coverage), |p| {
            p.assignments.push(purview::plan::Assignment {
                country: "X".into(),
                office: "Atlantis".into(),
                ..p.assignments[0].clone()
            });
        }),
        record("an office stands twice", Some(Coverage), |p| p.offices.push(p.offices[0].clone())),
        record("an office has no country to stand in", Some(Coverage), |p| {
            let mut stranger = p.offices[0].clone();
            stranger.host = "Atlantis".into();
            p.offices.push(stranger);
        }),
        Case {
            set: &["continuity.state=report"],
            ..record("an office reports to nowhere", Some(Nesting), |p| {
                p.offices[1].reports_to = Some("Atlantis".into());
            })
        },
        record("an office is in an arrangement that is none", Some(Coverage), |p| {
            p.offices[0].arrangement = Some("castle".into());
        }),
        record("an office is acted for from another area", Some(Continuity), |p| {
            p.offices[0].acting_cover = Some("F".into());
        }),
        record("an office acts for itself", Some(Continuity), |p| {
            p.offices[0].acting_cover = Some(p.offices[0].host.clone());
        }),
        record("an office is acted for from nowhere", Some(Continuity), |p| {
            p.offices[0].acting_cover = Some("Atlantis".into());
        }),
        Case {
            set: &["budget.state=off", "balance.state=report"],
            ..record("an office has more posts than any", Some(Posts), |p| p.offices[0].posts = u32::MAX)
        },
    ]
}
