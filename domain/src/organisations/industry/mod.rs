//! The one industry tree (ORG-1): sector, group, leaf, with stable keys such as
//! `finance/banking/retail-banking`.
//!
//! Imports and forms give free text; [`Industry::find`] reads labels, keys, the spellings of CRM
//! exports ("medical", "technolgy") and forgives one slip of the pen in longer words. Matching asks
//! only [`Industry::likeness`]: the deeper the common branch, the closer (leaf 1, group 0.6,
//! sector 0.3). A coarse entry ("finance") is honest but shares only a sector with anyone.

mod tree;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tree::NODES;

/// A place in the tree: a sector, a group or a leaf. Stored and sent as its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Industry(u16);

/// How deep a place lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Sector,
    Group,
    Leaf,
}

/// A key that no place of the tree has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an industry")]
pub struct UnknownIndustry(pub String);

impl Industry {
    /// How many places the tree has; positions run from 0 to here.
    pub const COUNT: usize = NODES.len();

    /// Every place, each parent right before its children.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..NODES.len()).map(Self::at)
    }

    /// Every leaf in tree order, as a form offers them.
    pub fn leaves() -> impl Iterator<Item = Self> {
        Self::all().filter(|place| place.level() == Level::Leaf)
    }

    fn at(position: usize) -> Self {
        Self(u16::try_from(position).unwrap_or(0))
    }

    /// The position in [`Industry::all`], for tables indexed by industry.
    pub fn position(self) -> usize {
        usize::from(self.0)
    }

    pub fn key(self) -> &'static str {
        NODES[self.position()].key
    }

    pub fn label(self) -> &'static str {
        NODES[self.position()].label
    }

    pub fn level(self) -> Level {
        NODES[self.position()].level
    }

    pub fn parent(self) -> Option<Self> {
        // The list runs from each parent straight to its children, so the nearest higher place
        // before this one is its parent.
        NODES[..self.position()]
            .iter()
            .rposition(|node| node.level < self.level())
            .filter(|_| self.level() != Level::Sector)
            .map(Self::at)
    }

    pub fn sector(self) -> Self {
        self.parent().map_or(self, Self::sector)
    }

    /// The group this place lies in; a sector has none.
    pub fn group(self) -> Option<Self> {
        match self.level() {
            Level::Sector => None,
            Level::Group => Some(self),
            Level::Leaf => self.parent(),
        }
    }

    /// "Finance, Banking, Retail banking".
    pub fn path(self) -> String {
        match self.parent() {
            Some(parent) => format!("{}, {}", parent.path(), self.label()),
            None => self.label().to_owned(),
        }
    }

    /// The deepest place both lie in.
    pub fn common(self, other: Self) -> Option<Self> {
        let mut place = Some(self);
        while let Some(here) = place {
            if other.lies_in(here) {
                return Some(here);
            }
            place = here.parent();
        }
        None
    }

    fn lies_in(self, place: Self) -> bool {
        let mut here = Some(self);
        while let Some(step) = here {
            if step == place {
                return true;
            }
            here = step.parent();
        }
        false
    }

    /// Likeness in ten-thousandths: the same leaf 10,000, the same group 6,000, the same sector 3,000.
    pub fn likeness(self, other: Self) -> u16 {
        match self.common(other).map(Self::level) {
            Some(Level::Leaf) => 10_000,
            Some(Level::Group) => 6_000,
            Some(Level::Sector) => 3_000,
            None => 0,
        }
    }

    /// The place a free text means, if one can be told.
    ///
    /// Exact names come first (key, label, synonym; deeper places win over their parents), then one
    /// typing slip in a word of five letters or more.
    pub fn find(text: &str) -> Option<Self> {
        let wanted = plain(text);
        if wanted.is_empty() {
            return None;
        }
        if let Ok(place) = text.trim().parse() {
            return Some(place);
        }
        // As our own exports and choices write it, with everything above: no place is called like the path of another.
        if let Some(place) = Self::all().find(|place| plain(&place.path()) == wanted) {
            return Some(place);
        }
        Self::deepest(|name| name == wanted).or_else(|| {
            (wanted.chars().count() >= 5).then(|| Self::deepest(|name| one_slip_apart(name, &wanted))).flatten()
        })
    }

    fn deepest(matches: impl Fn(&str) -> bool) -> Option<Self> {
        Self::all()
            .filter(|place| {
                let node = &NODES[place.position()];
                matches(&plain(node.label)) || node.synonyms.iter().any(|name| matches(name))
            })
            .fold(None, |best: Option<Self>, place| match best {
                Some(best) if best.level() >= place.level() => Some(best),
                _ => Some(place),
            })
    }
}

/// Lower case, letters and digits only, words one space apart, "&" read as "and".
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str(" and "),
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => out.push(' '),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two words differ by one letter added, left out, changed or swapped with its neighbour.
fn one_slip_apart(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len() < 5 || one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[..one.len() - end], &other[..other.len() - end]);
    match (one, other) {
        ([a, b], [c, d]) => a == d && b == c,
        _ => one.len() <= 1 && other.len() <= 1,
    }
}

impl std::fmt::Display for Industry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key())
    }
}

impl std::str::FromStr for Industry {
    type Err = UnknownIndustry;
    fn from_str(key: &str) -> Result<Self, Self::Err> {
        NODES.iter().position(|node| node.key == key).map(Self::at).ok_or_else(|| UnknownIndustry(key.to_owned()))
    }
}

impl Serialize for Industry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl<'de> Deserialize<'de> for Industry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = <std::borrow::Cow<'de, str> as Deserialize>::deserialize(deserializer)?;
        key.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(key: &str) -> Industry {
        key.parse().unwrap()
    }

    #[test]
    fn the_tree_is_well_formed() {
        let leaves = Industry::leaves().count();
        assert!((60..=90).contains(&leaves), "{leaves} leaves");
        let mut names = std::collections::HashMap::new();
        for place in Industry::all() {
            assert_eq!(place.key().parse::<Industry>().unwrap(), place);
            assert_eq!(place.parent().is_none(), place.level() == Level::Sector, "{place}");
            let node = &NODES[place.position()];
            for synonym in node.synonyms {
                assert_eq!(*synonym, plain(synonym), "synonyms are kept in plain form");
                assert_eq!(names.insert(*synonym, place), None, "{synonym} names two places");
            }
        }
    }

    #[test]
    fn spellings_of_crm_exports_are_understood() {
        for (text, key) in [
            ("medical", "health"),
            ("technolgy", "technology"),
            ("technology", "technology"),
            ("retail", "retail"),
            ("software", "technology/software"),
            ("marketing", "services/marketing"),
            ("entertainment", "media/entertainment"),
            ("telecommunications", "media/telecommunications"),
            ("finance", "finance"),
            ("employment", "services/employment"),
            ("services", "services"),
            ("Retail banking", "finance/banking/retail-banking"),
            ("  RETAIL   BANKING ", "finance/banking/retail-banking"),
            ("Retial banking", "finance/banking/retail-banking"),
            ("Building society", "finance/banking/building-society"),
            ("Food & beverage", "manufacturing/food-and-beverage"),
            ("finance/banking", "finance/banking"),
            ("Finance, Banking, Retail banking", "finance/banking/retail-banking"),
            ("INSURANCE", "finance/insurance"),
            ("COMPUTER_SOFTWARE", "technology/software"),
        ] {
            assert_eq!(Industry::find(text).map(Industry::key), Some(key), "{text}");
        }
        for text in ["", "  ", "zeppelin pilots", "x"] {
            assert_eq!(Industry::find(text), None, "{text}");
        }
    }

    #[test]
    fn likeness_falls_with_the_distance_in_the_tree() {
        let retail = place("finance/banking/retail-banking");
        for (other, likeness) in [
            ("finance/banking/retail-banking", 10_000),
            ("finance/banking/building-society", 6_000),
            ("finance/banking", 6_000),
            ("finance/insurance/life-insurance", 3_000),
            ("finance", 3_000),
            ("health/care/hospitals", 0),
        ] {
            assert_eq!(retail.likeness(place(other)), likeness, "{other}");
            assert_eq!(place(other).likeness(retail), likeness, "{other} the other way round");
        }
    }

    #[test]
    fn a_place_survives_json() {
        for place in Industry::all() {
            let json = serde_json::to_string(&place).unwrap();
            assert_eq!(serde_json::from_str::<Industry>(&json).unwrap(), place);
        }
        assert!(serde_json::from_str::<Industry>("\"finance/piracy\"").is_err());
    }
}
