//! `/nominations`: where each nomination stands, and the decision for those who may make it. Words, filters, order and
//! place are in the address.

use domain::lists::{ListHead, ListName, Query};
use domain::nominations::{NominationList, NominationRow, NominationSort, NominationState};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{self, Approve, Decline, InviteAgain};
use crate::layout::PageHeader;
use crate::lists::{ExportMenu, FilterBar, ViewProblem, ViewsMenu, sort_link, turn, use_list_query, view_tabs};
use crate::paths;
use crate::session::use_flash;
use crate::ui::{
    Badge, Banner, Button, ButtonKind, EmptyState, FaceSize, Glyph, LinkButton, Load, OrgLogo, Pager, SegmentLink,
    Segments, Sorted, Tab, Tabs, TextArea, TextLink, Tone,
};

#[component]
pub fn NominationsPage() -> impl IntoView {
    let list = api::list(use_list_query());
    view! {
        <Load read=list let:list>
            <List list/>
        </Load>
    }
}

/// The states, which keep the other filters, and the saved views after them.
fn tabs(head: &ListHead) -> Vec<Tab> {
    let saved = view_tabs(&head.views, paths::nominations(), &head.query);
    let is_saved = saved.iter().any(|tab| tab.current);
    let states = head.facets.iter().find(|facet| facet.name == "state");
    let count = |state: &str| {
        let option = states.and_then(|facet| facet.options.iter().find(|option| option.value == state));
        option.map(|option| option.count).unwrap_or_default()
    };
    let chosen: Vec<&str> = head.query.all("state").collect();
    let all = Tab::new(head.query.without("state").at(paths::nominations()), "All", chosen.is_empty() && !is_saved);
    let of_state = NominationState::ALL.iter().map(|state| {
        let label = if *state == NominationState::Open { "Open" } else { state.label() };
        let href = head.query.with("state", state.as_str()).at(paths::nominations());
        Tab::new(href, label, chosen == [state.as_str()] && !is_saved).count(count(state.as_str()))
    });
    std::iter::once(all).chain(of_state).chain(saved).collect()
}

/// What the list is sorted by; pressed again it turns round.
#[component]
fn Order(query: Query, order: (NominationSort, bool)) -> impl IntoView {
    let links = NominationSort::ALL
        .iter()
        .map(|sort| {
            let (href, sorted) =
                sort_link(&query, paths::nominations(), order, *sort, sort.as_str(), sort.starts_descending());
            let on = sorted != Sorted::No;
            let label = sort.in_words(if on { order.1 } else { sort.starts_descending() });
            view! { <SegmentLink href label on/> }
        })
        .collect_view();
    view! {
        <span class="max-w-full min-w-0 lg:ml-auto">
            <Segments label="Sort by">{links}</Segments>
        </span>
    }
}

#[component]
fn List(list: NominationList) -> impl IntoView {
    let NominationList { head, sort, descending, page } = list;
    let tabs = tabs(&head);
    let (query, views) = (head.query.clone(), head.views.clone());
    let (exported, sorted) = (query.clone(), query.clone());
    let (previous, next) = turn(&head.query, paths::nominations(), &page);
    let label = page.label();
    let is_narrowed = head.is_filtered();
    let refused = use_flash::<Approve>()
        .problem()
        .or_else(|| use_flash::<Decline>().problem())
        .or_else(|| use_flash::<InviteAgain>().problem())
        .map(|problem| {
            view! { <div class="px-4 pb-3 lg:px-6"><Banner tone=Tone::Warning fact=problem.to_string()/></div> }
        });
    let is_empty = page.rows.is_empty();
    let rows = page.rows.into_iter().map(|row| view! { <Row row/> }).collect_view();
    view! {
        <PageHeader title="Nominations" line="Customers whom colleagues would like to hear as advocates">
            <ViewsMenu views query/>
            <ExportMenu list=ListName::Nominations query=exported/>
            <LinkButton href=paths::new_nomination() kind=ButtonKind::Primary icon=Glyph::UserPlus attr:data-new="">
                "Nominate"
            </LinkButton>
        </PageHeader>
        <ViewProblem/>
        {refused}
        <Tabs label="Nominations" tabs/>
        <FilterBar
            head
            path=paths::nominations()
            label="Search nominations"
            placeholder="Name, customer or words"
        >
            <Order query=sorted order=(sort, descending)/>
        </FilterBar>
        {if is_empty {
            view! { <Nothing is_narrowed/> }.into_any()
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

#[component]
fn Nothing(is_narrowed: bool) -> impl IntoView {
    if is_narrowed {
        return view! {
            <EmptyState
                glyph=Glyph::UserPlus
                title="No nomination fits"
                line="Nobody was nominated with these words under these filters. Leave some out, or look at all of them."
            >
                <LinkButton href=paths::nominations()>"Show all"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
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
                {row.may_invite_again.then(|| view! { <Again id=row.id.to_string() name=row.name.clone()/> })}
                {row.may_decide.then(|| view! { <Decide id=row.id.to_string() name=row.name/> })}
            </div>
        </li>
    }
}

/// Another link, for who lost theirs.
#[component]
fn Again(id: String, name: String) -> impl IntoView {
    view! {
        <form method="post" action=InviteAgain::PATH>
            <input type="hidden" name="nomination" value=id/>
            <Button icon=Glyph::Mail submit=true>
                "Send the invitation again"
                <span class="sr-only">{[" to ", &name].concat()}</span>
            </Button>
        </form>
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
