//! What the palette offers for a text, as the options of its list: rendered here, because the pages it lies over fetch
//! no code that could render it.

use domain::accounts::Viewer;
use domain::search::{SearchAddress, SearchKind, SearchResults, looked_for};
use leptos::prelude::*;

use super::hits::{Marked, address, face};
use crate::layout::{Place, places};
use crate::paths;
use crate::ui::{Glyph, Icon};

/// What a first letter narrows the palette to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    Everything,
    /// `>`: places and what can be begun.
    Commands,
    /// `@`: people.
    People,
}

/// What was typed: narrowed to what, and the text.
pub(super) fn read(typed: &str) -> (Within, &str) {
    match typed.trim_start().split_at_checked(1) {
        Some((">", text)) => (Within::Commands, text.trim()),
        Some(("@", text)) => (Within::People, text.trim()),
        _ => (Within::Everything, typed.trim()),
    }
}

/// What is asked of the search: nothing, when only commands are wanted.
pub(super) fn asked(typed: &str) -> SearchAddress {
    let (within, text) = read(typed);
    let q = (within != Within::Commands && !text.is_empty()).then(|| text.to_owned());
    SearchAddress { q, ..SearchAddress::default() }
}

/// The options, as HTML.
pub(super) fn fragment(viewer: &Viewer, typed: &str, found: SearchResults) -> String {
    let (within, text) = read(typed);
    let wanted = looked_for(text);
    let shows =
        |kind: SearchKind| within != Within::People || matches!(kind, SearchKind::Advocates | SearchKind::Contacts);
    let mut groups: Vec<(String, Vec<Offered>)> = Vec::new();
    for group in found.groups {
        let hits = group.hits.into_iter().filter(|_| shows(group.kind)).map(|hit| {
            let href = address(&hit.target);
            let face = face(group.kind, &hit);
            Offered { href, face, label: hit.name, line: hit.line, aside: hit.aside, keys: None }
        });
        groups.push((group.kind.label().to_owned(), hits.collect()));
    }
    let fits = |place: &&Place| place.label.to_lowercase().contains(&wanted);
    let commands = |is_action: bool| {
        places(viewer).iter().filter(|place| place.is_action == is_action).filter(fits).map(Offered::of).collect()
    };
    if within != Within::People {
        groups.push(("Go to".to_owned(), commands(false)));
        groups.push(("Begin".to_owned(), commands(true)));
    }
    if within == Within::Everything && !text.is_empty() {
        let href = paths::with_query(paths::search(), &[("q", Some(text))]);
        let label = ["Search everything for “", text, "”"].concat();
        let face = view! { <Icon glyph=Glyph::Search class="size-4.5 text-muted"/> }.into_any();
        let everything = Offered { href, face, label, line: String::new(), aside: String::new(), keys: None };
        groups.push(("Elsewhere".to_owned(), vec![everything]));
    }
    let mut number = 0;
    let groups = groups
        .into_iter()
        .filter(|(_, offered)| !offered.is_empty())
        .map(|(title, offered)| {
            let options = offered
                .into_iter()
                .map(|offered| {
                    number += 1;
                    view! { <Line offered number text=wanted.clone()/> }
                })
                .collect_view();
            view! {
                <li role="presentation" class="px-4.5 pt-3 pb-1 text-2xs font-medium text-faint">
                    {title}
                </li>
                {options}
            }
        })
        .collect_view();
    groups.to_html()
}

/// One option.
struct Offered {
    href: String,
    face: AnyView,
    label: String,
    line: String,
    aside: String,
    keys: Option<&'static str>,
}

impl Offered {
    fn of(place: &Place) -> Self {
        let glyph = place.glyph;
        Self {
            href: place.href.to_owned(),
            face: view! { <Icon glyph class="size-4.5 text-muted"/> }.into_any(),
            label: place.label.to_owned(),
            line: String::new(),
            aside: String::new(),
            keys: place.keys,
        }
    }
}

#[component]
fn Line(offered: Offered, number: usize, text: String) -> impl IntoView {
    const KEY: &str = "inline-flex h-5 min-w-5 items-center justify-center rounded-xs border border-line-strong \
        bg-surface px-1 font-sans text-2xs text-muted";
    let Offered { href, face, label, line, aside, keys } = offered;
    let caps = keys
        .into_iter()
        .flat_map(|keys| keys.split(' '))
        .map(|key| view! { <kbd class=KEY>{key.to_uppercase()}</kbd> })
        .collect_view();
    view! {
        <li
            role="option"
            id=format!("palette-{number}")
            aria-selected="false"
            data-href=href
            class="mx-2 flex min-h-10 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 hover:bg-hover \
            aria-selected:bg-active"
        >
            <span class="inline-flex w-6 shrink-0 justify-center" aria-hidden="true">{face}</span>
            <span class="min-w-0 flex-1 truncate text-sm">
                <Marked of=label text=text.clone()/>
                " "
                <span class="text-faint"><Marked of=line text/></span>
            </span>
            <span class="shrink-0 text-xs text-faint max-sm:hidden">{aside}</span>
            <span class="flex gap-1 max-sm:hidden" aria-hidden="true">{caps}</span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_letter_narrows_what_is_offered() {
        let table = [
            ("marlowe", Within::Everything, "marlowe"),
            ("  marlowe ", Within::Everything, "marlowe"),
            (">new", Within::Commands, "new"),
            ("> new op", Within::Commands, "new op"),
            ("@ingrid", Within::People, "ingrid"),
            ("", Within::Everything, ""),
            (">", Within::Commands, ""),
            ("ö", Within::Everything, "ö"),
        ];

        for (typed, within, text) in table {
            assert_eq!(read(typed), (within, text), "{typed:?}");
        }
        assert_eq!(asked(">ingrid").q, None);
        assert_eq!(asked("@ ").q, None);
        assert_eq!(asked("@ingrid").q.as_deref(), Some("ingrid"));
    }
}
