//! Matching: which advocates fit an opportunity, in which order, and why (MAT-1 to MAT-6, MAT-10).
//!
//! Three steps, each a pure function:
//!
//! 1. [`Index::build`] packs a company's advocates once; [`Need`] says what one opportunity wants.
//! 2. [`evaluate`] closes gates and computes the weight-independent [`Terms`] of everybody.
//! 3. [`rank`] orders terms by weights and prices. The browser runs this one at every step of a
//!    slider, with the terms that came with the page, and gets the same numbers as the server.
//!
//! ```
//! use domain::matching::{Candidate, Consent, Index, Need, Policy, Preset, evaluate, explain, rank};
//! use domain::{advocates::ActivityType, ids::AdvocateId};
//!
//! let mut ingrid = Candidate::active(AdvocateId(uuid::Uuid::from_u128(1)));
//! ingrid.consents = vec![Consent { activity: ActivityType::ReferenceCall, until: None }];
//! ingrid.employees = Some(4_100);
//! let mut need = Need::of(ActivityType::ReferenceCall);
//! need.employees = Some(6_200);
//! let now = chrono::DateTime::UNIX_EPOCH + chrono::Days::new(20_000);
//!
//! let index = Index::build(vec![ingrid], Policy::default(), now);
//! let found = evaluate(&index, &need, now);
//! let order = rank(&found.open, &Preset::balanced(), found.deal);
//! let reasons = explain(&index, &need, now, &order);
//!
//! let points = order[0].points;
//! assert_eq!(points.score, points.rows().iter().map(|(_, milli_points)| milli_points).sum::<i32>());
//! assert_eq!(reasons[0].evidence[0].text, "4,100 staff against 6,200");
//! ```
//!
//! Where to change what: which facts count and how much of a factor they fill, `fit.rs`; starting
//! weights and presets, `weights.rs`; the price of tiredness, `fatigue.rs`; the chance of a yes,
//! `acceptance`; rarity, `scarcity.rs`; what would move somebody, `changes.rs`; what a number is made of, `sources.rs`; who may not be asked, `standing.rs` and
//! `evaluate.rs` (the checks), `gate.rs` (order, words, dates of return); how points add up, `utility.rs`.
//!
//! Invariants, held by the laws in `tests/matching/laws.rs`: the order of the input changes nothing; a better
//! factor value never lowers a rank; rows add up to the score; nobody behind a closed gate is
//! ranked; an unknown value never beats a known one; equal inputs give equal bytes.

mod acceptance;
mod candidate;
mod changes;
mod compare;
mod evaluate;
mod explain;
mod factor;
mod facts;
mod fatigue;
mod fit;
mod forecast;
mod gate;
mod index;
pub mod learning;
mod lens;
mod misspelt;
mod movement;
mod need;
mod postings;
mod progress;
mod rank;
mod reasons;
mod report;
mod run;
mod scarcity;
mod seek;
mod settings;
mod size;
mod sources;
mod standing;
mod sweep;
mod tenths;
mod terms;
mod trial;
mod utility;
mod vocabulary;
mod wanted;
mod weights;
mod window;
mod workbench;

pub use acceptance::{Acceptance, Prior, Record, Silences};
pub use candidate::{Candidate, Consent, Limits, Outcome, Policy, Seniority, Shield, Touch, TouchKind, Veto};
pub use changes::{Changes, Counterfactual};
pub use compare::{COMPARED, Column, Comparison};
pub use evaluate::{Evaluation, HeldBack, evaluate, gates_of, terms_of};
pub use explain::{EXPLAINED, Evidence, Explanation, explain, explain_one};
pub use factor::{Factor, Value};
pub use fatigue::{FRESH_DAYS as FATIGUE_FRESH_DAYS, Fatigue, Load, WINDOW_DAYS as FATIGUE_WINDOW_DAYS};
pub use forecast::{Advice, FORECAST_WEEKS, Forecast, Week, forecast};
pub use gate::{Closed, Gate, Rule, ShieldClass};
pub use index::Index;
pub use misspelt::{Misspelt, misspelt};
pub use movement::{Moved, Row, movement};
pub use need::{DEFAULT_HORIZON_DAYS, Deal, Need, Prospect, TextHit, Urgency, Wish};
pub use progress::{Done, Stage, Step, seconds};
pub use rank::{Confidence, Ranked, rank, rank_top};
pub use report::{Account, Brief, BriefPoint, Kept, Line as AccountLine, MatchReport, Place};
pub use run::{OtherEngine, Replayed, Run};
pub use settings::{
    CompanyPreset, MOST_PRICE, MatchingSettings, PresetForm, PresetNameForm, Rules, RulesForm, TeamPreset,
    TeamPresetForm, percent_text,
};
pub use sources::{Asks, ChanceSources, FactorPart, FactorSources, Felt, Sources, sources};
pub use standing::Room;
pub use terms::Terms;
pub use trial::{ChangedFirst, FirstChoice, Past, Preview, Trial};
pub use utility::{Points, Prices, Scorer};
pub use weights::{NoWeight, Preset, Weights};
pub use workbench::{
    About, Amount, BROWSER_LIMIT, Bar, Detail, Held, LastRun, NeedSummary, Person, PresetChoice, SHOWN_BY_SERVER,
    SharedDay, Signal, Standing, Workbench, reason,
};

/// Stored with every run. Raise it whenever equal inputs would give other numbers; the golden
/// vectors fail until that is done.
pub const ENGINE_VERSION: u32 = 3;
