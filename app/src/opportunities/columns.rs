//! The columns of the board, as an island. A card is dragged with the mouse, or moved by the menu of its handle, which is
//! a plain form. A carried card lands at once and goes back when the server says no.

use domain::ids::OpportunityId;
use domain::opportunities::{Board, BoardCard, BoardColumn, MoveDeal as Carried, Outcome};
use domain::problem::Problem;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::api;
use super::card::DealCard;
use crate::ui::{ToastRegion, provide_toasts, use_toasts};

/// The columns, and the toasts that say what became of a carried card.
#[island]
pub fn Columns(board: Board) -> impl IntoView {
    provide_toasts();
    let toasts = use_toasts();
    let cards = RwSignal::new(board.cards);
    let carried = RwSignal::new(None::<OpportunityId>);
    let stages: Vec<(Uuid, String)> = board.columns.iter().map(|column| (column.stage, column.name.clone())).collect();
    let names = StoredValue::new(stages.clone());
    let put = move |id: OpportunityId, stage: Uuid| {
        cards.update(|cards| {
            if let Some(card) = cards.iter_mut().find(|card| card.id == id) {
                card.stage = stage;
            }
        });
    };
    let carry = Callback::new(move |(id, to): (OpportunityId, Uuid)| {
        let Some(card) = cards.with_untracked(|cards| cards.iter().find(|card| card.id == id).cloned()) else { return };
        if card.stage == to || !card.can_be_moved() {
            return;
        }
        put(id, to);
        let form = Carried { opportunity: id.to_string(), from: card.stage.to_string(), to: to.to_string() };
        spawn_local(async move {
            match api::move_deal(form).await {
                Ok(()) => {
                    let stage =
                        names.with_value(|names| names.iter().find(|(id, _)| *id == to).map(|(_, name)| name.clone()));
                    toasts.done([&card.name, " moved to ", &stage.unwrap_or_default()].concat(), None);
                }
                Err(error) => {
                    put(id, card.stage);
                    toasts.failed([&card.name, " was not moved"].concat(), Some(Problem::from(error).to_string()));
                }
            }
        });
    });
    let may_edit = board.may_edit;
    let may_match = board.may_match;
    let columns = board
        .columns
        .into_iter()
        .map(|column| {
            let stages = stages.clone();
            view! { <Column column stages cards carried carry may_edit may_match/> }
        })
        .collect_view();
    view! {
        <div
            class="relative scroll-thin flex gap-3 overflow-x-auto px-4 py-4 max-md:snap-x md:min-h-136 lg:px-6"
            tabindex="0"
            role="region"
            aria-label="Opportunities by stage"
        >
            {columns}
        </div>
        <p class="px-4 pb-4 text-xs text-faint lg:px-6">
            {may_edit
                .then_some("Drag a card to another stage, or press its handle and choose one. Deals that a CRM keeps are moved there.")}
        </p>
        <ToastRegion/>
    }
}

#[component]
fn Column(
    column: BoardColumn,
    stages: Vec<(Uuid, String)>,
    cards: RwSignal<Vec<BoardCard>>,
    carried: RwSignal<Option<OpportunityId>>,
    carry: Callback<(OpportunityId, Uuid)>,
    may_edit: bool,
    may_match: bool,
) -> impl IntoView {
    let stage = column.stage;
    let is_under = RwSignal::new(false);
    let dot = match column.outcome {
        Outcome::Open => "size-2 shrink-0 rounded-full bg-brand",
        Outcome::Won => "size-2 shrink-0 rounded-full bg-success",
        Outcome::Lost => "size-2 shrink-0 rounded-full bg-faint",
    };
    let class = move || {
        if is_under.get() && carried.get().is_some() {
            "flex w-66 shrink-0 snap-start flex-col rounded-xl bg-selected p-2 outline-2 -outline-offset-2 outline-brand-line outline-dashed"
        } else {
            "flex w-66 shrink-0 snap-start flex-col rounded-xl bg-sunken p-2"
        }
    };
    let worth: Vec<String> = column.worth.iter().map(ToString::to_string).collect();
    let deals = column.deals.to_string();
    let label =
        [column.name.as_str(), ", ", &deals, if deals == "1" { " opportunity" } else { " opportunities" }].concat();
    let total = column.deals;
    let own = move || {
        cards.with(|cards| cards.iter().filter(|card| card.stage == stage).cloned().collect::<Vec<BoardCard>>())
    };
    let others = move || {
        let shown =
            u32::try_from(cards.with(|cards| cards.iter().filter(|card| card.stage == stage).count())).unwrap_or(0);
        let left = total.number.saturating_sub(shown);
        (left > 0 && shown > 0).then(|| {
            let more = if total.or_more { "+" } else { "" };
            view! { <p class="px-1.5 py-2 text-xs text-faint">{left} {more} " more in the table"</p> }
        })
    };
    view! {
        <section
            class=class
            aria-label=label
            on:dragover=move |event| {
                if carried.get_untracked().is_some() {
                    event.prevent_default();
                    is_under.set(true);
                }
            }
            on:dragleave=move |_| is_under.set(false)
            on:drop=move |event| {
                event.prevent_default();
                is_under.set(false);
                if let Some(id) = carried.get_untracked() {
                    carried.set(None);
                    carry.run((id, stage));
                }
            }
        >
            <div class="flex h-8 items-center gap-2 px-1.5">
                <span class=dot></span>
                <h2 class="truncate text-sm font-semibold">{column.name}</h2>
                <span class="text-xs tnum text-faint">{deals}</span>
                <span class="ml-auto truncate text-xs tnum text-muted">{worth.join(" and ")}</span>
            </div>
            <ul class="mt-1 flex-1 space-y-2">
                <For each=own key=|card| card.id let:card>
                    <DealCard card stages=stages.clone() carried carry may_edit may_match/>
                </For>
            </ul>
            {others}
        </section>
    }
}
