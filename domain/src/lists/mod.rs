//! What every list shares: its address, and the files it can be taken away as.

mod asked;
mod export;
mod facet;
mod query;
mod sheet;
mod view;

pub use asked::{Asked, Known, any, reads};
pub use export::{Format, ListName};
pub use facet::{Facet, FacetOption, ListHead};
pub use query::{Query, encoded};
pub use sheet::{Cell, Column, Sheet, harmless, plain};
pub use view::{ListView, VIEW_NAME_CHARS, VIEW_QUERY_CHARS, VIEWS_MOST, Views};
