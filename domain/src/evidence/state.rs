//! Kinds of evidence, and the states a piece goes through before and after it may be shown.

use chrono::NaiveDate;

use crate::problem::Problem;

crate::text_enum! {
    pub enum EvidenceKind {
        Quote => "quote",
        CaseStudy => "case_study",
        Clip => "clip",
        Slides => "slides",
        WrittenAnswers => "written_answers",
    }
}

impl EvidenceKind {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Quote => "Quote",
            Self::CaseStudy => "Case study",
            Self::Clip => "Clip",
            Self::Slides => "Slides",
            Self::WrittenAnswers => "Written answers",
        }
    }

    /// What the advocate must have agreed to, in the words of the consent ledger. The trigger `withdraw_evidence` of the
    /// database says the same.
    pub const fn consent(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Clip => "recording",
            Self::WrittenAnswers => "written_answers",
            Self::CaseStudy | Self::Slides => "case_study",
        }
    }

    /// The same for people: "has not agreed to be recorded".
    pub const fn agreed_to(self) -> &'static str {
        match self {
            Self::Quote => "being quoted",
            Self::Clip => "recordings",
            Self::WrittenAnswers => "written answers",
            Self::CaseStudy | Self::Slides => "case studies",
        }
    }
}

crate::text_enum! {
    pub enum EvidenceState {
        Draft => "draft",
        InReview => "in_review",
        Approved => "approved",
        Expired => "expired",
        Withdrawn => "withdrawn",
    }
}

/// What can happen to a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The draft is put forward.
    Submit,
    /// Back to its writer, with a reason.
    SendBack,
    /// It may be shown from now on.
    Approve,
    /// Its words, its kind or its file changed: it is a draft again, whoever approved it before.
    Change,
    /// Its last day is over.
    Expire,
    /// Nobody sees it any more, for good.
    Withdraw,
}

impl EvidenceState {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::InReview => "In review",
            Self::Approved => "Approved",
            Self::Expired => "Expired",
            Self::Withdrawn => "Withdrawn",
        }
    }

    /// The state after a step, or why there is none.
    pub fn after(self, step: Step) -> Result<Self, Refusal> {
        match (self, step) {
            (Self::Draft, Step::Submit) => Ok(Self::InReview),
            (Self::InReview, Step::Approve) => Ok(Self::Approved),
            (Self::InReview, Step::SendBack)
            | (Self::Draft | Self::InReview | Self::Approved | Self::Expired, Step::Change) => Ok(Self::Draft),
            (Self::Approved, Step::Expire) => Ok(Self::Expired),
            (Self::Draft | Self::InReview | Self::Approved | Self::Expired, Step::Withdraw) => Ok(Self::Withdrawn),
            (now, step) => Err(Refusal::NotNow(now, step)),
        }
    }

    pub fn may(self, step: Step) -> bool {
        self.after(step).is_ok()
    }

    /// What a piece is today: an approved one whose last day is over counts as expired, also before the clock of the
    /// queue has noticed.
    pub fn on(self, today: NaiveDate, last_day: Option<NaiveDate>) -> Self {
        match (self, last_day) {
            (Self::Approved, Some(day)) if day < today => Self::Expired,
            (state, _) => state,
        }
    }
}

/// Why a step is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    NotNow(EvidenceState, Step),
    /// Nothing to show: no text, no link, no file.
    Empty,
    /// The advocate has not agreed to this, or not any more.
    NoConsent {
        advocate: String,
        kind: EvidenceKind,
    },
    /// The last day is over already.
    Over,
    /// Only what is approved can be shared.
    NotShown(EvidenceState),
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let (code, sentence) = match refusal {
            Refusal::NotNow(EvidenceState::Withdrawn, _) => {
                ("withdrawn", "This was withdrawn, and stays so. Make a new piece instead.".to_owned())
            }
            Refusal::NotNow(state, _) => (
                "not_now",
                format!(
                    "Its state is “{}” now, so this cannot be done. It may have changed a moment ago.",
                    state.label()
                ),
            ),
            Refusal::Empty => ("empty", "There is nothing to show yet: add a text, a link or a file first.".to_owned()),
            Refusal::NoConsent { advocate, kind } => (
                "no_consent",
                format!(
                    "{advocate} has not agreed to {}. Ask for consent first; then it can be approved.",
                    kind.agreed_to()
                ),
            ),
            Refusal::Over => ("over", "Its last day is over. Choose a later one first.".to_owned()),
            Refusal::NotShown(state) => {
                ("not_shown", format!("Only approved evidence is shared; this is “{}”.", state.label()))
            }
        };
        Self::refused(code, sentence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EvidenceState::{Approved, Draft, Expired, InReview, Withdrawn};

    #[test]
    fn each_step_leads_where_the_table_says() {
        use Step::{Approve, Change, Expire, SendBack, Submit, Withdraw};
        let steps = [Submit, SendBack, Approve, Change, Expire, Withdraw];
        let table = [
            (Draft, [Some(InReview), None, None, Some(Draft), None, Some(Withdrawn)]),
            (InReview, [None, Some(Draft), Some(Approved), Some(Draft), None, Some(Withdrawn)]),
            (Approved, [None, None, None, Some(Draft), Some(Expired), Some(Withdrawn)]),
            (Expired, [None, None, None, Some(Draft), None, Some(Withdrawn)]),
            (Withdrawn, [None; 6]),
        ];

        for (state, expected) in table {
            assert_eq!(steps.map(|step| state.after(step).ok()), expected, "{state}");
        }
    }

    #[test]
    fn nothing_is_shown_without_having_been_approved() {
        for state in EvidenceState::ALL {
            for step in [Step::Submit, Step::SendBack, Step::Change, Step::Expire, Step::Withdraw] {
                assert_ne!(state.after(step), Ok(Approved), "{state} {step:?}");
            }
        }
    }

    #[test]
    fn the_last_day_itself_still_counts() {
        let day = |number| NaiveDate::from_ymd_opt(2026, 11, number).unwrap();

        assert_eq!(Approved.on(day(19), Some(day(19))), Approved);
        assert_eq!(Approved.on(day(20), Some(day(19))), Expired);
        assert_eq!(Approved.on(day(20), None), Approved);
        assert_eq!(Draft.on(day(20), Some(day(19))), Draft);
    }

    #[test]
    fn a_refusal_is_a_sentence_somebody_can_act_on() {
        for refusal in [
            Refusal::NotNow(Withdrawn, Step::Change),
            Refusal::NotNow(Draft, Step::Approve),
            Refusal::Empty,
            Refusal::NoConsent { advocate: "Ingrid Thistlewood".into(), kind: EvidenceKind::Clip },
            Refusal::Over,
            Refusal::NotShown(Draft),
        ] {
            let problem = Problem::from(refusal);
            assert_eq!(problem.status(), 409);
            assert!(problem.to_string().ends_with('.'), "{problem}");
        }
    }
}
