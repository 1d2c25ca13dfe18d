//! Comparisons as documents: every format shows the same tables.

mod cell;
mod html;
mod markdown;
mod offices;
mod sheet;
mod sheets;
mod tables;
mod text;
mod words;
mod xlsx;

pub use html::html;
pub use markdown::markdown;
pub use tables::tables;
pub use text::text;
pub use xlsx::xlsx;
