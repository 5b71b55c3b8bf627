//! How alike two names are: trigrams, as pg_trgm counts them, and letters that changed places. Two neighbours that were typed
//! in the wrong order spoil up to four trigrams, more than any other slip of one finger: "Bank" and "Bnak" share one of nine.

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

/// How alike two names are that are the same but for two neighbouring letters of a word, in thousandths: of so many
/// letters two are out of place, so that in a short name it is rather another name. Figures do not count: 48113 and 48131
/// are two customers.
pub(super) fn swapped(one: &str, other: &str) -> Option<u16> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len() != other.len() {
        return None;
    }
    let at = one.iter().zip(&other).position(|(here, there)| here != there)?;
    let next = at + 1;
    let is_swap = next < one.len()
        && (one[at], one[next]) == (other[next], other[at])
        && one[at].is_alphabetic()
        && one[next].is_alphabetic()
        && one[next + 1..] == other[next + 1..];
    is_swap.then(|| but_for_two(one.iter().filter(|letter| !letter.is_whitespace()).count()))
}

/// How alike two names are of which one is the other with one slip of a finger: two neighbours in the wrong order, a letter
/// for another, one too few or too many. Any of them counts like two letters out of place; figures are no slips.
pub(crate) fn slipped(one: &str, other: &str) -> Option<u16> {
    swapped(one, other).or_else(|| {
        let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
        let (long, short) = if one.len() < other.len() { (other, one) } else { (one, other) };
        let at = long.iter().zip(&short).take_while(|(here, there)| here == there).count();
        let is_slip = match long.len() - short.len() {
            0 => at < long.len() && short[at].is_alphabetic() && long[at + 1..] == short[at + 1..],
            1 => long[at + 1..] == short[at..],
            _ => false,
        };
        let letters = long.iter().filter(|letter| !letter.is_whitespace()).count();
        (is_slip && long[at].is_alphabetic()).then(|| but_for_two(letters))
    })
}

/// What of so many letters is in place when two are not.
pub(super) fn but_for_two(letters: usize) -> u16 {
    let letters = letters.max(2);
    u16::try_from((letters - 2) * 1000 / letters).unwrap_or(0)
}

/// A name with the letters that stand together in their order, whatever the order in which they were typed: the same for
/// names of which one is the other with letters that changed places. Figures stay where they are, or a series of numbered
/// names would be full of them.
pub(super) fn letters(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    letters.chunk_by_mut(|one, next| one.is_alphabetic() == next.is_alphabetic()).for_each(|together| {
        if together[0].is_alphabetic() {
            together.sort_unstable();
        }
    });
    letters.into_iter().collect()
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

    #[test]
    fn numbers_are_not_taken_for_each_other_by_their_letters() {
        for (one, other, is_same) in [
            ("northfold bank", "nrothfold bnak", true),
            ("customer 48113", "customer 48131", false),
            ("a1b", "b1a", false),
            ("loam b", "loab m", false),
        ] {
            assert_eq!(letters(one) == letters(other), is_same, "{one} / {other}");
        }
    }

    #[test]
    fn neighbours_that_changed_places_are_one_slip_and_figures_are_not() {
        for (one, other, expected) in [
            ("northfold bank", "northfold bnak", Some(846)),
            ("northfold bank", "nrothfold bank", Some(846)),
            ("acme", "acem", Some(500)),
            // Two slips, another letter, another word, a figure, a blank.
            ("northfold bank", "nrothfold bnak", None),
            ("northfold bank", "northfold bunk", None),
            ("northfold bank", "bank northfold", None),
            ("customer 48113", "customer 48131", None),
            ("loam b", "loa mb", None),
            ("loam", "loam", None),
            ("", "", None),
        ] {
            assert_eq!(swapped(one, other), expected, "{one} / {other}");
            assert_eq!(swapped(other, one), expected, "{other} / {one}");
        }
    }

    #[test]
    fn a_letter_for_another_too_few_or_too_many_is_one_slip() {
        for (one, other, expected) in [
            ("skylark mutual", "skylark mutuel", Some(846)),
            ("skylark mutual", "skylark mutal", Some(846)),
            ("skylark mutual", "skylark mutuall", Some(857)),
            ("skylark mutual", "skylark mutula", Some(846)),
            ("acme", "acne", Some(500)),
            // Two slips, a figure, a blank, the same.
            ("skylark mutual", "skylerk mutuel", None),
            ("customer 48113", "customer 48114", None),
            ("customer 4811", "customer 48113", None),
            ("loam b", "loamb", None),
            ("loam", "loam", None),
            ("", "", None),
        ] {
            assert_eq!(slipped(one, other), expected, "{one} / {other}");
            assert_eq!(slipped(other, one), expected, "{other} / {one}");
        }
    }

    proptest! {
        #[test]
        fn whoever_swaps_two_letters_keeps_the_letters(name in "[a-z]{2,8}( [a-z]{2,8}){0,2}", at in 0..20_usize) {
            let mut other: Vec<char> = name.chars().collect();
            let at = at % (other.len() - 1);
            other.swap(at, at + 1);
            let other: String = other.into_iter().collect();
            let is_within_a_word = !name[at..at + 2].contains(' ') && other != name;

            prop_assert_eq!(swapped(&name, &other).is_some(), is_within_a_word);
            prop_assert!(!is_within_a_word || letters(&name) == letters(&other));
        }

        #[test]
        fn likeness_knows_no_order_and_everything_is_like_itself(one in "[a-z ]{0,12}", other in "[a-z ]{0,12}") {
            prop_assert_eq!(likeness(&one, &other), likeness(&other, &one));
            prop_assert!(one.trim().is_empty() || likeness(&one, &one) == 1000);
        }
    }
}
