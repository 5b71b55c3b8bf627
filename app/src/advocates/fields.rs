//! The fields of an advocate's form, part by part.

use domain::advocates::{AdvocateForm, Named, OUTCOMES, OutcomeInput, Persona, Policy, ReferenceStatus, Seniority};
use leptos::prelude::*;

use crate::session::FormFlash;
use crate::ui::{Checkbox, Choice, InputKind, Select, Size, TextArea, TextInput};

/// Empty rows for further outcomes that are there without any script.
const SPARE: usize = 2;

/// What the fields start with: what was typed when the form was refused, else what is stored.
#[derive(Clone)]
pub struct Refilled {
    stored: AdvocateForm,
    flash: FormFlash,
}

impl Refilled {
    pub fn new(stored: AdvocateForm, flash: FormFlash) -> Self {
        Self { stored, flash }
    }

    fn value(&self, field: &str, stored: &str) -> String {
        self.flash.value_or(field, stored)
    }

    fn error(&self, field: &str) -> Option<String> {
        self.flash.problem().and_then(|problem| problem.of_field(field).map(str::to_owned))
    }

    /// The outcomes as typed; the flash keeps the values of equal names one a line.
    fn outcomes(&self) -> Vec<OutcomeInput> {
        let Some(headlines) = self.flash.value("headline") else { return self.stored.outcomes.clone() };
        let lines = |field: &str| -> Vec<String> {
            self.flash.value(field).unwrap_or_default().split('\n').map(str::to_owned).collect()
        };
        let (kept, before, after) = (lines("kept"), lines("before"), lines("after"));
        let (unit, quote, use_case, removed) = (lines("unit"), lines("quote"), lines("use_case"), lines("remove"));
        let at = |lines: &[String], row: usize| lines.get(row).cloned().unwrap_or_default();
        let rows = headlines.split('\n').enumerate().map(|(row, headline)| OutcomeInput {
            kept: at(&kept, row),
            remove: removed.contains(&row.to_string()).then(|| row.to_string()),
            headline: headline.to_owned(),
            before: at(&before, row),
            after: at(&after, row),
            unit: at(&unit, row),
            quote: at(&quote, row),
            use_case: at(&use_case, row),
        });
        let mut rows: Vec<_> = rows.collect();
        // Rows nobody filled come back as spare ones.
        while rows.last().is_some_and(|row| *row == OutcomeInput::default()) {
            rows.pop();
        }
        rows
    }
}

fn named(field: &str) -> String {
    ["form[", field, "]"].concat()
}

/// One line of text of the form.
#[component]
fn Line(
    refilled: Refilled,
    field: &'static str,
    label: &'static str,
    stored: String,
    #[prop(optional)] required: bool,
    #[prop(optional)] kind: InputKind,
    #[prop(into, optional)] hint: MaybeProp<String>,
    #[prop(default = 200)] maxlength: u32,
    #[prop(default = "")] class: &'static str,
) -> impl IntoView {
    let value = refilled.value(field, &stored);
    let error = refilled.error(field);
    let optional = !required;
    match hint.get_untracked() {
        Some(hint) => view! {
            <TextInput id=field name=named(field) label kind value error required optional hint maxlength class/>
        }
        .into_any(),
        None => {
            view! { <TextInput id=field name=named(field) label kind value error required optional maxlength class/> }
                .into_any()
        }
    }
}

#[component]
fn Pick(
    refilled: Refilled,
    field: &'static str,
    label: &'static str,
    stored: String,
    choices: Vec<Choice>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let value = refilled.value(field, &stored);
    let error = refilled.error(field);
    view! { <Select id=field name=named(field) label choices value error optional/> }
}

fn with_nobody(nobody: &str, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once(Choice::new("", nobody)).chain(choices).collect()
}

/// Name, place in their house, languages, zone, and who looks after them.
#[component]
pub fn PersonFields(refilled: Refilled, zones: Vec<Named>, owners: Vec<Named>) -> impl IntoView {
    let of = refilled.stored.clone();
    let choice = |named: Named| Choice::new(named.value, named.label);
    let personas = Persona::ALL.iter().map(|persona| Choice::new(persona.as_str(), persona.label()));
    let seniorities = Seniority::ALL.iter().map(|seniority| Choice::new(seniority.as_str(), seniority.label()));
    let personas = with_nobody("Not known", personas);
    let seniorities = with_nobody("Not known", seniorities);
    let owners = with_nobody("Nobody", owners.into_iter().map(choice));
    let zones = zones.into_iter().map(choice).collect();
    view! {
        <div class="grid gap-4 p-4 sm:grid-cols-2">
            <Line refilled=refilled.clone() field="name" label="Name" stored=of.name required=true/>
            <Line refilled=refilled.clone() field="title" label="Job title" stored=of.title/>
            <Pick refilled=refilled.clone() field="persona" label="Speaks for" stored=of.persona choices=personas/>
            <Pick refilled=refilled.clone() field="seniority" label="Seniority" stored=of.seniority choices=seniorities/>
            <Line
                refilled=refilled.clone()
                field="languages"
                label="Languages"
                stored=of.languages
                required=true
                hint="Divided by commas, the preferred one first"
                maxlength=300
            />
            <Pick refilled=refilled.clone() field="time_zone" label="Time zone" stored=of.time_zone choices=zones/>
            <Pick refilled field="owner" label="Success manager" stored=of.owner choices=owners/>
        </div>
    }
}

/// What they know, what they told, and what colleagues should know.
#[component]
pub fn StoryFields(refilled: Refilled) -> impl IntoView {
    let of = refilled.stored.clone();
    let (story, story_error) = (refilled.value("story", &of.story), refilled.error("story"));
    let (avoid, avoid_error) = (refilled.value("avoid", &of.avoid), refilled.error("avoid"));
    let notes = refilled.value("private_notes", &of.private_notes);
    let notes_error = refilled.error("private_notes");
    view! {
        <div class="grid gap-4 p-4 sm:grid-cols-2">
            <Line
                refilled=refilled.clone()
                field="use_cases"
                label="Use cases"
                stored=of.use_cases
                hint="Divided by commas, the strongest first"
                maxlength=1000
                class="sm:col-span-2"
            />
            <Line refilled=refilled.clone() field="expertise" label="Topics" stored=of.expertise maxlength=1000/>
            <Line refilled=refilled.clone() field="products" label="Products" stored=of.products maxlength=1000/>
            <Line refilled=refilled.clone() field="competitors" label="Replaced" stored=of.competitors maxlength=1000/>
            <Line refilled field="tags" label="Tags" stored=of.tags maxlength=1000/>
            <TextArea
                id="story"
                name=named("story")
                label="Story"
                value=story
                error=story_error
                rows=8
                optional=true
                hint="Matching reads it: what was hard, what they did, what got better"
                maxlength=10_000
                class="sm:col-span-2"
            />
            <TextArea
                id="avoid"
                name=named("avoid")
                label="What they leave out"
                value=avoid
                error=avoid_error
                rows=2
                optional=true
                hint="Shown to whoever prepares a call"
                maxlength=1000
                class="sm:col-span-2"
            />
            <TextArea
                id="private_notes"
                name=named("private_notes")
                label="Team notes"
                value=notes
                error=notes_error
                rows=4
                optional=true
                hint="The advocate never sees them"
                maxlength=10_000
                class="sm:col-span-2"
            />
        </div>
    }
}

/// What got better, with its figures: a row each, some spare ones, and more behind a line to open.
#[component]
pub fn OutcomeFields(refilled: Refilled) -> impl IntoView {
    let kept = refilled.outcomes();
    let at_hand = (kept.len() + SPARE).min(OUTCOMES);
    let empty = std::iter::repeat_with(OutcomeInput::default);
    let mut rows = kept.into_iter().chain(empty).enumerate().map(|(row, outcome)| {
        let refilled = refilled.clone();
        view! { <OutcomeRow refilled row outcome/> }
    });
    let first = rows.by_ref().take(at_hand).collect_view();
    let further = (at_hand < OUTCOMES).then(|| {
        let rows = rows.take(OUTCOMES - at_hand).collect_view();
        view! {
            <details class="border-t border-line-faint">
                <summary class="cursor-pointer px-4 py-3 text-sm font-medium hover:bg-hover">"More outcomes"</summary>
                <div class="divide-y divide-line-faint border-t border-line-faint">{rows}</div>
            </details>
        }
    });
    view! {
        <div class="divide-y divide-line-faint">{first}</div>
        {further}
        <p class="border-t border-line-faint px-4 py-3 text-xs text-faint">"A row without a headline is not kept"</p>
    }
}

#[component]
fn OutcomeRow(refilled: Refilled, row: usize, outcome: OutcomeInput) -> impl IntoView {
    let name = |part: &str| ["form[outcomes][", &row.to_string(), "][", part, "]"].concat();
    let id = |part: &str| [part, "_", &row.to_string()].concat();
    let error = |part: &str| refilled.error(&id(part));
    let line = |part: &'static str, label: &'static str, value: String, class: &'static str| {
        let (id, name, error) = (id(part), name(part), error(part));
        view! { <TextInput id name label value error size=Size::Small autocomplete="off" maxlength=300 class/> }
    };
    let remove = (!outcome.kept.is_empty()).then(|| {
        let checked = outcome.remove.is_some();
        view! {
            <Checkbox id=id("remove") name=name("remove") value=row.to_string() label="Take this outcome away" checked/>
        }
    });
    let legend = ["Outcome ", &(row + 1).to_string()].concat();
    view! {
        <fieldset class="grid gap-3 p-4 sm:grid-cols-6">
            <legend class="sr-only">{legend}</legend>
            <input type="hidden" name=name("kept") value=outcome.kept.clone()/>
            {line("headline", "What got better", outcome.headline, "sm:col-span-6")}
            {line("before", "Before", outcome.before, "sm:col-span-1")}
            {line("after", "After", outcome.after, "sm:col-span-1")}
            {line("unit", "Unit", outcome.unit, "sm:col-span-1")}
            {line("use_case", "Use case", outcome.use_case, "sm:col-span-3")}
            {line("quote", "In their words", outcome.quote, "sm:col-span-6")}
            <div class="sm:col-span-6">{remove}</div>
        </fieldset>
    }
}

/// Limits of their own, beside the company's.
#[component]
pub fn LimitFields(refilled: Refilled, policy: Policy) -> impl IntoView {
    let of = refilled.stored.clone();
    let company = |number: u16, words: &str| ["The company's: ", &number.to_string(), words].concat();
    view! {
        <div class="grid gap-4 p-4 sm:grid-cols-3">
            <Line
                refilled=refilled.clone()
                field="monthly_cap"
                label="Asks a month"
                stored=of.monthly_cap
                kind=InputKind::Number
                hint=company(policy.monthly_cap, " at most")
                maxlength=3
            />
            <Line
                refilled=refilled.clone()
                field="quarterly_cap"
                label="Asks a quarter"
                stored=of.quarterly_cap
                kind=InputKind::Number
                hint=company(policy.quarterly_cap, " at most")
                maxlength=3
            />
            <Line
                refilled
                field="cool_down"
                label="Days of rest after a call"
                stored=of.cool_down
                kind=InputKind::Number
                hint=company(policy.cool_down_days, " at least")
                maxlength=3
            />
        </div>
    }
}

/// The reference status, and why it changes.
#[component]
pub fn StatusFields(refilled: Refilled) -> impl IntoView {
    let of = refilled.stored.clone();
    let statuses = ReferenceStatus::ALL.iter().map(|status| Choice::new(status.as_str(), status.label())).collect();
    view! {
        <div class="grid gap-4 p-4 sm:grid-cols-2">
            <Pick
                refilled=refilled.clone()
                field="reference_status"
                label="Reference status"
                stored=of.reference_status
                choices=statuses
            />
            <Line
                refilled
                field="status_reason"
                label="Why it changes"
                stored=of.status_reason
                hint="Needed for anything but “Can be used”; kept with the date and your name"
                maxlength=500
            />
        </div>
    }
}
