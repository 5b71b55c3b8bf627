//! The states of a request and of an ask, and the one table of moves between them.

use crate::problem::Problem;
use crate::text_enum;

text_enum! {
    /// How far a request got (REQ-1).
    pub enum RequestState {
        Draft => "draft",
        Submitted => "submitted",
        InReview => "in_review",
        Approved => "approved",
        /// Somebody was asked and has not answered.
        Outreach => "outreach",
        /// The advocate said yes; the prospect has not booked.
        Accepted => "accepted",
        Scheduled => "scheduled",
        Completed => "completed",
        Missed => "missed",
        /// The last advocate asked said no.
        Declined => "declined",
        /// The last advocate asked did not answer in time.
        Expired => "expired",
        Cancelled => "cancelled",
        FeedbackDue => "feedback_due",
        Closed => "closed",
    }
}

impl RequestState {
    /// Whether an advocate is being asked, has agreed or has a call planned.
    pub const fn is_under_way(self) -> bool {
        matches!(
            self,
            Self::Submitted | Self::InReview | Self::Approved | Self::Outreach | Self::Accepted | Self::Scheduled
        )
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Submitted => "Submitted",
            Self::InReview => "In review",
            Self::Approved => "Approved",
            Self::Outreach => "Waiting for advocate",
            Self::Accepted => "Accepted, not booked",
            Self::Scheduled => "Booked",
            Self::Completed => "Held",
            Self::Missed => "Missed",
            Self::Declined => "Declined",
            Self::Expired => "No answer",
            Self::Cancelled => "Withdrawn",
            Self::FeedbackDue => "Held, feedback due",
            Self::Closed => "Done",
        }
    }

    /// The label, or what is true of a request that ended because whoever was asked last withdrew their consent: nobody
    /// said no to it.
    pub const fn label_of(self, consent_ended: bool) -> &'static str {
        match (self, consent_ended) {
            (Self::Declined, true) => "Consent ended",
            _ => self.label(),
        }
    }

    /// How many of the five stations are behind it: asked, accepted, booked, held, written back.
    pub const fn stations(self) -> u8 {
        match self {
            Self::Draft | Self::Submitted | Self::InReview | Self::Approved | Self::Cancelled => 0,
            Self::Outreach | Self::Declined | Self::Expired => 1,
            Self::Accepted => 2,
            Self::Scheduled | Self::Missed => 3,
            Self::Completed | Self::FeedbackDue => 4,
            Self::Closed => 5,
        }
    }

    /// Whether the rep has to do something next.
    pub const fn waits_for_rep(self) -> bool {
        matches!(self, Self::Draft | Self::Declined | Self::Expired | Self::Missed | Self::FeedbackDue)
    }

    /// Whether the request still asks something of anybody.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Completed | Self::Cancelled | Self::Closed)
    }
}

text_enum! {
    /// How one ask stands.
    pub enum AskState {
        Sent => "sent",
        Accepted => "accepted",
        Declined => "declined",
        Expired => "expired",
        Withdrawn => "withdrawn",
    }
}

impl AskState {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sent => "Waiting",
            Self::Accepted => "Accepted",
            Self::Declined => "Declined",
            Self::Expired => "No answer",
            Self::Withdrawn => "Withdrawn",
        }
    }
}

text_enum! {
    /// Why an advocate said no, for the company only.
    pub enum DeclineReason {
        TooBusy => "too_busy",
        NotTheRightFit => "not_the_right_fit",
        NotThisCompany => "not_this_company",
        ProductProblem => "product_problem",
        Other => "other",
    }
}

impl DeclineReason {
    /// As the advocate reads it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::TooBusy => "Too busy right now",
            Self::NotTheRightFit => "Not the right fit",
            Self::NotThisCompany => "I would rather not speak to this company",
            Self::ProductProblem => "Something is wrong with the product",
            Self::Other => "Another reason",
        }
    }
}

/// What somebody wants to do with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Ask an advocate, the first or the next one.
    Ask,
    Accept,
    Decline,
    /// The ask ran out of time.
    Expire,
    /// The rep takes the request back.
    Cancel,
    /// The advocate no longer agrees to what was asked, before or after a yes.
    EndConsent,
}

impl RequestState {
    /// Where the move leads; refused where it makes no sense.
    pub fn after(self, step: Move) -> Result<Self, Refusal> {
        use RequestState as S;
        match (self, step) {
            (S::Draft | S::Submitted | S::Approved | S::Declined | S::Expired | S::Missed, Move::Ask) => {
                Ok(S::Outreach)
            }
            (S::Outreach, Move::Accept) => Ok(S::Accepted),
            (S::Outreach, Move::Decline) => Ok(S::Declined),
            (S::Outreach, Move::Expire) => Ok(S::Expired),
            // A missed call can be booked anew, so it still rests on the consent.
            (S::Outreach | S::Accepted | S::Scheduled | S::Missed, Move::EndConsent) => Ok(S::Declined),
            (
                S::Draft
                | S::Submitted
                | S::InReview
                | S::Approved
                | S::Outreach
                | S::Accepted
                | S::Scheduled
                | S::Declined
                | S::Expired
                | S::Missed,
                Move::Cancel,
            ) => Ok(S::Cancelled),
            (S::Outreach, Move::Ask) => Err(Refusal::StillWaiting),
            _ => Err(Refusal::TooLate(self)),
        }
    }
}

/// Why the business says no to something about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody was asked and has not answered: one ask at a time.
    StillWaiting,
    /// The request is past the point where this can be done.
    TooLate(RequestState),
    /// Somebody answered the ask before: in another tab, on another device.
    AlreadyAnswered(AskState),
    /// A rule holds the advocate back; says which and who comes next.
    HeldBack { sentence: String, next: Option<String> },
    /// The advocate was asked for this request already.
    AskedBefore,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::StillWaiting => Problem::refused(
                "still_waiting",
                "Somebody was asked already and has not answered yet. Wait for the answer, or withdraw the request first.",
            ),
            Refusal::TooLate(state) => {
                let sentence =
                    ["This request stands at \u{201c}", state.label(), "\u{201d}, so that is not possible any more."];
                Problem::refused("too_late", sentence.concat())
            }
            Refusal::AlreadyAnswered(state) => {
                let answer = match state {
                    AskState::Accepted => "This request was accepted a moment ago.",
                    AskState::Declined => "This request was declined a moment ago.",
                    AskState::Expired => "This request ran out of time, and nothing is asked of you any more.",
                    AskState::Withdrawn => "This request was withdrawn, and nothing is asked of you any more.",
                    AskState::Sent => "This request has not been answered.",
                };
                Problem::refused("already_answered", answer)
            }
            Refusal::HeldBack { sentence, next } => {
                let way_on = match next {
                    Some(name) => [". Next best is ", &name, "."].concat(),
                    None => ". Nobody else can be asked right now.".to_owned(),
                };
                Problem::refused("held_back", [sentence.as_str(), &way_on].concat())
            }
            Refusal::AskedBefore => Problem::refused(
                "asked_before",
                "This advocate was asked for this request already. Choose somebody else.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moves_of_a_request_by_example() {
        use RequestState as S;
        let table = [
            (S::Draft, Move::Ask, Ok(S::Outreach)),
            (S::Outreach, Move::Accept, Ok(S::Accepted)),
            (S::Outreach, Move::Decline, Ok(S::Declined)),
            (S::Outreach, Move::Expire, Ok(S::Expired)),
            (S::Outreach, Move::Ask, Err(Refusal::StillWaiting)),
            (S::Declined, Move::Ask, Ok(S::Outreach)),
            (S::Expired, Move::Ask, Ok(S::Outreach)),
            (S::Scheduled, Move::Cancel, Ok(S::Cancelled)),
            (S::Missed, Move::Ask, Ok(S::Outreach)),
            (S::Missed, Move::Cancel, Ok(S::Cancelled)),
            (S::Outreach, Move::EndConsent, Ok(S::Declined)),
            (S::Accepted, Move::EndConsent, Ok(S::Declined)),
            (S::Scheduled, Move::EndConsent, Ok(S::Declined)),
            (S::Missed, Move::EndConsent, Ok(S::Declined)),
            (S::Completed, Move::EndConsent, Err(Refusal::TooLate(S::Completed))),
            (S::Scheduled, Move::Accept, Err(Refusal::TooLate(S::Scheduled))),
            (S::Cancelled, Move::Accept, Err(Refusal::TooLate(S::Cancelled))),
            (S::Completed, Move::Cancel, Err(Refusal::TooLate(S::Completed))),
            (S::Closed, Move::Ask, Err(Refusal::TooLate(S::Closed))),
        ];

        for (from, step, expected) in table {
            assert_eq!(from.after(step), expected, "{from} {step:?}");
        }
    }

    #[test]
    fn nobody_answers_for_a_request_that_asks_nothing() {
        for state in RequestState::ALL.iter().filter(|state| **state != RequestState::Outreach) {
            for step in [Move::Accept, Move::Decline, Move::Expire] {
                assert!(state.after(step).is_err(), "{state} {step:?}");
            }
        }
    }

    #[test]
    fn a_rule_and_who_comes_next_are_two_sentences() {
        let held_back = |next: Option<&str>| {
            let refusal = Refusal::HeldBack { sentence: "Back on Tue 1 Dec".into(), next: next.map(str::to_owned) };
            Problem::from(refusal).to_string()
        };

        assert_eq!(held_back(Some("Kofi")), "Back on Tue 1 Dec. Next best is Kofi.");
        assert_eq!(held_back(None), "Back on Tue 1 Dec. Nobody else can be asked right now.");
    }

    #[test]
    fn a_withdrawn_request_stays_withdrawn() {
        for step in [Move::Ask, Move::Accept, Move::Decline, Move::Expire, Move::Cancel, Move::EndConsent] {
            assert!(RequestState::Cancelled.after(step).is_err(), "{step:?}");
        }
    }
}
