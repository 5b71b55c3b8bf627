//! The matching tab of an opportunity: weights on the left, the ranking in the middle, the selected
//! candidate on the right.
//!
//! The page arrives with everybody's terms. Moving a weight ranks them again in the browser with the
//! code the server used (`domain::matching::rank`); nothing is sent. Above 2,000 candidates the server
//! ranks, by the same code (`reread`). What was chosen stands in the
//! address, so that the page can be reloaded, shared, and used without any script: presets and
//! weights are GET forms, a selection is a link.

mod address;
pub mod api;
#[cfg(feature = "ssr")]
mod asked;
mod bench;
mod candidate;
#[cfg(feature = "ssr")]
mod compare;
#[cfg(feature = "ssr")]
mod evaluation;
mod held;
mod keys;
mod listen;
#[cfg(feature = "ssr")]
mod misspelt;
mod panes;
mod progress;
mod quotation;
mod ranking;
#[cfg(feature = "ssr")]
mod report;
mod reread;
mod run;
mod score;
#[cfg(feature = "ssr")]
mod settings;
mod shared_hours;
mod slide;
#[cfg(feature = "ssr")]
mod suggestions;
#[cfg(feature = "ssr")]
mod tab;
mod weights;

#[cfg(feature = "ssr")]
pub use evaluation::MatchingEvaluationPage;
#[cfg(feature = "ssr")]
pub use report::MatchReportPage;
#[cfg(feature = "ssr")]
pub use settings::MatchingSettingsPage;
#[cfg(feature = "ssr")]
pub use tab::MatchingTab;
