//! The columns of the board, as an island. A card is dragged with the mouse, or moved by the menu of its handle, which is
//! a plain form. A carried card lands at once, with the counts of both columns and the focus, and goes back when the server
//! says no.

use domain::ids::OpportunityId;
use domain::opportunities::{Board, BoardCard, BoardColumn, MoveDeal as Carried, Outcome};
use domain::problem::Problem;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::api;
use super::card::DealCard;
use crate::ui::{ToastRegion, provide_toasts, use_toasts};

const DRAG_OR_PRESS: &str =
    "Drag a card to another stage, or press its handle and choose one. Deals that a CRM keeps are moved there.";
const PRESS: &str = "Press the handle of a card and choose a stage. Deals that a CRM keeps are moved there.";

/// The columns, and the toasts that say what became of a carried card.
#[island]
pub fn Columns(board: Board) -> impl IntoView {
    provide_toasts();
    let toasts = use_toasts();
    let cards = RwSignal::new(board.cards);
    let columns = RwSignal::new(board.columns.clone());
    let carried = RwSignal::new(None::<OpportunityId>);
    let stages: Vec<(Uuid, String)> = board.columns.iter().map(|column| (column.stage, column.name.clone())).collect();
    let put = move |card: &BoardCard, from: Uuid, to: Uuid| {
        let (id, amount) = (card.id, card.amount.as_ref());
        columns.update(|columns| {
            for column in columns {
                if column.stage == from {
                    column.lose(amount);
                } else if column.stage == to {
                    column.gain(amount);
                }
            }
        });
        cards.update(|cards| {
            if let Some(card) = cards.iter_mut().find(|card| card.id == id) {
                card.stage = to;
            }
        });
        // The card is drawn anew where it lands; what had the focus is gone by then.
        request_animation_frame(move || focus_handle(id));
    };
    let carry = Callback::new(move |(id, to): (OpportunityId, Uuid)| {
        let Some(card) = cards.with_untracked(|cards| cards.iter().find(|card| card.id == id).cloned()) else { return };
        if card.stage == to || !card.can_be_moved() {
            return;
        }
        let from = card.stage;
        put(&card, from, to);
        let form = Carried { opportunity: id.to_string(), from: from.to_string(), to: to.to_string() };
        spawn_local(async move {
            match api::move_deal(form).await {
                Ok(()) => {
                    let landed = columns.with_untracked(|columns| {
                        columns
                            .iter()
                            .find(|column| column.stage == to)
                            .map(|column| (column.name.clone(), column.label()))
                    });
                    let (stage, now) = landed.unzip();
                    toasts.done([&card.name, " moved to ", &stage.unwrap_or_default()].concat(), now);
                }
                Err(error) => {
                    put(&card, to, from);
                    toasts.failed([&card.name, " was not moved"].concat(), Some(Problem::from(error).to_string()));
                }
            }
        });
    });
    // Without a script a card is not dragged, and the page does not say so.
    let is_alive = RwSignal::new(false);
    Effect::new(move |_| is_alive.set(true));
    let may_edit = board.may_edit;
    let may_match = board.may_match;
    let shown = board
        .columns
        .into_iter()
        .map(|column| {
            let stages = stages.clone();
            view! { <Column column columns stages cards carried carry may_edit may_match/> }
        })
        .collect_view();
    view! {
        <div
            class="relative scroll-thin flex gap-3 overflow-x-auto px-4 py-4 max-md:snap-x md:min-h-136 lg:px-6"
            tabindex="0"
            role="region"
            aria-label="Opportunities by stage"
        >
            {shown}
        </div>
        <p class="px-4 pb-4 text-xs text-faint lg:px-6">
            {move || may_edit.then_some(if is_alive.get() { DRAG_OR_PRESS } else { PRESS })}
        </p>
        <ToastRegion/>
    }
}

/// Puts the focus on the handle of a card, by which it can be moved on.
fn focus_handle(id: OpportunityId) {
    use wasm_bindgen::JsCast;
    let menu = document().get_element_by_id(&super::card::menu_of(id));
    let handle = menu.and_then(|menu| menu.previous_element_sibling()?.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(handle) = handle {
        // A card that is out of sight is scrolled to.
        let _ = handle.focus();
    }
}

#[component]
fn Column(
    column: BoardColumn,
    /// All of them as they are now: what this one counts changes with every card.
    columns: RwSignal<Vec<BoardColumn>>,
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
    let now = Memo::new(move |_| columns.with(|columns| columns.iter().find(|column| column.stage == stage).cloned()));
    let told = move |tell: fn(&BoardColumn) -> String| now.with(|now| now.as_ref().map(tell).unwrap_or_default());
    let worth = |column: &BoardColumn| column.worth.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ");
    let own = move || {
        cards.with(|cards| cards.iter().filter(|card| card.stage == stage).cloned().collect::<Vec<BoardCard>>())
    };
    let others = move || {
        let shown =
            u32::try_from(cards.with(|cards| cards.iter().filter(|card| card.stage == stage).count())).unwrap_or(0);
        let total = now.with(|now| now.as_ref().map(|column| column.deals)).unwrap_or_default();
        let left = total.number.saturating_sub(shown);
        (left > 0 && shown > 0).then(|| {
            let more = if total.or_more { "+" } else { "" };
            view! { <p class="px-1.5 py-2 text-xs text-faint">{left} {more} " more in the table"</p> }
        })
    };
    view! {
        <section
            class=class
            aria-label=move || told(BoardColumn::label)
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
                <span class="text-xs tnum text-faint">{move || told(|column| column.deals.to_string())}</span>
                <span class="ml-auto truncate text-xs tnum text-muted">{move || told(worth)}</span>
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
