//! What an advocate agreed to, purpose by purpose (ADV-3): dated, sourced, expiring, revocable.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::ActivityType;

crate::text_enum! {
    /// Everything consent is given for: each activity, and what may happen around a call.
    pub enum Purpose {
        ReferenceCall => "reference_call",
        GroupCall => "group_call",
        WrittenAnswers => "written_answers",
        Quote => "quote",
        CaseStudy => "case_study",
        Review => "review",
        SiteVisit => "site_visit",
        Event => "event",
        Recording => "recording",
        AiAnalysis => "ai_analysis",
    }
}

impl Purpose {
    /// The activity it allows; recording and analysis allow none by themselves.
    pub fn activity(self) -> Option<ActivityType> {
        self.as_str().parse().ok()
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Recording => "Recording and transcript",
            Self::AiAnalysis => "Analysis by a model",
            Self::ReferenceCall => ActivityType::ReferenceCall.label(),
            Self::GroupCall => ActivityType::GroupCall.label(),
            Self::WrittenAnswers => ActivityType::WrittenAnswers.label(),
            Self::Quote => ActivityType::Quote.label(),
            Self::CaseStudy => ActivityType::CaseStudy.label(),
            Self::Review => ActivityType::Review.label(),
            Self::SiteVisit => ActivityType::SiteVisit.label(),
            Self::Event => ActivityType::Event.label(),
        }
    }

    /// What the advocate agrees to, in words to them.
    pub const fn explained(self) -> &'static str {
        match self {
            Self::ReferenceCall => "You may be asked for a talk with one company that thinks of buying.",
            Self::GroupCall => "You may be asked for a talk with several companies at once.",
            Self::WrittenAnswers => "You may be asked to answer questions in writing.",
            Self::Quote => "You may be asked for a sentence to be printed with your name.",
            Self::CaseStudy => "You may be asked to have your story written down and published.",
            Self::Review => "You may be asked to review the product on another site.",
            Self::SiteVisit => "You may be asked to receive visitors at your place.",
            Self::Event => "You may be asked to speak at an event.",
            Self::Recording => "A call you joined may be recorded and written down, if everybody in it agrees.",
            Self::AiAnalysis => "What you said may be read by a language model to draw insights from it.",
        }
    }
}

crate::text_enum! {
    pub enum ConsentDecision {
        Granted => "granted",
        Withdrawn => "withdrawn",
    }
}

crate::text_enum! {
    /// How a decision reached the ledger.
    pub enum ConsentSource {
        Portal => "portal",
        Contract => "contract",
        Email => "email",
        Import => "import",
        Staff => "staff",
    }
}

impl ConsentSource {
    /// After "Given Mon 4 May": how.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Portal => " in the portal",
            Self::Contract => " in the contract",
            Self::Email => " by e-mail",
            Self::Import => " in an imported file",
            Self::Staff => ", noted by staff",
        }
    }
}

crate::text_enum! {
    /// For how long an advocate agrees.
    pub enum ConsentTerm {
        HalfYear => "half_year",
        Year => "year",
        TwoYears => "two_years",
        Open => "open",
    }
}

impl ConsentTerm {
    pub const fn label(self) -> &'static str {
        match self {
            Self::HalfYear => "For six months",
            Self::Year => "For a year",
            Self::TwoYears => "For two years",
            Self::Open => "Until I withdraw it",
        }
    }

    /// The last day of a consent given today.
    pub fn expires_on(self, today: NaiveDate) -> Option<NaiveDate> {
        let months = match self {
            Self::HalfYear => 6,
            Self::Year => 12,
            Self::TwoYears => 24,
            Self::Open => return None,
        };
        today.checked_add_months(Months::new(months))
    }
}

/// One purpose on the advocate's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnConsent {
    pub purpose: Purpose,
    pub is_given: bool,
    /// "Given Mon 4 May 2025 in the portal", "Withdrawn …", "Not given".
    pub line: String,
    /// "Wed 5 May 2027": the last day, of a consent that is given.
    pub until: Option<String>,
    /// What ends at once when it is withdrawn: "The request of Marlowe Street Bank".
    pub ends: Vec<String>,
}

/// The advocate's page of consents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnConsents {
    pub company_name: String,
    pub consents: Vec<OwnConsent>,
}

/// One line of the ledger, as staff read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    pub label: String,
    /// "Given in the portal, until Fri 5 Nov 2027", "Withdrawn in the portal"
    pub what: String,
    /// "Thu 19 Nov, 10:24"
    pub when: String,
    pub by: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_activity_has_its_purpose_and_only_two_purposes_allow_none() {
        for activity in ActivityType::ALL {
            let purpose: Purpose = activity.as_str().parse().unwrap();
            assert_eq!(purpose.activity(), Some(*activity));
            assert_eq!(purpose.label(), activity.label());
        }
        let without: Vec<_> = Purpose::ALL.iter().filter(|purpose| purpose.activity().is_none()).collect();
        assert_eq!(without, [&Purpose::Recording, &Purpose::AiAnalysis]);
    }

    #[test]
    fn a_term_ends_on_the_same_day_of_a_later_month() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let table = [
            (ConsentTerm::HalfYear, "2026-08-31", Some("2027-02-28")),
            (ConsentTerm::Year, "2026-11-19", Some("2027-11-19")),
            (ConsentTerm::TwoYears, "2024-02-29", Some("2026-02-28")),
            (ConsentTerm::Open, "2026-11-19", None),
        ];

        for (term, today, expected) in table {
            assert_eq!(term.expires_on(day(today)), expected.map(day), "{term} from {today}");
        }
    }
}
