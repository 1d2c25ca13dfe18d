//! `purview generate`

use super::args::{GenerateArgs, RulesArg};
use super::exit::{ExitStatus, Failure};
use super::output;
use crate::scenario::generate::{Request, RuleMix, generate_text};

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
