//! Where a deal stands in its company's own pipeline.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How a deal ended, if it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Open,
    Won,
    Lost,
}

/// A deal went from one stage to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageMove {
    pub from: Uuid,
    pub to: Uuid,
}

/// A stage and its place among the open ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StagePlace {
    pub name: String,
    /// Counted from one; 0 when closed.
    pub place: u8,
    /// How many open stages the company has.
    pub of: u8,
    pub outcome: Outcome,
}

impl StagePlace {
    /// Bars that are filled, and bars in all: one a stage, or five when there are too many to draw.
    pub fn pips(&self) -> (u8, u8) {
        const MOST: u8 = 6;
        if self.of <= MOST {
            return (self.place.min(self.of), self.of);
        }
        let filled = (u16::from(self.place) * 5).div_ceil(u16::from(self.of));
        (u8::try_from(filled).unwrap_or(5), 5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_stages_are_drawn_as_five_bars() {
        let pips = |place, of| StagePlace { name: "Proposal".into(), place, of, outcome: Outcome::Open }.pips();

        assert_eq!(pips(3, 5), (3, 5));
        assert_eq!(pips(1, 10), (1, 5));
        assert_eq!(pips(10, 10), (5, 5));
    }
}
