//! The eleven things that make up fit, and the values they take.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

crate::text_enum! {
    /// One part of fit (MAT-2), in the order in which it is shown.
    pub enum Factor {
        UseCase => "use_case",
        Industry => "industry",
        Size => "size",
        Persona => "persona",
        Product => "product",
        Outcomes => "outcomes",
        Competition => "competition",
        SoonestSlot => "soonest_slot",
        Region => "region",
        TechStack => "tech_stack",
        Stage => "stage",
    }
}

impl Factor {
    pub const COUNT: usize = Self::ALL.len();

    /// The position in [`Factor::ALL`] and in every array by factor.
    pub const fn position(self) -> usize {
        self as usize
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::UseCase => "Use case",
            Self::Industry => "Industry",
            Self::Size => "Company size",
            Self::Persona => "Persona",
            Self::Product => "Products in common",
            Self::Outcomes => "Proven outcomes",
            Self::Competition => "Competitor and objections",
            Self::SoonestSlot => "Soonest slot",
            Self::Region => "Region",
            Self::TechStack => "Tech stack",
            Self::Stage => "Stage and topic",
        }
    }

    /// What a full value means, for the hint beside the slider.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::UseCase => "The advocate does what the prospect plans, by tags and by their story",
            Self::Industry => "Same industry counts whole, same group 60%, same sector 30%",
            Self::Size => "Employees on both sides, by ratio",
            Self::Persona => "Same function and seniority as the person who asks",
            Self::Product => "Uses the products the prospect would buy",
            Self::Outcomes => "Results with numbers, most for the same use case",
            Self::Competition => "Replaced the same competitor, can answer the objections",
            Self::SoonestSlot => "How early both are free before the date",
            Self::Region => "Same country counts whole, same region 60%",
            Self::TechStack => "Shares the prospect's surrounding systems",
            Self::Stage => "Speaks to this stage and its topics",
        }
    }
}

/// How well one factor is met: 0 to 10,000, or unknown.
///
/// Unknown adds nothing to fit and is left out of coverage, so that a gap in a profile never beats
/// a fact. Whole numbers make sums exact and equal on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Value(u16);

impl Value {
    pub const FULL: u16 = 10_000;
    pub const UNKNOWN: Self = Self(u16::MAX);
    pub const NONE: Self = Self(0);
    pub const WHOLE: Self = Self(Self::FULL);

    /// A known value in ten-thousandths; more than the whole is the whole.
    pub const fn of(parts: u16) -> Self {
        Self(if parts > Self::FULL { Self::FULL } else { parts })
    }

    /// A known value from a share between 0 and 1. Not a number counts as 0.
    pub fn from_share(share: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0 to 10,000 right here"
        )]
        Self((share.clamp(0.0, 1.0) * f64::from(Self::FULL) + 0.5) as u16)
    }

    /// `part` of `whole`, rounded to the nearest; unknown when there is no whole.
    pub(super) const fn ratio(part: u32, whole: u32) -> Self {
        match (part * 10_000 + whole / 2).checked_div(whole) {
            #[expect(clippy::cast_possible_truncation, reason = "a part is at most the whole")]
            Some(parts) => Self::of(parts as u16),
            None => Self::UNKNOWN,
        }
    }

    pub const fn is_known(self) -> bool {
        self.0 != u16::MAX
    }

    /// The ten-thousandths that count for fit: an unknown value counts 0.
    pub const fn counted(self) -> u16 {
        if self.is_known() { self.0 } else { 0 }
    }

    /// The ten-thousandths, if known.
    pub const fn known(self) -> Option<u16> {
        if self.is_known() { Some(self.0) } else { None }
    }

    /// Whole percent, if known.
    pub fn percent(self) -> Option<u16> {
        self.known().map(|parts| (parts + 50) / 100)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.known().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<u16>::deserialize(deserializer)?.map_or(Self::UNKNOWN, Self::of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_rounds_clamps_and_keeps_unknown_apart_from_nothing() {
        for (share, parts) in [(0.0, 0), (0.5, 5_000), (0.333_35, 3_334), (1.7, 10_000), (-1.0, 0), (f64::NAN, 0)] {
            assert_eq!(Value::from_share(share).known(), Some(parts), "{share}");
        }
        assert_eq!(Value::ratio(2, 3).known(), Some(6_667));
        assert_eq!(Value::ratio(0, 0), Value::UNKNOWN);
        assert_eq!(Value::UNKNOWN.counted(), 0);
        assert_ne!(Value::UNKNOWN, Value::NONE);
    }

    #[test]
    fn an_unknown_value_is_null_in_json() {
        let json = serde_json::to_string(&[Value::UNKNOWN, Value::NONE, Value::of(42)]).unwrap();

        assert_eq!(json, "[null,0,42]");
        assert_eq!(serde_json::from_str::<[Value; 3]>(&json).unwrap(), [Value::UNKNOWN, Value::NONE, Value::of(42)]);
    }
}
