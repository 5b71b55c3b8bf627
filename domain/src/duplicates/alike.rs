//! How alike two names are: trigrams, as pg_trgm counts them.

/// Three letters that follow each other.
pub(super) type Trigram = [char; 3];

/// The trigrams of a name, each once, sorted. A word begins with two blanks and ends with one, so that its first letters
/// count more than its last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trigrams(Vec<Trigram>);

impl Trigrams {
    pub fn of(name: &str) -> Self {
        let mut found = Vec::with_capacity(name.len() + 2);
        for word in name.split_whitespace() {
            let letters: Vec<char> = [' ', ' '].into_iter().chain(word.chars()).chain([' ']).collect();
            found.extend(letters.windows(3).map(|three| [three[0], three[1], three[2]]));
        }
        found.sort_unstable();
        found.dedup();
        Self(found)
    }

    pub(super) fn all(&self) -> &[Trigram] {
        &self.0
    }

    /// What they share of what they have together, in thousandths; names without a letter are like nothing.
    pub fn likeness(&self, other: &Self) -> u16 {
        let (mut one, mut two, mut shared) = (self.0.iter().peekable(), other.0.iter().peekable(), 0_usize);
        while let (Some(left), Some(right)) = (one.peek(), two.peek()) {
            match left.cmp(right) {
                std::cmp::Ordering::Less => drop(one.next()),
                std::cmp::Ordering::Greater => drop(two.next()),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    one.next();
                    two.next();
                }
            }
        }
        let together = self.0.len() + other.0.len() - shared;
        (shared * 1000).checked_div(together).map_or(0, |part| u16::try_from(part).unwrap_or(1000))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn likeness(one: &str, other: &str) -> u16 {
        Trigrams::of(one).likeness(&Trigrams::of(other))
    }

    #[test]
    fn likeness_is_what_postgres_calls_similarity() {
        // `select similarity(…)` of pg_trgm, in thousandths, rounded down.
        for (one, other, expected) in [
            ("skylark mutual", "skylark mutual", 1000),
            ("skylark mutual", "skylark mutuel", 666),
            ("skylark mutual", "mutual skylark", 1000),
            ("loam and larch", "loam larch", 714),
            ("marlowe street bank", "marlow street bank", 857),
            ("word", "two words", 363),
            ("alpha", "omega", 0),
            ("", "", 0),
        ] {
            assert_eq!(likeness(one, other), expected, "{one} / {other}");
        }
    }

    proptest! {
        #[test]
        fn likeness_knows_no_order_and_everything_is_like_itself(one in "[a-z ]{0,12}", other in "[a-z ]{0,12}") {
            prop_assert_eq!(likeness(&one, &other), likeness(&other, &one));
            prop_assert!(one.trim().is_empty() || likeness(&one, &one) == 1000);
        }
    }
}
