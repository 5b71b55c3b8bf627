//! The form of an advocate: one plain form, sent to one function. What was typed comes back with
//! everything that needs mending.

use domain::advocates::AdvocateFormPage;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::api::{self, SaveAdvocate};
use super::fields::{LimitFields, OutcomeFields, PersonFields, Refilled, StatusFields, StoryFields};
use crate::layout::PageHeader;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{Button, ButtonKind, Card, FormProblems, LinkButton, Load};

#[component]
pub fn EditAdvocatePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let form = api::form(id);
    view! {
        <Load read=form let:page>
            <Form page/>
        </Load>
    }
}

#[component]
fn Form(page: AdvocateFormPage) -> impl IntoView {
    let flash = use_flash::<SaveAdvocate>();
    let problem = flash.problem();
    let refilled = Refilled::new(page.form.clone(), flash.clone());
    let [person, telling, outcomes, limits] = std::array::from_fn(|_| refilled.clone());
    let id = page.form.id.clone();
    let (version, opened) = (flash.known("version", &page.form.version), flash.known("opened", &page.form.opened));
    let title = ["Edit ", &page.form.name].concat();
    let line = [&page.organisation, ", ", &page.email].concat();
    view! {
        <PageHeader title line/>
        <form method="post" action=SaveAdvocate::PATH class="max-w-200 space-y-4 px-4 pb-10 lg:px-6">
            <FormProblems problem/>
            <input type="hidden" name="form[id]" value=id/>
            <input type="hidden" name="form[version]" value=version/>
            <input type="hidden" name="form[opened]" value=opened/>
            <Card id="person" title="Who it is">
                <PersonFields refilled=person zones=page.zones owners=page.owners/>
            </Card>
            <Card id="telling" title="What they can tell">
                <StoryFields refilled=telling/>
            </Card>
            <Card id="outcomes" title="Outcomes with numbers">
                <OutcomeFields refilled=outcomes/>
            </Card>
            <Card id="limits" title="How often they may be asked">
                <LimitFields refilled=limits policy=page.policy/>
            </Card>
            <Card id="use" title="Whether they can be used">
                <StatusFields refilled/>
            </Card>
            <div class="flex justify-end gap-2">
                <LinkButton href=paths::advocate(page.id)>"Cancel"</LinkButton>
                <Button kind=ButtonKind::Primary submit=true>
                    "Save advocate"
                </Button>
            </div>
        </form>
    }
}
