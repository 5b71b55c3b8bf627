//! From the bytes of an upload to its table: which encoding, which delimiter, which heading.

mod decode;
mod read;

pub use read::{Table, TableRow, read};
