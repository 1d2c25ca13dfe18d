//! Plans for people and for spreadsheets. No arithmetic beyond formatting.

mod csv;
mod requests;
mod table;
mod violations;

pub use csv::csv;
pub use requests::requests;
pub use table::table;
pub use violations::violations;
