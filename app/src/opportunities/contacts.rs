//! The contacts of a deal, each in a form of its own: added, changed, made the primary one, taken off.

use domain::opportunities::{ContactRow, ContactsPage as Page, Section};
use domain::problem::Problem;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::api::{self, RemoveContact, SaveContact};
use crate::layout::PageTitle;
use crate::organisations::PersonFields;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{
    Badge, Banner, Breadcrumbs, Button, ButtonKind, Card, Checkbox, LinkButton, Load, Size, TextInput, Tone,
};

#[component]
pub fn ContactsPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let page = api::contacts(id);
    view! {
        <Load read=page let:page>
            <Contacts page/>
        </Load>
    }
}

#[component]
fn Contacts(page: Page) -> impl IntoView {
    let above = vec![
        (paths::opportunities().to_owned(), "Opportunities".to_owned()),
        (paths::opportunity_section(page.opportunity, Section::Notes), page.opportunity_name.clone()),
    ];
    let refused = use_flash::<SaveContact>().problem().or_else(|| use_flash::<RemoveContact>().problem());
    let refused = refused.filter(|problem| !matches!(problem, Problem::Invalid(_)));
    let (opportunity, version) = (page.opportunity.to_string(), page.version.to_string());
    let forms = page
        .contacts
        .into_iter()
        .map(|contact| {
            let (opportunity, version, company) = (opportunity.clone(), version.clone(), page.organisation.clone());
            view! { <Known contact opportunity version company/> }
        })
        .collect_view();
    let new = match page.organisation.clone() {
        Some(company) => view! {
            <Card id="new" title="Somebody else">
                <ContactForm opportunity=opportunity.clone() version=version.clone() company/>
            </Card>
        }
        .into_any(),
        None => {
            let href = paths::edit_opportunity(page.opportunity);
            view! {
                <Banner
                    tone=Tone::Neutral
                    fact="This deal has no prospect yet."
                    line="Its contacts work for one, so name it first."
                >
                    <LinkButton href size=Size::Small>"Edit the deal"</LinkButton>
                </Banner>
            }
            .into_any()
        }
    };
    view! {
        <PageTitle title=["Contacts of ", &page.opportunity_name].concat()/>
        <div class="flex h-11 items-center px-4 lg:px-6">
            <Breadcrumbs above here="Contacts"/>
        </div>
        <div class="max-w-200 space-y-4 px-4 pb-10 lg:px-6">
            <h1 class="text-lg font-semibold">"Contacts"</h1>
            {refused.map(|problem| view! { <Banner tone=Tone::Danger fact=problem.to_string()/> })}
            {forms}
            {new}
        </div>
    }
}

#[component]
fn Known(contact: ContactRow, opportunity: String, version: String, company: Option<String>) -> impl IntoView {
    let id = contact.id.to_string();
    let aside = contact.is_primary.then(|| view! { <Badge tone=Tone::Brand>"Primary"</Badge> }).into_any();
    let card = ["contact-", &id].concat();
    let stays = match &company {
        Some(company) => ["They stay a contact of ", company, "; requests and calls keep them."].concat(),
        None => "Requests and calls keep them.".to_owned(),
    };
    let remove = (opportunity.clone(), version.clone(), id);
    view! {
        <Card id=card title=contact.name.clone() aside>
            <ContactForm opportunity version company=company.unwrap_or_default() contact/>
            <details class="border-t border-line-faint px-4 py-2.5 text-sm">
                <summary class="w-fit cursor-pointer text-muted hover:text-ink">"Take off the deal"</summary>
                <form
                    method="post"
                    action=RemoveContact::PATH
                    class="mt-2 flex flex-wrap items-center justify-between gap-2"
                >
                    <input type="hidden" name="opportunity" value=remove.0/>
                    <input type="hidden" name="version" value=remove.1/>
                    <input type="hidden" name="contact" value=remove.2/>
                    <p class="text-xs text-muted">{stays}</p>
                    <Button kind=ButtonKind::DangerGhost size=Size::Small submit=true>
                        "Take off the deal"
                    </Button>
                </form>
            </details>
        </Card>
    }
}

/// The fields of one person. Ids end in the contact's own, as the page holds several of these.
#[component]
fn ContactForm(
    opportunity: String,
    version: String,
    company: String,
    #[prop(optional)] contact: Option<ContactRow>,
) -> impl IntoView {
    let flash = use_flash::<SaveContact>();
    let id = contact.as_ref().map(|contact| contact.id.to_string()).unwrap_or_default();
    let is_refused = flash.problem().is_some() && flash.value("contact").unwrap_or_default() == id;
    let stored = contact.clone().map(|contact| {
        (contact.name, contact.email.unwrap_or_default(), contact.title, contact.role, contact.is_primary)
    });
    let (name, email, title, role, primary) = stored.unwrap_or_default();
    let value = |field: &str, stored: String| if is_refused { flash.value_or(field, &stored) } else { stored };
    let error = |field: &str| {
        flash.problem().filter(|_| is_refused).and_then(|problem| problem.of_field(field).map(str::to_owned))
    };
    let checked = if is_refused { flash.value("primary").is_some() } else { primary };
    let of = if id.is_empty() { "new".to_owned() } else { id.clone() };
    let field = |name: &str| [name, "-", &of].concat();
    let (save, works) = match &contact {
        Some(_) => ("Save", None),
        None => ("Add contact", Some(["Works for ", &company].concat())),
    };
    view! {
        <form method="post" action=SaveContact::PATH class="grid gap-4 p-4 sm:grid-cols-2">
            <input type="hidden" name="form[opportunity]" value=opportunity/>
            <input type="hidden" name="form[version]" value=version/>
            <input type="hidden" name="form[contact]" value=id.clone()/>
            <PersonFields
                of=of.clone()
                name=value("name", name)
                email=value("email", email)
                title=value("title", title)
                problem=flash.problem().filter(|_| is_refused)
            />
            <TextInput
                id=field("role")
                name="form[role]"
                label="Role in the deal"
                value=value("role", role)
                error=error("role")
                optional=true
                autocomplete="off"
                maxlength=80
            />
            <div class="flex flex-wrap items-center justify-between gap-2 sm:col-span-2">
                <div>
                    <Checkbox
                        id=field("primary")
                        name="form[primary]"
                        value="on"
                        label="Primary contact, who is invited"
                        checked
                    />
                    {error("primary").map(|text| view! { <p class="text-xs text-danger-ink">{text}</p> })}
                    {works.map(|works| view! { <p class="text-xs text-faint">{works}</p> })}
                </div>
                <Button kind=ButtonKind::Primary size=Size::Small submit=true>
                    {save}
                </Button>
            </div>
        </form>
    }
}
