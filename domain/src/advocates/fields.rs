//! The fields of an advocate that people change, by name.

use crate::text_enum;

text_enum! {
    /// A field; an event tells by these names what was changed.
    pub enum AdvocateField {
        Name => "name",
        Title => "title",
        Persona => "persona",
        Seniority => "seniority",
        Languages => "languages",
        TimeZone => "time_zone",
        UseCases => "use_cases",
        Expertise => "expertise",
        Products => "products",
        Competitors => "competitors",
        Tags => "tags",
        Story => "story",
        Avoid => "avoid",
        Outcomes => "outcomes",
        PrivateNotes => "private_notes",
        Owner => "owner",
        MonthlyCap => "monthly_cap",
        QuarterlyCap => "quarterly_cap",
        CoolDown => "cool_down",
        ReferenceStatus => "reference_status",
    }
}

impl AdvocateField {
    /// Inside a sentence: "changed the story and the tags".
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Name => "the name",
            Self::Title => "the job title",
            Self::Persona => "whom they speak for",
            Self::Seniority => "the seniority",
            Self::Languages => "the languages",
            Self::TimeZone => "the time zone",
            Self::UseCases => "the use cases",
            Self::Expertise => "the topics",
            Self::Products => "the products",
            Self::Competitors => "what they replaced",
            Self::Tags => "the tags",
            Self::Story => "the story",
            Self::Avoid => "what they leave out",
            Self::Outcomes => "the outcomes",
            Self::PrivateNotes => "the team notes",
            Self::Owner => "the success manager",
            Self::MonthlyCap => "the monthly limit",
            Self::QuarterlyCap => "the quarterly limit",
            Self::CoolDown => "the rest after a call",
            Self::ReferenceStatus => "the reference status",
        }
    }

    /// "the story, the tags and the topics"; nothing when there are none.
    pub fn sentence(fields: &[Self]) -> Option<String> {
        let words: Vec<String> = fields.iter().map(|field| field.in_words().to_owned()).collect();
        (!words.is_empty()).then(|| crate::organisations::and_list(&words))
    }
}

text_enum! {
    /// How high in their house.
    pub enum Seniority {
        CLevel => "c_level",
        Vp => "vp",
        Director => "director",
        Head => "head",
        Manager => "manager",
        Individual => "individual",
    }
}

impl Seniority {
    pub const fn label(self) -> &'static str {
        match self {
            Self::CLevel => "Board or C level",
            Self::Vp => "Vice president",
            Self::Director => "Director",
            Self::Head => "Head of a function",
            Self::Manager => "Manager",
            Self::Individual => "Specialist",
        }
    }
}
