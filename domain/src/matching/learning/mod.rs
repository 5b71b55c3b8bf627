//! What past asks teach (MAT-11): whether the first places were the right ones, whether the chance of a yes was, and
//! which weights would have told better.
//!
//! Everything is a pure function of what is kept; equal facts give equal bytes. A proposal is only ever a proposal: an
//! administrator applies it.

mod calibration;
mod fit;
mod foretold;
mod measure;
mod page;
mod pairs;
mod propose;

pub use calibration::{Bin, Calibration};
pub use fit::{PRIOR_PAIRS, learn};
pub use foretold::{Foretold, PastAsk, foretold};
pub use measure::{BeforeAfter, Came, FEWEST, ndcg_at_5};
pub use page::{AskLine, Evaluation as EvaluationPage, Period, ProposalState, Proposed, RunLine, Shown, ShownQuality};
pub use pairs::{Answers, Choice, Graded, Pair, Values, counted};
pub use propose::{Counts, JudgedRun, Material, Proposal, propose};
