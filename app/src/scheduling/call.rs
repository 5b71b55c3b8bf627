//! `/calls/:id`: one call as staff see it.

use domain::ids::CallId;
use domain::problem::Problem;
use domain::scheduling::{Attendance, CallPage as Page, CallState};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::api::{self, CancelCall, RecordAttendance};
use crate::api::ApiResult;
use crate::layout::PageHeader;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{
    Badge, Banner, Button, ButtonKind, Card, Glyph, Icon, LinkButton, Load, Size, TextInput, TextLink, Tone,
};

/// The id in the address; an address that is no id is no call.
pub fn call_of_page() -> Option<CallId> {
    use_params_map().with_untracked(|params| params.get("id")).and_then(|id| id.parse().ok())
}

/// Reads the call, or nothing for an address that is no id.
pub async fn read(call: Option<CallId>) -> ApiResult<Page> {
    // The nil id belongs to nothing, so the answer is the same 404 as for a foreign one.
    api::call_page(call.unwrap_or(CallId(uuid::Uuid::nil()))).await
}

/// The page.
#[component]
pub fn CallPage() -> impl IntoView {
    let call = call_of_page();
    let page = read(call);
    view! {
        <Load read=page let:page>
            <Call page/>
        </Load>
    }
}

#[component]
fn Call(page: Page) -> impl IntoView {
    let line = page.line.clone();
    let title = format!("{} and {}", line.advocate, line.prospect);
    let join = (!page.meeting_url.is_empty()).then(|| {
        let href = page.meeting_url.clone();
        view! {
            <LinkButton href kind=ButtonKind::Primary icon=Glyph::Video>
                "Join"
            </LinkButton>
        }
    });
    view! {
        <PageHeader title line=format!("{}, {}", page.spoken, page.spoken_zone)>
            <StateBadge state=line.state/>
            {join}
        </PageHeader>
        <div class="grid grid-cols-1 gap-4 px-4 pb-6 lg:grid-cols-2 lg:px-6">
            <Attended page=page.clone()/>
            <CallCards page cancel_size=Size::Medium/>
        </div>
    }
}

/// Who came: asked once the time has come, said once it is recorded.
#[component]
fn Attended(page: Page) -> impl IntoView {
    let refused = use_flash::<RecordAttendance>()
        .problem()
        .map(|problem| view! { <Banner tone=Tone::Warning fact=problem.to_string()/> });
    let said = page.attendance.map(|attendance| {
        let tone = if attendance == Attendance::TookPlace { Tone::Success } else { Tone::Warning };
        let line = match attendance {
            Attendance::TookPlace => format!("The rest of {} is counted from this call.", page.line.advocate),
            _ => "The prospect's link offers times again. If they talked after all, say so here.".to_owned(),
        };
        view! { <Banner tone fact=[attendance.label(), "."].concat() line/> }
    });
    let asked = (!page.may_record.is_empty()).then(|| {
        let recorded = page.attendance;
        let call = page.line.id.to_string();
        let advocate = page.line.advocate.clone();
        let choices = page
            .may_record
            .into_iter()
            .filter(|attendance| Some(*attendance) != recorded)
            .map(|attendance| {
                let first = attendance == Attendance::TookPlace;
                view! {
                    <Button
                        submit=true
                        attr:name="attendance"
                        attr:value=attendance.as_str()
                        kind=if first { ButtonKind::Primary } else { ButtonKind::Secondary }
                    >
                        {attendance.label()}
                    </Button>
                }
            })
            .collect_view();
        view! {
            <Card id="attendance" title="Did they talk?">
                <form method="post" action=RecordAttendance::PATH class="space-y-3 px-4 py-3">
                    <input type="hidden" name="call" value=call/>
                    <p class="text-sm text-muted">
                        {["A call that took place begins the rest of ", &advocate, " and cannot be taken back."].concat()}
                    </p>
                    <div class="flex flex-wrap gap-2">{choices}</div>
                </form>
            </Card>
        }
    });
    (refused.is_some() || said.is_some() || asked.is_some())
        .then(|| view! { <div class="space-y-4 lg:col-span-2">{refused}{said}{asked}</div> })
}

/// Where the call stands, as a badge.
#[component]
pub fn StateBadge(state: CallState) -> impl IntoView {
    let (tone, word) = match state {
        CallState::Scheduled => (Tone::Success, "Planned"),
        CallState::Completed => (Tone::Neutral, "Done"),
        CallState::Missed => (Tone::Warning, "Missed"),
        CallState::Cancelled => (Tone::Danger, "Cancelled"),
        CallState::Held | CallState::Released => (Tone::Neutral, "Being booked"),
    };
    view! { <Badge tone>{word}</Badge> }
}

/// Who joins, what it is about, and how it is cancelled. Shared with the portal.
#[component]
pub fn CallCards(page: Page, cancel_size: Size) -> impl IntoView {
    let problem: Option<Problem> = use_flash::<CancelCall>().problem();
    let guests = page
        .guests
        .into_iter()
        .map(|guest| {
            let name = if guest.name.is_empty() { guest.email.clone() } else { guest.name.clone() };
            let email = (!guest.name.is_empty() && !guest.email.is_empty()).then_some(guest.email);
            view! {
                <li class="py-2">
                    <p>{name}</p>
                    {email.map(|email| view! { <p class="text-sm text-muted">{email}</p> })}
                </li>
            }
        })
        .collect_view();
    let topics = page.topics.into_iter().map(|topic| view! { <li>{topic}</li> }).collect_view();
    let call = page.line.id;
    let cancel = page.may_cancel.then(|| view! { <Cancel call size=cancel_size/> });
    view! {
        {problem.map(|problem| view! { <div class="lg:col-span-2"><Banner tone=Tone::Warning fact=problem.to_string()/></div> })}
        {page.ended.map(|ended| view! { <div class="lg:col-span-2"><Banner tone=Tone::Neutral fact=ended/></div> })}
        <Card id="who" title="Who joins">
            <ul class="divide-y divide-line-faint px-4 text-base">
                <li class="py-2">
                    <p>{page.line.advocate.clone()}</p>
                    <p class="text-sm text-muted">{page.line.organisation.clone()}</p>
                </li>
                {guests}
            </ul>
        </Card>
        <Card id="about" title="About">
            <div class="space-y-2 px-4 py-3 text-base wrap-anywhere">
                {(!page.goal.is_empty()).then(|| view! { <p>{page.goal}</p> })}
                <ul class="list-disc space-y-1 pl-5 text-muted">{topics}</ul>
                {(!page.note.is_empty())
                    .then(|| {
                        view! {
                            <p class="text-sm font-medium">"From the prospect"</p>
                            <p class="wrap-anywhere whitespace-pre-line">{page.note}</p>
                        }
                    })}
                {(!page.policy.is_empty())
                    .then(|| {
                        view! {
                            <p class="flex items-center gap-1.5 text-sm text-muted">
                                <Icon glyph=Glyph::Clock/>
                                {page.policy}
                            </p>
                        }
                    })}
                {cancel}
            </div>
        </Card>
    }
}

/// Cancelling, behind a disclosure that names what happens.
#[component]
fn Cancel(call: CallId, size: Size) -> impl IntoView {
    view! {
        <details>
            <summary class="inline-flex min-h-8 cursor-pointer items-center rounded-md text-sm font-medium text-danger-ink \
            hover:underline">"Cancel the call"</summary>
            <form method="post" action=CancelCall::PATH class="mt-2 space-y-3 rounded-lg border border-line p-3">
                <p class="text-sm">"Everybody invited is told, and the time is free again."</p>
                <input type="hidden" name="call" value=call.to_string()/>
                <TextInput id="reason" name="reason" label="Why, in a line" size optional=true maxlength=300u32/>
                <Button submit=true kind=ButtonKind::Danger size>
                    "Cancel the call"
                </Button>
            </form>
        </details>
    }
}

/// A link to the deal, for the list.
#[component]
pub fn DealLink(page: domain::scheduling::CallLine) -> impl IntoView {
    view! { <TextLink href=paths::opportunity(page.opportunity)>{page.opportunity_name}</TextLink> }
}
