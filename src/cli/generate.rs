//! `purview generate`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::exit::{ExitStatus, Failure};
use super::output;
use crate::scenario::generate::{Request, RuleMix, generate_text};

#[derive(Debug, Args)]
pub struct GenerateArgs {
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub countries: u32,
    #[arg(long, value_name = "R", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub regions: u32,
    #[arg(long, value_name = "L", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=4))]
    pub tiers: u32,
    #[arg(long, value_name = "S", default_value_t = 0)]
    pub seed: u64,
    /// Which rules.
    #[arg(long, value_enum, default_value_t = RulesArg::Default)]
    pub rules: RulesArg,
    /// File; default: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RulesArg {
    /// Every family, loose enough to be kept.
    Default,
    /// Each family at random, now and then too tight to be kept.
    Random,
}

pub fn run(args: &GenerateArgs) -> Result<ExitStatus, Failure> {
    if args.regions > args.countries {
        return Err(Failure::Usage("there cannot be more regions than countries".into()));
    }
    let text = generate_text(&Request {
        countries: args.countries as usize,
        regions: args.regions as usize,
        tiers: args.tiers as usize,
        seed: args.seed,
        rules: match args.rules {
            RulesArg::Default => RuleMix::Default,
            RulesArg::Random => RuleMix::Random,
        },
    });
    output::give_out(args.output.as_deref(), &text)?;
    Ok(ExitStatus::Done)
}
