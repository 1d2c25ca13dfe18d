//! Garbled input never panics and never hangs; what the generator draws is always a scenario.
//!
//! The draws are the same in every run; with `PURVIEW_SOAK=1` there are fifty times as many, others in
//! each run.

#[path = "garbled/generator.rs"]
mod generator;
#[path = "garbled/requests.rs"]
mod requests;
#[path = "garbled/shapes.rs"]
mod shapes;
#[path = "garbled/tables.rs"]
mod tables;
#[path = "garbled/text.rs"]
mod text;

use proptest::test_runner::{Config, RngSeed};

fn config(cases: u32) -> Config {
    let fixed = Config { failure_persistence: None, ..Config::with_cases(cases) };
    if std::env::var_os("PURVIEW_SOAK").is_some() {
        return Config { cases: 50 * cases, max_shrink_iters: 2_000, ..fixed };
    }
    Config { rng_seed: RngSeed::Fixed(23), ..fixed }
}
