//! The advocate's no: a line that opens, with an optional reason and a date. A plain form.

use chrono::NaiveDate;
use domain::ids::AskId;
use domain::requests::DeclineReason;
use domain::time::date_short;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::Decline;
use crate::ui::{Button, Choice, ChoiceCard, Select, Size};

/// What the form needs to know.
#[derive(Clone, Debug)]
pub(super) struct No {
    pub ask: AskId,
    pub company_name: String,
    pub ask_again: Vec<NaiveDate>,
}

/// Stands beside Accept; opened, it takes the whole width.
#[component]
pub(super) fn NotThisTime(no: No) -> impl IntoView {
    let id = no.ask.to_string();
    let reasons = DeclineReason::ALL
        .iter()
        .map(|reason| view! { <ChoiceCard name="reason" value=reason.as_str() title=reason.label()/> })
        .collect_view();
    let mut days = vec![Choice::new("", "Any time")];
    days.extend(no.ask_again.iter().map(|day| Choice::new(day.to_string(), date_short(*day))));
    view! {
        <details class="open:order-last open:w-full">
            <summary class="inline-flex h-11 cursor-pointer items-center rounded-lg px-4 text-base font-medium text-muted hover:bg-hover hover:text-ink">
                "Not this time"
            </summary>
            <form method="post" action=Decline::PATH class="mt-2 space-y-4 rounded-xl border border-line bg-surface p-4">
                <input type="hidden" name="ask" value=id.clone()/>
                <fieldset>
                    <legend class="mb-3 text-base font-medium">"No trouble at all. May we ask why?"</legend>
                    <div class="grid grid-cols-1 gap-2 sm:grid-cols-2">{reasons}</div>
                </fieldset>
                <div class="flex flex-wrap items-end gap-3">
                    <Select
                        id=["again-", &id].concat()
                        name="again_after"
                        label="Ask me again after"
                        choices=days
                        value="".to_owned()
                        size=Size::ExtraLarge
                    />
                    <Button size=Size::ExtraLarge submit=true>"Decline"</Button>
                </div>
                <p class="text-sm text-muted">{["Only ", &no.company_name, " sees your reason."].concat()}</p>
            </form>
        </details>
    }
}
