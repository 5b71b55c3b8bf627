//! What a row changes of an organisation, in words.

use domain::imports::{Change, Field, Relation, country_name};
use domain::money::Money;
use domain::organisations::Industry;

use crate::imports::plan::differences::Differences;
use crate::imports::plan::people::People;
use crate::imports::store::organisations::Organisation;

pub fn changes(
    before: &Organisation,
    after: &Organisation,
    relation: Option<Relation>,
    people: &People,
) -> Vec<Change> {
    let mut told = Differences::default();
    let text = |text: &String| text.clone();
    told.text(Field::Name, &before.name, &after.name);
    told.known(Field::ExternalId, before.external_id.as_ref(), after.external_id.as_ref(), text);
    told.known(Field::Industry, before.industry.as_ref(), after.industry.as_ref(), |key| {
        key.parse::<Industry>().map_or_else(|_| key.clone(), Industry::path)
    });
    told.known(Field::Employees, before.employees.as_ref(), after.employees.as_ref(), ToString::to_string);
    told.known(Field::Revenue, revenue(before).as_ref(), revenue(after).as_ref(), ToString::to_string);
    told.known(Field::Country, before.country.as_ref(), after.country.as_ref(), |code| country_name(code).to_owned());
    told.text(Field::City, &before.city, &after.city);
    told.text(Field::Website, &before.website, &after.website);
    told.known(Field::Founded, before.founded_year.as_ref(), after.founded_year.as_ref(), ToString::to_string);
    let (since, renewal) = (Field::CustomerSince, Field::RenewalOn);
    told.known(since, before.customer_since.as_ref(), after.customer_since.as_ref(), ToString::to_string);
    told.known(renewal, before.renewal_on.as_ref(), after.renewal_on.as_ref(), ToString::to_string);
    told.known(Field::Parent, before.parent_name.as_ref(), after.parent_name.as_ref(), text);
    told.known(Field::Owner, before.owner_id.as_ref(), after.owner_id.as_ref(), |id| people.name(id));
    if let Some(relation) = relation {
        told.added("Relation", relation.label());
    }
    told.told()
}

/// With its currency: one alone says nothing.
fn revenue(organisation: &Organisation) -> Option<Money> {
    let currency = organisation.currency.clone().unwrap_or_default();
    organisation.annual_revenue_minor.map(|minor| Money::new(minor, currency))
}
