//! `/requests/new`: what the advocate is asked, and what they will see. A plain form.

use domain::problem::Problem;
use domain::requests::{DURATIONS, DraftPage};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{self, Submit};
use crate::layout::PageTitle;
use crate::paths;
use crate::session::{FormFlash, use_flash};
use crate::ui::{
    Avatar, Badge, Banner, Breadcrumbs, Button, ButtonKind, Checkbox, Choice, FaceSize, Glyph, Icon, InputKind,
    LinkButton, Load, OrgLogo, Select, TextArea, TextInput, TextLink, Tone,
};

/// The page; the address names opportunity and advocate.
#[component]
pub fn NewRequestPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |name| query.get(name).unwrap_or_default();
    let draft = api::draft(get("opportunity"), get("advocate"), query.get("request"));
    view! {
        <PageTitle title="New request"/>
        <Load read=draft let:draft>
            <Draft draft/>
        </Load>
    }
}

#[component]
fn Draft(draft: DraftPage) -> impl IntoView {
    let flash = use_flash::<Submit>();
    let above = vec![(paths::opportunity(draft.opportunity), draft.prospect.clone())];
    let title = ["Ask ", &draft.advocate_first_name, " for a reference"].concat();
    let refused = flash.problem().map(|problem| match problem {
        Problem::Invalid(_) => {
            view! { <Banner tone=Tone::Danger fact="Not sent yet." line="What has to change is marked below."/> }
        }
        other => view! { <Banner tone=Tone::Warning fact=other.to_string()/> },
    });
    let can_ask = draft.can_ask();
    let held_back = draft.checks.iter().find(|check| !check.passed).map(|check| {
        let fact = [&draft.advocate_first_name, " cannot be asked now."].concat();
        view! {
            <div class="mt-4">
                <Banner tone=Tone::Warning fact=fact line=[&check.words, "."].concat()/>
            </div>
        }
    });
    let round = draft.request.zip(draft.asked_before.clone()).map(|(id, before)| {
        let fact = ["This goes on with the request that ", &before, " could not help with."].concat();
        view! {
            <div class="mt-4">
                <Banner tone=Tone::Neutral fact=fact line="Its words and guests are kept; change what you like.">
                    <TextLink href=paths::request(id)>"Open the request"</TextLink>
                </Banner>
            </div>
        }
    });
    let under_way = draft.under_way.clone().map(|(id, advocate)| {
        let fact = ["A request of this deal is under way with ", &advocate, "."].concat();
        view! {
            <div class="mt-4">
                <Banner tone=Tone::Warning fact=fact line="Send this one only if a second conversation is wanted.">
                    <TextLink href=paths::request(id)>"Open the request"</TextLink>
                </Banner>
            </div>
        }
    });
    view! {
        <form method="post" action=Submit::PATH class="flex min-h-full flex-col">
            <div class="flex min-h-12 items-center border-b border-line px-4 lg:px-6">
                <Breadcrumbs above here="New request"/>
            </div>
            <div class="grid flex-1 grid-cols-1 xl:grid-cols-[minmax(0,1fr)_25rem]">
                <div class="mx-auto w-full max-w-180 px-4 py-6 lg:px-6">
                    <h1 class="text-xl font-semibold">{title}</h1>
                    <p class="mt-1 text-sm text-muted">
                        "The message and the facts you choose to share are all they see. Nothing reaches the prospect until the answer is yes."
                    </p>
                    {round}
                    {under_way}
                    {refused.is_none().then_some(held_back).flatten()}
                    {refused.map(|banner| view! { <div class="mt-4">{banner}</div> })}
                    <Hidden draft=draft.clone()/>
                    <Person draft=draft.clone()/>
                    <Format draft=draft.clone() flash=flash.clone()/>
                    <Guests draft=draft.clone() flash=flash.clone()/>
                    <Words draft=draft.clone() flash/>
                </div>
                <Aside draft=draft.clone()/>
            </div>
            <div class="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-surface px-4 py-3 lg:px-6">
                {draft
                    .success_manager
                    .map(|name| {
                        view! {
                            <span class="mr-auto flex items-center gap-1.5 text-xs text-muted">
                                <Icon glyph=Glyph::UserCheck class="size-4"/>
                                {["Looked after by ", &name].concat()}
                            </span>
                        }
                    })}
                <LinkButton href=paths::opportunity(draft.opportunity)>"Back to matching"</LinkButton>
                {if can_ask {
                    view! { <Button kind=ButtonKind::Primary icon=Glyph::Send submit=true>"Send request"</Button> }.into_any()
                } else {
                    draft
                        .next_best
                        .map(|(id, name)| {
                            let href = draft.request.map_or_else(
                                || paths::new_request(draft.opportunity, id),
                                |request| paths::next_round(draft.opportunity, id, request),
                            );
                            view! {
                                <LinkButton href kind=ButtonKind::Primary>
                                    {["Ask ", &name, " instead"].concat()}
                                </LinkButton>
                            }
                        })
                        .into_any()
                }}
            </div>
        </form>
    }
}

#[component]
fn Hidden(draft: DraftPage) -> impl IntoView {
    view! {
        <input type="hidden" name="form[opportunity]" value=draft.opportunity.to_string()/>
        <input type="hidden" name="form[advocate]" value=draft.advocate.to_string()/>
        {draft.request.map(|id| view! { <input type="hidden" name="request" value=id.to_string()/> })}
    }
}

/// A group of fields: its name and line on the left, the fields on the right.
#[component]
fn Group(title: &'static str, line: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="grid grid-cols-1 gap-x-6 gap-y-3 border-b border-line-faint py-6 last:border-0 sm:grid-cols-[11rem_minmax(0,1fr)]">
            <div>
                <h2 class="text-sm font-semibold">{title}</h2>
                <p class="text-xs text-muted">{line}</p>
            </div>
            <div class="min-w-0 space-y-4">{children()}</div>
        </section>
    }
}

#[component]
fn Person(draft: DraftPage) -> impl IntoView {
    let organisation = (draft.advocate_organisation_id.0, draft.advocate_organisation.clone());
    let line = [draft.advocate_title.as_str(), ", ", &draft.advocate_organisation].concat();
    let checks = draft
        .checks
        .into_iter()
        .map(|check| {
            let (glyph, class) = if check.passed {
                (Glyph::Check, "mt-0.5 size-3.5 shrink-0 text-success")
            } else {
                (Glyph::Ban, "mt-0.5 size-3.5 shrink-0 text-danger")
            };
            view! {
                <li class="flex items-start gap-1.5 text-xs text-muted">
                    <Icon glyph class/>
                    {check.words}
                </li>
            }
        })
        .collect_view();
    view! {
        <Group title="Advocate" line="Checked a moment ago">
            <div class="flex items-center gap-3 rounded-lg border border-line p-3">
                <Avatar name=draft.advocate_name.clone() id=draft.advocate.0 size=FaceSize::S40 organisation/>
                <div class="min-w-0 flex-1">
                    <p class="truncate text-sm font-medium">{draft.advocate_name}</p>
                    <p class="truncate text-xs text-muted">{line}</p>
                </div>
                {draft
                    .score
                    .map(|score| {
                        view! {
                            <p class="text-right">
                                <span class="block text-md font-semibold tnum">{score}</span>
                                <span class="block text-2xs text-faint">"match"</span>
                            </p>
                        }
                    })}
            </div>
            <ul class="flex flex-wrap gap-x-4 gap-y-1.5">{checks}</ul>
        </Group>
    }
}

#[component]
fn Format(draft: DraftPage, flash: FormFlash) -> impl IntoView {
    let problem = flash.problem();
    let fault = |field: &str| problem.as_ref().and_then(|problem| problem.of_field(field)).map(str::to_owned);
    let (wrong_length, wrong_day) = (fault("duration"), fault("needed_by"));
    let lengths = DURATIONS.map(|minutes| Choice::new(minutes.to_string(), format!("{minutes} minutes"))).to_vec();
    let needed_by = draft.needed_by.map(|day| day.to_string()).unwrap_or_default();
    let (length, day) =
        (flash.value_or("duration", &draft.duration_minutes.to_string()), flash.value_or("needed_by", &needed_by));
    view! {
        <Group title="Format" line="A call, with the free times of the advocate">
            <div class="grid grid-cols-1 gap-4 sm:grid-cols-2">
                <Select
                    id="duration"
                    name="form[duration]"
                    label="Length"
                    choices=lengths
                    value=length
                    error=wrong_length
                />
                <TextInput
                    id="needed_by"
                    name="form[needed_by]"
                    label="Needed by"
                    kind=InputKind::Date
                    value=day
                    min=draft.earliest.to_string()
                    required=true
                    error=wrong_day
                />
            </div>
        </Group>
    }
}

#[component]
fn Guests(draft: DraftPage, flash: FormFlash) -> impl IntoView {
    let problem = flash.problem();
    let fault = problem.as_ref().and_then(|problem| problem.of_field("guests")).map(str::to_owned);
    let typed = problem.is_some();
    let kept = flash.value_or("guests", "");
    let was = |name: &str, at_first: bool| if typed { flash.value(name).is_some() } else { at_first };
    let (company, names, joins) = (
        was("share_company", draft.share_company),
        was("share_guests", draft.share_guests),
        was("rep_joins", draft.rep_joins),
    );
    let nobody = draft.guests.is_empty();
    let chosen = draft.chosen_guests;
    let guests = draft
        .guests
        .into_iter()
        .map(|guest| {
            let id = guest.id.to_string();
            let checked = if typed { kept.lines().any(|line| line == id) } else { chosen.contains(&guest.id) };
            let label =
                if guest.title.is_empty() { guest.name } else { [guest.name.as_str(), ", ", &guest.title].concat() };
            view! {
                <Checkbox id=["guest-", &id].concat() name="form[guests][]" value=id label=label checked=checked/>
            }
        })
        .collect_view();
    view! {
        <Group title="Who joins" line="The first one is sent the booking link">
            {nobody
                .then(|| {
                    view! {
                        <Banner
                            tone=Tone::Warning
                            fact="This deal has no contacts yet."
                            line="Without one you pass the booking link on yourself."
                        />
                    }
                })}
            <fieldset class="space-y-2">
                <legend class="sr-only">"Guests"</legend>
                {guests}
                {fault.map(|sentence| view! { <p class="text-xs text-danger-ink" role="alert">{sentence}</p> })}
            </fieldset>
            <Checkbox
                id="rep_joins"
                name="form[rep_joins]"
                label="I want to join the call"
                hint="Most advocates talk more freely without the vendor."
                checked=joins
            />
        </Group>
        <Group title="Share with them" line="Before they answer">
            <Checkbox
                id="share_company"
                name="form[share_company]"
                label="Company name"
                hint=draft.prospect
                checked=company
            />
            <Checkbox id="share_guests" name="form[share_guests]" label="Guests’ names and roles" checked=names/>
            <p class="flex items-center gap-1.5 text-xs text-faint">
                <Icon glyph=Glyph::Lock class="size-3.5"/>
                "Advocates never see the amount of a deal."
            </p>
        </Group>
    }
}

#[component]
fn Words(draft: DraftPage, flash: FormFlash) -> impl IntoView {
    let problem = flash.problem();
    let fault = |field: &str| problem.as_ref().and_then(|problem| problem.of_field(field)).map(str::to_owned);
    let (wrong_topics, wrong_avoid, wrong_message) = (fault("topics"), fault("avoid"), fault("message"));
    let (topics, avoid) = (flash.value_or("topics", &draft.topics.join("\n")), flash.value_or("avoid", &draft.avoid));
    let message = flash.value_or("message", &draft.message);
    view! {
        <Group title="What to cover" line="Three topics at most work best">
            <TextArea
                id="topics"
                name="form[topics]"
                label="Topics"
                hint="One a line"
                value=topics
                error=wrong_topics
                required=true
            />
            <TextInput
                id="avoid"
                name="form[avoid]"
                label="Please avoid"
                optional=true
                value=avoid
                error=wrong_avoid
            />
        </Group>
        <Group title="Message" line="Started from the deal’s facts; make it yours">
            <TextArea
                id="message"
                name="form[message]"
                label="Message"
                label_hidden=true
                rows=11
                value=message
                error=wrong_message
                required=true
            />
        </Group>
    }
}

/// What the advocate sees, and what happens next.
#[component]
fn Aside(draft: DraftPage) -> impl IntoView {
    let steps = [
        [draft.advocate_first_name.as_str(), " answers in the portal"].concat(),
        [draft.prospect.as_str(), " gets a booking link"].concat(),
        "Everybody gets the invitation".to_owned(),
    ];
    let lines = [
        "One tap from the mail; a no costs nothing",
        "Only real free times, by their own clock",
        "Reminders a day and an hour before",
    ];
    let steps = steps
        .into_iter()
        .zip(lines)
        .map(|(step, line)| {
            view! {
                <li class="border-l-2 border-brand-line py-0.5 pl-3">
                    <p class="text-sm font-medium">{step}</p>
                    <p class="text-xs text-muted">{line}</p>
                </li>
            }
        })
        .collect_view();
    let logo = draft.prospect_id.map_or(draft.opportunity.0, |id| id.0);
    view! {
        <aside class="border-t border-line bg-sunken px-4 py-6 xl:border-t-0 xl:border-l lg:px-6" aria-label="Preview">
            <h2 class="text-sm font-semibold">{["What ", &draft.advocate_first_name, " sees"].concat()}</h2>
            <div class="mt-3 rounded-xl border border-line bg-surface p-4 shadow-2">
                <p class="text-xs text-muted">{[draft.company_name.as_str(), " Champions"].concat()}</p>
                <p class="mt-2 text-sm font-medium">{[draft.rep_name.as_str(), " asks for a call"].concat()}</p>
                <div class="mt-3 flex items-center gap-2.5 rounded-lg bg-sunken p-2.5">
                    <OrgLogo name=draft.prospect.clone() id=logo size=FaceSize::S32/>
                    <span class="min-w-0">
                        <span class="block truncate text-sm font-medium">{draft.prospect}</span>
                        <span class="block truncate text-xs text-muted">{draft.prospect_facts}</span>
                    </span>
                </div>
                <p class="mt-3 flex gap-2">
                    <Badge tone=Tone::Brand>"Accept"</Badge>
                    <Badge>"Not this time"</Badge>
                </p>
            </div>
            <h2 class="mt-6 text-sm font-semibold">"What happens next"</h2>
            <ol class="mt-3 space-y-3">{steps}</ol>
        </aside>
    }
}
