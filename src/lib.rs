//! `purview` decides which field office answers for which country, and proves it.
//!
//! # The map
//!
//! Dependencies point one way; each module may use anything to its left.
//!
//! ```text
//! scenario ← geography ← plan ← model ← solver ← study ← report ← serve ← cli
//! ```
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`scenario`] | files read, validated and indexed: [`scenario::Scenario`]; diagnostics; generator |
//! | [`geography`] | distances and the adjacency graph |
//! | [`plan`] | the plan, its price list, its cost, what differs between two, and the checker, which knows nothing of model or solver |
//! | [`model`] | the mixed-integer formulation, one file per rule family |
//! | [`solver`] | ways to solve it, with bound, status and limits |
//! | [`study`] | questions that take more than one solve |
//! | [`report`] | plans and comparisons as text, workbooks, maps, Markdown, CSV and pages; the tables of a scenario |
//! | [`serve`] | the same pages live, over a folder of scenarios and plans |
//! | [`cli`] | the commands and the exit status |
//!
//! # Glossary
//!
//! - *country*: a place; it needs coverage unless the scenario says `covered: false`.
//! - *host*: a country in which an office may stand. An office is named by its host.
//! - *tier*: a level of the network, top first.
//! - *remit*: the set of countries an office covers. *Area*: the union of the remits of a
//!   top-tier office and of all the offices below it.
//! - *single-source* (location papers) or *single-allocation* (hub papers): each country has
//!   exactly one covering office.
//! - *workload*: staff-months a year that a country asks of its office. *Capacity*: what the
//!   posts of an office can carry.
//! - *span of control*: direct subordinates of one office, and countries of one office or area.
//! - *incumbent*: the best plan so far. *Bound*: a proven limit that no plan undercuts.
//!   *Gap*: (incumbent − bound) / |incumbent|; 0 where both are 0.
//! - *family*: a rule of the scenario; its name is the same in the scenario file, the
//!   diagnostics, the formulation, the checker, the tests and `models/README.md`.
//! - *state* of a family: `off` (not looked at), `report` (measured, not enforced), `soft`
//!   (priced), `hard` (enforced).
//! - *arrangement*: how an office is housed: premises of its own, or one of the ways that the organisation
//!   model gives its tier.
//! - *function*: a kind of decision. Decided *locally*: by the covering office itself; *in the field*: by it
//!   or by an office of a tier above it.
//! - *acting cover*: the office that acts for another while its head's post is vacant.
//! - *breach*: a unit by which a soft family is missed, at its price.
//! - *objective*: a weighted sum that is made small; the yearly cost, unless the scenario says otherwise.
//! - *baseline*: the network as found, before any plan.

pub mod cli;
pub mod geography;
pub mod model;
pub mod plan;
pub mod report;
pub mod scenario;
pub mod serve;
pub mod solver;
pub mod study;
