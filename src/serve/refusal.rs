//! Why a request is not answered as asked.

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use minijinja::context;

use super::pages::render;
use crate::scenario::Diagnostic;

#[derive(Debug, Clone)]
pub struct Refusal {
    status: StatusCode,
    why: String,
    /// Everything that is wrong, each with its place.
    details: Vec<String>,
}

impl Refusal {
    pub fn new(status: StatusCode, why: impl Into<String>) -> Self {
        Self { status, why: why.into(), details: Vec::new() }
    }

    pub fn missing(why: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, why)
    }

    /// What is asked for does not go with what is there.
    pub fn conflict(why: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, why)
    }

    /// What was sent, or stands in a file, makes no sense.
    pub fn wrong(why: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, why)
    }

    pub fn busy(why: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, why)
    }

    pub fn fault(why: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, why)
    }

    pub fn too_large(limit: usize) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, format!("the body is larger than {limit} bytes"))
    }

    pub fn invalid(what: &str, found: &[Diagnostic]) -> Self {
        let details = found.iter().filter(|own| own.is_error()).map(|own| own.render(false)).collect();
        Self { details, ..Self::wrong(format!("{what} is not a valid scenario")) }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let page = context! {
            status => self.status.as_u16(),
            reason => self.status.canonical_reason(),
            why => self.why,
            details => self.details,
        };
        let mut response = (self.status, Html(render("refusal.html", page))).into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}
