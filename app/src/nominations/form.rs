//! `/nominations/new`: any colleague names somebody. One plain form; what was typed comes back with what needs mending.

use domain::problem::Problem;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::Nominate;
use crate::layout::PageHeader;
use crate::paths;
use crate::session;
use crate::ui::{Banner, Button, ButtonKind, Card, Checkbox, InputKind, LinkButton, TextArea, TextInput, Tone};

#[component]
pub fn NewNominationPage() -> impl IntoView {
    let flash = StoredValue::new(session::use_flash::<Nominate>());
    let problem = flash.with_value(|flash| flash.problem());
    let code = problem.as_ref().and_then(Problem::refusal_code);
    let (maybe_known, maybe_customer) = (code == Some("maybe_known"), code == Some("maybe_customer"));
    let value = move |field: &str| flash.with_value(|flash| flash.value_or(field, ""));
    // Who said so already need not say it again.
    let [is_somebody_else, is_another_customer] =
        ["somebody_else", "another_customer"].map(|field| !value(field).is_empty());
    let error = move |field: &str| {
        flash.with_value(|flash| flash.problem().and_then(|problem| problem.of_field(field).map(str::to_owned)))
    };
    let tone = if maybe_known || maybe_customer { Tone::Warning } else { Tone::Danger };
    let summary = problem.map(|problem| view! { <Banner tone fact=problem.to_string()/> });
    view! {
        <PageHeader title="Nominate an advocate" line="They are only written to once somebody has approved"/>
        <form method="post" action=Nominate::url() class="max-w-160 space-y-4 px-4 pb-10 lg:px-6">
            {summary}
            <Card id="who" title="Who">
                <div class="grid gap-4 p-4 sm:grid-cols-2">
                    <TextInput
                        id="name"
                        name="form[name]"
                        label="Name"
                        value=value("name")
                        error=error("name")
                        required=true
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
                        maxlength=254
                    />
                    <TextInput
                        id="title"
                        name="form[title]"
                        label="Role"
                        value=value("title")
                        error=error("title")
                        optional=true
                        maxlength=200
                    />
                    <TextInput
                        id="organisation"
                        name="form[organisation]"
                        label="Customer"
                        value=value("organisation")
                        error=error("organisation")
                        hint="A customer of this name is added on approval when there is none yet"
                        required=true
                        maxlength=200
                    />
                    {(maybe_customer || is_another_customer)
                        .then(|| {
                            view! {
                                <div class="sm:col-span-2">
                                    <Checkbox
                                        id="another_customer"
                                        name="form[another_customer]"
                                        label="This is another customer, with nearly the same name"
                                        checked=is_another_customer
                                    />
                                </div>
                            }
                        })}
                    {(maybe_known || is_somebody_else)
                        .then(|| {
                            view! {
                                <div class="sm:col-span-2">
                                    <Checkbox
                                        id="somebody_else"
                                        name="form[somebody_else]"
                                        label="This is somebody else, with nearly the same name"
                                        checked=is_somebody_else
                                    />
                                </div>
                            }
                        })}
                </div>
            </Card>
            <Card id="what" title="Why">
                <div class="grid gap-4 p-4">
                    <TextArea
                        id="why"
                        name="form[why]"
                        label="Why they would be a good reference"
                        rows=4
                        value=value("why")
                        error=error("why")
                        required=true
                        maxlength=2_000
                    />
                    <TextInput
                        id="topics"
                        name="form[topics]"
                        label="What they could talk about"
                        value=value("topics")
                        error=error("topics")
                        hint="Divided by commas; the invitation names them"
                        optional=true
                        maxlength=1_000
                    />
                </div>
            </Card>
            <div class="flex justify-end gap-2">
                <LinkButton href=paths::nominations()>"Cancel"</LinkButton>
                <Button kind=ButtonKind::Primary submit=true>
                    "Nominate"
                </Button>
            </div>
        </form>
    }
}
