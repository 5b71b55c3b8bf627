//! What every list shares: its address, and the files it can be taken away as.

mod export;
mod query;
mod sheet;

pub use export::{Format, ListName};
pub use query::{Query, encoded};
pub use sheet::{Cell, Column, Sheet, harmless};
