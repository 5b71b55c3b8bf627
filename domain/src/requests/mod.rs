//! Reference requests: what a rep needs, whom was asked for it, and how far it got.

mod form;
mod pages;
mod state;

pub use form::{RequestForm, SubmittedRequest};
pub use pages::{
    AskLine, Check, DraftPage, GuestChoice, PortalAsk, PortalAskPage, PortalHome, PortalMoment, RequestLine,
    RequestList, RequestPage, RequestTab,
};
pub use state::{AskState, DeclineReason, Move, Refusal, RequestState};
