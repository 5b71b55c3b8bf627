//! What happened with an organisation, in words.

use chrono::NaiveDate;
use domain::event::Event;
use domain::organisations::{Happened, OrganisationField};
use domain::time::date_with_year;

use super::store;

pub(super) fn shown(row: store::HappenedFacts, today: NaiveDate) -> Happened {
    let when = date_with_year(row.at.date_naive(), today);
    let (title, line) = match row.what.as_str() {
        "changed" => ("Changed".to_owned(), changed(row.body)),
        "deal_opened" => ("Opportunity opened".to_owned(), row.name),
        "deal_won" => ("Opportunity won".to_owned(), row.name),
        "deal_lost" => ("Opportunity lost".to_owned(), row.name),
        "call" => ("Reference call held".to_owned(), row.name),
        "evidence" => ("Evidence added".to_owned(), row.name),
        _ => ("Became an active advocate".to_owned(), row.name),
    };
    Happened { title, line, who: row.who, when }
}

/// "The industry and the city"
fn changed(body: Option<serde_json::Value>) -> String {
    let fields = match body.and_then(|body| serde_json::from_value(body).ok()) {
        Some(Event::OrganisationChanged { fields, .. }) => fields,
        _ => Vec::new(),
    };
    let words = OrganisationField::sentence(&fields).unwrap_or_default();
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
