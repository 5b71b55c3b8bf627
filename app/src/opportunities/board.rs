//! The pipeline as a board: a column a stage. A card is dragged with the mouse, or moved by the menu of
//! its handle, which is a plain form. A carried card lands at once and goes back when the server says no.

use domain::ids::OpportunityId;
use domain::opportunities::{Board, BoardAddress, BoardCard, BoardColumn, MoveDeal as Carried, Outcome, SavedView};
use domain::problem::Problem;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use uuid::Uuid;

use super::api::{self, MoveDeal};
use super::card::DealCard;
use super::list::{HeaderActions, Layout, LayoutLinks};
use crate::layout::PageHeader;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{Banner, Button, Chip, Glyph, InputKind, Load, Size, Tab, Tabs, TextInput, Tone, use_toasts};

#[component]
pub fn BoardPage() -> impl IntoView {
    let query = use_query_map();
    let address = move || query.with(|query| BoardAddress { view: query.get("view"), q: query.get("q") });
    let board = Resource::new_blocking(address, api::board);
    let again = Callback::new(move |()| board.refetch());
    view! {
        <Load resource=board label="Loading the pipeline" let:board>
            <Pipeline board again/>
        </Load>
    }
}

fn address(view: SavedView, text: &str) -> String {
    paths::with_query(paths::opportunities_board(), &[("view", Some(view.as_str())), ("q", Some(text))])
}

#[component]
fn Pipeline(board: Board, again: Callback<()>) -> impl IntoView {
    let tabs: Vec<Tab> = board
        .tabs
        .iter()
        .map(|(view, count)| Tab::new(address(*view, &board.text), view.label(), *view == board.view).count(count))
        .collect();
    let refused = use_flash::<MoveDeal>().problem();
    let refused = refused.map(|problem| {
        view! {
            <div class="px-4 pt-3 lg:px-6">
                <Banner tone=Tone::Danger fact=problem.to_string()/>
            </div>
        }
    });
    let (view, text) = (board.view, board.text.clone());
    let clear = address(view, "");
    let filtered = (!text.is_empty()).then(|| ["Contains ", &text].concat());
    view! {
        <PageHeader title="Opportunities" line="Open deals by stage">
            <HeaderActions may_import=board.may_import may_edit=board.may_edit/>
        </PageHeader>
        <Tabs label="Saved views" tabs/>
        <div class="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 lg:px-6">
            <form
                method="get"
                action=paths::opportunities_board()
                role="search"
                class="flex w-full items-center gap-2 sm:w-auto"
            >
                <input type="hidden" name="view" value=view.as_str()/>
                <TextInput
                    id="q"
                    name="q"
                    label="Filter opportunities"
                    label_hidden=true
                    kind=InputKind::Search
                    size=Size::Small
                    icon=Glyph::Search
                    value=text.clone()
                    placeholder="Filter by company or contact"
                    maxlength=100
                    class="w-full sm:w-60"
                />
                <Button size=Size::Small icon=Glyph::Filter submit=true>
                    "Filter"
                </Button>
            </form>
            {filtered.map(|label| view! { <Chip label remove=clear/> })}
            <LayoutLinks layout=Layout::Board view text/>
        </div>
        {refused}
        <Columns board again/>
    }
}

#[component]
fn Columns(board: Board, again: Callback<()>) -> impl IntoView {
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
            again.run(());
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
