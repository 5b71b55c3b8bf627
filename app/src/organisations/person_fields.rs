//! Name, address and job title of a contact, as every form asks for them: of an organisation and of a deal.

use domain::problem::Problem;
use leptos::prelude::*;

use crate::ui::{InputKind, TextInput};

/// The three fields. Their ids end in `of`, as a page holds several of these.
#[component]
pub fn PersonFields(of: String, name: String, email: String, title: String, problem: Option<Problem>) -> impl IntoView {
    let error = |field: &str| problem.as_ref().and_then(|problem| problem.of_field(field)).map(str::to_owned);
    let id = |field: &str| [field, "-", &of].concat();
    view! {
        <TextInput
            id=id("name")
            name="form[name]"
            label="Name"
            value=name
            error=error("name")
            required=true
            autocomplete="off"
            maxlength=200
        />
        <TextInput
            id=id("email")
            name="form[email]"
            label="E-mail"
            kind=InputKind::Email
            value=email
            error=error("email")
            optional=true
            autocomplete="off"
            maxlength=254
        />
        <TextInput
            id=id("title")
            name="form[title]"
            label="Job title"
            value=title
            error=error("title")
            optional=true
            autocomplete="off"
            maxlength=200
        />
    }
}
