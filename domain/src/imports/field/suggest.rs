//! Which field the name of a column suggests.

use std::collections::HashSet;

use super::Field;
use crate::imports::Kind;
use crate::imports::values::{one_letter_apart, spelling_key};
use crate::text_enum;

text_enum! {
    /// How well a column's name fits its field.
    pub enum Fit {
        /// As the last file with this column was matched.
        Remembered => "remembered",
        Exact => "exact",
        Alike => "alike",
    }
}

impl Fit {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Remembered => "As last time",
            Self::Exact => "Exact",
            Self::Alike => "Similar name",
        }
    }
}

/// For each column the field its name suggests. No field is suggested twice: exact names choose first.
pub fn suggest(kind: Kind, columns: &[String]) -> Vec<Option<(Field, Fit)>> {
    let names: Vec<String> = columns.iter().map(|name| spelling_key(name)).collect();
    let mut suggestions = vec![None; columns.len()];
    let mut taken = HashSet::new();
    for (fit, matches) in PASSES {
        for (place, name) in names.iter().enumerate() {
            if suggestions[place].is_some() || name.is_empty() {
                continue;
            }
            let found = Field::of(kind).iter().find(|field| !taken.contains(*field) && matches(kind, **field, name));
            if let Some(field) = found {
                taken.insert(*field);
                suggestions[place] = Some((*field, *fit));
            }
        }
    }
    suggestions
}

type Matches = fn(Kind, Field, &str) -> bool;

const PASSES: &[(Fit, Matches)] = &[
    (Fit::Exact, |_, field, name| name == spelling_key(field.label()) || name == spelling_key(field.as_str())),
    (Fit::Exact, |kind, field, name| field.synonyms(kind).contains(&name)),
    (Fit::Alike, |kind, field, name| {
        let known = field.synonyms(kind).iter().copied();
        known.chain([spelling_key(field.label()).as_str()]).any(|known| resembles(name, known))
    }),
];

/// A column's name that holds a known name within it, or differs from it by one letter. Names that are also ordinary
/// words ("about" in "Speaks about") have to stand alone.
fn resembles(name: &str, known: &str) -> bool {
    const ORDINARY: [&str; 4] = ["about", "level", "value", "since"];
    let is_telling = known.chars().count() >= 5 && !ORDINARY.contains(&known);
    is_telling && (name.contains(known) || one_letter_apart(name, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggested(kind: Kind, columns: &[&str]) -> Vec<Option<Field>> {
        let columns: Vec<String> = columns.iter().map(|c| (*c).to_owned()).collect();
        suggest(kind, &columns).into_iter().map(|found| found.map(|(field, _)| field)).collect()
    }

    #[test]
    fn the_columns_of_a_crm_export_find_their_fields() {
        use Field as F;

        let accounts = suggested(
            Kind::Organisations,
            &["account", "sector", "year_established", "revenue", "employees", "office_location", "subsidiary_of"],
        );
        let pipeline = suggested(
            Kind::Opportunities,
            &[
                "opportunity_id",
                "sales_agent",
                "product",
                "account",
                "deal_stage",
                "engage_date",
                "close_date",
                "close_value",
            ],
        );

        let expected = [F::Name, F::Industry, F::Founded, F::Revenue, F::Employees, F::Country, F::Parent];
        assert_eq!(accounts, expected.map(Some));
        let expected = [F::ExternalId, F::Owner, F::Product, F::Account, F::Stage, F::Opened, F::Closes, F::Amount];
        assert_eq!(pipeline, expected.map(Some));
    }

    #[test]
    fn no_field_is_suggested_twice_and_strangers_are_left_alone() {
        let found = suggested(Kind::Organisations, &["Company", "Account", "Favourite colour", ""]);

        assert_eq!(found, [Some(Field::Name), None, None, None]);
    }

    /// "about" alone is a story; our own export says in "Speaks about" which use cases somebody knows. Its ids are ours,
    /// and those of other systems are not.
    #[test]
    fn our_own_export_is_not_mistaken() {
        let found = suggested(Kind::Advocates, &["PeerChamps ID", "Name", "Speaks about", "About"]);

        let expected = [Field::PeerchampsId, Field::Name, Field::UseCases, Field::Story];
        assert_eq!(found, expected.map(Some));
        for kind in [Kind::Organisations, Kind::Opportunities] {
            let found = suggested(kind, &["Record ID", "PeerChamps ID"]);
            assert_eq!(found, [Some(Field::ExternalId), Some(Field::PeerchampsId)]);
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_a_similar_name() {
        let found = suggest(Kind::Organisations, &["Emploees".to_owned()]);

        assert_eq!(found, [Some((Field::Employees, Fit::Alike))]);
    }
}
