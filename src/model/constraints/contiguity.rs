//! Contiguity, for each root g and the set of countries that may lie with it; z[c,g] is a[c,g] for
//! areas and x[c,g] for remits; f[i,j] ≥ 0 flows from i to its neighbour j inside the set, away from
//! the root; M the most countries that one set may hold besides the root:
//!
//! ```text
//! Σ_i f[i,j] − Σ_k f[j,k] = z[j,g]      j ≠ g
//! Σ_i f[i,j]              ≤ M z[j,g]    j ≠ g
//! z[j,g] ≤ Σ_{i neighbour of j} z[i,g]  j ≠ g, j no neighbour of g
//! ```
//!
//! Each member takes one unit of a flow that springs from the root and runs through members only
//! (Shirabe, Environment and Planning B 36 (2009) 1053-1066; per root as in Oehrlein and Haunert,
//! 2017). The last rows follow from the others and tighten the relaxation. The root's host belongs
//! to the set even if it needs no coverage; other places that need none join nothing.
//!
//! Where the family is soft, a member may be a further source, s[j,g] = 1 at the price of the family:
//! as many as there are parts without the root.
//!
//! ```text
//! Σ_i f[i,j] + q[j,g] − Σ_k f[j,k] = z[j,g],   q[j,g] ≤ M s[j,g],   s[j,g] ≤ z[j,g]
//! z[j,g] ≤ Σ_{i neighbour of j} z[i,g] + s[j,g]
//! ```
//!
//! Checked by: plan/check/contiguity.rs.

use std::collections::BTreeMap;

use good_lp::{Expression, Variable, variable};

use super::{Formulation, sum};
use crate::scenario::Family::Contiguity;
use crate::scenario::{CountryId, State};

pub(super) fn add(f: &mut Formulation) {
    let rule = &f.scenario.rules.contiguity;
    for g in f.scenario.host_ids().collect::<Vec<_>>() {
        if rule.areas && f.columns.open[g.0][0].is_some() {
            let members =
                f.scenario.covered_ids().filter_map(|c| Some((c, f.columns.in_area(c, g)?))).collect();
            connect(f, "area", g, members);
        }
        if rule.remits {
            let members =
                f.scenario.covered_ids().filter_map(|c| Some((c, f.columns.covers(c, g)?))).collect();
            connect(f, "remit", g, members);
        }
    }
}

fn connect(f: &mut Formulation, set: &str, root: CountryId, members: BTreeMap<CountryId, Variable>) {
    let most = most_besides_root(f, set, members.len());
    let mut into: BTreeMap<CountryId, Vec<Variable>> = BTreeMap::new();
    let mut out_of: BTreeMap<CountryId, Vec<Variable>> = BTreeMap::new();
    let neighbours = |c: CountryId| {
        let all = f.geography.neighbours(c);
        all.into_iter().filter(|n| *n == root || members.contains_key(n)).collect::<Vec<_>>()
    };
    let edges: Vec<(CountryId, CountryId)> = members
        .keys()
        .filter(|&&j| j != root)
        .flat_map(|&j| neighbours(j).into_iter().map(move |i| (i, j)))
        .collect();
    for &(i, j) in &edges {
        let name = format!("f_{set}_{}_{}_{}", f.id(root), f.id(i), f.id(j));
        let flow = f.variables.add(variable().min(0).name(name));
        into.entry(j).or_default().push(flow);
        out_of.entry(i).or_default().push(flow);
    }
    for (&j, &member) in members.iter().filter(|&(&j, _)| j != root) {
        let total = |flows: &BTreeMap<CountryId, Vec<Variable>>| {
            sum(flows.get(&j).into_iter().flatten().map(|&flow| (1.0, flow)))
        };
        let (root_id, own_id) = (f.id(root), f.id(j));
        let name = |row: &str| format!("{row}_{set}_{root_id}_{own_id}");
        let (keep, close, near) = (name("flow"), name("closed"), name("near"));
        let source = f.priced(Contiguity, name("s"), 1.0);
        let mut balance = total(&into) - total(&out_of);
        if let Some(source) = source {
            let springs = f.variables.add(variable().min(0).name(name("q")));
            f.at_most(Contiguity, name("source"), springs.into(), (most + 1.0) * source);
            f.at_most(Contiguity, name("source_inside"), source.into(), member.into());
            balance += springs;
        }
        f.equal(Contiguity, keep, balance, member.into());
        f.at_most(Contiguity, close, total(&into), most * member);
        let around: Vec<CountryId> =
            edges.iter().filter(|&&(_, to)| to == j).map(|&(from, _)| from).collect();
        if !around.contains(&root) {
            let others: Expression =
                sum(around.iter().map(|i| (1.0, members[i])).chain(source.map(|s| (1.0, s))));
            f.at_most(Contiguity, near, member.into(), others);
        }
    }
}

/// The most countries that a set can hold besides the root.
fn most_besides_root(f: &Formulation, set: &str, members: usize) -> f64 {
    let span = &f.scenario.rules.span;
    let limit = match set {
        "area" if span.state == State::Hard => span.area.max,
        _ => None,
    };
    limit.map_or(members as f64, |max| f64::from(max).min(members as f64))
}
