//! Words that are nearly the same: a name typed wrongly is still that name.

use std::collections::{BTreeMap, HashMap};

/// Words share so much of their trigrams, or are not alike. Below, "board" is like "broad".
const LEAST: f64 = 0.6;
/// In a shorter word one letter is too much of it.
const SHORTEST: usize = 5;

/// The trigrams of all forms.
#[derive(Debug, Default)]
pub(super) struct Trigrams {
    /// By trigram: the forms that have it.
    having: HashMap<[char; 3], Vec<u32>>,
    /// By form: how many different ones it has.
    counts: HashMap<u32, u32>,
}

impl Trigrams {
    pub fn of<'a>(forms: impl Iterator<Item = (&'a str, u32)>) -> Self {
        let mut made = Self::default();
        for (form, id) in forms.filter(|(form, _)| may_be_alike(form)) {
            let trigrams = trigrams(form);
            made.counts.insert(id, trigrams.len() as u32);
            for trigram in trigrams {
                made.having.entry(trigram).or_default().push(id);
            }
        }
        made
    }

    /// The forms that are like a word, each with how much, as `pg_trgm` counts it: shared of all.
    pub fn like(&self, word: &str) -> Vec<(u32, f64)> {
        if !may_be_alike(word) {
            return Vec::new();
        }
        let own = trigrams(word);
        let mut shared: BTreeMap<u32, u32> = BTreeMap::new();
        for form in own.iter().filter_map(|trigram| self.having.get(trigram)).flatten() {
            *shared.entry(*form).or_default() += 1;
        }
        let alike = shared.into_iter().map(|(form, shared)| {
            let all = own.len() as u32 + self.counts.get(&form).copied().unwrap_or(0) - shared;
            (form, f64::from(shared) / f64::from(all))
        });
        alike.filter(|(_, likeness)| *likeness >= LEAST).collect()
    }
}

/// A number that differs in a digit is another number.
fn may_be_alike(word: &str) -> bool {
    word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic)
}

/// With two blanks before the word and one behind it, each once.
fn trigrams(word: &str) -> Vec<[char; 3]> {
    let letters: Vec<char> = [' ', ' '].into_iter().chain(word.chars()).chain([' ']).collect();
    let mut trigrams: Vec<[char; 3]> = letters.windows(3).filter_map(|three| three.try_into().ok()).collect();
    trigrams.sort_unstable();
    trigrams.dedup();
    trigrams
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_forgiven_and_another_word_is_not() {
        let forms = ["ironbook", "tallyforge", "broad", "regulator"];
        let known = Trigrams::of((0..).zip(forms).map(|(id, form)| (form, id)));
        let like = |word: &str| known.like(word).into_iter().map(|(form, _)| forms[form as usize]).collect::<Vec<_>>();

        assert_eq!(like("ironbok"), ["ironbook"]);
        assert_eq!(like("tallyforg"), ["tallyforge"]);
        assert_eq!(like("board"), [""; 0]);
        assert_eq!(like("iron"), [""; 0]);
        // Seven trigrams of ten, as `select similarity('ironbok', 'ironbook')` says.
        assert_eq!(known.like("ironbok"), [(0, 0.7)]);
    }
}
