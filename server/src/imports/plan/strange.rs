//! Values of the file that are not plain, gathered for a person to choose what they mean.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::imports::{Field, Strange, ValueChoice, name_key};

/// So many different values are kept; a file with more has the wrong column.
const MOST: usize = 500;

#[derive(Debug, Default)]
pub struct StrangeValues(BTreeMap<(Field, String), ValueChoice>);

impl StrangeValues {
    pub fn meet(&mut self, strange: Vec<Strange>) {
        for Strange { field, text, target } in strange {
            let key = (field, name_key(&text));
            if let Some(known) = self.0.get_mut(&key) {
                known.rows += 1;
            } else if self.0.len() < MOST {
                self.0.insert(key, ValueChoice { field, name: text, rows: 1, target });
            }
        }
    }

    /// Those that were gathered elsewhere; what somebody chose for one of them stays.
    pub fn add(&mut self, others: Vec<ValueChoice>) {
        for choice in others {
            self.0.entry((choice.field, name_key(&choice.name))).or_insert(choice);
        }
    }

    /// Those nobody knows first, then the most frequent.
    pub fn choices(self) -> Vec<ValueChoice> {
        let mut choices: Vec<ValueChoice> = self.0.into_values().collect();
        choices.sort_by_key(|choice| (choice.target.is_some(), Reverse(choice.rows)));
        choices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_knows_comes_first_then_the_most_frequent() {
        let strange = |text: &str, target: Option<&str>| Strange {
            field: Field::TimeZone,
            text: text.to_owned(),
            target: target.map(str::to_owned),
        };
        let mut values = StrangeValues::default();

        values.meet(vec![strange("CET", Some("Europe/Berlin")), strange("cet", Some("Europe/Berlin"))]);
        values.meet(vec![strange("GMT", Some("Europe/London")), strange("Mars", None)]);

        let choices = values.choices();
        let told: Vec<(&str, usize)> = choices.iter().map(|choice| (choice.name.as_str(), choice.rows)).collect();
        assert_eq!(told, [("Mars", 1), ("CET", 2), ("GMT", 1)]);
    }
}
