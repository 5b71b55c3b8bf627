//! What a row changes of an advocate, in words.

use domain::advocates::{Persona, Seniority};
use domain::imports::{Change, Field};

use crate::imports::plan::differences::Differences;
use crate::imports::plan::people::People;
use crate::imports::store::advocates::{Advocate, NewOutcome};

pub fn changes(before: &Advocate, after: &Advocate, people: &People) -> Vec<Change> {
    let mut told = Differences::default();
    told.text(Field::Name, &before.name, &after.name);
    told.text(Field::Title, &before.title, &after.title);
    told.text(Field::TimeZone, &before.time_zone, &after.time_zone);
    told.list(Field::Languages, &before.languages, &after.languages);
    let manager = |id: &uuid::Uuid| people.name(id);
    told.known(Field::SuccessManager, before.owner_id.as_ref(), after.owner_id.as_ref(), manager);
    told.known(Field::Persona, before.persona.as_ref(), after.persona.as_ref(), |key| {
        key.parse::<Persona>().map_or_else(|_| key.clone(), |persona| persona.label().to_owned())
    });
    told.known(Field::Seniority, before.seniority.as_ref(), after.seniority.as_ref(), |key| {
        key.parse::<Seniority>().map_or_else(|_| key.clone(), |seniority| seniority.label().to_owned())
    });
    told.list(Field::Products, &before.products, &after.products);
    told.list(Field::UseCases, &before.use_cases, &after.use_cases);
    told.list(Field::Expertise, &before.expertise, &after.expertise);
    told.list(Field::Competitors, &before.competitors_replaced, &after.competitors_replaced);
    told.list(Field::Tags, &before.tags, &after.tags);
    told.text(Field::Story, &before.story, &after.story);
    told.text(Field::Avoid, &before.avoid, &after.avoid);
    told.text(Field::PrivateNotes, &before.private_notes, &after.private_notes);
    for (field, before, after) in [
        (Field::MonthlyCap, before.monthly_cap, after.monthly_cap),
        (Field::QuarterlyCap, before.quarterly_cap, after.quarterly_cap),
        (Field::CoolDown, before.cool_down_days, after.cool_down_days),
    ] {
        told.known(field, before.as_ref(), after.as_ref(), ToString::to_string);
    }
    told.told()
}

/// An outcome they did not have.
pub fn outcome(outcome: &NewOutcome) -> Change {
    Change::new(Field::Outcome.label(), "", &outcome.headline)
}

/// A no of the file to somebody who has said nothing here.
pub fn refusal() -> Change {
    Change::new(Field::Agreed.label(), "", "No")
}
