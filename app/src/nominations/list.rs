//! `/nominations`: where each nomination stands, and the decision for those who may make it.

use domain::nominations::{NominationList, NominationRow, NominationState};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{self, Approve, Decline};
use crate::layout::PageHeader;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{
    Badge, Banner, Button, ButtonKind, EmptyState, FaceSize, Glyph, LinkButton, Load, OrgLogo, Pager, Tab, Tabs,
    TextArea, TextLink, Tone,
};

#[component]
pub fn NominationsPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let list = api::list(query.get("state"), query.get("after"), query.get("before"));
    view! {
        <PageHeader title="Nominations" line="Customers whom colleagues would like to hear as advocates">
            <LinkButton href=paths::new_nomination() kind=ButtonKind::Primary icon=Glyph::UserPlus attr:data-new="">
                "Nominate"
            </LinkButton>
        </PageHeader>
        <Load read=list let:list>
            <List list/>
        </Load>
    }
}

fn address(state: Option<NominationState>) -> String {
    paths::with_query(paths::nominations(), &[("state", state.map(NominationState::as_str))])
}

#[component]
fn List(list: NominationList) -> impl IntoView {
    let chosen = list.state;
    let tabs: Vec<Tab> = list
        .counts
        .iter()
        .map(|(state, count)| {
            let label = state.map_or("All", |state| match state {
                NominationState::Open => "Open",
                other => other.label(),
            });
            Tab::new(address(*state), label, *state == chosen).count(count)
        })
        .collect();
    let turn = |name: &'static str, cursor: &Option<String>| {
        let start = address(chosen);
        let mark = if start.contains('?') { "&" } else { "?" };
        cursor.as_ref().map(|cursor| [&start, mark, name, "=", cursor].concat())
    };
    let (previous, next, label) =
        (turn("before", &list.page.previous), turn("after", &list.page.next), list.page.label());
    let refused = use_flash::<Approve>().problem().or_else(|| use_flash::<Decline>().problem()).map(
        |problem| view! { <div class="px-4 pt-4 lg:px-6"><Banner tone=Tone::Warning fact=problem.to_string()/></div> },
    );
    let is_empty = list.page.rows.is_empty();
    let rows = list.page.rows.into_iter().map(|row| view! { <Row row/> }).collect_view();
    view! {
        <Tabs label="Nominations" tabs/>
        {refused}
        {if is_empty {
            view! {
                <EmptyState
                    glyph=Glyph::UserPlus
                    title="No nomination here"
                    line="Who told you lately how well it went? Nominate them; somebody decides, and they are invited."
                >
                    <LinkButton href=paths::new_nomination() kind=ButtonKind::Primary>"Nominate an advocate"</LinkButton>
                </EmptyState>
            }
                .into_any()
        } else {
            view! {
                <ul class="divide-y divide-line-faint">{rows}</ul>
                <div class="border-t border-line">
                    <Pager label="Pages of nominations" text=label previous next/>
                </div>
            }
                .into_any()
        }}
    }
}

fn tone(state: NominationState) -> Tone {
    match state {
        NominationState::Open => Tone::Brand,
        NominationState::Approved => Tone::Success,
        NominationState::Declined => Tone::Neutral,
    }
}

#[component]
fn Row(row: NominationRow) -> impl IntoView {
    let role = if row.title.is_empty() {
        row.organisation_name.clone()
    } else {
        [row.title.as_str(), ", ", &row.organisation_name].concat()
    };
    let logo = row.organisation.map_or(row.id.0, |id| id.0);
    let made = ["Nominated by ", &row.nominated_by, ", ", &row.nominated_at].concat();
    let topics = (!row.topics.is_empty()).then(|| ["Could talk about ", &row.topics.join(", ")].concat());
    let email = row.email.map(|email| view! { <span class="break-all text-faint">" · " {email}</span> });
    view! {
        <li class="flex flex-wrap gap-x-4 gap-y-3 px-4 py-3.5 lg:px-6">
            <OrgLogo name=row.organisation_name.clone() id=logo size=FaceSize::S36/>
            <div class="min-w-48 flex-1">
                <p class="text-sm">
                    <span class="font-medium">{row.name.clone()}</span>
                    <span class="text-muted">{[", ", &role].concat()}</span>
                    {email}
                </p>
                <p class="mt-1 max-w-160 text-sm wrap-anywhere whitespace-pre-line">{row.why}</p>
                {topics.map(|topics| view! { <p class="mt-1 text-xs text-muted">{topics}</p> })}
                <p class="mt-1 text-xs text-faint">{made}</p>
                {row.decision.map(|decision| view! { <p class="text-xs text-faint">{decision}</p> })}
                {(!row.decline_reason.is_empty())
                    .then(|| view! { <p class="mt-1 text-xs wrap-anywhere">{["“", &row.decline_reason, "”"].concat()}</p> })}
            </div>
            <div class="flex flex-wrap items-start gap-2">
                <Badge tone=tone(row.state)>{row.state.label()}</Badge>
                {row
                    .advocate
                    .map(|(id, station)| {
                        view! {
                            <span class="text-xs">
                                <TextLink href=paths::advocate(id)>{station}</TextLink>
                            </span>
                        }
                    })}
                {row.may_decide.then(|| view! { <Decide id=row.id.to_string() name=row.name/> })}
            </div>
        </li>
    }
}

#[component]
fn Decide(id: String, name: String) -> impl IntoView {
    let field = ["reason-", &id].concat();
    let named = [" ", &name].concat();
    let of = named.clone();
    view! {
        <form method="post" action=Approve::PATH>
            <input type="hidden" name="nomination" value=id.clone()/>
            <Button kind=ButtonKind::Primary icon=Glyph::Check submit=true>
                "Approve and invite"
                <span class="sr-only">{named}</span>
            </Button>
        </form>
        <details class="relative">
            <summary class="inline-flex h-8 items-center rounded-md border border-line-strong bg-surface px-3 text-sm \
            font-medium shadow-1 hover:bg-hover">
                "Decline …"
                <span class="sr-only">{of}</span>
            </summary>
            <form
                method="post"
                action=Decline::PATH
                class="absolute right-0 z-10 mt-1 w-72 space-y-3 rounded-lg border border-line bg-raised p-4 shadow-3 \
                max-sm:right-auto max-sm:left-0"
            >
                <input type="hidden" name="nomination" value=id/>
                <TextArea id=field name="reason" label="Why" rows=2 required=true maxlength=500 hint="Whoever nominated reads this"/>
                <Button submit=true>"Decline"</Button>
            </form>
        </details>
    }
}
