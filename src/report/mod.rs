//! Plans for people, spreadsheets and maps. No arithmetic beyond formatting.

mod csv;
mod geojson;
mod markdown;
mod table;
pub mod tables;
mod violations;
mod xlsx;

pub use csv::{csv, csv_zip};
pub use geojson::geojson;
pub use markdown::markdown;
pub use table::table;
pub use violations::violations;
pub use xlsx::{inputs_xlsx, xlsx};
