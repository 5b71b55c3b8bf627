//! A deal on the board.

use domain::ids::OpportunityId;
use domain::opportunities::{BoardCard, Section};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

use super::api::MoveDeal;
use super::reference_line::ReferenceLine;
use crate::paths;
use crate::ui::{Avatar, FaceSize, Glyph, Icon, Menu, MenuButton, OrgLogo};

#[component]
pub(super) fn DealCard(
    card: BoardCard,
    stages: Vec<(Uuid, String)>,
    carried: RwSignal<Option<OpportunityId>>,
    carry: Callback<(OpportunityId, Uuid)>,
    may_edit: bool,
    may_match: bool,
) -> impl IntoView {
    let id = card.id;
    let can_be_moved = may_edit && card.can_be_moved();
    let section = if may_match { Section::Matching } else { Section::Requests };
    let href = paths::opportunity_section(id, section);
    let (logo_id, logo_name) = match &card.organisation {
        Some(organisation) => (organisation.id.0, organisation.name.clone()),
        None => (id.0, card.name.clone()),
    };
    let handle = match (can_be_moved, may_edit) {
        (true, _) => view! { <Handle card=card.clone() stages carry/> }.into_any(),
        (false, true) => {
            let label = [card.source.label(), " keeps the stage"].concat();
            let title = label.clone();
            view! {
                <span class="inline-flex size-6 shrink-0 items-center justify-center text-faint" title=title>
                    <Icon glyph=Glyph::Lock class="size-3.5"/>
                    <span class="sr-only">{label}</span>
                </span>
            }
            .into_any()
        }
        (false, false) => ().into_any(),
    };
    let caveat = card.best.as_ref().and_then(|best| best.caveat.clone());
    let best = card.best.map(|best| {
        view! {
            <span class="flex min-w-0 items-center gap-1.5">
                <Avatar name=best.name.clone() id=best.advocate.0 size=FaceSize::S20/>
                <span class="truncate text-muted">{best.name.clone()}</span>
                <span class="tnum text-faint">{best.points()}</span>
            </span>
        }
    });
    let caveat = caveat.map(|caveat| view! { <p class="mt-1 text-2xs text-faint">{caveat}</p> });
    let best = match best {
        Some(best) => best.into_any(),
        None => view! { <span class="text-faint">"Not matched"</span> }.into_any(),
    };
    let closes = card.closes_on.clone().unwrap_or_else(|| "no close date".to_owned());
    view! {
        <li
            class="rounded-lg border border-line bg-surface p-3 shadow-1 hover:border-line-strong"
            draggable=can_be_moved.then_some("true")
            on:dragstart=move |event| {
                name_carried(&event, id);
                carried.set(Some(id));
            }
            on:dragend=move |_| carried.set(None)
        >
            <div class="flex items-start gap-2.5">
                <OrgLogo name=logo_name id=logo_id size=FaceSize::S28/>
                <div class="min-w-0 flex-1">
                    <a href=href class="block truncate text-sm/6 font-medium hover:underline">
                        {card.name}
                    </a>
                    <p class="truncate text-xs tnum text-faint">{card.line}</p>
                </div>
                {handle}
            </div>
            <p class="mt-2.5 flex items-center text-xs">
                <ReferenceLine reference=card.reference/>
            </p>
            <div class="mt-2.5 flex items-center justify-between gap-2 text-xs">
                {best}
                <span class="shrink-0 text-faint" title="Close date">
                    {closes}
                </span>
            </div>
            {caveat}
        </li>
    }
}

/// Says what is carried: some browsers carry nothing that has no data. Reached by name, because the
/// typed way would build one more part of the browser's interface into everything.
fn name_carried(event: &web_sys::DragEvent, id: OpportunityId) {
    use wasm_bindgen::JsCast;
    use web_sys::js_sys::{Function, Reflect};
    let set = |event: &web_sys::DragEvent| {
        let transfer = Reflect::get(event, &"dataTransfer".into()).ok()?;
        let set: Function = Reflect::get(&transfer, &"setData".into()).ok()?.dyn_into().ok()?;
        set.call2(&transfer, &"text/plain".into(), &id.to_string().into()).ok()
    };
    // Without it the drag still works where data is not asked for.
    let _ = set(event);
}

/// Where the menu of a card's handle is in the page.
pub(super) fn menu_of(id: OpportunityId) -> String {
    ["move-", &id.to_string()].concat()
}

/// The handle: a menu of the other stages, each a button of one plain form.
#[component]
fn Handle(card: BoardCard, stages: Vec<(Uuid, String)>, carry: Callback<(OpportunityId, Uuid)>) -> impl IntoView {
    const HANDLE: &str = "-mt-0.5 -mr-1.5 inline-flex size-6 shrink-0 cursor-grab items-center justify-center rounded-sm \
        text-muted transition-colors hover:bg-hover hover:text-ink";
    let id = card.id;
    let label = ["Move ", &card.name, " to another stage"].concat();
    let trigger = view! {
        <Icon glyph=Glyph::Grip/>
        <span class="sr-only">{label.clone()}</span>
    }
    .into_any();
    let choices = stages
        .into_iter()
        .filter(|(stage, _)| *stage != card.stage)
        .map(|(stage, name)| {
            view! {
                <MenuButton
                    glyph=Glyph::ArrowRight
                    label=name
                    submit=true
                    attr:name="form[to]"
                    attr:value=stage.to_string()
                    on:click=move |event| {
                        event.prevent_default();
                        carry.run((id, stage));
                    }
                />
            }
        })
        .collect_view();
    view! {
        <Menu id=menu_of(id) label trigger class=HANDLE>
            <form method="post" action=MoveDeal::PATH>
                <input type="hidden" name="form[opportunity]" value=id.to_string()/>
                <input type="hidden" name="form[from]" value=card.stage.to_string()/>
                {choices}
            </form>
        </Menu>
    }
}
