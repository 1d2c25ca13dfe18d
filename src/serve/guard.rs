//! What is refused before anything is looked at.
//!
//! A page from elsewhere can have a browser send requests here. Three things give it away: the name by
//! which it found this address (`Host`; another name that was made to point here is DNS rebinding), where
//! it came from (`Origin`), and what the browser says of it (`Sec-Fetch-Site`). A request that changes
//! something must say its origin; every browser does.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use super::refusal::Refusal;

/// Of pages that do not bring their own: nothing from elsewhere, nothing inline, in nobody's frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

#[derive(Clone)]
pub struct Guard {
    /// `name:port`, lower case.
    hosts: Arc<[String]>,
    seats: Arc<Semaphore>,
    time: Duration,
    largest_body: usize,
}

impl Guard {
    pub fn new(
        address: SocketAddr,
        hosts: &[String],
        most_requests: usize,
        time: Duration,
        largest_body: usize,
    ) -> Self {
        let port = address.port();
        let here = if address.ip().is_loopback() { &["localhost", "127.0.0.1", "[::1]"][..] } else { &[] };
        let names = here.iter().map(|name| (*name).to_owned()).chain(hosts.iter().cloned());
        let with_port = |name: String| {
            // A browser leaves out the usual port.
            let bare = (port == 80).then(|| name.to_lowercase());
            bare.into_iter().chain([format!("{}:{port}", name.to_lowercase())])
        };
        let hosts: Vec<String> = names.flat_map(with_port).chain([address.to_string()]).collect();
        Self { hosts: hosts.into(), seats: Arc::new(Semaphore::new(most_requests)), time, largest_body }
    }

    pub fn around(self, router: Router) -> Router {
        router.layer(from_fn_with_state(self, pass))
    }

    fn look(&self, request: &Request) -> Result<(), Refusal> {
        let headers = request.headers();
        let host = self.host(headers)?;
        let own = |origin: &str| origin.eq_ignore_ascii_case(&format!("http://{host}"));
        match only(headers, &ORIGIN)? {
            Some(origin) if own(origin) => {}
            Some(_) => {
                return Err(forbidden("foreign Origin: this request was sent by a page from elsewhere"));
            }
            None if request.method().is_safe() => {}
            None => return Err(forbidden("no Origin: a request that changes something must say where from")),
        }
        match only(headers, &HeaderName::from_static("sec-fetch-site"))? {
            None | Some("same-origin" | "none") => {}
            Some(_) => {
                let why = "cross-site request: a page from elsewhere led here; open the address by itself";
                return Err(forbidden(why));
            }
        }
        let length = only(headers, &CONTENT_LENGTH)?.and_then(|length| length.parse::<u64>().ok());
        if length.is_some_and(|length| length > self.largest_body as u64) {
            return Err(Refusal::too_large(self.largest_body));
        }
        Ok(())
    }

    fn host<'a>(&self, headers: &'a HeaderMap) -> Result<&'a str, Refusal> {
        let host = only(headers, &HOST)?.ok_or_else(|| forbidden("no Host: say whom the request is for"))?;
        if self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host)) {
            return Ok(host);
        }
        Err(forbidden(
            "foreign Host: this address is asked for by a name that is not its own (--host NAME adds one)",
        ))
    }
}

async fn pass(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let answer = async {
        guard.look(&request)?;
        let Ok(_seat) = guard.seats.try_acquire() else {
            return Err(Refusal::busy("too many requests at once; try again"));
        };
        let late = |_| Refusal::busy(format!("no answer within {} s", guard.time.as_secs_f64()));
        tokio::time::timeout(guard.time, next.run(request)).await.map_err(late)
    };
    let mut response = answer.await.unwrap_or_else(IntoResponse::into_response);
    let headers = response.headers_mut();
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The value of a header that may stand once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, Refusal> {
    let mut values = headers.get_all(name).iter();
    let (first, second) = (values.next(), values.next());
    match (first.map(HeaderValue::to_str), second) {
        (None, _) => Ok(None),
        (Some(Ok(value)), None) => Ok(Some(value)),
        _ => Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            format!("the header {name} is no plain text or stands twice"),
        )),
    }
}

fn forbidden(why: &str) -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, why)
}
