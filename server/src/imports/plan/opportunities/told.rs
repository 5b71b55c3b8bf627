//! What a row changes of an opportunity, in words.

use domain::imports::{Change, Field};
use domain::money::Money;
use uuid::Uuid;

use super::known::Known;
use super::stages::Stages;
use crate::imports::plan::differences::Differences;
use crate::imports::plan::people::People;
use crate::imports::store::opportunities::Opportunity;

pub fn changes(
    before: &Opportunity,
    after: &Opportunity,
    known: &Known,
    stages: &Stages,
    people: &People,
    contact: Option<&str>,
) -> Vec<Change> {
    let mut told = Differences::default();
    told.text(Field::Name, &before.name, &after.name);
    let (external, other) = (before.external_id.as_ref(), after.external_id.as_ref());
    told.known(Field::ExternalId, external, other, |id| id.clone());
    let organisation = |id: &Uuid| {
        let own = before.organisation.as_ref().filter(|_| before.organisation_id == Some(*id));
        own.or_else(|| known.organisation_name(*id)).cloned().unwrap_or_default()
    };
    told.known(Field::Account, before.organisation_id.as_ref(), after.organisation_id.as_ref(), organisation);
    told.known(Field::Owner, before.owner_id.as_ref(), after.owner_id.as_ref(), |id| people.name(id));
    told.list(Field::Product, &before.products, &after.products);
    told.text(Field::Stage, &stages.name(before.stage_id), &stages.name(after.stage_id));
    told.known(Field::Amount, amount(before).as_ref(), amount(after).as_ref(), ToString::to_string);
    for (field, before, after) in [
        (Field::Opened, before.opened_on, after.opened_on),
        (Field::Closes, before.closes_on, after.closes_on),
        (Field::NeededBy, before.needed_by, after.needed_by),
    ] {
        told.known(field, before.as_ref(), after.as_ref(), ToString::to_string);
    }
    told.text(Field::Notes, &before.notes, &after.notes);
    if let Some(contact) = contact {
        told.added("Contact", contact);
    }
    told.told()
}

fn amount(deal: &Opportunity) -> Option<Money> {
    deal.amount_minor.map(|minor| Money::new(minor, deal.currency.clone()))
}
