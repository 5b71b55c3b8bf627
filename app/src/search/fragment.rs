//! What the palette offers for a text, as the options of its list: rendered here, because the pages it lies over fetch
//! no code that could render it.

use domain::accounts::{Permission, Viewer};
use domain::opportunities::Section;
use domain::search::{Group, SearchAddress, SearchKind, SearchResults, Target, looked_for, nearness};
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
    // A page or a thing to begin that is called so, or whose name begins so, is what was meant; one that only has the
    // words somewhere in its name comes after the records.
    let commands = |is_action: bool, is_meant: bool| {
        let fits = |place: &&Place| {
            let near = nearness(place.label, &wanted);
            place.is_action == is_action && near < NOT_NAMED_SO && (near <= BEGINS_SO) == is_meant
        };
        places(viewer).iter().filter(fits).map(Offered::of).collect::<Vec<_>>()
    };
    let offered = |is_meant: bool| match within {
        Within::People => Vec::new(),
        _ => vec![("Go to".to_owned(), commands(false, is_meant)), ("Begin".to_owned(), commands(true, is_meant))],
    };
    groups.extend(offered(true));
    let results = results(&found);
    let mut actions = found.groups.iter().find_map(|group| actions(viewer, group, &wanted));
    for group in found.groups {
        let is_first_record = group.kind == SearchKind::Opportunities;
        let hits = group.hits.into_iter().filter(|_| shows(group.kind)).map(|hit| {
            let href = address(&hit.target);
            let face = face(group.kind, &hit);
            Offered { href, face, label: hit.name, line: hit.line, aside: hit.aside, keys: None, is_of_a_record: false }
        });
        groups.push((group.kind.label().to_owned(), hits.collect()));
        if is_first_record && within == Within::Everything {
            groups.extend(actions.take());
        }
    }
    groups.extend(offered(false));
    if within == Within::Everything && !text.is_empty() {
        let href = paths::with_query(paths::search(), &[("q", Some(text))]);
        let label = ["Search everything for “", text, "”"].concat();
        let face = view! { <Icon glyph=Glyph::Search class="size-4.5 text-muted"/> }.into_any();
        let everything =
            Offered { href, face, label, line: String::new(), aside: results, keys: None, is_of_a_record: false };
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

/// How near a name is that begins with the words, and how near one is that has them nowhere.
const BEGINS_SO: u8 = 1;
const NOT_NAMED_SO: u8 = 4;

/// "14 results": of all kinds together.
fn results(found: &SearchResults) -> String {
    let all: u32 = found.groups.iter().map(|group| group.count.number).sum();
    let is_more = found.groups.iter().any(|group| group.count.or_more);
    match (all, is_more) {
        (_, true) => format!("{all}+ results"),
        (1, false) => "1 result".to_owned(),
        (all, false) => format!("{all} results"),
    }
}

/// What can be done with the deal that was meant: the first, where its name begins with the words.
fn actions(viewer: &Viewer, group: &Group, wanted: &str) -> Option<(String, Vec<Offered>)> {
    let hit = group.hits.first().filter(|hit| nearness(&hit.name, wanted) <= BEGINS_SO)?;
    let Target::Opportunity(id) = hit.target else { return None };
    let action = |glyph: Glyph, label: &str, href: String| Offered {
        href,
        face: view! { <Icon glyph class="size-4.5 text-muted"/> }.into_any(),
        label: label.to_owned(),
        line: String::new(),
        aside: String::new(),
        keys: None,
        is_of_a_record: true,
    };
    let matching = viewer.may(Permission::RunMatching);
    let edit = viewer.may(Permission::EditOpportunities);
    let section = |section| paths::opportunity_section(id, section);
    let mut offered = Vec::new();
    if matching {
        offered.push(action(Glyph::Sliders, "Weights", [&paths::opportunity(id), "#weights"].concat()));
    }
    offered.push(action(Glyph::Send, "Its requests", section(Section::Requests)));
    offered.push(action(Glyph::Note, "Its notes", section(Section::Notes)));
    if edit {
        offered.push(action(
            Glyph::Calendar,
            "Change needed-by date",
            [&paths::edit_opportunity(id), "#needs"].concat(),
        ));
    }
    Some((["Actions on ", &hit.name].concat(), offered))
}

/// One option.
struct Offered {
    href: String,
    face: AnyView,
    label: String,
    line: String,
    aside: String,
    keys: Option<&'static str>,
    /// Something to do with the record above it.
    is_of_a_record: bool,
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
            is_of_a_record: false,
        }
    }
}

#[component]
fn Line(offered: Offered, number: usize, text: String) -> impl IntoView {
    const KEY: &str = "inline-flex h-5 min-w-5 items-center justify-center rounded-xs border border-line-strong \
        bg-surface px-1 font-sans text-2xs text-muted";
    const CAP: &str = "h-5 min-w-5 items-center justify-center rounded-xs border border-line-strong bg-surface px-1 \
        font-sans text-2xs text-muted";
    let Offered { href, face, label, line, aside, keys, is_of_a_record } = offered;
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
            data-action=is_of_a_record.then_some("")
            class="group mx-2 flex min-h-10 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 hover:bg-hover \
            aria-selected:bg-active"
        >
            <span class="inline-flex w-6 shrink-0 justify-center" aria-hidden="true">{face}</span>
            <span class="min-w-0 flex-1 truncate text-sm">
                <Marked of=label text=text.clone()/>
                " "
                <span class="text-faint"><Marked of=line text/></span>
            </span>
            <span class="shrink-0 text-xs text-faint max-sm:hidden">{aside}</span>
            <span class="flex gap-1 max-sm:hidden" aria-hidden="true">
                {caps} <kbd class=["hidden group-aria-selected:inline-flex ", CAP].concat()>"Enter"</kbd>
            </span>
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
