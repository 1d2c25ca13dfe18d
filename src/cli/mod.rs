//! The command line: one file per command. Data on stdout, talk on stderr.

mod args;
mod check;
mod compare;
mod completions;
mod diagnose;
mod exit;
mod explain;
mod export;
mod generate;
mod import;
mod input;
mod log;
mod lp;
mod output;
mod schema;
mod serve;
mod solve;
mod validate;

use std::io::{self, Write};

use clap::Parser;

pub use args::{Cli, Command};
pub use exit::ExitStatus;

/// Runs the command that the process was started with.
pub fn run() -> ExitStatus {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitStatus::Usage } else { ExitStatus::Done };
        }
    };
    let done = match cli.command {
        Command::Solve(args) => solve::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Validate(args) => validate::run(&args),
        Command::Diagnose(args) => diagnose::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Lp(args) => lp::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Generate(args) => generate::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Completions(args) => completions::run(&args),
    };
    done.unwrap_or_else(|failure| {
        eprintln!("error: {failure}");
        failure.status()
    })
}

fn print(text: &str) -> Result<(), exit::Failure> {
    print_bytes(text.as_bytes())
}

/// Prints data. A closed pipe is not an error: whoever reads has had enough.
fn print_bytes(data: &[u8]) -> Result<(), exit::Failure> {
    match io::stdout().lock().write_all(data) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(exit::Failure::Write { path: "standard output".into(), error })
        }
        _ => Ok(()),
    }
}
