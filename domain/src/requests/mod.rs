//! Reference requests: what a rep needs, whom was asked for it, and how far it got.

mod form;
mod pages;
mod portal;
mod state;

pub use form::{DURATIONS, RequestForm, SubmittedRequest};
pub use pages::{AskLine, Check, DraftPage, GuestChoice, NextBest, RequestLine, RequestList, RequestPage, RequestTab};
pub use portal::{
    Impact, NextCall, PortalAsk, PortalAskPage, PortalHome, PortalMoment, PortalRequests, WaitingAsk, home_line,
    hours_given,
};
pub use state::{AskState, DeclineReason, Move, Refusal, RequestState};
