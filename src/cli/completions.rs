//! `purview completions`

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::exit::{ExitStatus, Failure};
use super::print_bytes;

pub fn run(args: &CompletionsArgs) -> Result<ExitStatus, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "purview", &mut script);
    print_bytes(&script)?;
    Ok(ExitStatus::Done)
}
