//! The advocate's switch for new requests, on the portal's home. Plain forms.

use chrono::NaiveDate;
use domain::advocates::Pause;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{Pause as PauseForm, Resume};
use crate::session::use_flash;
use crate::ui::{Button, InputKind, Size, Switch, TextInput};

/// Off: pauses at once, or until a day. On: says until when, and switches back.
#[component]
pub fn PauseSwitch(pause: Option<Pause>, today: NaiveDate) -> impl IntoView {
    match pause {
        Some(pause) => {
            let line = [&pause.sentence(today), " Booked calls stay."].concat();
            view! {
                <form method="post" action=Resume::PATH>
                    <Switch id="paused" label="Pause new requests" checked=true line submit=true/>
                </form>
            }
            .into_any()
        }
        None => view! {
            <form method="post" action=PauseForm::PATH>
                <Switch
                    id="paused"
                    label="Pause new requests"
                    checked=false
                    line="Booked calls stay. Switch back any time."
                    submit=true
                />
            </form>
            <UntilADay today/>
        }
        .into_any(),
    }
}

#[component]
fn UntilADay(today: NaiveDate) -> impl IntoView {
    let flash = use_flash::<PauseForm>();
    let problem = flash.problem();
    let error = problem
        .as_ref()
        .map(|problem| problem.of_field("resumes_on").map_or_else(|| problem.to_string(), str::to_owned));
    let is_refused = error.is_some();
    let earliest = today.succ_opt().unwrap_or(today);
    view! {
        <details open=is_refused>
            <summary class="-ml-2 inline-flex h-11 cursor-pointer items-center rounded-lg px-2 text-sm font-medium text-muted hover:bg-hover hover:text-ink">
                "Pause until a day"
            </summary>
            <form method="post" action=PauseForm::PATH class="mt-1 space-y-3">
                <TextInput
                    id="resumes_on"
                    name="resumes_on"
                    label="Ask me again from"
                    kind=InputKind::Date
                    size=Size::ExtraLarge
                    value=flash.value_or("resumes_on", "")
                    min=earliest.to_string()
                    error
                    required=true
                />
                <Button submit=true size=Size::ExtraLarge>
                    "Pause"
                </Button>
            </form>
        </details>
    }
}
