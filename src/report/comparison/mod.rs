//! Comparisons as documents: every format shows the same tables.

mod cell;
mod csv;
mod html;
mod markdown;
mod sheet;
mod sheets;
mod stack;
mod text;
mod words;
mod xlsx;

pub use csv::csv;
pub use html::html;
pub use markdown::markdown;
pub use text::text;
pub use xlsx::xlsx;
