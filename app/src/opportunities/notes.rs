//! Notes on a deal. Writing, changing, deleting and bringing back are plain forms; `?edit=` of the
//! address says which note is open.

use domain::ids::OpportunityId;
use domain::opportunities::{ContactRow, NOTE_CHARS, NoteRow, Notes, Section, WorkplaceHeader};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{DeleteNote, RestoreNote, SaveNote};
use crate::paths;
use crate::session::{FormFlash, use_flash};
use crate::ui::{
    Avatar, Banner, Button, ButtonKind, Card, FaceSize, Glyph, LinkButton, OlderPages, Size, TextArea, TextLink, Tone,
};

#[component]
pub fn NotesTab(notes: Notes, header: WorkplaceHeader) -> impl IntoView {
    let id = header.id;
    let query = use_query_map();
    let open = query.with_untracked(|query| query.get("edit")).unwrap_or_default();
    let is_later_page = query.with_untracked(|query| query.get("after").is_some());
    let address = paths::opportunity_section(id, Section::Notes);
    let older = notes.older.map(|cursor| paths::with_query(&address, &[("after", Some(&cursor))]));
    let write = (notes.may_write && open.is_empty() && !is_later_page).then(|| view! { <NoteForm opportunity=id/> });
    let empty = notes.rows.is_empty().then(|| view! { <p class="px-4 py-3 text-sm text-faint">"No notes yet"</p> });
    let rows = notes
        .rows
        .into_iter()
        .map(|row| {
            let is_open = row.is_own && row.undo_until.is_none() && row.id.to_string() == open;
            match (is_open, row.undo_until.clone()) {
                (true, _) => view! { <li><NoteForm opportunity=id note=row/></li> }.into_any(),
                (false, Some(until)) => view! { <Deleted row until/> }.into_any(),
                (false, None) => view! { <Written row may_write=notes.may_write/> }.into_any(),
            }
        })
        .collect_view();
    let edit = header.may_edit;
    let change =
        move |href: String| edit.then(|| view! { <TextLink href class="text-xs">"Edit"</TextLink> }).into_any();
    let background = (!notes.background.is_empty()).then(|| {
        view! {
            <Card id="background" title="Background" action=change(paths::edit_opportunity(id))>
                <p class="px-4 py-3 text-sm wrap-anywhere whitespace-pre-line">{notes.background}</p>
            </Card>
        }
    });
    view! {
        <div class="grid items-start gap-4 p-4 lg:grid-cols-[minmax(0,1fr)_23rem] lg:p-6">
            <Card id="notes" title="Notes">
                <Refused/>
                {write}
                {empty}
                <ul class="divide-y divide-line-faint">{rows}</ul>
                <OlderPages newest=is_later_page.then_some(address) older/>
            </Card>
            <div class="min-w-0 space-y-4">
                {background}
                <Card id="contacts" title="Contacts" action=change(paths::opportunity_contacts(id))>
                    <Contacts contacts=header.contacts/>
                </Card>
            </div>
        </div>
    }
}

/// Why a note could not be deleted or brought back.
#[component]
fn Refused() -> impl IntoView {
    let problem = use_flash::<DeleteNote>().problem().or_else(|| use_flash::<RestoreNote>().problem());
    problem.map(|problem| {
        view! {
            <div class="p-4 pb-0">
                <Banner tone=Tone::Danger fact=problem.to_string()/>
            </div>
        }
    })
}

/// What was typed into the form of this note; empty for another's.
fn typed(flash: &FormFlash, note: &str) -> Option<String> {
    (flash.value("note").unwrap_or_default() == note).then(|| flash.value("text")).flatten()
}

/// A new note, or the change of one's own.
#[component]
fn NoteForm(opportunity: OpportunityId, #[prop(optional)] note: Option<NoteRow>) -> impl IntoView {
    let flash = use_flash::<SaveNote>();
    let id = note.as_ref().map(|note| note.id.to_string()).unwrap_or_default();
    let version = note.as_ref().map(|note| note.version.to_string()).unwrap_or_default();
    let stored = note.as_ref().map(|note| note.text.clone()).unwrap_or_default();
    let typed = typed(&flash, &id);
    let problem = flash.problem().filter(|_| typed.is_some());
    let error = problem.as_ref().and_then(|problem| problem.of_field("text").map(str::to_owned));
    let refused = problem.filter(|_| error.is_none());
    let value = typed.unwrap_or(stored);
    let label = if note.is_some() { "Your note" } else { "New note" };
    let back = note.map(|_| paths::opportunity_section(opportunity, Section::Notes));
    let maxlength = u32::try_from(NOTE_CHARS).unwrap_or(10_000);
    view! {
        <form method="post" action=SaveNote::PATH class="space-y-2 border-b border-line-faint p-4">
            {refused.map(|problem| view! { <Banner tone=Tone::Danger fact=problem.to_string()/> })}
            <input type="hidden" name="form[opportunity]" value=opportunity.to_string()/>
            <input type="hidden" name="form[note]" value=id/>
            <input type="hidden" name="form[version]" value=version/>
            <TextArea id="text" name="form[text]" label value error required=true rows=3 maxlength/>
            <div class="flex justify-end gap-2">
                {back.map(|href| view! { <LinkButton href size=Size::Small>"Cancel"</LinkButton> })}
                <Button kind=ButtonKind::Primary size=Size::Small submit=true>
                    "Save note"
                </Button>
            </div>
        </form>
    }
}

#[component]
fn Written(row: NoteRow, may_write: bool) -> impl IntoView {
    let own = (row.is_own && may_write).then(|| {
        let notes = paths::opportunity_section(row.opportunity, Section::Notes);
        let edit = paths::with_query(&notes, &[("edit", Some(&row.id.to_string()))]);
        view! {
            <span class="flex shrink-0 items-center gap-1">
                <LinkButton href=edit kind=ButtonKind::Ghost size=Size::Small>"Edit"</LinkButton>
                <form method="post" action=DeleteNote::PATH>
                    <input type="hidden" name="opportunity" value=row.opportunity.to_string()/>
                    <input type="hidden" name="note" value=row.id.to_string()/>
                    <Button kind=ButtonKind::Ghost size=Size::Small submit=true>"Delete"</Button>
                </form>
            </span>
        }
    });
    let edited = row.edited.map(|when| [". Changed ", &when].concat());
    view! {
        <li class="flex gap-3 px-4 py-3">
            <Avatar name=row.author.name.clone() id=row.author.id.0 size=FaceSize::S28/>
            <div class="min-w-0 flex-1">
                <div class="flex flex-wrap items-center justify-between gap-x-3">
                    <p class="text-sm">
                        <span class="font-medium">{row.author.name}</span>
                        <span class="text-xs text-faint">" " {row.when} {edited}</span>
                    </p>
                    {own}
                </div>
                <p class="mt-0.5 text-sm wrap-anywhere whitespace-pre-line text-muted">{row.text}</p>
            </div>
        </li>
    }
}

/// In the place of a note that can still come back.
#[component]
fn Deleted(row: NoteRow, until: String) -> impl IntoView {
    view! {
        <li class="flex flex-wrap items-center justify-between gap-2 bg-sunken px-4 py-2.5 text-sm text-muted">
            <p>"You deleted this note. It can be brought back until " {until} "."</p>
            <form method="post" action=RestoreNote::PATH>
                <input type="hidden" name="opportunity" value=row.opportunity.to_string()/>
                <input type="hidden" name="note" value=row.id.to_string()/>
                <Button size=Size::Small icon=Glyph::Undo submit=true>
                    "Undo"
                </Button>
            </form>
        </li>
    }
}

#[component]
fn Contacts(contacts: Vec<ContactRow>) -> impl IntoView {
    if contacts.is_empty() {
        return view! { <p class="px-4 py-3 text-sm text-faint">"No contacts yet"</p> }.into_any();
    }
    let rows = contacts
        .into_iter()
        .map(|contact| {
            let about: Vec<String> =
                [contact.title, contact.role].into_iter().filter(|text| !text.is_empty()).collect();
            let email = contact.email.map(|email| {
                let href = ["mailto:", &email].concat();
                view! { <TextLink href class="text-xs break-all">{email}</TextLink> }
            });
            view! {
                <li class="flex gap-3 px-4 py-3">
                    <Avatar name=contact.name.clone() id=contact.id.0 size=FaceSize::S28/>
                    <div class="min-w-0">
                        <p class="text-sm font-medium">{contact.name}</p>
                        <p class="text-xs text-muted">{about.join(". ")}</p>
                        {email}
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="divide-y divide-line-faint">{rows}</ul> }.into_any()
}
