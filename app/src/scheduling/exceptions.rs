//! Days off and extra hours on the page of an advocate's hours.

use domain::scheduling::{AvailabilityPage as Page, ExceptionKind, ExceptionLine};
use domain::time::ClockTime;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{AddDaysOff, AddExtraHours, RemoveException};
use super::availability::PANEL;
use crate::session::use_flash;
use crate::ui::{Button, Choice, Glyph, IconButton, InputKind, Select, Size, TextInput};

/// Days off, and the form that adds them.
#[component]
pub fn DaysOff(page: Page) -> impl IntoView {
    let flash = use_flash::<AddDaysOff>();
    let problem = flash.problem();
    let fault = |field: &str| problem.as_ref().and_then(|problem| problem.of_field(field)).map(str::to_owned);
    let lines = page.exceptions.into_iter().filter(|line| line.exception.kind == ExceptionKind::Off);
    let today = page.today.to_string();
    view! {
        <section class=PANEL aria-labelledby="off">
            <h2 id="off" class="text-md font-semibold">
                "Days off"
            </h2>
            <Lines lines=lines.collect() empty="No days off are set"/>
            <form method="post" action=AddDaysOff::PATH class="mt-4 space-y-3 border-t border-line-faint pt-4">
                <div class="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-1">
                    <TextInput
                        id="first"
                        name="first"
                        label="First day"
                        kind=InputKind::Date
                        size=Size::ExtraLarge
                        value=flash.value_or("first", "")
                        min=today.clone()
                        error=fault("first")
                        required=true
                    />
                    <TextInput
                        id="last"
                        name="last"
                        label="Last day"
                        kind=InputKind::Date
                        size=Size::ExtraLarge
                        optional=true
                        value=flash.value_or("last", "")
                        min=today
                        error=fault("last")
                    />
                </div>
                <TextInput
                    id="off-note"
                    name="note"
                    label="What for"
                    size=Size::ExtraLarge
                    optional=true
                    value=flash.value_or("note", "")
                    hint="Only you see this"
                    maxlength=120u32
                />
                <Button submit=true size=Size::ExtraLarge icon=Glyph::Plus>
                    "Add days off"
                </Button>
            </form>
        </section>
    }
}

/// Hours besides the usual week, and the form that adds them.
#[component]
pub fn ExtraHours(page: Page) -> impl IntoView {
    let flash = use_flash::<AddExtraHours>();
    let problem = flash.problem();
    let fault = |field: &str| problem.as_ref().and_then(|problem| problem.of_field(field)).map(str::to_owned);
    let lines = page.exceptions.into_iter().filter(|line| line.exception.kind == ExceptionKind::Extra);
    let times = || ClockTime::all().map(|time| Choice::new(time.to_string(), time.to_string())).collect::<Vec<_>>();
    view! {
        <section class=PANEL aria-labelledby="extra">
            <h2 id="extra" class="text-md font-semibold">
                "Extra hours"
            </h2>
            <Lines lines=lines.collect() empty="No extra hours are set"/>
            <form method="post" action=AddExtraHours::PATH class="mt-4 space-y-3 border-t border-line-faint pt-4">
                <TextInput
                    id="day"
                    name="day"
                    label="Day"
                    kind=InputKind::Date
                    size=Size::ExtraLarge
                    value=flash.value_or("day", "")
                    min=page.today.to_string()
                    error=fault("day")
                    required=true
                />
                <div class="grid grid-cols-2 gap-3">
                    <Select
                        id="extra-from"
                        name="from"
                        label="From"
                        choices=times()
                        value=flash.value_or("from", "09:00")
                        size=Size::ExtraLarge
                        error=fault("from")
                    />
                    <Select
                        id="extra-until"
                        name="until"
                        label="To"
                        choices=times()
                        value=flash.value_or("until", "12:00")
                        size=Size::ExtraLarge
                        error=fault("until")
                    />
                </div>
                <Button submit=true size=Size::ExtraLarge icon=Glyph::Plus>
                    "Add extra hours"
                </Button>
            </form>
        </section>
    }
}

/// Exceptions with a button that takes each back.
#[component]
fn Lines(lines: Vec<ExceptionLine>, empty: &'static str) -> impl IntoView {
    if lines.is_empty() {
        return view! { <p class="mt-1 text-sm text-muted">{empty}</p> }.into_any();
    }
    let items = lines
        .into_iter()
        .map(|line| {
            let ExceptionLine { exception, last, label, note } = line;
            let name = format!("Remove {label}");
            view! {
                <li class="flex items-center gap-2 py-2.5">
                    <div class="min-w-0 flex-1">
                        <p>{label}</p>
                        {(!note.is_empty()).then(|| view! { <p class="text-sm text-muted">{note}</p> })}
                    </div>
                    <form method="post" action=RemoveException::PATH>
                        <input type="hidden" name="day" value=exception.day.to_string()/>
                        <input type="hidden" name="last" value=last.to_string()/>
                        <input type="hidden" name="kind" value=exception.kind.as_str()/>
                        <input type="hidden" name="from" value=exception.from.to_string()/>
                        <input type="hidden" name="until" value=exception.until.to_string()/>
                        <IconButton glyph=Glyph::X label=name submit=true size=Size::ExtraLarge/>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="mt-2 divide-y divide-line-faint text-base">{items}</ul> }.into_any()
}
