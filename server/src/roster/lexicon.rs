//! Texts that many rows share, each kept once and known by a number.

use std::collections::HashMap;

/// Number 0 is the empty text: nothing is said.
#[derive(Debug)]
pub(super) struct Lexicon {
    numbers: HashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self { numbers: HashMap::from([("".into(), 0)]), texts: vec!["".into()] }
    }
}

impl Lexicon {
    pub fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = count(self.texts.len());
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }

    pub fn len(&self) -> usize {
        self.texts.len()
    }

    #[cfg(feature = "testing")]
    pub fn text(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }

    /// Of each number whether its text is so.
    pub fn each(&self, is: impl FnMut(&str) -> bool) -> Vec<bool> {
        self.texts.iter().map(Box::as_ref).map(is).collect()
    }

    /// How often each text was counted, without those that were not; the empty one is none.
    pub fn named(&self, counts: &[u32]) -> impl Iterator<Item = (&str, u32)> {
        self.texts
            .iter()
            .zip(counts)
            .skip(1)
            .filter(|(_, number)| **number > 0)
            .map(|(text, number)| (&**text, *number))
    }
}

/// Sets of texts, each kept once and known by a number. Number 0 is the empty set.
#[derive(Debug)]
pub(super) struct Sets {
    members: Lexicon,
    numbers: HashMap<Box<[u32]>, u32>,
    sets: Vec<Box<[u32]>>,
}

impl Default for Sets {
    fn default() -> Self {
        Self { members: Lexicon::default(), numbers: HashMap::from([(Box::default(), 0)]), sets: vec![Box::default()] }
    }
}

impl Sets {
    pub fn number(&mut self, texts: &[String]) -> u32 {
        let members = texts.iter().map(|text| self.members.number(text)).collect();
        self.of_members(members)
    }

    /// What is in either.
    pub fn union(&mut self, one: u32, other: u32) -> u32 {
        if one == other || other == 0 {
            return one;
        }
        let members = [self.members_of(one), self.members_of(other)].concat();
        self.of_members(members)
    }

    fn of_members(&mut self, mut members: Vec<u32>) -> u32 {
        members.sort_unstable();
        members.dedup();
        if let Some(number) = self.numbers.get(members.as_slice()) {
            return *number;
        }
        let number = count(self.sets.len());
        self.sets.push(members.clone().into());
        self.numbers.insert(members.into(), number);
        number
    }

    fn members_of(&self, number: u32) -> &[u32] {
        self.sets.get(number as usize).map_or(&[], Box::as_ref)
    }

    pub fn len(&self) -> usize {
        self.sets.len()
    }

    /// In the order of their letters, which no history changes.
    #[cfg(feature = "testing")]
    pub fn texts(&self, number: u32) -> Vec<&str> {
        let mut texts: Vec<&str> = self.members_of(number).iter().map(|member| self.members.text(*member)).collect();
        texts.sort_unstable();
        texts
    }

    /// Of each set whether one of its texts is so.
    pub fn each(&self, is: impl FnMut(&str) -> bool) -> Vec<bool> {
        let members = self.members.each(is);
        self.sets.iter().map(|set| set.iter().any(|member| members[*member as usize])).collect()
    }

    /// How often each text was counted, from how often each set was.
    pub fn named(&self, counts: &[u32]) -> Vec<(&str, u32)> {
        let mut each = vec![0; self.members.len()];
        for (set, number) in self.sets.iter().zip(counts) {
            for member in set {
                each[*member as usize] += number;
            }
        }
        let named = self.members.texts.iter().zip(each).skip(1);
        named.filter(|(_, number)| *number > 0).map(|(text, number)| (&**text, number)).collect()
    }
}

/// Rows of a list are fewer than four thousand million.
pub(super) fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_number_and_a_set_knows_no_order() {
        let mut sets = Sets::default();
        let both = sets.number(&["en".into(), "de".into()]);
        let (one, other) = (sets.number(&["de".into()]), sets.number(&["en".into()]));

        assert_eq!(sets.number(&["de".into(), "en".into(), "de".into()]), both);
        assert_eq!(sets.union(one, other), both);
        assert_eq!(sets.union(both, one), both);
        assert_eq!(sets.union(0, one), one);
        assert_eq!(sets.number(&[]), 0);
        assert_eq!(sets.each(|text| text == "en"), [false, true, false, true]);
        assert_eq!(sets.named(&[9, 2, 1, 0]), [("en", 2), ("de", 3)]);
    }
}
