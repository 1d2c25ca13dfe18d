//! Plans for people and for spreadsheets. No arithmetic beyond formatting.

mod csv;
mod table;
mod violations;

pub use csv::csv;
pub use table::table;
pub use violations::violations;
