//! What a customer said, quoted beside a number: the words that the deal asked for are marked, and a link leads to
//! where it stands.

use domain::ids::AdvocateId;
use domain::matching::Evidence;
use leptos::prelude::*;

use crate::paths;
use crate::ui::TextLink;

/// The pieces are text, never markup.
#[component]
pub fn Quotation(evidence: Evidence, advocate: AdvocateId) -> impl IntoView {
    let pieces = evidence.pieces().into_iter().map(|(piece, is_marked)| {
        let piece = piece.to_owned();
        if is_marked {
            view! { <mark class="bg-transparent font-semibold text-brand-ink">{piece}</mark> }.into_any()
        } else {
            piece.into_any()
        }
    });
    let (href, place) = match (evidence.piece, evidence.field.as_str()) {
        (Some(piece), _) => (paths::evidence(piece), "Evidence"),
        (None, "outcome") => ([&paths::advocate(advocate), "#story"].concat(), "Outcome"),
        (None, _) => ([&paths::advocate(advocate), "#story"].concat(), "Story"),
    };
    view! {
        <q class="wrap-anywhere">{pieces.collect_view()}</q>
        " "
        <TextLink href class="text-xs whitespace-nowrap">
            {place}
        </TextLink>
    }
}
