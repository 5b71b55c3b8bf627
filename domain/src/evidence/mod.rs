//! Proof that can be shown before a person is asked: what it is, who lets it out, and what fits a deal.

mod form;
mod list;
mod page;
mod proof;
mod state;

pub use form::{EvidenceDraft, EvidenceForm, FormPage, Source, TITLE_CHARS};
pub use list::{EvidenceList, EvidenceRow, EvidenceSort};
pub use page::{Attachment, EvidencePage, LinkRow, MoveRow, ProofOffers, ProofRow, SharedEvidence};
pub use proof::{MOST_OFFERED, Offer, Piece, ProofPart, proof_for};
pub use state::{EvidenceKind, EvidenceState, Refusal, Step};
