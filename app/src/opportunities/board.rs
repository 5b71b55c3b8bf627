//! The pipeline as a board: a column a stage.

use domain::opportunities::{Board, BoardAddress, SavedView};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::{self, MoveDeal};
use super::columns::Columns;
use super::list::{HeaderActions, Layout, LayoutLinks};
use crate::layout::PageHeader;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{Banner, Button, Chip, Glyph, InputKind, Load, Size, Tab, Tabs, TextInput, Tone};

#[component]
pub fn BoardPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let board = api::board(BoardAddress { view: query.get("view"), q: query.get("q") });
    view! {
        <Load read=board let:board>
            <Pipeline board/>
        </Load>
    }
}

fn address(view: SavedView, text: &str) -> String {
    paths::with_query(paths::opportunities_board(), &[("view", Some(view.as_str())), ("q", Some(text))])
}

#[component]
fn Pipeline(board: Board) -> impl IntoView {
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
        <Columns board/>
    }
}
