//! The advocate as a prospect meets them.

use domain::scheduling::Speaker;
use leptos::prelude::*;

use crate::ui::{Avatar, FaceSize, Glyph, Icon};

/// Their face with the company in the corner.
#[component]
pub fn SpeakerFace(speaker: Speaker, #[prop(default = FaceSize::S56)] size: FaceSize) -> impl IntoView {
    let Speaker { id, name, organisation, organisation_id, .. } = speaker;
    view! { <Avatar name id size organisation=(organisation_id, organisation)/> }
}

/// "VP Finance Operations, Skylark Mutual"
pub fn role(speaker: &Speaker) -> String {
    match speaker.title.as_str() {
        "" => speaker.organisation.clone(),
        title => format!("{title}, {}", speaker.organisation),
    }
}

/// A line with an icon before it.
#[component]
pub fn Fact(glyph: Glyph, #[prop(into)] text: String) -> impl IntoView {
    view! {
        <li class="flex items-start gap-2.5">
            <Icon glyph class="mt-0.5 size-4.5 text-faint"/>
            <span>{text}</span>
        </li>
    }
}

/// What the talk can be about.
#[component]
pub fn Topics(title: String, topics: Vec<String>) -> impl IntoView {
    (!topics.is_empty()).then(|| {
        let items = topics
            .into_iter()
            .map(|topic| {
                view! {
                    <li class="flex gap-2">
                        <Icon glyph=Glyph::Check class="mt-0.5 size-4 text-success-ink"/>
                        <span class="block first-letter:uppercase">{topic}</span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <div class="mt-6 border-t border-line-faint pt-5">
                <p class="text-sm font-medium">{title}</p>
                <ul class="mt-2 space-y-1.5 text-base text-muted">{items}</ul>
            </div>
        }
    })
}
