//! The form of an organisation: one plain form, sent to one function. What was typed comes back with everything that
//! needs mending; what another system keeps is shown and not offered.

use domain::advocates::Named;
use domain::opportunities::{Mastery, Source};
use domain::organisations::{OrganisationForm, OrganisationFormPage};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::api::{self, SaveOrganisation};
use crate::layout::PageHeader;
use crate::paths;
use crate::session::{FormFlash, use_flash};
use crate::ui::{
    Banner, Button, ButtonKind, Card, Choice, FormProblems, InputKind, LinkButton, Load, Select, TextInput, Tone,
};

#[component]
pub fn EditOrganisationPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let form = api::form(id);
    view! {
        <Load read=form let:page>
            <Form page/>
        </Load>
    }
}

#[component]
fn Form(page: OrganisationFormPage) -> impl IntoView {
    let flash = use_flash::<SaveOrganisation>();
    let problem = flash.problem();
    let id = page.form.id.clone();
    let (version, opened) = (flash.known("version", &page.form.version), flash.known("opened", &page.form.opened));
    let title = ["Edit ", &page.name].concat();
    let line = ["Source: ", page.source.label()].concat();
    let facts = match page.source.mastery() {
        Mastery::Here => {
            view! { <Facts form=page.form.clone() flash=flash.clone() industries=page.industries/> }.into_any()
        }
        Mastery::There => view! { <KeptElsewhere source=page.source/> }.into_any(),
    };
    view! {
        <PageHeader title line/>
        <form method="post" action=SaveOrganisation::PATH class="max-w-200 space-y-4 px-4 pb-10 lg:px-6">
            <FormProblems problem/>
            <input type="hidden" name="form[id]" value=id/>
            <input type="hidden" name="form[version]" value=version/>
            <input type="hidden" name="form[opened]" value=opened/>
            {facts}
            <Ours form=page.form flash owners=page.owners/>
            <div class="flex justify-end gap-2">
                <LinkButton href=paths::organisation(page.id)>"Cancel"</LinkButton>
                <Button kind=ButtonKind::Primary submit=true>
                    "Save organisation"
                </Button>
            </div>
        </form>
    }
}

#[component]
fn KeptElsewhere(source: Source) -> impl IntoView {
    let fact = [source.label(), " keeps the name, the website, the industry, the employees and the country."].concat();
    view! { <Banner tone=Tone::Neutral fact line="Change them there; the next synchronisation brings them."/> }
}

/// One line of text of the form.
#[component]
fn Line(
    flash: FormFlash,
    field: &'static str,
    label: &'static str,
    stored: String,
    #[prop(optional)] required: bool,
    #[prop(optional)] kind: InputKind,
    #[prop(into, optional)] hint: String,
    #[prop(default = 200)] maxlength: u32,
) -> impl IntoView {
    let name = ["form[", field, "]"].concat();
    let value = flash.value_or(field, &stored);
    let error = flash.problem().and_then(|problem| problem.of_field(field).map(str::to_owned));
    let optional = !required;
    if hint.is_empty() {
        view! { <TextInput id=field name label kind value error required optional maxlength/> }.into_any()
    } else {
        view! { <TextInput id=field name label kind value error required optional maxlength hint/> }.into_any()
    }
}

#[component]
fn Pick(
    flash: FormFlash,
    field: &'static str,
    label: &'static str,
    stored: String,
    choices: Vec<Choice>,
) -> impl IntoView {
    let name = ["form[", field, "]"].concat();
    let value = flash.value_or(field, &stored);
    let error = flash.problem().and_then(|problem| problem.of_field(field).map(str::to_owned));
    view! { <Select id=field name label choices value error optional=true/> }
}

fn choices(nothing: &str, named: Vec<Named>) -> Vec<Choice> {
    let choice = |named: Named| Choice::new(named.value, named.label);
    std::iter::once(Choice::new("", nothing)).chain(named.into_iter().map(choice)).collect()
}

/// What a CRM would keep.
#[component]
fn Facts(form: OrganisationForm, flash: FormFlash, industries: Vec<Named>) -> impl IntoView {
    let industries = choices("Not known", industries);
    view! {
        <Card id="what" title="What it is">
            <div class="grid gap-4 p-4 sm:grid-cols-2">
                <Line flash=flash.clone() field="name" label="Name" stored=form.name required=true/>
                <Line flash=flash.clone() field="website" label="Website" stored=form.website/>
                <Pick flash=flash.clone() field="industry" label="Industry" stored=form.industry choices=industries/>
                <Line flash=flash.clone() field="employees" label="Employees" stored=form.employees maxlength=12/>
                <Line flash field="country" label="Country" stored=form.country hint="Its name, or its code of two letters"/>
            </div>
        </Card>
    }
}

/// What is kept here, whatever the source.
#[component]
fn Ours(form: OrganisationForm, flash: FormFlash, owners: Vec<Named>) -> impl IntoView {
    let owners = choices("Nobody", owners);
    let commas = "Divided by commas";
    view! {
        <Card id="ours" title="What we know of it">
            <div class="grid gap-4 p-4 sm:grid-cols-2">
                <Line flash=flash.clone() field="city" label="City" stored=form.city/>
                <Line flash=flash.clone() field="region" label="Region" stored=form.region/>
                <Line
                    flash=flash.clone()
                    field="products"
                    label="Products"
                    stored=form.products
                    hint=commas
                    maxlength=1000
                />
                <Line
                    flash=flash.clone()
                    field="tech_stack"
                    label="Systems in use"
                    stored=form.tech_stack
                    hint=commas
                    maxlength=1000
                />
                <Line
                    flash=flash.clone()
                    field="customer_since"
                    label="Customer since"
                    stored=form.customer_since
                    kind=InputKind::Date
                />
                <Line flash=flash.clone() field="renewal_on" label="Renewal" stored=form.renewal_on kind=InputKind::Date/>
                <Pick flash field="owner" label="Success manager" stored=form.owner choices=owners/>
            </div>
        </Card>
    }
}
