//! Customers who agree to speak: where they stand, what they consented to, how often they may be asked.

mod standing;

pub use standing::{ActivityType, Lifecycle, ReferenceStatus};
