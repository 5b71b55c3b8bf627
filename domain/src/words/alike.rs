//! Words that are nearly the same: a name typed wrongly is still that name.

use std::collections::HashMap;

/// Words share so much of their trigrams, or are not alike. Below, "board" is like "broad".
const LEAST: f64 = 0.6;
/// In a shorter word one letter is too much of it.
const SHORTEST: usize = 5;

/// All forms by their trigrams.
#[derive(Debug, Default)]
pub(super) struct Trigrams {
    /// By trigram: the forms that have it, by their place in `forms`.
    having: HashMap<[char; 3], Vec<u32>>,
    forms: Vec<(Box<str>, u32)>,
}

impl Trigrams {
    pub fn of<'a>(forms: impl Iterator<Item = (&'a str, u32)>) -> Self {
        let mut made = Self::default();
        for (form, number) in forms.filter(|(form, _)| may_be_alike(form)) {
            for trigram in trigrams(form) {
                made.having.entry(trigram).or_default().push(made.forms.len() as u32);
            }
            made.forms.push((form.into(), number));
        }
        made
    }

    /// The numbers of the forms that are like a word, each with how much, as `pg_trgm` counts it: shared of all.
    pub fn like(&self, word: &str) -> Vec<(u32, f64)> {
        if !may_be_alike(word) {
            return Vec::new();
        }
        let own = trigrams(word);
        let mut lists: Vec<&[u32]> =
            own.iter().map(|trigram| self.having.get(trigram).map(Vec::as_slice).unwrap_or_default()).collect();
        // Whatever is alike shares the least of them; so it has one of those that are left, and the rarest are left.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a few dozen")]
        let least = (LEAST * own.len() as f64).ceil() as usize;
        lists.sort_by_key(|list| list.len());
        let mut places: Vec<u32> = lists.iter().take(own.len() + 1 - least).copied().flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        let mut alike: Vec<(u32, f64)> = places
            .into_iter()
            .filter_map(|place| {
                let (form, number) = self.forms.get(place as usize)?;
                let other = trigrams(form);
                let shared = other.iter().filter(|trigram| own.binary_search(trigram).is_ok()).count();
                Some((*number, shared as f64 / (own.len() + other.len() - shared) as f64))
            })
            .filter(|(_, likeness)| *likeness >= LEAST)
            .collect();
        alike.sort_unstable_by_key(|(number, _)| *number);
        alike
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
