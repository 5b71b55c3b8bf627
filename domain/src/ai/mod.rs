//! What a language model may add, and the rules that hold whatever it says.
//!
//! A model only suggests. Each answer is checked against closed sets before anybody sees it: `facets` against the words
//! of the company and the text it quotes, `order` against the ids that were ranked, `wording` against the facts it was
//! given. What does not hold is dropped and counted. `breaker` and `budget` say whether it is asked at all.

mod breaker;
mod budget;
mod facets;
mod fault;
mod order;
mod pages;
mod wording;

pub use breaker::{Breaker, Past};
pub use budget::{Cents, Prices, Tokens};
pub use facets::{Checked, Facet, FacetKind, MOST_FACETS, Offer, Source, Word, check_facets};
pub use fault::Fault;
pub use order::{MOST_PLACES, Move, Reordered, TOP, check_order};
pub use pages::{
    AiForm, AiSettings, AiState, Beside, FailedCall, InWords, Rationale, Suggested, SuggestedFacet, SuggestedMove,
    SuggestedOrder,
};
pub use wording::{MOST_CHARS, Unfounded, check_wording};

crate::text_enum! {
    /// What a model is asked for.
    pub enum Purpose {
        /// Which needs the notes of a deal name.
        Facets => "facets",
        /// Why the first place fits, or another one that was asked about, and what to bring up in a call, in sentences.
        Rationale => "rationale",
        /// Whether the first places should stand in another order.
        Reorder => "reorder",
    }
}

impl Purpose {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Facets => "Needs from notes",
            Self::Rationale => "Rationale",
            Self::Reorder => "Another order",
        }
    }
}
