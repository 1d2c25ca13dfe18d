//! The progress of a solve as server-sent events: `progress` for every new phase, incumbent or bound (a
//! slow reader gets the latest only), then one `end`.

use std::convert::Infallible;
use std::sync::Arc;

use axum::response::sse::{Event, KeepAlive, Sse};
use serde_json::json;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::solves::{End, Solve, State};
use crate::solver::Progress;

pub type Stream = Sse<axum::response::sse::KeepAliveStream<ReceiverStream<Result<Event, Infallible>>>>;

pub fn stream(solve: Arc<Solve>) -> Stream {
    let (to, from) = mpsc::channel(1);
    tokio::spawn(async move {
        let mut state = solve.watch();
        loop {
            let now = state.borrow_and_update().clone();
            if to.send(Ok(event(&solve, &now))).await.is_err() || now.end.is_some() {
                return;
            }
            tokio::select! {
                () = to.closed() => return,
                changed = state.changed() => if changed.is_err() { return },
            }
        }
    });
    Sse::new(ReceiverStream::new(from)).keep_alive(KeepAlive::default())
}

/// Money in whole cents; `null` for what is not known yet.
fn event(solve: &Solve, state: &State) -> Event {
    let Progress { phase, incumbent, bound } = &state.progress;
    let seconds = (solve.seconds() * 10.0).round() / 10.0;
    match &state.end {
        None => Event::default().event("progress").data(
            json!({
                "seconds": seconds,
                "phase": phase,
                "incumbent": incumbent,
                "bound": bound,
                "gap": state.progress.gap(),
            })
            .to_string(),
        ),
        Some(end) => Event::default()
            .event("end")
            .data(json!({ "seconds": seconds, "status": status(end) }).to_string()),
    }
}

/// The word for how it ended.
pub fn status(end: &End) -> &'static str {
    match end {
        End::Plan(shown) => shown.plan.status.name(),
        End::Infeasible => "infeasible",
        End::NoPlan(_) => "no plan",
        End::Fault => "fault",
    }
}
