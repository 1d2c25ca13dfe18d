//! `purview serve`

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use tokio::sync::watch;

use super::args::{SolvingArgs, parse_seconds};
use super::exit::{ExitStatus, Failure};
use crate::serve::{self, Options};
use crate::solver::Limits;

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Folder of scenarios and plans; files in folders below it are not served.
    #[arg(default_value = ".")]
    pub folder: PathBuf,
    /// Address and port; port 0 takes any that is free. There are no accounts: whoever reaches the
    /// address may use it.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8417")]
    pub listen: SocketAddr,
    /// Name under which browsers may ask for it, beside the address; may be repeated.
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// Solves at the same time.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub most_solves: u16,
    /// Requests at the same time; what is more is refused.
    #[arg(long, value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub most_requests: u16,
    /// Largest body of a request, in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = 65_536, value_parser = clap::value_parser!(u32).range(1..=16_777_216))]
    pub largest_body: u32,
    /// For the answer to a request; the stream of a solve lasts as long as the solve.
    #[arg(long, value_name = "SECONDS", default_value_t = 30.0, value_parser = parse_seconds)]
    pub request_time: f64,
    #[command(flatten, next_help_heading = "For each solve; without --time-limit it may take 600 seconds")]
    pub solving: SolvingArgs,
}

/// For a solve, where nothing else is said: nobody may look at the page any more.
const SOLVE_TIME: Duration = Duration::from_secs(600);

pub fn run(args: &ServeArgs) -> Result<ExitStatus, Failure> {
    let limits = args.solving.limits();
    let options = Options {
        folder: args.folder.clone(),
        listen: args.listen,
        hosts: args.hosts.clone(),
        method: args.solving.method(),
        limits: Limits { time: limits.time.or(Some(SOLVE_TIME)), ..limits },
        most_solves: args.most_solves.into(),
        most_requests: args.most_requests.into(),
        largest_body: args.largest_body as usize,
        request_time: Duration::from_secs_f64(args.request_time),
    };
    if !args.listen.ip().is_loopback() {
        eprintln!("warning: whoever reaches {} can read this folder and solve here", args.listen);
    }
    let shown = args.folder.display();
    let ready = |address| eprintln!("{shown} is served at http://{address}/ until Ctrl-C");
    serve::serve(options, on_interrupt(), ready).map_err(|error| Failure::Serve {
        folder: args.folder.display().to_string(),
        address: args.listen,
        error,
    })?;
    Ok(ExitStatus::Done)
}

/// Ctrl-C ends the server; once more ends the process.
fn on_interrupt() -> watch::Receiver<bool> {
    let (stop, is_stopped) = watch::channel(false);
    let set = ctrlc::set_handler(move || {
        if stop.send_replace(true) {
            std::process::exit(130);
        }
    });
    if set.is_err() {
        eprintln!("warning: Ctrl-C will end the process at once");
    }
    is_stopped
}
