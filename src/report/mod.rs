//! Plans for people, spreadsheets and maps. No arithmetic beyond formatting.

pub mod comparison;
mod csv;
mod diagnosis;
mod explanation;
mod geojson;
mod map;
mod markdown;
mod pack;
mod requests;
mod rules;
mod table;
pub mod tables;
mod violations;
mod words;
pub mod write;
mod xlsx;

pub use csv::{csv, csv_zip};
pub use diagnosis::diagnosis;
pub use explanation::explanation;
pub use geojson::geojson;
pub use markdown::markdown;
pub use pack::{Pack, SEARCH, STYLE};
pub use requests::requests;
pub use table::table;
pub use violations::violations;
pub use xlsx::{inputs_xlsx, xlsx};
