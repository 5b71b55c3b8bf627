//! What stands above a refused form: the fact, and links to the fields that need mending.

use domain::problem::Problem;
use leptos::prelude::*;

use super::badge::Tone;
use super::banner::Banner;

/// Nothing where nothing was refused. Each field that needs mending has its name as its id.
#[component]
pub fn FormProblems(problem: Option<Problem>) -> impl IntoView {
    let fields = match &problem {
        Some(Problem::Invalid(fields)) => fields.clone(),
        _ => Vec::new(),
    };
    let links = fields
        .iter()
        .cloned()
        .map(|field| {
            let href = ["#", &field.field].concat();
            view! {
                <li>
                    <a href=href rel="external" class="underline underline-offset-2">
                        {field.message}
                    </a>
                </li>
            }
        })
        .collect_view();
    let list =
        (!fields.is_empty()).then(|| view! { <ul class="mt-1 list-disc pl-5 text-danger-ink">{links}</ul> }.into_any());
    // With fields to mend the list says what is wrong, each with a way there.
    let fact = |problem: &Problem| match fields.len() {
        0 => problem.to_string(),
        1 => "One field needs another look. Nothing was saved.".to_owned(),
        many => format!("{many} fields need another look. Nothing was saved."),
    };
    problem.map(|problem| view! { <Banner tone=Tone::Danger fact=fact(&problem) more=list/> })
}
