//! How the reference for a deal stands, in a word.

use domain::opportunities::{Reference, ReferenceTone};
use leptos::prelude::*;

use crate::ui::{Status, Tone};

#[component]
pub(super) fn ReferenceLine(reference: Reference) -> impl IntoView {
    let tone = match reference.tone() {
        ReferenceTone::None => return view! { <span class="text-faint">{reference.text}</span> }.into_any(),
        ReferenceTone::Waiting => Tone::Neutral,
        ReferenceTone::Moving => Tone::Brand,
        ReferenceTone::Attention => Tone::Warning,
        ReferenceTone::Done => Tone::Success,
    };
    view! { <Status tone>{reference.text}</Status> }.into_any()
}
