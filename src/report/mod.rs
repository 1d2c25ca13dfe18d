//! Plans for people and for spreadsheets. No arithmetic beyond formatting.

pub mod comparison;
mod csv;
mod table;
mod violations;

pub use csv::csv;
pub use table::table;
pub use violations::violations;
