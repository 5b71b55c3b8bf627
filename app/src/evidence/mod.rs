//! The evidence library: the list, one piece from draft to approval, its links, and what stands behind a link. The
//! matching page shows the few pieces that fit its deal.

pub mod api;
mod content;
mod fields;
mod form;
mod library;
mod links;
mod piece;
mod proof;
mod rows;
#[cfg(feature = "ssr")]
mod shared;
mod steps;

// A page without a script has no place in the browser build.
#[cfg(not(feature = "ssr"))]
pub use crate::layout::Elsewhere as SharedPage;
pub use form::{EditEvidencePage, NewEvidencePage};
pub use library::LibraryPage;
pub use piece::PiecePage;
pub use proof::ProofFirst;
#[cfg(feature = "ssr")]
pub use shared::SharedPage;

use domain::evidence::{EvidenceKind, EvidenceState};

use crate::ui::{Glyph, Tone};

fn tone(state: EvidenceState) -> Tone {
    match state {
        EvidenceState::Approved => Tone::Success,
        EvidenceState::InReview => Tone::Brand,
        EvidenceState::Expired => Tone::Warning,
        EvidenceState::Draft | EvidenceState::Withdrawn => Tone::Neutral,
    }
}

fn glyph(kind: EvidenceKind) -> Glyph {
    match kind {
        EvidenceKind::Quote => Glyph::Quote,
        EvidenceKind::CaseStudy => Glyph::Book,
        EvidenceKind::Clip => Glyph::Video,
        EvidenceKind::Slides => Glyph::Layers,
        EvidenceKind::WrittenAnswers => Glyph::Message,
    }
}
