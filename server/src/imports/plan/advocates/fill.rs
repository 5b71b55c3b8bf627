//! A row laid over an advocate: texts are replaced, lists only grow, a blank cell changes nothing.

use domain::advocates::AdvocateField as Field;
use domain::imports::{AdvocateRow, name_key};
use uuid::Uuid;

use crate::imports::plan::people::People;
use crate::imports::plan::products::Products;
use crate::imports::plan::{overlay, overlay_optional};
use crate::imports::store::advocates::{Advocate, NewOutcome};

pub fn fill(
    record: &mut Advocate,
    row: AdvocateRow,
    people: &People,
    products: &mut Products,
    remarks: &mut Vec<String>,
) {
    let owner = row.success_manager.as_deref();
    let owner = owner.and_then(|text| people.success_manager(text).map_err(|remark| remarks.push(remark)).ok());
    record.name = row.name;
    overlay_optional(&mut record.owner_id, owner);
    overlay(&mut record.title, row.title);
    overlay_optional(&mut record.persona, row.persona.map(|persona| persona.as_str().to_owned()));
    overlay_optional(&mut record.seniority, row.seniority.map(|seniority| seniority.as_str().to_owned()));
    overlay(&mut record.time_zone, row.time_zone);
    overlay(&mut record.story, row.story);
    overlay(&mut record.avoid, row.avoid);
    overlay(&mut record.private_notes, row.private_notes);
    overlay_optional(&mut record.monthly_cap, row.monthly_cap.map(i32::from));
    overlay_optional(&mut record.quarterly_cap, row.quarterly_cap.map(i32::from));
    overlay_optional(&mut record.cool_down_days, row.cool_down_days.map(i32::from));
    grow(&mut record.languages, row.languages);
    grow(&mut record.use_cases, row.use_cases);
    grow(&mut record.expertise, row.expertise);
    grow(&mut record.tags, row.tags);
    grow(&mut record.competitors_replaced, row.competitors);
    grow(&mut record.products, row.products.iter().map(|product| products.one_spelling(product)).collect());
}

fn grow(list: &mut Vec<String>, given: Vec<String>) {
    for entry in given {
        if !list.iter().any(|known| name_key(known) == name_key(&entry)) {
            list.push(entry);
        }
    }
}

/// The outcomes of the row that the advocate does not have.
pub fn new_outcomes(advocate: &Advocate, headlines: &[String]) -> Vec<NewOutcome> {
    let mut keys: Vec<String> = advocate.outcomes.iter().map(|headline| name_key(headline)).collect();
    let mut new = Vec::new();
    for headline in headlines {
        let key = name_key(headline);
        if keys.contains(&key) {
            continue;
        }
        let position = i32::try_from(keys.len()).unwrap_or(i32::MAX);
        new.push(NewOutcome { id: Uuid::now_v7(), advocate_id: advocate.id, position, headline: headline.clone() });
        keys.push(key);
    }
    new
}

pub fn what_changed(before: &Advocate, after: &Advocate) -> Vec<Field> {
    [
        (Field::Name, before.name != after.name),
        (Field::Title, before.title != after.title),
        (Field::Persona, before.persona != after.persona),
        (Field::Seniority, before.seniority != after.seniority),
        (Field::Languages, before.languages != after.languages),
        (Field::TimeZone, before.time_zone != after.time_zone),
        (Field::UseCases, before.use_cases != after.use_cases),
        (Field::Expertise, before.expertise != after.expertise),
        (Field::Products, before.products != after.products),
        (Field::Competitors, before.competitors_replaced != after.competitors_replaced),
        (Field::Tags, before.tags != after.tags),
        (Field::Story, before.story != after.story),
        (Field::Avoid, before.avoid != after.avoid),
        (Field::PrivateNotes, before.private_notes != after.private_notes),
        (Field::Owner, before.owner_id != after.owner_id),
        (Field::MonthlyCap, before.monthly_cap != after.monthly_cap),
        (Field::QuarterlyCap, before.quarterly_cap != after.quarterly_cap),
        (Field::CoolDown, before.cool_down_days != after.cool_down_days),
    ]
    .into_iter()
    .filter_map(|(field, differs)| differs.then_some(field))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_grow_by_what_is_new_whatever_its_case() {
        let mut list = vec!["Close".to_owned()];

        grow(&mut list, vec!["close".to_owned(), "Planning".to_owned()]);

        assert_eq!(list, ["Close", "Planning"]);
    }

    #[test]
    fn an_outcome_is_added_once() {
        let advocate = Advocate { outcomes: vec!["Faster close".into()], ..Advocate::default() };

        let new = new_outcomes(&advocate, &["faster close".into(), "Less risk".into(), "less risk".into()]);

        let told: Vec<(i32, &str)> = new.iter().map(|outcome| (outcome.position, outcome.headline.as_str())).collect();
        assert_eq!(told, [(1, "Less risk")]);
    }
}
