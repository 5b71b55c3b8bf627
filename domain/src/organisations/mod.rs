//! Outside companies: customers, prospects, competitors and partners are dated relations of them.

pub mod industry;

pub use industry::Industry;
