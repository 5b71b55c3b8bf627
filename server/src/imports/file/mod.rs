//! From the bytes of an upload to its table: which encoding, which delimiter, which heading.

mod decode;
mod quotes;
mod read;

pub use read::{Table, TableRow, read};
