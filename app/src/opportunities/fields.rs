//! The fields of the form, in its three parts.

use domain::advocates::{ActivityType, Persona};
use domain::language::LANGUAGES;
use domain::matching::Urgency;
use domain::money::{CURRENCIES, Money};
use domain::opportunities::{CONTACT_ROWS, ChosenStage, OpportunityForm, OwnerChoice, Source};
use leptos::prelude::*;

use crate::session::FormFlash;
use crate::ui::{Banner, Choice, Glyph, InputKind, Select, TextArea, TextInput, Tone};

/// What the fields start with: what was typed when the form was refused, else what is stored.
#[derive(Clone)]
pub struct Refilled {
    stored: OpportunityForm,
    flash: FormFlash,
}

impl Refilled {
    pub fn new(stored: OpportunityForm, flash: FormFlash) -> Self {
        Self { stored, flash }
    }

    pub fn stored(&self) -> &OpportunityForm {
        &self.stored
    }

    fn value(&self, field: &str, stored: &str) -> String {
        self.flash.value_or(field, stored)
    }

    fn error(&self, field: &str) -> Option<String> {
        self.flash.problem().and_then(|problem| problem.of_field(field).map(str::to_owned))
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
    #[prop(optional)] kind: InputKind,
    #[prop(optional)] optional: bool,
    #[prop(into, optional)] hint: Option<String>,
    #[prop(default = 200)] maxlength: u32,
    #[prop(default = "")] class: &'static str,
) -> impl IntoView {
    let value = refilled.value(field, &stored);
    let error = refilled.error(field);
    let required = !optional;
    match hint {
        Some(hint) => view! {
            <TextInput id=field name=named(field) label kind value error optional required hint maxlength class/>
        }
        .into_any(),
        None => {
            view! { <TextInput id=field name=named(field) label kind value error optional required maxlength class/> }
                .into_any()
        }
    }
}

/// A choice of the form.
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

fn stage_choices(stages: Vec<ChosenStage>) -> Vec<Choice> {
    stages.into_iter().map(|stage| Choice::new(stage.id.to_string(), stage.name)).collect()
}

fn owner_choices(owners: Vec<OwnerChoice>) -> Vec<Choice> {
    owners.into_iter().map(|owner| Choice::new(owner.id.to_string(), owner.name)).collect()
}

/// Name, prospect, stage, money and dates.
#[component]
pub fn FactFields(refilled: Refilled, stages: Vec<ChosenStage>, owners: Vec<OwnerChoice>) -> impl IntoView {
    let of = refilled.stored().clone();
    let currencies = CURRENCIES.iter().map(|code| Choice::new(*code, *code)).collect();
    view! {
        <div class="grid gap-4 p-4 sm:grid-cols-2">
            <Line refilled=refilled.clone() field="name" label="Name" stored=of.name/>
            <Line
                refilled=refilled.clone()
                field="organisation"
                label="Prospect"
                stored=of.organisation
                optional=true
                hint="A company of this name is added when there is none yet"
            />
            <Pick refilled=refilled.clone() field="stage" label="Stage" stored=of.stage choices=stage_choices(stages)/>
            <Pick refilled=refilled.clone() field="owner" label="Owner" stored=of.owner choices=owner_choices(owners)/>
            <Line
                refilled=refilled.clone()
                field="amount"
                label="Amount"
                stored=of.amount
                optional=true
                maxlength=20
            />
            <Pick
                refilled=refilled.clone()
                field="currency"
                label="Currency"
                stored=of.currency
                choices=currencies
            />
            <Line
                refilled
                field="closes_on"
                label="Close date"
                stored=of.closes_on
                kind=InputKind::Date
                optional=true
            />
        </div>
    }
}

/// The facts of a deal that another system masters: shown with their source, changed there.
#[component]
pub fn MasteredFacts(
    form: OpportunityForm,
    source: Source,
    stages: Vec<ChosenStage>,
    owners: Vec<OwnerChoice>,
) -> impl IntoView {
    let stage = stages.into_iter().find(|stage| stage.id.to_string() == form.stage).map(|stage| stage.name);
    let owner = owners.into_iter().find(|owner| owner.id.to_string() == form.owner).map(|owner| owner.name);
    let amount = Money::read(&form.amount, &form.currency).map(|amount| amount.to_string()).unwrap_or_default();
    let facts = [
        ("Name", form.name),
        ("Prospect", form.organisation),
        ("Stage", stage.unwrap_or_default()),
        ("Owner", owner.unwrap_or_default()),
        ("Amount", amount),
        ("Close date", form.closes_on),
    ];
    let rows = facts
        .into_iter()
        .map(|(name, value)| {
            let value = if value.is_empty() { "Not known".to_owned() } else { value };
            view! {
                <div>
                    <dt class="text-xs text-faint">{name}</dt>
                    <dd class="text-sm">{value}</dd>
                </div>
            }
        })
        .collect_view();
    let fact = ["Source: ", source.label(), "."].concat();
    view! {
        <div class="space-y-4 p-4">
            <Banner
                tone=Tone::Neutral
                glyph=Glyph::Lock
                fact
                line="These facts are changed where they come from. What the prospect needs to hear is yours to write."
            />
            <dl class="grid gap-4 sm:grid-cols-3">{rows}</dl>
        </div>
    }
}

/// What matching goes by.
#[component]
pub fn NeedFields(refilled: Refilled) -> impl IntoView {
    let of = refilled.stored().clone();
    let languages = LANGUAGES.iter().map(|(code, name)| Choice::new(*code, *name)).collect();
    let urgencies = vec![
        Choice::new(Urgency::Low.as_str(), "Low"),
        Choice::new(Urgency::Normal.as_str(), "Normal"),
        Choice::new(Urgency::High.as_str(), "High"),
    ];
    let activities = ActivityType::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.label())).collect();
    let personas = std::iter::once(Choice::new("", "Anybody"))
        .chain(Persona::ALL.iter().map(|persona| Choice::new(persona.as_str(), persona.label())))
        .collect();
    let notes = refilled.value("notes", &of.notes);
    let notes_error = refilled.error("notes");
    view! {
        <div class="grid gap-4 p-4 sm:grid-cols-2">
            <Line
                refilled=refilled.clone()
                field="use_cases"
                label="Use cases"
                stored=of.use_cases
                optional=true
                hint="Divided by commas, the most important first"
                maxlength=1000
                class="sm:col-span-2"
            />
            <Line refilled=refilled.clone() field="products" label="Products" stored=of.products optional=true maxlength=1000/>
            <Line
                refilled=refilled.clone()
                field="competitors"
                label="Competing with"
                stored=of.competitors
                optional=true
                maxlength=1000
            />
            <Line
                refilled=refilled.clone()
                field="objections"
                label="Objections"
                stored=of.objections
                optional=true
                maxlength=1000
            />
            <Line refilled=refilled.clone() field="topics" label="Topics" stored=of.topics optional=true maxlength=1000/>
            <Pick
                refilled=refilled.clone()
                field="activity"
                label="What would help most"
                stored=of.activity
                choices=activities
            />
            <Pick refilled=refilled.clone() field="persona" label="Whom to hear" stored=of.persona choices=personas/>
            <Pick refilled=refilled.clone() field="language" label="Language" stored=of.language choices=languages/>
            <Pick refilled=refilled.clone() field="urgency" label="Urgency" stored=of.urgency choices=urgencies/>
            <Line
                refilled
                field="needed_by"
                label="Reference needed by"
                stored=of.needed_by
                kind=InputKind::Date
                optional=true
            />
            <TextArea
                id="notes"
                name=named("notes")
                label="Background"
                value=notes
                error=notes_error
                rows=5
                optional=true
                maxlength=10_000
                class="sm:col-span-2"
            />
        </div>
    }
}

/// The field names of one contact: they are the ids of its inputs too.
const CONTACTS: [[&str; 4]; CONTACT_ROWS] = [
    ["contact_1_id", "contact_1_name", "contact_1_email", "contact_1_role"],
    ["contact_2_id", "contact_2_name", "contact_2_email", "contact_2_role"],
    ["contact_3_id", "contact_3_name", "contact_3_email", "contact_3_role"],
];

/// People of the prospect; the first is the one who is invited.
#[component]
pub fn ContactFields(refilled: Refilled, further: u32) -> impl IntoView {
    let rows = CONTACTS
        .into_iter()
        .zip(refilled.stored().contacts())
        .enumerate()
        .map(|(at, ([id, name, email, role], contact))| {
            let legend = if at == 0 { "Main contact" } else { "Further contact" };
            let known = refilled.value(id, &contact.id);
            view! {
                <fieldset class="grid gap-4 sm:grid-cols-3">
                    <legend class="mb-2 text-xs font-medium text-muted">{legend}</legend>
                    <input type="hidden" name=named(id) value=known/>
                    <Line refilled=refilled.clone() field=name label="Name" stored=contact.name optional=true/>
                    <Line
                        refilled=refilled.clone()
                        field=email
                        label="E-mail"
                        stored=contact.email
                        kind=InputKind::Email
                        optional=true
                        maxlength=254
                    />
                    <Line
                        refilled=refilled.clone()
                        field=role
                        label="Role in the deal"
                        stored=contact.role
                        optional=true
                        maxlength=80
                    />
                </fieldset>
            }
        })
        .collect_view();
    let more = (further > 0).then(|| match further {
        1 => "One further contact stays as it is.".to_owned(),
        many => [many.to_string().as_str(), " further contacts stay as they are."].concat(),
    });
    view! {
        <div class="space-y-5 p-4">
            {rows}
            {more.map(|text| view! { <p class="text-xs text-faint">{text}</p> })}
        </div>
    }
}
