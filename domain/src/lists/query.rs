//! The address of a list: what stands after the question mark.
//!
//! Filters, order and place are all in it, so a list can be kept, sent to somebody, and gone back
//! to. A name may stand several times: several industries are a choice of either.

use serde::{Deserialize, Serialize};

/// Where in the list a page begins: never part of what is kept or exported.
const PLACE: [&str; 2] = ["after", "before"];

/// Names and values in the order of the address, decoded; empty values are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads `a=1&b=two+words`; what cannot be decoded is kept as it stands.
    pub fn parse(text: &str) -> Self {
        text.trim_start_matches('?')
            .split('&')
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decoded(name), decoded(value))
            })
            .collect()
    }

    /// The value of a name; of several the last.
    pub fn one(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs().filter(move |(known, _)| *known == name).map(|(_, value)| value)
    }

    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The list with this value alone under the name, from its first page; an empty value takes the
    /// name away.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut other = self.without(name);
        if !value.is_empty() {
            other.0.push((name.to_owned(), value.to_owned()));
        }
        other
    }

    /// The list with this value as well, or without it when it was there; from its first page.
    #[must_use]
    pub fn toggled(&self, name: &str, value: &str) -> Self {
        let was_there = self.all(name).any(|known| known == value);
        let mut other = self.first_page();
        other.0.retain(|(known, text)| known != name || text != value);
        if !was_there {
            other.0.push((name.to_owned(), value.to_owned()));
        }
        other
    }

    /// The list whatever this name says, from its first page.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        let mut other = self.first_page();
        other.0.retain(|(known, _)| known != name);
        other
    }

    /// The same list without a place in it.
    #[must_use]
    pub fn first_page(&self) -> Self {
        Self(self.0.iter().filter(|(name, _)| !PLACE.contains(&name.as_str())).cloned().collect())
    }

    /// The page after or before a row.
    #[must_use]
    pub fn turned(&self, name: &str, cursor: &str) -> Self {
        let mut other = self.first_page();
        other.0.push((name.to_owned(), cursor.to_owned()));
        other
    }

    /// Whether two addresses name the same filters and order, wherever in the list they begin.
    pub fn shows_the_same(&self, other: &Self) -> bool {
        let sorted = |query: &Self| {
            let mut pairs = query.first_page().0;
            pairs.sort();
            pairs
        };
        sorted(self) == sorted(other)
    }

    /// What is asked that means nothing to the list; a place in it is no filter.
    pub fn ignored(&self, means: impl Fn(&str, &str) -> bool) -> Vec<(String, String)> {
        let filters = self.first_page().0.into_iter();
        filters.filter(|(name, value)| !value.is_empty() && !means(name, value)).collect()
    }

    /// The order asked for: a known sort and its direction, from high to low or not.
    pub fn order<S: std::str::FromStr>(&self, usual: S, starts_descending: impl Fn(&S) -> bool) -> (S, bool) {
        let sort = self.one("sort").and_then(|text| text.parse().ok()).unwrap_or(usual);
        let descending = match self.one("dir") {
            Some("up") => false,
            Some("down") => true,
            _ => starts_descending(&sort),
        };
        (sort, descending)
    }

    /// The whole address of the list at `path`.
    pub fn at(&self, path: &str) -> String {
        if self.0.is_empty() { path.to_owned() } else { format!("{path}?{self}") }
    }
}

impl FromIterator<(String, String)> for Query {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(pairs: T) -> Self {
        Self(pairs.into_iter().filter(|(name, value)| !name.is_empty() && !value.trim().is_empty()).collect())
    }
}

/// As it stands in an address.
impl std::fmt::Display for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, (name, value)) in self.0.iter().enumerate() {
            let mark = if at == 0 { "" } else { "&" };
            write!(f, "{mark}{}={}", encoded(name), encoded(value))?;
        }
        Ok(())
    }
}

/// Percent-encodes what may not stand in a query value.
pub fn encoded(text: &str) -> String {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(HEX[usize::from(byte >> 4)]);
            out.push(HEX[usize::from(byte & 15)]);
        }
    }
    out
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let pair = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match (byte, pair.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(value)) => {
                out.push(value);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (other, _) => out.push(*other),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_means_nothing_is_named_and_a_place_is_not() {
        let query = Query::parse("tab=open&tab=nowhere&colour=red&after=x&empty=");

        let ignored = query.ignored(|name, value| name == "tab" && value == "open");

        let told: Vec<(&str, &str)> = ignored.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(told, [("tab", "nowhere"), ("colour", "red")]);
    }

    #[test]
    fn values_are_read_as_browsers_write_them() {
        let query = Query::parse("?q=caf%C3%A9+au+lait&industry=a/b&industry=c&empty=&%zz=1&after=x");

        assert_eq!(query.one("q"), Some("café au lait"));
        assert_eq!(query.all("industry").collect::<Vec<_>>(), ["a/b", "c"]);
        assert_eq!(query.one("empty"), None);
        assert_eq!(query.one("%zz"), Some("1"));
    }

    #[test]
    fn every_change_starts_from_the_first_page() {
        let query = Query::parse("q=a&industry=b&after=cursor");

        assert_eq!(query.with("q", "z").to_string(), "industry=b&q=z");
        assert_eq!(query.toggled("industry", "c").to_string(), "q=a&industry=b&industry=c");
        assert_eq!(query.toggled("industry", "b").to_string(), "q=a");
        assert_eq!(query.without("q").at("/advocates"), "/advocates?industry=b");
        assert_eq!(query.turned("before", "other").to_string(), "q=a&industry=b&before=other");
        assert!(query.shows_the_same(&Query::parse("industry=b&q=a")));
        assert!(!query.shows_the_same(&Query::parse("q=a")));
        assert_eq!(Query::default().at("/advocates"), "/advocates");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(pairs in proptest::collection::vec(("[a-z]{1,6}", "\\PC{1,12}"), 0..6)) {
            let query: Query = pairs.into_iter().collect();

            prop_assert_eq!(Query::parse(&query.to_string()), query);
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in "\\PC*") {
            let _ = Query::parse(&text).to_string();
        }
    }
}
