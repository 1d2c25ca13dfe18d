//! Plans for people and for spreadsheets. No arithmetic beyond formatting.

mod csv;
mod map;
mod pack;
mod requests;
mod table;
mod violations;
mod words;

pub use csv::csv;
pub use pack::Pack;
pub use requests::requests;
pub use table::table;
pub use violations::violations;
