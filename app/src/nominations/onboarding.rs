//! `/portal/onboarding`: the first visit of somebody who was invited. A plain page: one form, no script.

use domain::language::LANGUAGES;
use domain::nominations::{Agreed, OnboardingForm, OnboardingPage as Page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{self, Finish};
use crate::layout::PageTitle;
use crate::paths;
use crate::session::{FormFlash, use_flash};
use crate::ui::{
    Banner, Button, ButtonKind, Checkbox, Choice, EmptyState, Glyph, InputKind, LinkButton, Load, Select, Size,
    TextInput, Tone,
};

/// How many languages are offered, the frequent ones first.
const OFFERED: usize = 12;
const DAYS: [(&str, &str); 7] = [
    ("1", "Monday"),
    ("2", "Tuesday"),
    ("3", "Wednesday"),
    ("4", "Thursday"),
    ("5", "Friday"),
    ("6", "Saturday"),
    ("7", "Sunday"),
];

#[component]
pub fn OnboardingPage() -> impl IntoView {
    let page = api::onboarding();
    view! {
        <PageTitle title="Welcome"/>
        <Load read=page let:page>
            {if page.is_done { view! { <Done/> }.into_any() } else { view! { <Form page/> }.into_any() }}
        </Load>
    }
}

#[component]
fn Done() -> impl IntoView {
    view! {
        <EmptyState
            glyph=Glyph::Heart
            title="You are all set"
            line="Everything you chose can be changed at any time."
            heads_the_page=true
        >
            <LinkButton href=paths::portal() kind=ButtonKind::Primary size=Size::ExtraLarge>"Open your page"</LinkButton>
            <LinkButton href=paths::portal_availability() size=Size::ExtraLarge>"Change your hours"</LinkButton>
        </EmptyState>
    }
}

/// What was ticked when the form was refused, else what is known.
fn ticked(flash: &FormFlash, field: &str, known: &[String]) -> Vec<String> {
    match flash.problem() {
        Some(_) => flash.value(field).unwrap_or_default().lines().map(str::to_owned).collect(),
        None => known.to_vec(),
    }
}

#[component]
fn Form(page: Page) -> impl IntoView {
    let flash = use_flash::<Finish>();
    let problem = flash.problem();
    let filled = StoredValue::new((page.form.clone(), flash.clone()));
    let error = move |field: &str| {
        filled.with_value(|(_, flash)| flash.problem().and_then(|problem| problem.of_field(field).map(str::to_owned)))
    };
    let value = move |field: &str, known: fn(&OnboardingForm) -> &String| {
        filled.with_value(|(form, flash)| flash.value_or(field, known(form)))
    };
    let said = move |field: &str| error(field).map(|text| view! { <p class="mt-2 text-sm text-danger-ink">{text}</p> });
    let form = page.form;
    let (languages, consents, days) = (
        ticked(&flash, "languages", &form.languages),
        ticked(&flash, "consents", &form.consents),
        ticked(&flash, "days", &form.days),
    );
    let language_boxes = LANGUAGES
        .iter()
        .enumerate()
        .filter(|(at, (code, _))| *at < OFFERED || languages.iter().any(|known| known == code))
        .map(|(_, (code, name))| {
            let checked = languages.iter().any(|known| known == code);
            view! { <Checkbox id=["language-", code].concat() name="form[languages][]" label=*name value=*code checked/> }
        })
        .collect_view();
    let consent_boxes = Agreed::ALL
        .iter()
        .map(|agreed| {
            let checked = consents.iter().any(|known| known == agreed.as_str());
            let id = ["consent-", agreed.as_str()].concat();
            view! {
                <Checkbox
                    id
                    name="form[consents][]"
                    label=agreed.label()
                    value=agreed.as_str()
                    hint=agreed.line().to_owned()
                    checked
                />
            }
        })
        .collect_view();
    let day_boxes = DAYS
        .iter()
        .map(|(number, name)| {
            let checked = days.iter().any(|known| known == number);
            view! { <Checkbox id=["day-", number].concat() name="form[days][]" label=*name value=*number checked/> }
        })
        .collect_view();
    let zones = page.zones.into_iter().map(|(name, label)| Choice::new(name, label)).collect();
    let caps = (0..=page.most_a_month)
        .map(|cap| {
            Choice::new(cap.to_string(), if cap == 0 { "Not at all for now".to_owned() } else { cap.to_string() })
        })
        .collect();
    let summary =
        problem.map(|problem| view! { <div class="mb-5"><Banner tone=Tone::Danger fact=problem.to_string()/></div> });
    view! {
        <h1 class="text-2xl font-semibold">{["Welcome, ", &page.first_name].concat()}</h1>
        <p class="mt-1 mb-6 max-w-160 text-md text-muted">
            {[
                page.company.as_str(),
                " would like you to tell others how it went at ",
                &page.organisation,
                ". You choose what you do, how often and when. Nothing happens before you have saved this page.",
            ]
                .concat()}
        </p>
        {summary}
        <form method="post" action=Finish::PATH class="max-w-180 space-y-5">
            <Part title="You" line="As you would like to be introduced">
                <div class="grid gap-4 sm:grid-cols-2">
                    <TextInput
                        id="name"
                        name="form[name]"
                        label="Name"
                        size=Size::ExtraLarge
                        autocomplete="name"
                        value=value("name", |form| &form.name)
                        error=error("name")
                        required=true
                        maxlength=200
                    />
                    <TextInput
                        id="title"
                        name="form[title]"
                        label="Role"
                        size=Size::ExtraLarge
                        autocomplete="organization-title"
                        value=value("title", |form| &form.title)
                        error=error("title")
                        optional=true
                        maxlength=200
                    />
                </div>
                <fieldset class="mt-5">
                    <legend class="mb-3 text-base font-medium">"Languages you like to talk in"</legend>
                    <div class="grid grid-cols-2 gap-3 sm:grid-cols-3">{language_boxes}</div>
                    {said("languages")}
                </fieldset>
            </Part>
            <Part title="What you agree to" line="Each by itself, and only what you tick. You can withdraw any of it at any time, and it ends at once">
                <div class="grid gap-4 sm:grid-cols-2">{consent_boxes}</div>
                {said("consents")}
            </Part>
            <Part title="How often and when" line="You are asked each time, and may always say no">
                <div class="grid gap-4 sm:grid-cols-2">
                    <Select
                        id="monthly_cap"
                        name="form[monthly_cap]"
                        label="Requests a month, at most"
                        choices=caps
                        size=Size::ExtraLarge
                        value=value("monthly_cap", |form| &form.monthly_cap)
                        error=error("monthly_cap")
                    />
                    <TextInput
                        id="notice_hours"
                        name="form[notice_hours]"
                        label="Hours of notice before a call"
                        kind=InputKind::Number
                        size=Size::ExtraLarge
                        value=value("notice_hours", |form| &form.notice_hours)
                        error=error("notice_hours")
                        min="0".to_owned()
                        max="720".to_owned()
                    />
                </div>
                <fieldset class="mt-5">
                    <legend class="mb-3 text-base font-medium">"Days on which you can talk"</legend>
                    <div class="grid grid-cols-2 gap-3 sm:grid-cols-4">{day_boxes}</div>
                    {said("days")}
                </fieldset>
                <div class="mt-5 grid gap-4 sm:grid-cols-2">
                    <TextInput
                        id="from"
                        name="form[from]"
                        label="From"
                        kind=InputKind::Time
                        size=Size::ExtraLarge
                        value=value("from", |form| &form.from)
                        error=error("from")
                    />
                    <TextInput
                        id="until"
                        name="form[until]"
                        label="Until"
                        kind=InputKind::Time
                        size=Size::ExtraLarge
                        value=value("until", |form| &form.until)
                    />
                    <Select
                        id="time_zone"
                        name="form[time_zone]"
                        label="Your time zone"
                        choices=zones
                        size=Size::ExtraLarge
                        value=value("time_zone", |form| &form.time_zone)
                        error=error("time_zone")
                        class="sm:col-span-2"
                    />
                </div>
                <p class="mt-3 text-sm text-muted">"Single days, breaks and days off are set under Availability afterwards."</p>
            </Part>
            <Button kind=ButtonKind::Primary size=Size::ExtraLarge icon=Glyph::Check submit=true>"Save and begin"</Button>
        </form>
    }
}

#[component]
fn Part(title: &'static str, line: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="rounded-xl border border-line bg-surface p-5 sm:p-6">
            <h2 class="text-lg font-semibold">{title}</h2>
            <p class="mt-1 mb-4 text-base text-muted">{line}</p>
            {children()}
        </section>
    }
}
