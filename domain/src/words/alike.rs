//! Words that are nearly the same: a name typed wrongly is still that name.

/// Words share so much of their trigrams, or are not alike. Below, "board" is like "broad".
const LEAST: f64 = 0.6;
/// In a shorter word one letter is too much of it.
const SHORTEST: usize = 5;
/// Two letters more or less, in bytes.
const LONGER: usize = 4;

/// Finds what is like one word.
pub(super) struct Like<'a> {
    word: &'a str,
    trigrams: Vec<[char; 3]>,
}

impl<'a> Like<'a> {
    /// Nothing for a word that is too short to be mistaken, or is a number: one that differs in a digit is another.
    pub fn of(word: &'a str) -> Option<Self> {
        let may_be = word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic);
        may_be.then(|| Self { word, trigrams: trigrams(word) })
    }

    /// How much another word is like this one, as `pg_trgm` counts it: what they share, of all they have. Nothing when
    /// it is too little; a word that begins otherwise is another word, which spares looking at most of them.
    pub fn likeness(&self, other: &str) -> Option<f64> {
        let may_be =
            other.chars().next() == self.word.chars().next() && other.len().abs_diff(self.word.len()) <= LONGER;
        if !may_be {
            return None;
        }
        let theirs = trigrams(other);
        let shared = theirs.iter().filter(|trigram| self.trigrams.binary_search(trigram).is_ok()).count();
        let likeness = shared as f64 / (self.trigrams.len() + theirs.len() - shared) as f64;
        (likeness >= LEAST).then_some(likeness)
    }
}

/// With two blanks before the word and one behind it, each once, in order.
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
        let like = |word, other| Like::of(word).and_then(|like| like.likeness(other));

        // Seven trigrams of ten, as `select similarity('ironbok', 'ironbook')` says.
        assert_eq!(like("ironbok", "ironbook"), Some(0.7));
        assert!(like("tallyforg", "tallyforge").is_some());
        for (word, other) in [("board", "broad"), ("iron", "irons"), ("27001", "27002"), ("tironbook", "ironbook")] {
            assert_eq!(like(word, other), None, "{word} is another word than {other}");
        }
    }
}
