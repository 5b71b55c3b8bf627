//! What the address of a list asks for, as far as the list knows it.

use std::fmt::Display;
use std::str::FromStr;

use super::Query;

/// What a list can be narrowed by: the name in the address, and whether a value means something.
pub type Known = (&'static str, fn(&str) -> bool);

/// Whether a value of a facet is one of these.
pub fn reads<T: FromStr>(value: &str) -> bool {
    value.parse::<T>().is_ok()
}

/// Any word may be asked for.
pub const fn any(_value: &str) -> bool {
    true
}

/// The text, filters and order of an address. What means nothing here is kept beside it, so that a page can say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked<S> {
    pub text: String,
    pub sort: S,
    /// From high to low.
    pub descending: bool,
    /// What the list does not know.
    pub ignored: Vec<(String, String)>,
    values: Vec<(&'static str, Vec<String>)>,
}

impl<S: FromStr + Display> Asked<S> {
    /// Reads an address; of the text so many letters.
    pub fn of(
        query: &Query,
        facets: &[Known],
        text_chars: usize,
        usual: S,
        starts_descending: impl Fn(&S) -> bool,
    ) -> Self {
        let (sort, descending) = query.order(usual, starts_descending);
        let values = facets.iter().map(|(name, _)| (*name, Vec::new())).collect();
        let mut asked = Self { text: String::new(), sort, descending, ignored: Vec::new(), values };
        for (name, value) in query.first_page().pairs() {
            let facet = facets.iter().position(|(known, means)| *known == name && means(value));
            let is_known = match (name, facet) {
                (_, Some(at)) => {
                    asked.values[at].1.push(value.to_owned());
                    true
                }
                ("q", None) => {
                    asked.text = value.trim().chars().take(text_chars).collect();
                    true
                }
                ("sort", None) => value.parse::<S>().is_ok(),
                ("dir", None) => matches!(value, "up" | "down"),
                _ => false,
            };
            if !is_known {
                asked.ignored.push((name.to_owned(), value.to_owned()));
            }
        }
        asked
    }

    /// What a facet is narrowed to; nothing when it is not.
    pub fn values(&self, facet: &str) -> &[String] {
        self.values.iter().find(|(name, _)| *name == facet).map_or(&[], |(_, values)| values)
    }

    /// Names the list and its order, for cursors.
    pub fn name(&self, list: &str) -> String {
        let Self { sort, descending, text, values, .. } = self;
        format!("{list}/{sort}/{descending}/{text}/{values:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_far_as_the_list_knows_it() {
        let facets: [Known; 2] = [("size", reads::<u8>), ("topic", any)];
        let read = |address: &str| Asked::of(&Query::parse(address), &facets, 4, 7_u16, |sort| *sort > 10);
        let table = [
            ("q=++ledgers+&topic=a&topic=b", "ledg", vec!["a", "b"], vec![], (7, false), vec![]),
            ("size=3&size=900&sort=12", "", vec![], vec!["3"], (12, true), vec![("size", "900")]),
            (
                "sort=x&dir=down&colour=red&after=y",
                "",
                vec![],
                vec![],
                (7, true),
                vec![("sort", "x"), ("colour", "red")],
            ),
        ];
        for (address, text, topics, sizes, order, ignored) in table {
            let asked = read(address);

            assert_eq!(asked.text, text, "{address}");
            assert_eq!(asked.values("topic"), topics, "{address}");
            assert_eq!(asked.values("size"), sizes, "{address}");
            assert_eq!((asked.sort, asked.descending), order, "{address}");
            let beside: Vec<(&str, &str)> =
                asked.ignored.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(beside, ignored, "{address}");
        }
        assert_eq!(read("topic=a").name("x"), read("topic=a&after=z").name("x"));
        assert_ne!(read("topic=a").name("x"), read("topic=b").name("x"));
        assert!(read("").values("nothing").is_empty());
    }
}
