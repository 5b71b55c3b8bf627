//! Instants, ranges, free time and labels: UTC inside, time zones at the edges.
//!
//! Everything stored and compared is an instant in UTC. A zone enters as an argument
//! ([`ZoneRules`]) where a person's clock matters: their weekly hours and what a page prints.

mod free;
mod labels;
mod range;
mod zone;
#[cfg(feature = "zones")]
pub mod zones;

pub(crate) use free::WORDS;
pub use free::{FREE_TIME_DAYS, FreeTime};
pub use labels::{
    ago, clock, date_long, date_short, date_with_year, in_days, month_long, month_short, month_year, span,
    weekday_long, weekday_short,
};
pub use range::{TimeRange, TimeRanges};
pub use zone::{ClockTime, UnreadableTime, ZoneRules, day, local, readings};
