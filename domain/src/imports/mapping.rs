//! Which column fills which field.

use serde::{Deserialize, Serialize};

use super::{Field, Kind};
use crate::problem::{FieldProblems, Problem};

/// Per column the field it fills; `None` leaves the column out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping(pub Vec<Option<Field>>);

impl Mapping {
    /// Reads what the form sent, one text per column, and says everything that is wrong with it.
    pub fn from_form(kind: Kind, columns: &[String], chosen: &[String]) -> Result<Self, Problem> {
        let mut problems = FieldProblems::default();
        let mut fields: Vec<Option<Field>> = Vec::with_capacity(columns.len());
        for (place, column) in columns.iter().enumerate() {
            let name = field_name(place);
            let text = chosen.get(place).map_or("", String::as_str);
            let field = text.parse().ok().filter(|field| Field::of(kind).contains(field));
            if field.is_none() && !text.is_empty() {
                problems.add(&name, format!("Choose a field for “{column}”, or leave it out."));
            }
            if let (Some(field), Some(first)) = (field, fields.iter().position(|f| f.is_some() && *f == field)) {
                problems.add(
                    &name,
                    format!(
                        "“{}” is already filled by “{}”. Each field takes one column.",
                        field.label(),
                        columns[first]
                    ),
                );
            }
            fields.push(field);
        }
        let mapping = Self(fields);
        mapping.require(kind, &mut problems);
        problems.check()?;
        Ok(mapping)
    }

    fn require(&self, kind: Kind, problems: &mut FieldProblems) {
        match kind {
            Kind::Organisations if self.column(Field::Name).is_none() => {
                problems.add("mapping", "Choose the column that holds the name of the organisation.");
            }
            Kind::Opportunities
                if [Field::PeerchampsId, Field::ExternalId, Field::Name].iter().all(|f| self.column(*f).is_none()) =>
            {
                problems.add("mapping", "Choose the column that holds your id of the opportunity, or its name.");
            }
            Kind::Advocates | Kind::Users => {
                for (field, what) in [(Field::Name, "name"), (Field::Email, "e-mail address")] {
                    if self.column(field).is_none() {
                        problems.add("mapping", format!("Choose the column that holds the {what}."));
                    }
                }
            }
            Kind::Organisations | Kind::Opportunities => {}
        }
    }

    /// The column that fills a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.0.iter().position(|mapped| *mapped == Some(field))
    }

    pub fn matched(&self) -> usize {
        self.0.iter().flatten().count()
    }
}

/// The name the form gives the field of a column.
pub fn field_name(place: usize) -> String {
    format!("mapping[{place}]")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_field_takes_one_column_only() {
        let problem =
            Mapping::from_form(Kind::Organisations, &texts(&["a", "b"]), &texts(&["name", "name"])).unwrap_err();

        assert_eq!(
            problem.of_field("mapping[1]"),
            Some("“Name” is already filled by “a”. Each field takes one column.")
        );
    }

    #[test]
    fn what_identifies_a_record_must_be_matched() {
        let organisations = Mapping::from_form(Kind::Organisations, &texts(&["a"]), &texts(&["city"])).unwrap_err();
        let opportunities = Mapping::from_form(Kind::Opportunities, &texts(&["a"]), &texts(&["amount"])).unwrap_err();
        let by_id = Mapping::from_form(Kind::Opportunities, &texts(&["a"]), &texts(&["external_id"]));

        assert!(organisations.of_field("mapping").is_some());
        assert!(opportunities.of_field("mapping").is_some());
        assert!(by_id.is_ok());
    }

    #[test]
    fn a_field_of_another_kind_or_an_invented_one_is_refused() {
        for invented in ["stage", "salary"] {
            let problem =
                Mapping::from_form(Kind::Organisations, &texts(&["a", "b"]), &texts(&["name", invented])).unwrap_err();

            assert!(problem.of_field("mapping[1]").is_some(), "{invented}");
        }
    }
}
