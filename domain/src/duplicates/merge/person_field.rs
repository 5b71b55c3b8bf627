//! What is chosen of a person when two become one.

use crate::text_enum;

text_enum! {
    /// What is chosen when two people become one. Limits and standing are not: see `PersonRecord::taking`.
    pub enum PersonField {
        Name => "name",
        Email => "email",
        Title => "title",
        Persona => "persona",
        Seniority => "seniority",
        Languages => "languages",
        Hours => "hours",
        Story => "story",
        UseCases => "use_cases",
        Products => "products",
        Expertise => "expertise",
        Tags => "tags",
        Competitors => "competitors",
        Avoid => "avoid",
        Notes => "notes",
        Owner => "owner",
        Photo => "photo",
    }
}

impl PersonField {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Email => "E-mail",
            Self::Title => "Title",
            Self::Persona => "Role",
            Self::Seniority => "Seniority",
            Self::Languages => "Languages",
            Self::Hours => "Time zone and hours",
            Self::Story => "Story",
            Self::UseCases => "Use cases",
            Self::Products => "Products",
            Self::Expertise => "Expertise",
            Self::Tags => "Tags",
            Self::Competitors => "Competitors replaced",
            Self::Avoid => "Rather not talk about",
            Self::Notes => "Private notes",
            Self::Owner => "Success manager",
            Self::Photo => "Photo",
        }
    }

    pub(super) const fn is_list(self) -> bool {
        matches!(
            self,
            Self::Languages | Self::UseCases | Self::Products | Self::Expertise | Self::Tags | Self::Competitors
        )
    }

    /// How many entries of a list the form of an advocate allows.
    pub(super) const fn most(self) -> usize {
        match self {
            Self::Languages => 10,
            _ => 20,
        }
    }

    /// The choice of both together, where a field has one.
    pub const fn both(self) -> &'static str {
        match self {
            Self::Hours => "Only the hours that both name",
            _ => "Both together",
        }
    }
}
