//! Every tag of a company as a small number, so that matching compares numbers instead of words.

use std::collections::HashMap;

/// What a tag says about its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    UseCase,
    Product,
    Competitor,
    Objection,
    Tech,
    Topic,
    Language,
    Function,
    Country,
    Region,
}

impl Kind {
    pub const COUNT: usize = 10;

    pub const fn bit(self) -> u16 {
        1 << self as u16
    }
}

#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    ids: HashMap<(Kind, String), u32>,
    names: Vec<(Kind, String)>,
}

impl Vocabulary {
    /// The number of a name, made if it is new; nothing for an empty name.
    pub fn intern(&mut self, kind: Kind, name: &str) -> Option<u32> {
        let key = (kind, folded(name));
        if key.1.is_empty() {
            return None;
        }
        let next = u32::try_from(self.names.len()).ok()?;
        let names = &mut self.names;
        Some(*self.ids.entry(key).or_insert_with(|| {
            names.push((kind, name.trim().to_owned()));
            next
        }))
    }

    pub fn find(&self, kind: Kind, name: &str) -> Option<u32> {
        self.ids.get(&(kind, folded(name))).copied()
    }

    /// The name as it was first written.
    pub fn name(&self, id: u32) -> &str {
        self.names.get(id as usize).map_or("", |(_, name)| name.as_str())
    }

    pub fn is(&self, kind: Kind, id: u32) -> bool {
        self.names.get(id as usize).is_some_and(|(of, _)| *of == kind)
    }

    /// The names of a kind, in the order in which they were first met.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.names.iter().filter(move |(of, _)| *of == kind).map(|(_, name)| name.as_str())
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }
}

/// Names are the same when they differ only in case and spaces: an export writes "GTXPro" for
/// "GTX Pro".
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_whatever_its_case_and_spaces() {
        let mut vocabulary = Vocabulary::default();
        let id = vocabulary.intern(Kind::Product, " GTX Pro").unwrap();

        assert_eq!(vocabulary.intern(Kind::Product, "gtxpro"), Some(id));
        assert_eq!(vocabulary.find(Kind::Product, "GTX PRO"), Some(id));
        assert_eq!(vocabulary.find(Kind::UseCase, "GTX Pro"), None);
        assert_eq!(vocabulary.intern(Kind::Product, "  "), None);
        assert_eq!(vocabulary.name(id), "GTX Pro");
    }
}
