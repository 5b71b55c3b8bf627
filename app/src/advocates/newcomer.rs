//! The form of somebody new at a customer. A similar name there is asked about before anybody is added.

use domain::advocates::NewAdvocatePage as Page;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{self, AddAdvocate};
use crate::layout::PageHeader;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{
    Button, ButtonKind, Card, Checkbox, Choice, FormProblems, InputKind, LinkButton, Load, Select, TextInput,
};

#[component]
pub fn NewAdvocatePage() -> impl IntoView {
    let page = api::new_advocate();
    view! {
        <Load read=page let:page>
            <Form page/>
        </Load>
    }
}

#[component]
fn Form(page: Page) -> impl IntoView {
    let flash = use_flash::<AddAdvocate>();
    let problem = flash.problem();
    let error = |field: &str| problem.as_ref().and_then(|problem| problem.of_field(field).map(str::to_owned));
    let value = |field: &str| flash.value(field).unwrap_or_default();
    let zones = page.zones.into_iter().map(|zone| Choice::new(zone.value, zone.label)).collect();
    let customers = page.customers.into_iter().map(|name| view! { <option value=name></option> }).collect_view();
    // Asked only when somebody of a similar name is there.
    let is_another = error("is_another").map(|words| {
        view! {
            <div class="sm:col-span-2">
                <Checkbox
                    id="is_another"
                    name="form[is_another]"
                    value="on"
                    label="This is somebody else: add them"
                    hint=words
                />
            </div>
        }
    });
    let fields = view! {
                <div class="grid gap-4 p-4 sm:grid-cols-2">
                    {is_another}
                    <TextInput
                        id="name"
                        name="form[name]"
                        label="Name"
                        value=value("name")
                        error=error("name")
                        required=true
                        autocomplete="off"
                        maxlength=200
                    />
                    <TextInput
                        id="email"
                        name="form[email]"
                        label="E-mail"
                        kind=InputKind::Email
                        value=value("email")
                        error=error("email")
                        required=true
                        autocomplete="off"
                        maxlength=254
                    />
                    <div>
                        <TextInput
                            id="organisation"
                            name="form[organisation]"
                            label="Customer"
                            value=value("organisation")
                            error=error("organisation")
                            required=true
                            autocomplete="off"
                            list="customers"
                            maxlength=200
                        />
                        <datalist id="customers">{customers}</datalist>
                    </div>
                    <TextInput
                        id="title"
                        name="form[title]"
                        label="Job title"
                        value=value("title")
                        error=error("title")
                        optional=true
                        autocomplete="off"
                        maxlength=200
                    />
                    <TextInput
                        id="languages"
                        name="form[languages]"
                        label="Languages"
                        value=flash.value_or("languages", "English")
                        hint="Divided by commas, the preferred one first"
                        error=error("languages")
                        required=true
                        maxlength=300
                    />
                    <Select
                        id="time_zone"
                        name="form[time_zone]"
                        label="Time zone"
                        choices=zones
                        value=flash.value_or("time_zone", &page.time_zone)
                        error=error("time_zone")
                    />
                </div>
    };
    view! {
        <PageHeader title="New advocate" line="A person at a customer. They start as a candidate; nobody writes to them yet."/>
        <form method="post" action=AddAdvocate::PATH class="max-w-200 space-y-4 px-4 pb-10 lg:px-6">
            <FormProblems problem=problem.clone()/>
            <Card id="person" title="Who it is">
                {fields}
            </Card>
            <div class="flex justify-end gap-2">
                <LinkButton href=paths::advocates()>"Cancel"</LinkButton>
                <Button kind=ButtonKind::Primary submit=true>
                    "Add advocate"
                </Button>
            </div>
        </form>
    }
}
