//! What a row makes of a record that is there, in words, for whoever looks before the import.

use domain::imports::{Change, Field};

/// The fields that differ, in the order they were asked about.
#[derive(Debug, Default)]
pub struct Differences(Vec<Change>);

impl Differences {
    pub fn text(&mut self, field: Field, before: &str, after: &str) {
        if before != after {
            self.0.push(Change::new(field.label(), before, after));
        }
    }

    pub fn list(&mut self, field: Field, before: &[String], after: &[String]) {
        if before != after {
            self.0.push(Change::new(field.label(), &before.join(", "), &after.join(", ")));
        }
    }

    /// What may be unknown, said by `say` where it is known.
    pub fn known<T: PartialEq>(
        &mut self,
        field: Field,
        before: Option<&T>,
        after: Option<&T>,
        say: impl Fn(&T) -> String,
    ) {
        if before != after {
            let said = |value: Option<&T>| value.map(&say).unwrap_or_default();
            self.0.push(Change::new(field.label(), &said(before), &said(after)));
        }
    }

    /// What comes to the record and takes the place of nothing.
    pub fn added(&mut self, to: &str, what: &str) {
        self.0.push(Change::new(to, "", what));
    }

    pub fn told(self) -> Vec<Change> {
        self.0
    }
}
