//! The formulation against brute force, on scenarios small enough for both.
//!
//! `make test` runs a seeded part of the campaign, `make soak` (`PURVIEW_SOAK=1`) the whole.

mod brute_force;
mod campaign;
mod draw;

/// How many scenarios of a campaign to run.
fn share(test: u64, soak: u64) -> Vec<u64> {
    (0..if std::env::var_os("PURVIEW_SOAK").is_some() { soak } else { test }).collect()
}

#[test]
fn corner_cases_agree_with_brute_force() {
    let mix = campaign::run(&share(300, 4_000), |&seed| {
        campaign::agrees_with_brute_force(&draw::corner_case(seed))
    });
    eprintln!("corner cases: {mix}");
    assert!(2 * mix.feasible >= mix.infeasible, "too few corner cases have a plan: {mix}");
}
#[test]
fn zz_debug() {
    let seed: u64 = std::env::var("SEED").unwrap().parse().unwrap();
    let s = draw::corner_case(seed);
    let g = purview::geography::Geography::new(&s);
    let f = purview::model::Formulation::new(&s, &g);
    purview::solver::write_model(&f, std::path::Path::new("/tmp/agree-debug/m.lp")).unwrap();
    purview::solver::write_model(&f, std::path::Path::new("/tmp/agree-debug/m.mps")).unwrap();
}
