//! Who has what: for each key the advocates who have it. A need names a few dozen keys out of hundreds, so that a run
//! that walks their lists touches a fraction of what all advocates have.

/// What is listed by key, each list in the order in which it was given.
#[derive(Debug, Default)]
pub(super) struct Postings<Entry = u32> {
    /// Where the list of each key begins, and the end of the last.
    starts: Vec<u32>,
    entries: Vec<Entry>,
}

impl<Entry: Copy + Default> Postings<Entry> {
    /// Counts what each of so many keys has, then puts every entry into its place.
    pub fn of(keys: usize, given: impl Iterator<Item = (u32, Entry)> + Clone) -> Self {
        let mut starts = vec![0; keys + 1];
        for (key, _) in given.clone() {
            starts[key as usize + 1] += 1;
        }
        for key in 0..keys {
            starts[key + 1] += starts[key];
        }
        let mut next = starts.clone();
        let mut entries = vec![Entry::default(); starts[keys] as usize];
        for (key, entry) in given {
            let place = &mut next[key as usize];
            entries[*place as usize] = entry;
            *place += 1;
        }
        Self { starts, entries }
    }

    pub fn list(&self, key: u32) -> &[Entry] {
        match self.starts.get(key as usize..).and_then(|starts| starts.first_chunk()) {
            Some([start, end]) => &self.entries[*start as usize..*end as usize],
            None => &[],
        }
    }

    pub fn bytes(&self) -> usize {
        size_of_val(self.starts.as_slice()) + size_of_val(self.entries.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_lists_who_has_it_in_the_order_given() {
        let postings = Postings::of(4, [(2, 10), (0, 10), (2, 12), (0, 13)].into_iter());

        assert_eq!(postings.list(0), [10, 13]);
        assert_eq!(postings.list(1), [0; 0]);
        assert_eq!(postings.list(2), [10, 12]);
        assert_eq!(postings.list(3), [0; 0]);
        assert_eq!(postings.list(4), [0; 0], "nobody has what is not known");
    }
}
