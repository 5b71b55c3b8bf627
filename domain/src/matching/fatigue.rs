//! How tiredness is priced. The directory's query fades touches by the same days; a test holds it to the constants here.
//!
//! Every ask and survey by any team is a touch with a cost (1,000 = one ask). A touch weighs fully
//! for 30 days and then fades in a straight line until day 60, when it is forgotten. The sum is the
//! load, in thousandths of an ask. [`PRICE`] turns it into points: gentle at first, steeper with
//! each further ask, because the third ask in a month wears people out more than the first.
//! The steps: 1 to 2 asks cost up to 2 points, 3 to 4 up to 5, more up
//! to 10. Tiredness takes points off; it never hides anybody (that is what caps and cooling off do).

use serde::{Deserialize, Serialize};

/// Days during which a touch weighs fully.
pub const FRESH_DAYS: u32 = 30;
/// Days after which a touch is forgotten.
pub const WINDOW_DAYS: u32 = 60;

/// Load in thousandths of an ask to milli-points, straight lines in between, flat after the last.
const PRICE: [(u32, u32); 4] = [(0, 0), (2_000, 2_000), (4_000, 5_000), (6_500, 10_000)];

crate::text_enum! {
    /// The five pips of the design, with their word.
    pub enum Fatigue {
        Rested => "rested",
        Low => "low",
        Some => "some",
        Tired => "tired",
        Exhausted => "exhausted",
    }
}

impl Fatigue {
    /// 1 to 5.
    pub const fn pips(self) -> u8 {
        self as u8 + 1
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Rested => "Rested",
            Self::Low => "Low fatigue",
            Self::Some => "Some fatigue",
            Self::Tired => "Tired",
            Self::Exhausted => "Exhausted",
        }
    }
}

/// The recent load of one advocate and its list price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// Thousandths of an ask.
    #[serde(rename = "n")]
    pub asks: u16,
    /// Milli-points.
    #[serde(rename = "p")]
    pub price: u16,
}

impl Load {
    /// The load of touches given as (days ago, cost).
    pub fn of(touches: impl Iterator<Item = (u32, u32)>) -> Self {
        Self::from_sum(touches.map(|(days, cost)| faded(days, cost)).sum())
    }

    #[inline]
    pub(super) fn from_sum(sum: u32) -> Self {
        let asks = u16::try_from(sum).unwrap_or(u16::MAX);
        Self { asks, price: price(u32::from(asks)) }
    }

    /// The list price in milli-points after so many asks more, all of them today.
    pub fn price_after(self, asks: u8) -> i32 {
        i32::from(price(u32::from(self.asks) + u32::from(asks) * 1_000))
    }

    pub const fn fatigue(self) -> Fatigue {
        match self.asks {
            0..500 => Fatigue::Rested,
            500..2_500 => Fatigue::Low,
            2_500..4_500 => Fatigue::Some,
            4_500..6_500 => Fatigue::Tired,
            _ => Fatigue::Exhausted,
        }
    }

    /// How tired they are and by how much, to the tenth of an ask: "Some fatigue, worth 3.1 asks now".
    pub fn sentence(self) -> String {
        let tenths = (u32::from(self.asks) + 50) / 100;
        format!("{}, worth {}.{} asks now", self.fatigue().label(), tenths / 10, tenths % 10)
    }
}

/// What is left of a touch after some days.
pub(super) const fn faded(days: u32, cost: u32) -> u32 {
    if days <= FRESH_DAYS {
        cost
    } else if days < WINDOW_DAYS {
        cost * (WINDOW_DAYS - days) / (WINDOW_DAYS - FRESH_DAYS)
    } else {
        0
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the highest price is 10,000")]
fn price(load: u32) -> u16 {
    for pair in PRICE.windows(2) {
        let ((from, low), (to, high)) = (pair[0], pair[1]);
        if load < to {
            return (low + (high - low) * (load - from) / (to - from)) as u16;
        }
    }
    PRICE[PRICE.len() - 1].1 as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_load_is_told_to_the_nearest_tenth_of_an_ask() {
        for (asks, sentence) in [
            (0, "Rested, worth 0.0 asks now"),
            (49, "Rested, worth 0.0 asks now"),
            (50, "Rested, worth 0.1 asks now"),
            (3_149, "Some fatigue, worth 3.1 asks now"),
            (3_150, "Some fatigue, worth 3.2 asks now"),
            (u16::MAX, "Exhausted, worth 65.5 asks now"),
        ] {
            assert_eq!(Load { asks, price: 0 }.sentence(), sentence, "{asks}");
        }
    }

    #[test]
    fn tiredness_costs_what_the_settings_page_says() {
        for (asks, milli_points, word) in [
            (0, 0, "rested"),
            (1, 1_000, "low"),
            (2, 2_000, "low"),
            (3, 3_500, "some"),
            (4, 5_000, "some"),
            (5, 7_000, "tired"),
            (9, 10_000, "exhausted"),
        ] {
            let load = Load::of(std::iter::repeat_n((3, 1_000), asks));

            assert_eq!((load.price, load.fatigue().as_str()), (milli_points, word), "{asks} asks");
        }
    }

    #[test]
    fn a_touch_fades_after_a_month_and_is_forgotten_after_two() {
        for (days, left) in [(0, 1_000), (30, 1_000), (45, 500), (59, 33), (60, 0), (400, 0)] {
            assert_eq!(Load::of([(days, 1_000)].into_iter()).asks, left, "{days} days ago");
        }
    }

    #[test]
    fn more_load_never_costs_less() {
        for load in 0..9_000 {
            assert!(price(load) <= price(load + 1));
        }
    }
}
