//! The rows of a bulk edit on their way there and back, whatever they are.

use std::collections::HashMap;
use std::hash::Hash;

use super::WhyNot;

/// What became of a row, with the values that it takes to put it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became<T> {
    Changed {
        before: T,
        after: T,
        /// The version that this made.
        version: i32,
    },
    Unchanged,
    Refused(WhyNot),
}

/// A row on its way from one state to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<'a, I, T> {
    pub id: I,
    pub before: &'a T,
    pub after: &'a T,
}

impl<T: Clone + PartialEq> Became<T> {
    /// By what a change made of the values; the version is known when the row is saved.
    pub fn of(before: &T, applied: Result<T, WhyNot>) -> Self {
        match applied {
            Err(why) => Self::Refused(why),
            Ok(after) if after == *before => Self::Unchanged,
            Ok(after) => Self::Changed { before: before.clone(), after, version: 0 },
        }
    }

    /// The steps of those that changed. `ids` are those of the rows, in their order.
    pub fn steps<'a, I: Copy>(ids: &[I], became: &'a [Self]) -> Vec<Step<'a, I, T>> {
        let step = |(id, became): (&I, &'a Self)| match became {
            Self::Changed { before, after, .. } => Some(Step { id: *id, before, after }),
            Self::Unchanged | Self::Refused(_) => None,
        };
        ids.iter().zip(became).filter_map(step).collect()
    }

    /// Notes the versions that saving made.
    pub fn number<I: Eq + Hash>(ids: &[I], became: &mut [Self], versions: &HashMap<I, i32>) {
        for (id, became) in ids.iter().zip(became) {
            if let (Self::Changed { version, .. }, Some(made)) = (became, versions.get(id)) {
                *version = *made;
            }
        }
    }
}

/// A changed row, to be put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former<I, T> {
    pub id: I,
    pub before: T,
    pub after: T,
}

impl<I: Copy, T: PartialEq> Former<I, T> {
    /// Why the row cannot be put back, by its values now: only what is still as the bulk edit left it can. Its version
    /// says nothing about that: another field may have been changed since, or a later bulk edit made and undone.
    pub fn why_not(&self, now: Option<&T>) -> Option<WhyNot> {
        match now {
            None => Some(WhyNot::GoneSince),
            Some(values) if *values == self.after => None,
            Some(_) => Some(WhyNot::ChangedSince),
        }
    }

    /// The steps back of those for which nothing speaks against it.
    pub fn steps<'a>(rows: &'a [Self], whys: &[Option<WhyNot>]) -> Vec<Step<'a, I, T>> {
        let free = rows.iter().zip(whys).filter(|(_, why)| why.is_none());
        free.map(|(row, _)| Step { id: row.id, before: &row.after, after: &row.before }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_saved_and_gets_its_version() {
        let mut became = [Became::of(&1, Ok(2)), Became::of(&1, Ok(1)), Became::of(&1, Err(WhyNot::NotYours))];
        let ids = ["a", "b", "c"];

        assert_eq!(Became::steps(&ids, &became), [Step { id: "a", before: &1, after: &2 }]);

        Became::number(&ids, &mut became, &HashMap::from([("a", 7)]));
        assert_eq!(became[0], Became::Changed { before: 1, after: 2, version: 7 });
        assert_eq!(became[1..], [Became::Unchanged, Became::Refused(WhyNot::NotYours)]);
    }

    #[test]
    fn a_row_is_put_back_only_while_it_is_as_it_was_left() {
        let row = Former { id: "a", before: 1, after: 2 };
        assert_eq!(row.why_not(Some(&2)), None);
        assert_eq!(row.why_not(Some(&3)), Some(WhyNot::ChangedSince));
        assert_eq!(row.why_not(None), Some(WhyNot::GoneSince));

        let rows = [row.clone(), row];
        let steps = Former::steps(&rows, &[Some(WhyNot::GoneSince), None]);
        assert_eq!(steps, [Step { id: "a", before: &2, after: &1 }]);
    }
}
