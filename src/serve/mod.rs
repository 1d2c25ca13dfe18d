//! `purview serve`: the scenarios and plans of one folder as pages, live: look, compare, change, solve
//! again, save.
//!
//! There are no accounts: whoever reaches the address may use it, so that it is by default one of this
//! machine only. What a page in the same browser could do from elsewhere is refused ([`guard`]): foreign
//! `Host`, foreign `Origin`, requests that a browser calls cross-site. Nothing is written but new files
//! in the folder itself ([`folder`]); a request names files there, never paths. Scenarios may still
//! extend files elsewhere, as they may on the command line.

mod change;
mod events;
mod folder;
mod guard;
mod listen;
mod pages;
mod refusal;
mod routes;
mod save;
mod shown;
mod solves;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::solver::{Limits, Method};
use folder::Folder;
use guard::Guard;
use solves::Solves;

/// How to serve a folder.
#[derive(Debug, Clone)]
pub struct Options {
    pub folder: PathBuf,
    /// Port 0: any that is free.
    pub listen: SocketAddr,
    /// Names under which it may be asked for, beside that address.
    pub hosts: Vec<String>,
    pub method: Method,
    /// Of each solve.
    pub limits: Limits,
    /// At the same time.
    pub most_solves: usize,
    /// At the same time.
    pub most_requests: usize,
    /// Bytes.
    pub largest_body: usize,
    /// For an answer; the stream of a solve lasts as long as the solve.
    pub request_time: Duration,
}

/// What every request is answered from.
struct Shared {
    folder: Folder,
    solves: Solves,
    largest_body: usize,
}

/// Serves until `stop` says so; then running solves and open connections end. `ready` is told the
/// address.
///
/// # Errors
/// The folder cannot be read, or the address cannot be had.
pub fn serve(
    options: Options,
    mut stop: watch::Receiver<bool>,
    ready: impl FnOnce(SocketAddr),
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(options.most_requests)
        .enable_all()
        .build()?;
    let folder = Folder::open(&options.folder)?;
    let solves = Solves::new(options.method, options.limits, options.most_solves);
    let shared = Arc::new(Shared { folder, solves, largest_body: options.largest_body });
    let served = runtime.block_on(async {
        let listener = TcpListener::bind(options.listen).await?;
        let address = listener.local_addr()?;
        let guard = Guard::new(
            address,
            &options.hosts,
            options.most_requests,
            options.request_time,
            options.largest_body,
        );
        let router = guard.around(routes::routes(shared.clone()));
        ready(address);
        let served = listen::serve(listener, router, stop.clone());
        let ended = async {
            let _ = stop.wait_for(|stop| *stop).await;
            shared.solves.end().await;
        };
        tokio::join!(served, ended);
        Ok(())
    });
    // What is still computed for a request that nobody waits for ends with the process.
    runtime.shutdown_background();
    served
}
