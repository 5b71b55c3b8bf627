//! How alike two names are, and which of many are: trigrams, as pg_trgm counts them.

use std::collections::HashMap;

/// Three letters that follow each other.
type Trigram = [char; 3];

/// A trigram of more names than this brings none of them together. Names that share nothing rarer come from a series,
/// "Customer 48113", and to look at each pair of a hundred thousand of them takes minutes.
const CROWD: usize = 60;

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

/// Pairs of names that are alike by `least` thousandths or more, as places in `names`, the smaller first; and how many
/// pairs were looked at for it.
///
/// Two sets that share `least` of their union share at least that part of either, so they have one of the first
/// `n - least·n + 1` elements in common, whatever the order of the elements. With the rarest first, those are few, and
/// a word like "Bank" brings nobody together. Nothing is missed by it but what only crowds (`CROWD`) have in common.
pub fn alike(names: &[&Trigrams], least: u16) -> (Vec<(usize, usize)>, usize) {
    let mut frequency: HashMap<Trigram, usize> = HashMap::new();
    for trigram in names.iter().flat_map(|name| &name.0) {
        *frequency.entry(*trigram).or_default() += 1;
    }
    let mut holders: HashMap<Trigram, Vec<usize>> = HashMap::new();
    let mut met: Vec<usize> = vec![usize::MAX; names.len()];
    let (mut pairs, mut looked_at) = (Vec::new(), 0);
    for (here, name) in names.iter().enumerate() {
        let size = name.0.len();
        let mut rare = name.0.clone();
        rare.sort_unstable_by_key(|trigram| (frequency.get(trigram).copied().unwrap_or(0), *trigram));
        rare.truncate((size + 1).saturating_sub((size * usize::from(least)).div_ceil(1000).max(1)));
        for trigram in rare.into_iter().filter(|trigram| frequency.get(trigram).is_some_and(|held| *held <= CROWD)) {
            let before = holders.entry(trigram).or_default();
            for &there in before.iter() {
                let other = names[there].0.len();
                // The smaller set cannot be more than its part of the larger.
                let can_be = size.min(other) * 1000 >= size.max(other) * usize::from(least);
                if met[there] == here || !can_be {
                    continue;
                }
                met[there] = here;
                looked_at += 1;
                if name.likeness(names[there]) >= least {
                    pairs.push((there, here));
                }
            }
            before.push(here);
        }
    }
    pairs.sort_unstable();
    (pairs, looked_at)
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
    fn ten_thousand_names_are_not_compared_each_with_each() {
        let first = ["alder", "birch", "cedar", "dogwood", "elm", "fir", "gorse", "hazel", "ivy", "juniper"];
        let kind =
            ["bank", "mutual", "insurance", "logistics", "energy", "foods", "health", "media", "retail", "works"];
        let names: Vec<Trigrams> = (0..10_000_usize)
            .map(|n| {
                let middle: String = [n / 10 % 26, n / 7 % 26, n / 260 % 26, n / 31 % 26, n % 26]
                    .iter()
                    .map(|at| char::from(b'a' + u8::try_from(*at).unwrap()))
                    .collect();
                Trigrams::of(&format!("{} {middle} {}", first[n % 10], kind[n / 3 % 10]))
            })
            .collect();

        let (_, looked_at) = alike(&names.iter().collect::<Vec<_>>(), 700);

        assert!(looked_at < 10_000 * 9_999 / 2 / 10, "{looked_at} of {} pairs", 10_000 * 9_999 / 2);
    }

    #[test]
    fn a_series_of_names_is_not_compared_each_with_each() {
        let names: Vec<Trigrams> = (0..20_000).map(|n| Trigrams::of(&format!("customer {n:05} ltd"))).collect();

        let (_, looked_at) = alike(&names.iter().collect::<Vec<_>>(), 700);

        assert!(looked_at < 20_000 * CROWD * 4, "{looked_at} pairs");
    }

    proptest! {
        #[test]
        fn no_pair_is_missed_and_none_is_made_up(
            names in proptest::collection::vec("[abc]{1,4}( [abc]{1,4}){0,2}", 0..30),
            least in 1_u16..=1000,
        ) {
            let names: Vec<Trigrams> = names.iter().map(|name| Trigrams::of(name)).collect();
            let mut each_with_each = Vec::new();
            for one in 0..names.len() {
                for other in one + 1..names.len() {
                    if names[one].likeness(&names[other]) >= least {
                        each_with_each.push((one, other));
                    }
                }
            }

            prop_assert_eq!(alike(&names.iter().collect::<Vec<_>>(), least).0, each_with_each);
        }

        #[test]
        fn likeness_knows_no_order_and_everything_is_like_itself(one in "[a-z ]{0,12}", other in "[a-z ]{0,12}") {
            prop_assert_eq!(likeness(&one, &other), likeness(&other, &one));
            prop_assert!(one.trim().is_empty() || likeness(&one, &one) == 1000);
        }
    }
}
