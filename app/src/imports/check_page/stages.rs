//! Stages of the file that the company does not have.

use domain::imports::{Kind, KnownStage, StageChoice, StageFate};
use domain::paging::counted;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::imports::api::ChooseStages;
use crate::imports::frame::Named;
use crate::ui::{Button, Card, Choice, Glyph, Select};

/// Stage names the company does not have, and what becomes of each.
#[component]
pub fn StageCard(
    kind: Kind,
    id: domain::ids::ImportId,
    stages: Vec<StageChoice>,
    known: Vec<KnownStage>,
) -> impl IntoView {
    let rows = stages
        .into_iter()
        .enumerate()
        .map(|(place, stage)| view! { <StageRow place stage known=known.clone()/> })
        .collect_view();
    view! {
        <div class="mt-5">
            <Card id="stages" title="Stages that are not yours">
                <form method="post" action=ChooseStages::PATH>
                    <Named kind id/>
                    <p class="px-4 pt-3 text-sm text-muted">
                        "The file uses names your pipeline does not have. New stages are taken back when the import is undone."
                    </p>
                    <ul class="divide-y divide-line-faint">{rows}</ul>
                    <div class="flex justify-end px-4 pb-3">
                        <Button submit=true icon=Glyph::Refresh>"Check again"</Button>
                    </div>
                </form>
            </Card>
        </div>
    }
}

#[component]
fn StageRow(place: usize, stage: StageChoice, known: Vec<KnownStage>) -> impl IntoView {
    let new = [
        (StageFate::NewOpen, "New stage, open"),
        (StageFate::NewWon, "New stage, won"),
        (StageFate::NewLost, "New stage, lost"),
    ];
    let new = new.into_iter().map(|(fate, label)| Choice::new(fate.to_form(), label));
    let known = known.into_iter().map(|known| {
        Choice::new(StageFate::Existing { id: known.id }.to_form(), ["Your stage: ", &known.name].concat())
    });
    let rows = counted(stage.rows, "row", "rows");
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <input type="hidden" name=format!("names[{place}]") value=stage.name.clone()/>
            <span class="min-w-0 flex-1">
                <span class="font-medium">{stage.name.clone()}</span>
                <span class="ml-2 text-xs text-faint tnum">{rows}</span>
            </span>
            <Select
                id=["stage-", &place.to_string()].concat()
                name=format!("fates[{place}]")
                label=["What becomes of ", &stage.name].concat()
                label_hidden=true
                choices=new.chain(known).collect()
                value=stage.fate.to_form()
                class="w-60 max-w-full"
            />
        </li>
    }
}
