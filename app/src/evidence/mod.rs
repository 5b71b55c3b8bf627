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
mod shared;
mod steps;

pub use form::{EditEvidencePage, NewEvidencePage};
pub use library::LibraryPage;
pub use piece::PiecePage;
pub use proof::ProofFirst;
pub use shared::SharedPage;

use domain::evidence::EvidenceKind;

use crate::ui::Glyph;

fn glyph(kind: EvidenceKind) -> Glyph {
    match kind {
        EvidenceKind::Quote => Glyph::Quote,
        EvidenceKind::CaseStudy => Glyph::Book,
        EvidenceKind::Clip => Glyph::Video,
        EvidenceKind::Slides => Glyph::Layers,
        EvidenceKind::WrittenAnswers => Glyph::Message,
    }
}
