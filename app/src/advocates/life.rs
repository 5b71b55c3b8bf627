//! Where an advocate stands in the programme and since when, and the form that moves them on.

use domain::advocates::LifeCard;
use domain::problem::Problem;
use domain::time::date_short;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::MoveAdvocate;
use crate::session::use_flash;
use crate::ui::{Badge, Banner, Button, Card, Choice, Select, Size, TextInput, Tone};

#[component]
pub fn Life(life: LifeCard) -> impl IntoView {
    let since = life.since.map(|day| ["Since ", &date_short(day)].concat());
    let why: Vec<String> = [since, life.why.clone()].into_iter().flatten().collect();
    let why = (!why.is_empty()).then(|| view! { <p class="text-xs text-muted">{why.join(". ")}</p> });
    let status_why = life.status_why.clone().map(|why| view! { <p class="text-xs text-muted">{why}</p> });
    let form = (!life.moves.is_empty()).then(|| view! { <MoveForm life=life.clone()/> });
    let badge = view! { <Badge>{life.lifecycle.label()}</Badge> }.into_any();
    view! {
        <Card id="life" title="In the programme" action=badge>
            <div class="space-y-3 p-4">
                {why}
                <div>
                    <p class="flex justify-between gap-3 text-sm">
                        <span class="text-muted">"Reference status"</span>
                        <span>{life.reference_status.label()}</span>
                    </p>
                    {status_why}
                </div>
                {form}
            </div>
        </Card>
    }
}

#[component]
fn MoveForm(life: LifeCard) -> impl IntoView {
    let flash = use_flash::<MoveAdvocate>();
    let problem = flash.problem();
    let error = |field: &str| problem.as_ref().and_then(|problem| problem.of_field(field).map(str::to_owned));
    let (to_error, reason_error) = (error("to"), error("reason"));
    let refused = problem.clone().filter(|problem| !matches!(problem, Problem::Invalid(_)));
    let choices = life.moves.iter().map(|to| Choice::new(to.as_str(), to.label())).collect();
    let value = flash.value("to").unwrap_or_default();
    view! {
        <form method="post" action=MoveAdvocate::PATH class="space-y-3 border-t border-line-faint pt-3">
            {refused.map(|problem| view! { <Banner tone=Tone::Danger fact=problem.to_string()/> })}
            <input type="hidden" name="form[advocate]" value=life.advocate.to_string()/>
            <input type="hidden" name="form[from]" value=life.lifecycle.as_str()/>
            <Select id="to" name="form[to]" label="Move to" choices value size=Size::Small error=to_error/>
            <TextInput
                id="reason"
                name="form[reason]"
                label="Why"
                size=Size::Small
                value=flash.value("reason").unwrap_or_default()
                hint="Needed for everything that stops asks"
                error=reason_error
                maxlength=500
            />
            <div class="flex justify-end">
                <Button size=Size::Small submit=true>
                    "Move"
                </Button>
            </div>
        </form>
    }
}
