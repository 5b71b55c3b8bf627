//! How long something holds that was said on a day.

use chrono::NaiveDate;

/// How long something holds. A later end is greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    #[default]
    Never,
    /// The last day on which it holds.
    Until(NaiveDate),
    OpenEnded,
}

impl Span {
    /// To the end of this day; without a day it has no end.
    pub fn through(last: Option<NaiveDate>) -> Self {
        last.map_or(Self::OpenEnded, Self::Until)
    }

    /// To the day before this one; without a day it has no end.
    pub fn before(end: Option<NaiveDate>) -> Self {
        end.map_or(Self::OpenEnded, |day| day.pred_opt().map_or(Self::Never, Self::Until))
    }

    pub fn holds_on(self, day: NaiveDate) -> bool {
        match self {
            Self::Never => false,
            Self::Until(last) => day <= last,
            Self::OpenEnded => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_the_last_day_or_the_day_after_it_and_no_end_is_the_latest() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let last = Span::Until(day("2026-11-30"));

        assert_eq!(Span::through(Some(day("2026-11-30"))), last);
        assert_eq!(Span::before(Some(day("2026-12-01"))), last);
        assert!(last.holds_on(day("2026-11-30")) && !last.holds_on(day("2026-12-01")));
        assert!(Span::OpenEnded > last && last > Span::Never);
    }
}
