//! The form of a deal: one plain form, sent to one function, with or without a script. What was
//! typed comes back with everything that needs mending.

use domain::opportunities::{FormPage, Mastery};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::api::{self, Save};
use super::fields::{ContactFields, FactFields, MasteredFacts, NeedFields, Refilled};
use crate::layout::PageHeader;
use crate::paths;
use crate::session;
use crate::ui::{Button, ButtonKind, Card, FormProblems, LinkButton, Load};

#[component]
pub fn NewOpportunityPage() -> impl IntoView {
    let form = api::form(None);
    view! {
        <Load read=form let:page>
            <Form page/>
        </Load>
    }
}

#[component]
pub fn EditOpportunityPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let form = api::form(Some(id));
    view! {
        <Load read=form let:page>
            <Form page/>
        </Load>
    }
}

#[component]
fn Form(page: FormPage) -> impl IntoView {
    let flash = session::use_flash::<Save>();
    let problem = flash.problem();
    let (version, opened) = (flash.known("version", &page.form.version), flash.known("opened", &page.form.opened));
    let refilled = Refilled::new(page.form.clone(), flash);
    let (title, back) = match page.id {
        Some(id) => ("Edit opportunity", paths::opportunity(id)),
        None => ("New opportunity", paths::opportunities().to_owned()),
    };
    let facts = match page.source.mastery() {
        Mastery::Here => {
            view! { <FactFields refilled=refilled.clone() stages=page.stages owners=page.owners/> }.into_any()
        }
        Mastery::There => {
            view! { <MasteredFacts form=page.form source=page.source stages=page.stages owners=page.owners/> }
                .into_any()
        }
    };
    let further = page.further_contacts;
    let (needs, contacts) = (refilled.clone(), refilled.clone());
    let id = refilled.stored().id.clone();
    view! {
        <PageHeader title/>
        <form method="post" action=Save::url() class="max-w-200 space-y-4 px-4 pb-10 lg:px-6">
            <FormProblems problem/>
            <input type="hidden" name="form[id]" value=id/>
            <input type="hidden" name="form[version]" value=version/>
            <input type="hidden" name="form[opened]" value=opened/>
            <Card id="facts" title="The deal">
                {facts}
            </Card>
            <Card id="needs" title="What the prospect needs to hear">
                <NeedFields refilled=needs/>
            </Card>
            <Card id="contacts" title="Contacts">
                <ContactFields refilled=contacts further/>
            </Card>
            <div class="flex justify-end gap-2">
                <LinkButton href=back>"Cancel"</LinkButton>
                <Button kind=ButtonKind::Primary submit=true>
                    "Save opportunity"
                </Button>
            </div>
        </form>
    }
}
