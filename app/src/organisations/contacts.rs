//! `/organisations/:id/contacts`: people there who are no advocates, each in a form of its own.

use domain::organisations::{ContactThere, ContactsTherePage};
use domain::problem::Problem;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::PersonFields;
use super::api::{self, BringBackContact, EndContact, SaveContactThere};
use crate::layout::PageTitle;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{Banner, Breadcrumbs, Button, ButtonKind, Card, Checkbox, Glyph, Load, Size, Tone};

#[component]
pub fn OrganisationContactsPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let page = api::contacts(id);
    view! {
        <Load read=page let:page>
            <Contacts page/>
        </Load>
    }
}

#[component]
fn Contacts(page: ContactsTherePage) -> impl IntoView {
    let above = vec![
        (paths::organisations().to_owned(), "Organisations".to_owned()),
        (paths::organisation(page.organisation), page.name.clone()),
    ];
    let refused = use_flash::<SaveContactThere>()
        .problem()
        .or_else(|| use_flash::<EndContact>().problem())
        .or_else(|| use_flash::<BringBackContact>().problem());
    let refused = refused.filter(|problem| !matches!(problem, Problem::Invalid(_)));
    let (organisation, version) = (page.organisation.to_string(), page.version.to_string());
    let (left, here): (Vec<_>, Vec<_>) = page.contacts.into_iter().partition(|contact| contact.left.is_some());
    let forms = here
        .into_iter()
        .map(|contact| view! { <Known contact organisation=organisation.clone() version=version.clone()/> })
        .collect_view();
    let former = (!left.is_empty()).then(|| {
        let rows = left
            .into_iter()
            .map(|contact| view! { <Former contact organisation=organisation.clone()/> })
            .collect_view();
        view! {
            <Card id="former" title="Who left">
                <ul class="divide-y divide-line-faint">{rows}</ul>
            </Card>
        }
    });
    view! {
        <PageTitle title=["Contacts of ", &page.name].concat()/>
        <div class="flex h-11 items-center px-4 lg:px-6">
            <Breadcrumbs above here="Contacts"/>
        </div>
        <div class="max-w-200 space-y-4 px-4 pb-10 lg:px-6">
            <div>
                <h1 class="text-lg font-semibold">"Contacts"</h1>
                <p class="text-sm text-muted">{["People of ", &page.name, " who can be met in its deals"].concat()}</p>
            </div>
            {refused.map(|problem| view! { <Banner tone=Tone::Danger fact=problem.to_string()/> })}
            <Card id="new" title="Somebody new">
                <ContactFields organisation=organisation.clone() version=version.clone()/>
            </Card>
            {forms}
            {former}
        </div>
    }
}

#[component]
fn Known(contact: ContactThere, organisation: String, version: String) -> impl IntoView {
    let id = contact.id.to_string();
    let card = ["contact-", &id].concat();
    let deals = match contact.deals {
        0 => "They are on no deal.".to_owned(),
        1 => "They stay on their deal, and are offered for nothing new.".to_owned(),
        many => format!("They stay on their {many} deals, and are offered for nothing new."),
    };
    let end = (organisation.clone(), version.clone(), id);
    view! {
        <Card id=card title=contact.name.clone()>
            <ContactFields organisation version contact/>
            <details class="border-t border-line-faint px-4 py-2.5 text-sm">
                <summary class="w-fit cursor-pointer text-muted hover:text-ink">"Works there no more"</summary>
                <form method="post" action=EndContact::PATH class="mt-2 flex flex-wrap items-center justify-between gap-2">
                    <input type="hidden" name="organisation" value=end.0/>
                    <input type="hidden" name="version" value=end.1/>
                    <input type="hidden" name="contact" value=end.2/>
                    <p class="text-xs text-muted">{deals} " You can bring them back."</p>
                    <Button size=Size::Small submit=true>"Note that they left"</Button>
                </form>
            </details>
        </Card>
    }
}

#[component]
fn Former(contact: ContactThere, organisation: String) -> impl IntoView {
    let named = [" ", &contact.name].concat();
    let line: Vec<String> =
        [Some(contact.title).filter(|title| !title.is_empty()), contact.email].into_iter().flatten().collect();
    view! {
        <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2.5">
            <div class="min-w-0 flex-1 basis-48 text-sm">
                <p class="font-medium break-words">{contact.name}</p>
                <p class="text-xs break-words text-muted">{line.join(", ")}</p>
                <p class="text-xs text-faint">{contact.left.map(|left| ["Left, noted ", &left].concat())}</p>
            </div>
            <form method="post" action=BringBackContact::PATH>
                <input type="hidden" name="organisation" value=organisation/>
                <input type="hidden" name="contact" value=contact.id.to_string()/>
                <Button size=Size::Small icon=Glyph::Undo submit=true>
                    "Bring back"
                    <span class="sr-only">{named}</span>
                </Button>
            </form>
        </li>
    }
}

/// The fields of one person. Ids end in the contact's own, as the page holds several of these.
#[component]
fn ContactFields(
    organisation: String,
    version: String,
    #[prop(optional)] contact: Option<ContactThere>,
) -> impl IntoView {
    let flash = use_flash::<SaveContactThere>();
    let id = contact.as_ref().map(|contact| contact.id.to_string()).unwrap_or_default();
    let is_refused = flash.problem().is_some() && flash.value("contact").unwrap_or_default() == id;
    let save = if contact.is_some() { "Save" } else { "Add contact" };
    let (name, email, title) =
        contact.map(|contact| (contact.name, contact.email.unwrap_or_default(), contact.title)).unwrap_or_default();
    let value = |field: &str, stored: String| if is_refused { flash.value_or(field, &stored) } else { stored };
    let error = |field: &str| {
        flash.problem().filter(|_| is_refused).and_then(|problem| problem.of_field(field).map(str::to_owned))
    };
    let of = if id.is_empty() { "new".to_owned() } else { id.clone() };
    let field = |name: &str| [name, "-", &of].concat();
    let another = error("is_another").map(|text| {
        view! {
            <div class="sm:col-span-2">
                <Banner tone=Tone::Warning fact=text/>
                <div class="mt-2">
                    <Checkbox id=field("is_another") name="form[is_another]" value="on" label="Yes, this is somebody else"/>
                </div>
            </div>
        }
    });
    view! {
        <form method="post" action=SaveContactThere::PATH class="grid gap-4 p-4 sm:grid-cols-2">
            <input type="hidden" name="form[organisation]" value=organisation/>
            <input type="hidden" name="form[version]" value=version/>
            <input type="hidden" name="form[contact]" value=id.clone()/>
            <PersonFields
                of=of.clone()
                name=value("name", name)
                email=value("email", email)
                title=value("title", title)
                problem=flash.problem().filter(|_| is_refused)
            />
            {another}
            <div class="flex items-end justify-end sm:col-span-2">
                <Button kind=ButtonKind::Secondary size=Size::Small submit=true>
                    {save}
                </Button>
            </div>
        </form>
    }
}
