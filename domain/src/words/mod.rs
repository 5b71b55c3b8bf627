//! Words: which advocate's own texts speak of what a deal needs, how much so, and the sentence that says it best
//! (MAT-2, MAT-5). Feature `words`, never in the browser: it is given the result.
//!
//! Each advocate's texts (story, outcomes, evidence) are one document of a [`Texts`]. [`Texts::search`] scores all of
//! them against a question by BM25, [`Texts::quote`] finds the best sentence of a few and marks its words. Endings are
//! taken off by a function that the caller gives, as zone rules are given elsewhere: the rules here know no word lists
//! but the small words by which a language is told (`tongue.rs`).
//!
//! Laws, held by `tests/words.rs`: more text never lowers one's own score; the order of the documents and of the
//! question changes nothing; whoever says nothing of what is asked has no hit; a mark lies within its sentence. For
//! the first of them the length of a document is left out of the formula, see `docs/decisions/0019`.

mod alike;
mod cut;
mod quote;
mod search;
mod texts;
mod tongue;

pub use cut::{sentences, words};
pub use quote::Quote;
pub use search::{Found, Part};
pub use texts::{Field, Stem, Text, Texts};
pub use tongue::Tongue;
