//! What is answered to which address. Whatever takes time runs beside the connections.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{DefaultBodyLimit, Form, FromRequest, Path, Query, Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, StatusCode};
use axum::response::{Html, Redirect};
use axum::routing::{get, post};

use super::change::{Change, Wishes};
use super::refusal::Refusal;
use super::shown::{Shown, compared};
use super::{Shared, events, pages, save};
use crate::geography::Geography;
use crate::report;
use crate::scenario::{Entry, Loaded, load};

type Server = State<Arc<Shared>>;
type Answer<T> = Result<T, Refusal>;
/// Pages that bring their own style and script are bound by what they say of these themselves.
type OwnPage = ([(HeaderName, &'static str); 1], Html<String>);

const OWN_PAGE: [(HeaderName, &str); 1] = [(CONTENT_SECURITY_POLICY, "frame-ancestors 'none'")];

const CSS: [(HeaderName, &str); 1] = [(CONTENT_TYPE, "text/css; charset=utf-8")];
const JAVASCRIPT: [(HeaderName, &str); 1] = [(CONTENT_TYPE, "text/javascript; charset=utf-8")];

pub fn routes(shared: Arc<Shared>) -> Router {
    let largest_body = shared.largest_body;
    Router::new()
        .route("/", get(list))
        .route("/style.css", get(|| async { (CSS, format!("{}{}", report::STYLE, pages::STYLE)) }))
        .route("/live.js", get(|| async { (JAVASCRIPT, format!("{}{}", pages::SCRIPT, report::SEARCH)) }))
        .route("/scenarios/{file}", get(scenario).post(start))
        .route("/plans/{plan}", get(plan))
        .route("/compare", get(compare))
        .route("/solves/{number}", get(solve))
        .route("/solves/{number}/events", get(stream))
        .route("/solves/{number}/cancel", post(cancel))
        .route("/solves/{number}/save", post(keep))
        .fallback(|| async { Refusal::missing("there is no such page") })
        .method_not_allowed_fallback(|| async {
            Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "this page does not take such requests")
        })
        .layer(DefaultBodyLimit::max(largest_body))
        .with_state(shared)
}

async fn list(State(shared): Server) -> Answer<Html<String>> {
    beside(move || {
        let (files, has_more) = shared.folder.list()?;
        Ok(Html(pages::list(&files, has_more, &shared.solves.all())))
    })
    .await
}

async fn scenario(State(shared): Server, Path(file): Path<String>) -> Answer<Html<String>> {
    beside(move || {
        let loaded = loaded(&shared, &file)?;
        Ok(Html(pages::scenario(&file, &loaded)))
    })
    .await
}

async fn start(State(shared): Server, Path(file): Path<String>, Fields(fields): Fields) -> Answer<Redirect> {
    beside(move || {
        let wishes = Wishes::read(&fields)?;
        let change = Change::new(&loaded(&shared, &file)?.whole, &wishes);
        let scenario = load(&Entry::File(shared.folder.path(&file)?), &change.set())
            .map_err(|found| Refusal::invalid("the scenario with this change", &found))?
            .scenario;
        let geography = Geography::new(&scenario);
        let solve = shared.solves.start(&file, change, scenario, geography)?;
        Ok(Redirect::to(&format!("/solves/{}", solve.number)))
    })
    .await
}

async fn plan(State(shared): Server, Path(plan): Path<String>) -> Answer<OwnPage> {
    beside(move || Ok((OWN_PAGE, Html(shown(&shared, &plan)?.pack()?)))).await
}

/// `first` and any number of `plan`: file names, or numbers of solves.
async fn compare(State(shared): Server, Query(asked): Query<Vec<(String, String)>>) -> Answer<OwnPage> {
    beside(move || {
        let first = asked.iter().find(|(key, _)| key == "first").map(|(_, plan)| plan);
        let plans = asked.iter().filter(|(key, plan)| key == "plan" && Some(plan) != first);
        let plans: Vec<&String> = first.into_iter().chain(plans.map(|(_, plan)| plan)).collect();
        if !(2..=pages::MOST_COMPARED).contains(&plans.len()) {
            let why = format!("choose from 2 to {} plans to compare", pages::MOST_COMPARED);
            return Err(Refusal::wrong(why));
        }
        let plans: Answer<Vec<Arc<Shown>>> = plans.into_iter().map(|plan| shown(&shared, plan)).collect();
        Ok((OWN_PAGE, Html(compared(&plans?)?)))
    })
    .await
}

async fn solve(State(shared): Server, Path(number): Path<u64>) -> Answer<Html<String>> {
    let solve = shared.solves.find(number)?;
    beside(move || {
        let files = shared.folder.list()?.0;
        Ok(Html(pages::solve(&solve, &files)))
    })
    .await
}

async fn stream(State(shared): Server, Path(number): Path<u64>) -> Answer<events::Stream> {
    Ok(events::stream(shared.solves.find(number)?))
}

async fn cancel(State(shared): Server, Path(number): Path<u64>) -> Answer<Redirect> {
    shared.solves.find(number)?.cancel();
    Ok(Redirect::to(&format!("/solves/{number}")))
}

async fn keep(State(shared): Server, Path(number): Path<u64>, Fields(fields): Fields) -> Answer<Redirect> {
    beside(move || {
        let solve = shared.solves.find(number)?;
        let field = |name: &str| fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value);
        let plan = save::save(&shared.folder, &solve, field("name"), field("title"))?;
        Ok(Redirect::to(&format!("/plans/{plan}")))
    })
    .await
}

/// The fields of a form, in order.
struct Fields(Vec<(String, String)>);

impl FromRequest<Arc<Shared>> for Fields {
    type Rejection = Refusal;

    async fn from_request(request: Request, shared: &Arc<Shared>) -> Result<Self, Refusal> {
        match Form::from_request(request, shared).await {
            Ok(Form(fields)) => Ok(Self(fields)),
            Err(FormRejection::BytesRejection(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Refusal::too_large(shared.largest_body))
            }
            Err(error) => Err(Refusal::new(error.status(), format!("this is no form: {error}"))),
        }
    }
}

fn loaded(shared: &Shared, file: &str) -> Answer<Loaded> {
    let path = shared.folder.path(file)?;
    load(&Entry::File(path), &[]).map_err(|found| Refusal::invalid(file, &found))
}

/// A file of the folder, or by its number what a solve found.
fn shown(shared: &Shared, plan: &str) -> Answer<Arc<Shown>> {
    match plan.parse() {
        Ok(number) => shared.solves.find(number)?.plan(),
        Err(_) => Shown::read(&shared.folder, plan).map(Arc::new),
    }
}

/// Runs what computes or reads files where it holds up no connection.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> Answer<T> + Send + 'static) -> Answer<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(Refusal::fault("a fault of purview; the server goes on")))
}
