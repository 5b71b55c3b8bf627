//! The names of all rows, to be searched at once.

use super::lexicon::count;

/// Names, one after the other in one text, each on a line.
#[derive(Debug, Default)]
pub(super) struct Names {
    text: String,
    places: Vec<(u32, u32)>,
    /// Where each line begins, and whose name it is or was.
    lines: Vec<(u32, u32)>,
}

impl Names {
    pub fn of(&self, slot: usize) -> &str {
        let (start, end) = self.places[slot];
        &self.text[start as usize..end as usize]
    }

    /// Whether it is another name than before. What a row was called before stays in the text, unused, until the
    /// company is read whole again.
    pub fn set(&mut self, slot: usize, name: &str) -> bool {
        if slot < self.places.len() && self.of(slot) == name {
            return false;
        }
        let start = count(self.text.len());
        self.text.push_str(name);
        let place = (start, count(self.text.len()));
        self.text.push('\n');
        self.lines.push((start, count(slot)));
        match self.places.get_mut(slot) {
            Some(old) => *old = place,
            None => self.places.push(place),
        }
        true
    }

    /// How many names stand in the text, used or not.
    pub fn lines(&self) -> usize {
        self.lines.len()
    }

    /// Of each slot whether its name has the text in it. One search through all names is many times faster than one
    /// search in each.
    pub fn with(&self, text: &str) -> Vec<bool> {
        if text.is_empty() {
            return vec![true; self.places.len()];
        }
        let mut found = vec![false; self.places.len()];
        let mut lines = self.lines.iter().peekable();
        let mut line = None;
        for (at, _) in self.text.match_indices(text) {
            while let Some(next) = lines.next_if(|(start, _)| *start as usize <= at) {
                line = Some(next);
            }
            // Neither a former name nor one that goes on in the next.
            if let Some((start, slot)) = line
                && let (from, until) = self.places[*slot as usize]
                && from == *start
                && at + text.len() <= until as usize
            {
                found[*slot as usize] = true;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_in_the_names_that_stand_now() {
        let mut names = Names::default();
        for (slot, name) in ["ada", "bram", "adam", ""].into_iter().enumerate() {
            names.set(slot, name);
        }
        names.set(0, "clio");
        assert!(!names.set(1, "bram"));

        assert_eq!(names.with("ada"), [false, false, true, false]);
        assert_eq!(names.with("am"), [false, true, true, false]);
        assert_eq!(names.with("clio"), [true, false, false, false]);
        assert_eq!(names.with("mad"), [false; 4], "no name goes on in the next");
        assert_eq!(names.with("m\nada"), [false; 4], "nor over the end of a line");
        assert_eq!(names.with(""), [true; 4]);
    }
}
