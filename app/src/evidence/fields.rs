//! The fields of the form, filled with what was typed when it was refused, else with what is stored.

use domain::evidence::{EvidenceForm, EvidenceKind};
use domain::language::LANGUAGES;
use leptos::prelude::*;

use crate::session::FormFlash;
use crate::ui::{Card, Choice, InputKind, Select, TextArea, TextInput};

#[component]
pub fn Fields(form: EvidenceForm, flash: FormFlash) -> impl IntoView {
    let filled = StoredValue::new((form, flash));
    let error = move |field: &str| {
        filled.with_value(|(_, flash)| flash.problem().and_then(|problem| problem.of_field(field).map(str::to_owned)))
    };
    let value = move |field: &str, stored: fn(&EvidenceForm) -> &String| {
        filled.with_value(|(form, flash)| flash.value_or(field, stored(form)))
    };
    let kinds = EvidenceKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.label())).collect();
    let languages = LANGUAGES.iter().map(|(code, name)| Choice::new(*code, *name)).collect();
    view! {
        <Card id="what" title="What it is">
            <div class="grid gap-4 p-4 sm:grid-cols-2">
                <Select
                    id="kind"
                    name="form[kind]"
                    label="Kind"
                    choices=kinds
                    value=value("kind", |form| &form.kind)
                    error=error("kind")
                />
                <Select
                    id="language"
                    name="form[language]"
                    label="Language"
                    choices=languages
                    value=value("language", |form| &form.language)
                    error=error("language")
                />
                <TextInput
                    id="title"
                    name="form[title]"
                    label="Title"
                    value=value("title", |form| &form.title)
                    error=error("title")
                    required=true
                    maxlength=200
                    class="sm:col-span-2"
                />
                <TextInput
                    id="organisation"
                    name="form[organisation]"
                    label="Customer"
                    value=value("organisation", |form| &form.organisation)
                    error=error("organisation")
                    hint="As it is called among your organisations"
                    required=true
                    maxlength=200
                />
                <TextInput
                    id="advocate"
                    name="form[advocate]"
                    label="Whose words"
                    value=value("advocate", |form| &form.advocate)
                    error=error("advocate")
                    hint="The advocate's name; their consent is needed before approval"
                    optional=true
                    maxlength=200
                />
            </div>
        </Card>
        <Card id="shown" title="What is shown">
            <div class="grid gap-4 p-4">
                <TextArea
                    id="body"
                    name="form[body]"
                    label="Text"
                    rows=8
                    value=value("body", |form| &form.body)
                    error=error("body")
                    hint="The quote, the answers, or what the file holds. A file is added on the next page"
                    optional=true
                    maxlength=20_000
                />
                <TextInput
                    id="url"
                    name="form[url]"
                    label="Link"
                    value=value("url", |form| &form.url)
                    error=error("url")
                    hint="A page on the web, such as a published case study"
                    optional=true
                    maxlength=2_000
                />
            </div>
        </Card>
        <Card id="fits" title="What it fits">
            <div class="grid gap-4 p-4 sm:grid-cols-2">
                <TextInput
                    id="use_cases"
                    name="form[use_cases]"
                    label="Use cases"
                    value=value("use_cases", |form| &form.use_cases)
                    error=error("use_cases")
                    hint="Divided by commas"
                    optional=true
                    maxlength=1_000
                />
                <TextInput
                    id="products"
                    name="form[products]"
                    label="Products"
                    value=value("products", |form| &form.products)
                    error=error("products")
                    hint="Divided by commas"
                    optional=true
                    maxlength=1_000
                />
                <TextInput
                    id="competitors"
                    name="form[competitors]"
                    label="Competitors replaced"
                    value=value("competitors", |form| &form.competitors)
                    error=error("competitors")
                    hint="Divided by commas"
                    optional=true
                    maxlength=1_000
                />
                <TextInput
                    id="expires_on"
                    name="form[expires_on]"
                    label="Last day it may be shown"
                    kind=InputKind::Date
                    value=value("expires_on", |form| &form.expires_on)
                    error=error("expires_on")
                    optional=true
                />
            </div>
        </Card>
    }
}
