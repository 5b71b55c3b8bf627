//! Where an advocate stands, in words and colours.

use chrono::NaiveDate;
use domain::advocates::{Readiness, Status, Support};
use leptos::prelude::*;

use crate::ui::{Glyph, Icon, Tone};

pub fn tone_of(readiness: Readiness) -> Tone {
    match readiness {
        Readiness::CanBeAsked => Tone::Success,
        Readiness::TiredOrAtCap => Tone::Warning,
        Readiness::CoolingOff => Tone::Brand,
        Readiness::DoNotAsk => Tone::Danger,
        Readiness::OnHold => Tone::Neutral,
    }
}

/// The status, and below it when it ends.
#[component]
pub fn StatusLines(status: Status, returns_on: Option<NaiveDate>) -> impl IntoView {
    let until = status.until_words(returns_on);
    view! {
        <p>
            <crate::ui::Status tone=tone_of(status.readiness())>{status.label()}</crate::ui::Status>
        </p>
        {until.map(|until| view! { <p class="pl-3 text-xs whitespace-nowrap text-faint">{until}</p> })}
    }
}

/// The light of the support desk: a face and a word.
#[component]
pub fn SupportLight(support: Support) -> impl IntoView {
    let (glyph, class) = match support {
        Support::Healthy => (Glyph::Smile, "size-4 text-success"),
        Support::Softened(_) => (Glyph::Meh, "size-4 text-warning"),
        Support::Closed(_) => (Glyph::Frown, "size-4 text-danger"),
    };
    view! {
        <span class="flex items-center gap-1.5 whitespace-nowrap text-muted">
            <Icon glyph class/>
            {support.label()}
        </span>
    }
}
