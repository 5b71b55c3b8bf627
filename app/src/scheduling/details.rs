//! `/b/:token/details`: who joins, and what the advocate should know. The time is held meanwhile.

use domain::problem::Problem;
use domain::scheduling::DetailsPage;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{self, Book, Hold};
use super::book::token_of_page;
use super::guest::GuestLoad;
use super::picker::place_of;
use super::speaker::SpeakerFace;
use crate::layout::{PageTitle, PublicShell};
use crate::session::use_flash;
use crate::ui::{Button, ButtonKind, FaceSize, Glyph, Icon, InputKind, LinkButton, Size, TextArea, TextInput};

/// The form of the booking.
#[component]
pub fn BookingDetailsPage() -> impl IntoView {
    let token = token_of_page();
    let place = place_of(&use_query_map().get_untracked());
    let page = api::details_page(token.clone(), place);
    view! {
        <GuestLoad read=page let:page>
            {page.map(|page| view! { <Details token=token.clone() page/> })}
        </GuestLoad>
    }
}

#[component]
fn Details(token: String, page: DetailsPage) -> impl IntoView {
    let problem = use_flash::<Book>().problem().or_else(|| use_flash::<Hold>().problem());
    let change = crate::paths::with_query(&["/b/", &token].concat(), &[("tz", Some(&page.zone))]);
    let title = ["Book a talk with ", &page.speaker.name].concat();
    view! {
        <PageTitle title/>
        <PublicShell company=Some((page.company_id, page.company.clone()))>
            <section
                class="mx-auto w-full max-w-180 rounded-2xl border border-line bg-surface shadow-2"
                aria-labelledby="t"
            >
                <div class="flex flex-wrap items-center gap-4 border-b border-line-faint p-6 sm:px-8">
                    <SpeakerFace speaker=page.speaker.clone() size=FaceSize::S40/>
                    <div class="min-w-0 flex-1 basis-56">
                        <h1 id="t" class="text-lg font-semibold">
                            {page.spoken.clone()}
                        </h1>
                        <p class="text-base text-muted">
                            {page.spoken_zone.clone()} ", video call with " {page.speaker.name.clone()}
                        </p>
                    </div>
                    <LinkButton href=change size=Size::Large>
                        "Change"
                    </LinkButton>
                </div>
                <div class="space-y-5 p-6 sm:p-8">
                    {problem.clone().map(|problem| view! { <Summary problem/> })}
                    {(!page.others.is_empty())
                        .then(|| view! { <OtherTimes token=token.clone() page=page.clone()/> })}
                    <Fields token page problem/>
                </div>
            </section>
        </PublicShell>
    }
}

/// What has to be mended, with a link to each field; or why the time cannot be had.
#[component]
fn Summary(problem: Problem) -> impl IntoView {
    let (fact, fields) = match &problem {
        Problem::Invalid(fields) => {
            let count = match fields.len() {
                1 => "One thing to fix.".to_owned(),
                many => format!("{many} things to fix."),
            };
            (count, fields.clone())
        }
        other => (other.to_string(), Vec::new()),
    };
    let links = fields
        .into_iter()
        .map(|field| {
            view! {
                <li>
                    <a
                        href=["#", &field.field].concat()
                        class="font-medium text-danger-ink underline underline-offset-2"
                    >
                        {label_of(&field.field)}
                    </a>
                    ": "
                    {field.message}
                </li>
            }
        })
        .collect_view();
    view! {
        <div
            role="alert"
            class="flex items-start gap-2.5 rounded-lg border border-danger-line bg-danger-soft px-3.5 py-3 text-base"
        >
            <Icon glyph=Glyph::Alert class="mt-0.5 size-4.5 text-danger-ink"/>
            <div>
                <p class="font-medium">{fact}</p>
                <ul>{links}</ul>
            </div>
        </div>
    }
}

fn label_of(field: &str) -> &'static str {
    match field {
        "name" => "Your name",
        "email" => "Work email",
        "colleague" => "Colleague who joins",
        _ => "What to know",
    }
}

/// The next free times: each takes the place of the one that is gone, and the form stays as it is.
#[component]
fn OtherTimes(token: String, page: DetailsPage) -> impl IntoView {
    let others = page
        .others
        .into_iter()
        .map(|time| {
            view! {
                <form method="post" action=Hold::PATH>
                    <input type="hidden" name="token" value=token.clone()/>
                    <input type="hidden" name="slot" value=time.key/>
                    <input type="hidden" name="tz" value=page.zone.clone()/>
                    <Button submit=true size=Size::ExtraLarge class="w-full tnum">
                        {time.label}
                    </Button>
                </form>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="others" class="rounded-lg border border-line p-4">
            <h2 id="others" class="text-base font-semibold">
                "Times that are free now"
            </h2>
            <p class="text-sm text-muted">"Choosing one keeps what you typed."</p>
            <div class="mt-3 grid grid-cols-1 gap-2 sm:grid-cols-2">{others}</div>
        </section>
    }
}

#[component]
fn Fields(token: String, page: DetailsPage, problem: Option<Problem>) -> impl IntoView {
    let fault = |field: &str| problem.as_ref().and_then(|problem| problem.of_field(field)).map(str::to_owned);
    let first = page.speaker.first_name.clone();
    let hint = if page.email_is_known { "From your invitation" } else { "The invitation is sent here" };
    // Sent with everything typed, which is kept.
    let longer = page.is_held.then(|| {
        view! {
            <button
                type="submit"
                formaction=Hold::PATH
                class="inline-flex min-h-11 items-center text-sm font-medium text-brand-ink underline-offset-2 hover:underline"
            >
                "Hold it for ten more minutes"
            </button>
        }
    });
    view! {
        <form method="post" action=Book::PATH class="space-y-5" novalidate>
            <input type="hidden" name="token" value=token/>
            <input type="hidden" name="slot" value=page.slot/>
            <input type="hidden" name="tz" value=page.zone/>
            <div class="grid grid-cols-1 gap-5 sm:grid-cols-2">
                <TextInput
                    id="name"
                    name="name"
                    label="Your name"
                    size=Size::ExtraLarge
                    value=page.typed.name
                    error=fault("name")
                    autocomplete="name"
                    required=true
                />
                <TextInput
                    id="email"
                    name="email"
                    label="Work email"
                    kind=InputKind::Email
                    size=Size::ExtraLarge
                    value=page.typed.email
                    hint=hint
                    error=fault("email")
                    autocomplete="email"
                    required=true
                />
            </div>
            <TextInput
                id="colleague"
                name="colleague"
                label="Colleague who joins"
                kind=InputKind::Email
                size=Size::ExtraLarge
                optional=true
                value=page.typed.colleague
                hint="Their email address; they get the invitation too"
                error=fault("colleague")
                autocomplete="off"
            />
            <TextArea
                id="note"
                name="note"
                label=format!("What should {first} know before you talk?")
                rows=4
                large=true
                optional=true
                value=page.typed.note
                hint=format!("{first} gets this with the invitation")
                error=fault("note")
            />
            <div class="flex flex-wrap items-center gap-3 pt-1">
                <Button submit=true kind=ButtonKind::Primary size=Size::ExtraLarge>
                    "Book this time"
                </Button>
                <p class="flex items-center gap-1.5 text-sm text-muted">
                    <Icon glyph=Glyph::Hourglass/>
                    {page.held}
                </p>
                {longer}
            </div>
        </form>
    }
}
