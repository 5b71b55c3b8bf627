//! What a row makes of one field of a record that is there already.

use serde::{Deserialize, Serialize};

/// So many letters of a value are kept; a story tells no more by being told whole.
const KEPT: usize = 300;
/// So many of them a page shows.
const SHOWN: usize = 80;

/// A field by its label, what it holds, and what it would hold. An empty text is a blank field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub field: String,
    pub from: String,
    pub to: String,
}

impl Change {
    pub fn new(field: &str, from: &str, to: &str) -> Self {
        Self { field: field.to_owned(), from: cut(from, KEPT), to: cut(to, KEPT) }
    }

    /// "City from “Leeds” to “Hull”", "City from blank to “Hull”".
    pub fn in_words(&self) -> String {
        let quoted = |value: &str| match value {
            "" => "blank".to_owned(),
            value => ["“", &cut(value, SHOWN), "”"].concat(),
        };
        [self.field.as_str(), " from ", &quoted(&self.from), " to ", &quoted(&self.to)].concat()
    }
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => [text[..end].trim_end(), "…"].concat(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_says_what_was_and_what_will_be() {
        let long = "ü".repeat(500);
        for (from, to, words) in [
            ("Leeds", "Hull", "City from “Leeds” to “Hull”".to_owned()),
            ("", "Hull", "City from blank to “Hull”".to_owned()),
            ("Leeds", &long, format!("City from “Leeds” to “{}…”", "ü".repeat(80))),
        ] {
            let change = Change::new("City", from, to);

            assert_eq!(change.in_words(), words);
            assert!(change.to.chars().count() <= KEPT + 1);
        }
    }
}
