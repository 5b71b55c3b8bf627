//! The form of a piece: one plain form, sent to one function, with or without a script. What was typed comes back with
//! everything that needs mending.

use domain::evidence::FormPage;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::{self, Save};
use super::fields::Fields;
use crate::layout::PageHeader;
use crate::paths;
use crate::session;
use crate::ui::{Banner, Button, ButtonKind, FormProblems, LinkButton, Load, Tone};

#[component]
pub fn NewEvidencePage() -> impl IntoView {
    let advocate = use_query_map().with_untracked(|query| query.get("advocate"));
    let form = api::form(None, advocate);
    view! {
        <Load read=form let:page>
            <Form page/>
        </Load>
    }
}

#[component]
pub fn EditEvidencePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let form = api::form(Some(id), None);
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
    let (title, back) = match page.id {
        Some(id) => ("Edit evidence", paths::evidence(id)),
        None => ("Add evidence", paths::evidence_library().to_owned()),
    };
    let id = page.form.id.clone();
    let (version, opened) = (flash.known("version", &page.form.version), flash.known("opened", &page.form.opened));
    let warning = page.loses_approval.then(|| {
        view! {
            <Banner
                tone=Tone::Warning
                fact="Saving makes this a draft again."
                line="It is not shown until it was approved anew; links that were made lead nowhere until then."
            />
        }
    });
    view! {
        <PageHeader title/>
        <form method="post" action=Save::url() class="max-w-200 space-y-4 px-4 pb-10 lg:px-6">
            <FormProblems problem/>
            {warning}
            <input type="hidden" name="form[id]" value=id/>
            <input type="hidden" name="form[version]" value=version/>
            <input type="hidden" name="form[opened]" value=opened/>
            <Fields form=page.form flash/>
            <div class="flex justify-end gap-2">
                <LinkButton href=back>"Cancel"</LinkButton>
                <Button kind=ButtonKind::Primary submit=true>
                    "Save draft"
                </Button>
            </div>
        </form>
    }
}
