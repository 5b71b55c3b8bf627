//! Why two people cannot be made one yet, and what to do about it.

use crate::advocates::Purpose;

/// Something that no choice between two values can settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// What somebody agreed to as one company's employee is not the other's to use.
    TwoOrganisations { one: String, other: String },
    /// Whoever changed houses is a contact of each.
    ContactsOfTwo { one: String, other: String },
    /// Both wait for an answer: it would be two open asks of one person.
    BothAsked { one: String, other: String },
    /// Both were put forward for one request.
    OneRequest { deal: String },
    /// Two calls at one time.
    CallsOverlap { one: String, other: String },
    /// Something goes on that the consent of the one person would not carry any more.
    AskLosesConsent { who: String, purpose: Purpose, deal: String },
    /// Something is shown that the consent of the one person would not carry any more.
    EvidenceLosesConsent { who: String, purpose: Purpose, title: String },
    /// A sign-in that is more than an advocate's cannot be switched off.
    Colleague { who: String },
}

impl Obstacle {
    /// A sentence somebody can act on.
    pub fn sentence(&self) -> String {
        match self {
            Self::TwoOrganisations { one, other } => format!(
                "They work for {one} and {other}. Make the organisations one first, if they are; \
                 what somebody agreed to at one company does not hold at another."
            ),
            Self::ContactsOfTwo { one, other } => format!(
                "They are contacts of {one} and of {other}. Make the organisations one first, if they are; \
                 somebody who moved from one to the other is a contact of each."
            ),
            Self::BothAsked { one, other } => format!(
                "Both have an open ask: for {one} and for {other}. \
                 Wait for an answer, or withdraw one of them first."
            ),
            Self::OneRequest { deal } => {
                format!("Both were asked for one request of {deal}. Cancel it first, then merge.")
            }
            Self::CallsOverlap { one, other } => {
                format!("Their calls with {one} and {other} overlap. Move or cancel one of them first.")
            }
            Self::AskLosesConsent { who, purpose, deal } => format!(
                "{} has no consent on the other record any more, but {who} has one going on for {deal}. \
                 Let it end, or withdraw it first.",
                purpose.label()
            ),
            Self::EvidenceLosesConsent { who, purpose, title } => format!(
                "{} has no consent on the other record any more, but “{title}” of {who} rests on it. Withdraw it first.",
                purpose.label()
            ),
            Self::Colleague { who } => {
                format!(
                    "{who} signs in for more than the portal. Keep that record, or take the other roles away first."
                )
            }
        }
    }

    /// The name that does not change with the words.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TwoOrganisations { .. } => "two_organisations",
            Self::ContactsOfTwo { .. } => "contacts_of_two",
            Self::BothAsked { .. } => "both_asked",
            Self::OneRequest { .. } => "one_request",
            Self::CallsOverlap { .. } => "calls_overlap",
            Self::AskLosesConsent { .. } => "ask_loses_consent",
            Self::EvidenceLosesConsent { .. } => "evidence_loses_consent",
            Self::Colleague { .. } => "colleague",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_obstacle_says_what_to_do() {
        let text = || "X".to_owned();
        let all = [
            Obstacle::TwoOrganisations { one: text(), other: text() },
            Obstacle::ContactsOfTwo { one: text(), other: text() },
            Obstacle::BothAsked { one: text(), other: text() },
            Obstacle::OneRequest { deal: text() },
            Obstacle::CallsOverlap { one: text(), other: text() },
            Obstacle::AskLosesConsent { who: text(), purpose: Purpose::ReferenceCall, deal: text() },
            Obstacle::EvidenceLosesConsent { who: text(), purpose: Purpose::Quote, title: text() },
            Obstacle::Colleague { who: text() },
        ];
        for obstacle in &all {
            let words = obstacle.sentence();
            assert!(words.contains("first") && words.ends_with('.') && !words.contains("  "), "{words}");
        }
        let codes: std::collections::BTreeSet<_> = all.iter().map(Obstacle::code).collect();
        assert_eq!(codes.len(), all.len());
    }
}
