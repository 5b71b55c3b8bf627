//! Values of the file that are not plain, each with a choice of what it means.

use domain::ids::ImportId;
use domain::imports::{Field, Kind, ValueChoice, ValueOffer, thousands};
use domain::paging::counted;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::imports::api::ChooseValues;
use crate::imports::frame::Named;
use crate::ui::{Button, Card, Choice, Glyph, Select};

#[component]
pub fn ValueCard(
    kind: Kind,
    id: ImportId,
    values: Vec<ValueChoice>,
    more: usize,
    offers: Vec<ValueOffer>,
) -> impl IntoView {
    let rows = values
        .into_iter()
        .enumerate()
        .map(|(place, value)| {
            let offered = offers.iter().find(|offer| offer.field == value.field);
            let choices = choices(&value, offered.map_or(&[], |offer| offer.choices.as_slice()));
            view! { <ValueRow place value choices/> }
        })
        .collect_view();
    let more = (more > 0).then(|| {
        let words = if more == 1 { "one more follows" } else { "more follow" };
        let count = if more == 1 { String::new() } else { [&thousands(more), " "].concat() };
        [&count, words, " once these are chosen."].concat()
    });
    view! {
        <div class="mt-5">
            <Card id="values" title="Values to look at">
                <form method="post" action=ChooseValues::PATH>
                    <Named kind id/>
                    <p class="px-4 pt-3 text-sm text-muted">
                        "These are not plain. Where we guessed, the guess is chosen; where nobody knows, the value is left blank."
                    </p>
                    <ul class="divide-y divide-line-faint">{rows}</ul>
                    <div class="flex items-center justify-end gap-4 px-4 pb-3">
                        {more.map(|more| view! { <p class="text-xs text-muted tnum">{more}</p> })}
                        <Button submit=true icon=Glyph::Refresh>"Check again"</Button>
                    </div>
                </form>
            </Card>
        </div>
    }
}

#[component]
fn ValueRow(place: usize, value: ValueChoice, choices: Vec<Choice>) -> impl IntoView {
    let rows = counted(value.rows, "row", "rows");
    let field = value.field.label();
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <input type="hidden" name=format!("fields[{place}]") value=value.field.as_str()/>
            <input type="hidden" name=format!("names[{place}]") value=value.name.clone()/>
            <span class="min-w-0 flex-1">
                <span class="font-medium break-words">{value.name.clone()}</span>
                <span class="ml-2 text-xs text-faint tnum">{field} ", " {rows}</span>
            </span>
            <Select
                id=["value-", &place.to_string()].concat()
                name=format!("targets[{place}]")
                label=[field, " meant by ", &value.name].concat()
                label_hidden=true
                choices
                value=value.target.unwrap_or_default()
                class="w-60 max-w-full"
            />
        </li>
    }
}

/// Blank, what it is taken for if that is none of the usual, and the usual ones.
fn choices(value: &ValueChoice, offered: &[(String, String)]) -> Vec<Choice> {
    let is_product = matches!(value.field, Field::Product | Field::Products);
    let blank = if is_product { "Leave it out" } else { "Leave blank" };
    let is_offered = |key: &String| offered.iter().any(|(known, _)| known == key);
    // A product nobody knew is taken for a new one; it stays to be chosen after another was.
    let own = Some(&value.name).filter(|name| is_product && !is_offered(name));
    let own = own.map(|name| Choice::new(name.clone(), ["New product: ", name].concat()));
    let guessed = value.target.as_ref().filter(|key| !key.is_empty() && !is_offered(key) && **key != value.name);
    let guessed = guessed.map(|key| Choice::new(key.clone(), key.clone()));
    let usual = offered.iter().map(|(key, label)| Choice::new(key.clone(), label.clone()));
    [Choice::new("", blank)].into_iter().chain(own).chain(guessed).chain(usual).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guess_that_is_none_of_the_usual_can_be_kept() {
        let value = |field, name: &str, target: Option<&str>| ValueChoice {
            field,
            name: name.to_owned(),
            rows: 1,
            target: target.map(str::to_owned),
        };
        let offered = [("Europe/Berlin".to_owned(), "Berlin".to_owned())];
        let keys = |value: &ValueChoice| choices(value, &offered).into_iter().map(|c| c.value).collect::<Vec<_>>();

        assert_eq!(keys(&value(Field::TimeZone, "GMT+1", Some("Etc/GMT-1"))), ["", "Etc/GMT-1", "Europe/Berlin"]);
        assert_eq!(keys(&value(Field::TimeZone, "CET", Some("Europe/Berlin"))), ["", "Europe/Berlin"]);
        assert_eq!(keys(&value(Field::Products, "Solo", Some("Solo"))), ["", "Solo", "Europe/Berlin"]);
    }
}
