//! Where an advocate stands in the programme, and what they may be asked to do.

crate::text_enum! {
    /// The stations of an advocate's life in the programme (ADV-2), in their usual order.
    pub enum Lifecycle {
        Candidate => "candidate",
        Nominated => "nominated",
        Invited => "invited",
        Onboarding => "onboarding",
        Active => "active",
        Resting => "resting",
        AtRisk => "at_risk",
        Paused => "paused",
        Alumni => "alumni",
    }
}

crate::text_enum! {
    /// Whether the person may be used as a reference at all; separate from the lifecycle.
    pub enum ReferenceStatus {
        Active => "active",
        Caution => "caution",
        Paused => "paused",
        DoNotUse => "do_not_use",
    }
}

crate::text_enum! {
    /// What an advocate can be asked for. Consent is given for each one apart (ADV-3).
    pub enum ActivityType {
        ReferenceCall => "reference_call",
        GroupCall => "group_call",
        WrittenAnswers => "written_answers",
        Quote => "quote",
        CaseStudy => "case_study",
        Review => "review",
        SiteVisit => "site_visit",
        Event => "event",
    }
}

impl ActivityType {
    /// The activity by itself: in a list, at the head of a card.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ReferenceCall => "Reference call",
            Self::GroupCall => "Group call",
            Self::WrittenAnswers => "Written answers",
            Self::Quote => "Quote",
            Self::CaseStudy => "Case study",
            Self::Review => "Review",
            Self::SiteVisit => "Site visit",
            Self::Event => "Event",
        }
    }

    /// The activity inside a sentence: "asked for a reference call".
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::ReferenceCall => "a reference call",
            Self::GroupCall => "a group call",
            Self::WrittenAnswers => "written answers",
            Self::Quote => "a quote",
            Self::CaseStudy => "a case study",
            Self::Review => "a review",
            Self::SiteVisit => "a site visit",
            Self::Event => "an event",
        }
    }

    /// Whether both sides must be free at the same time.
    pub const fn needs_a_shared_time(self) -> bool {
        matches!(self, Self::ReferenceCall | Self::GroupCall | Self::SiteVisit)
    }
}
