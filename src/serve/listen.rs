//! Connections: no more than a few hundred, none that stays silent, all ended at the end.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

/// More wait until one of these ends.
const MOST: usize = 512;
/// For the head of a request.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// Of the head of a request, in bytes.
const LARGEST_HEAD: usize = 32 * 1024;
/// After the end was asked for.
const END_TIME: Duration = Duration::from_secs(5);

pub async fn serve(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(LARGEST_HEAD);
    let ending = GracefulShutdown::new();
    let seats = Arc::new(Semaphore::new(MOST));
    loop {
        let connection = async {
            let seat = seats.clone().acquire_owned().await.expect("it is never closed");
            (listener.accept().await, seat)
        };
        let (accepted, seat) = tokio::select! {
            connection = connection => connection,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let Ok((stream, _)) = accepted else {
            // Out of file handles, for instance: some come back when connections end.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = ending.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // Whoever breaks off gets no answer.
            let _ = connection.await;
            drop(seat);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(END_TIME, ending.shutdown()).await;
}
