//! `/portal/availability`: the advocate's usual week, limits, days off and extra hours. Plain forms.

use chrono::{NaiveDate, Weekday};
use domain::paging::counted;
use domain::problem::Problem;
use domain::scheduling::{AvailabilityPage as Page, HoursRow};
use domain::time::{ClockTime, weekday_long};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{self, SaveAvailability};
use super::exceptions::{DaysOff, ExtraHours};
use super::week::WeekDrawing;
use crate::layout::PageTitle;
use crate::session::{FormFlash, use_flash};
use crate::ui::{Banner, Button, ButtonKind, Choice, Glyph, InputKind, Load, Select, Size, TextInput, Tone};

/// Rows of hours per weekday, so that a morning, an afternoon and an evening fit.
const ROWS_A_DAY: usize = 3;
pub(super) const PANEL: &str = "rounded-xl border border-line bg-surface p-4 sm:p-5";

/// The page.
#[component]
pub fn AvailabilityPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let week = query.get("week").and_then(|week| week.parse::<NaiveDate>().ok());
    let saved = query.get("saved").is_some();
    let page = api::availability(week);
    view! {
        <PageTitle title="Availability"/>
        <Load read=page let:page>
            <Availability page saved/>
        </Load>
    }
}

#[component]
fn Availability(page: Page, saved: bool) -> impl IntoView {
    let flash = use_flash::<SaveAvailability>();
    let problem = flash.problem();
    let whole = problem.as_ref().filter(|problem| !matches!(problem, Problem::Invalid(_)));
    let notice = match (&problem, saved) {
        (Some(_), _) => whole
            .map(|problem| view! { <Banner tone=Tone::Warning fact=problem.to_string()/> }.into_any())
            .or_else(|| {
                Some(
                    view! { <Banner tone=Tone::Danger fact="Not saved." line="What has to change is marked below."/> }
                        .into_any(),
                )
            }),
        (None, true) => Some(view! { <Banner tone=Tone::Success fact="Saved."/> }.into_any()),
        (None, false) => None,
    };
    let week = page.week.clone();
    view! {
        <h1 class="text-2xl font-semibold">"Availability"</h1>
        <p class="mt-1 text-md text-muted">"Prospects only ever see the free gaps, never what fills the rest."</p>
        {notice.map(|notice| view! { <div class="mt-4">{notice}</div> })}
        <div class="mt-7 grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <div class="min-w-0 space-y-5">
                <section class=[PANEL, "max-md:hidden"].join(" ") aria-label="Week">
                    <WeekDrawing week/>
                </section>
                <Usual page=page.clone() flash/>
            </div>
            <div class="min-w-0 space-y-5">
                <DaysOff page=page.clone()/>
                <ExtraHours page/>
            </div>
        </div>
    }
}

/// The form of everything that is saved at once.
#[component]
fn Usual(page: Page, flash: FormFlash) -> impl IntoView {
    // After somebody else's save, what holds now is shown and their version is the one to change.
    let flash = match flash.problem() {
        Some(Problem::Refused(_)) => FormFlash::default(),
        _ => flash,
    };
    let problem = flash.problem();
    let fault = |field: &str| problem.as_ref().and_then(|problem| problem.of_field(field)).map(str::to_owned);
    let zones = page.zones.iter().map(|zone| Choice::new(zone.name.clone(), zone.label.clone())).collect::<Vec<_>>();
    let typed = typed_rows(&flash);
    let mut index = 0;
    let days = (1..=7u8)
        .map(|number| {
            let rows = rows_of(&page, typed.as_deref(), number);
            let first = index;
            index += rows.len();
            view! { <WeekdayRows number first rows/> }
        })
        .collect_view();
    let used = format!("{} planned in {}", page.calls_this_month, page.this_month);
    view! {
        <form method="post" action=SaveAvailability::PATH class=PANEL>
            <input type="hidden" name="version" value=page.version/>
            <h2 class="text-md font-semibold">"Usual week"</h2>
            <p class="text-sm text-muted">"By your own clock. Leave a line empty to keep it closed."</p>
            {fault("hours").map(|sentence| view! { <p class="mt-2 text-sm text-danger-ink" role="alert">{sentence}</p> })}
            <div class="mt-2 divide-y divide-line-faint">{days}</div>
            <div class="mt-5 grid grid-cols-1 gap-4 border-t border-line-faint pt-5 sm:grid-cols-2">
                <Select
                    id="time_zone"
                    name="time_zone"
                    label="Time zone"
                    choices=zones
                    value=flash.value_or("time_zone", &page.zone)
                    size=Size::ExtraLarge
                    icon=Glyph::Globe
                    error=fault("time_zone")
                    class="sm:col-span-2"
                />
                <Limit
                    id="calls_per_month"
                    label="Calls a month"
                    hint=format!("{used}; the programme asks for at most {}", page.company_monthly_cap)
                    value=flash.value_or("calls_per_month", &page.limits.calls_per_month.to_string())
                    max=page.company_monthly_cap
                    error=fault("calls_per_month")
                />
                <Limit
                    id="requests_per_quarter"
                    label="Requests a quarter"
                    hint=["The programme asks at most ", &counted(page.company_asking.requests_per_quarter, "time", "times")].concat()
                    value=flash.value_or("requests_per_quarter", &page.asking.requests_per_quarter.to_string())
                    max=page.company_asking.requests_per_quarter
                    error=fault("requests_per_quarter")
                />
                <Limit
                    id="rest_days"
                    label="Rest after a call in days"
                    hint=format!("The programme gives everybody at least {}", page.company_asking.rest_days)
                    value=flash.value_or("rest_days", &page.asking.rest_days.to_string())
                    min=page.company_asking.rest_days
                    max=365
                    error=fault("rest_days")
                />
                <Limit
                    id="calls_per_day"
                    label="Calls a day"
                    hint="So that your day stays yours".to_owned()
                    value=flash.value_or("calls_per_day", &page.limits.calls_per_day.to_string())
                    max=12
                    error=fault("calls_per_day")
                />
                <Limit
                    id="notice_hours"
                    label="Notice in hours"
                    hint="The earliest booking from now; 48 is two days".to_owned()
                    value=flash.value_or("notice_hours", &page.limits.notice_hours.to_string())
                    max=720
                    error=fault("notice_hours")
                />
                <Limit
                    id="buffer_minutes"
                    label="Gap around in minutes"
                    hint="Kept free before and after each call".to_owned()
                    value=flash.value_or("buffer_minutes", &page.limits.buffer_minutes.to_string())
                    max=240
                    error=fault("buffer_minutes")
                />
            </div>
            <div class="mt-5">
                <Button submit=true kind=ButtonKind::Primary size=Size::ExtraLarge>
                    "Save hours and limits"
                </Button>
            </div>
        </form>
    }
}

#[component]
fn Limit(
    id: &'static str,
    label: &'static str,
    hint: String,
    value: String,
    #[prop(optional)] min: u16,
    max: u16,
    error: Option<String>,
) -> impl IntoView {
    view! {
        <TextInput
            id=id
            name=id
            label=label
            kind=InputKind::Number
            size=Size::ExtraLarge
            value=value
            hint=hint
            error=error
            min=min.to_string()
            max=max.to_string()
            required=true
        />
    }
}

/// The lines of a weekday: a fieldset, so that each select is named with its day.
#[component]
fn WeekdayRows(number: u8, first: usize, rows: Vec<HoursRow>) -> impl IntoView {
    let name = Weekday::try_from(number - 1).map(weekday_long).unwrap_or_default();
    let lines = rows
        .into_iter()
        .enumerate()
        .map(|(index, row)| {
            let field = |part: &str| format!("hours[{}][{part}]", first + index);
            let times = |chosen: &str| {
                let options = ClockTime::all()
                    .map(|time| {
                        let text = time.to_string();
                        let selected = text == chosen;
                        view! {
                            <option value=text.clone() selected=selected>
                                {text.clone()}
                            </option>
                        }
                    })
                    .collect_view();
                view! { <option value="">"–"</option> {options} }
            };
            let label = |word: &str| format!("{name}, line {}, {word}", index + 1);
            view! {
                <div class="flex items-center gap-2">
                    <input type="hidden" name=field("weekday") value=number/>
                    <select name=field("from") class=TIME aria-label=label("from")>
                        {times(&row.from)}
                    </select>
                    <span class="text-sm text-muted">"to"</span>
                    <select name=field("until") class=TIME aria-label=label("to")>
                        {times(&row.until)}
                    </select>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="grid grid-cols-1 gap-2 py-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
            <legend class="float-left text-base font-medium sm:pt-2">{name}</legend>
            <div class="flex flex-wrap gap-x-6 gap-y-2 sm:col-start-2">{lines}</div>
        </fieldset>
    }
}

const TIME: &str = "h-11 rounded-md border border-line-control bg-surface px-2 text-base tnum text-ink \
    focus:border-focus focus:outline-2 focus:-outline-offset-1 focus:outline-focus";

/// What the page says of a weekday, or what was typed when the form was refused; always one line free.
fn rows_of(page: &Page, typed: Option<&[HoursRow]>, number: u8) -> Vec<HoursRow> {
    let mut rows: Vec<HoursRow> = match typed {
        Some(typed) => typed.iter().filter(|row| row.weekday == number).cloned().collect(),
        None => page
            .hours
            .iter()
            .filter(|hours| hours.weekday.number_from_monday() == u32::from(number))
            .map(|hours| HoursRow { weekday: number, from: hours.from.to_string(), until: hours.until.to_string() })
            .collect(),
    };
    let wanted = (rows.iter().filter(|row| !row.from.is_empty()).count() + 1).clamp(2, ROWS_A_DAY);
    while rows.len() < wanted {
        rows.push(HoursRow { weekday: number, ..HoursRow::default() });
    }
    rows
}

/// The rows as typed: a refused form keeps repeated fields one a line.
fn typed_rows(flash: &FormFlash) -> Option<Vec<HoursRow>> {
    let column =
        |field: &str| -> Option<Vec<String>> { Some(flash.value(field)?.split('\n').map(str::to_owned).collect()) };
    let (weekdays, from, until) = (column("weekday")?, column("from")?, column("until")?);
    let rows = weekdays.into_iter().zip(from).zip(until);
    Some(
        rows.filter_map(|((weekday, from), until)| Some(HoursRow { weekday: weekday.parse().ok()?, from, until }))
            .collect(),
    )
}
