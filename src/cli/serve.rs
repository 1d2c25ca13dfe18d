//! `purview serve`

use std::time::Duration;

use tokio::sync::watch;

use super::args::ServeArgs;
use super::exit::{ExitStatus, Failure};
use crate::serve::{self, Options};
use crate::solver::Limits;

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
