//! One thing that was found.

use domain::search::{Hit, SearchKind, Target, marked};
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Avatar, FaceSize, Glyph, Icon, OrgLogo};

/// Where a hit leads.
pub(super) fn address(target: &Target) -> String {
    match target {
        Target::Opportunity(id) => paths::opportunity(*id),
        Target::Advocate(id) => paths::advocate(*id),
        Target::Request(id) => paths::request(*id),
        Target::Evidence(id) => paths::evidence(*id),
        Target::Organisation(id) => paths::organisation(*id),
        Target::AdvocatesNamed(name) => paths::with_query(paths::advocates(), &[("q", Some(name))]),
    }
}

/// Whose face or sign stands before a hit.
pub(super) fn face(kind: SearchKind, hit: &Hit) -> AnyView {
    let (id, name) = (hit.id, hit.name.clone());
    match kind {
        SearchKind::Advocates | SearchKind::Contacts => view! { <Avatar name id/> }.into_any(),
        SearchKind::Opportunities | SearchKind::Organisations => {
            view! { <OrgLogo name id size=FaceSize::S20/> }.into_any()
        }
        SearchKind::Requests => view! { <Icon glyph=Glyph::Send class="size-4 text-faint"/> }.into_any(),
        SearchKind::Evidence => view! { <Icon glyph=Glyph::Quote class="size-4 text-faint"/> }.into_any(),
    }
}

#[component]
pub(super) fn HitLine(kind: SearchKind, hit: Hit, text: String) -> impl IntoView {
    let face = face(kind, &hit);
    let Hit { name, line, aside, target, .. } = hit;
    view! {
        <li>
            <a
                href=address(&target)
                class="focus-inset flex items-start gap-3 px-4 py-3 hover:bg-hover lg:px-6"
            >
                <span class="mt-0.5 inline-flex w-7 justify-center">{face}</span>
                <span class="min-w-0 flex-1">
                    <span class="block truncate text-sm font-medium"><Marked of=name text=text.clone()/></span>
                    <span class="line-clamp-2 text-sm text-muted"><Marked of=line text/></span>
                </span>
                <span class="shrink-0 text-xs text-faint">{aside}</span>
            </a>
        </li>
    }
}

/// The text, with what was looked for in the colour of a mark. The pieces are text, never markup.
#[component]
pub(super) fn Marked(of: String, text: String) -> impl IntoView {
    marked(&of, &text)
        .into_iter()
        .map(|(piece, is_marked)| {
            if is_marked {
                view! { <mark class="bg-transparent font-semibold text-brand-ink">{piece}</mark> }.into_any()
            } else {
                piece.into_any()
            }
        })
        .collect_view()
}
