//! The fields of an opportunity by name, and who masters them.

use crate::text_enum;

text_enum! {
    /// A field a person can change; an event tells by these names what was changed.
    pub enum Field {
        Name => "name",
        Organisation => "organisation",
        Stage => "stage",
        Owner => "owner",
        Amount => "amount",
        ClosesOn => "closes_on",
        UseCases => "use_cases",
        Products => "products",
        Competitors => "competitors",
        Objections => "objections",
        Topics => "topics",
        Language => "language",
        Urgency => "urgency",
        NeededBy => "needed_by",
        Activity => "activity",
        Persona => "persona",
        Contacts => "contacts",
        Notes => "notes",
    }
}

impl Field {
    /// Inside a sentence: "changed the stage and the close date".
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Name => "the name",
            Self::Organisation => "the prospect",
            Self::Stage => "the stage",
            Self::Owner => "the owner",
            Self::Amount => "the amount",
            Self::ClosesOn => "the close date",
            Self::UseCases => "the use cases",
            Self::Products => "the products",
            Self::Competitors => "the competitors",
            Self::Objections => "the objections",
            Self::Topics => "the topics",
            Self::Language => "the language",
            Self::Urgency => "the urgency",
            Self::NeededBy => "the needed-by date",
            Self::Activity => "the wished activity",
            Self::Persona => "the wished persona",
            Self::Contacts => "the contacts",
            Self::Notes => "the background",
        }
    }

    /// "the stage, the amount and the notes"; nothing when there are none.
    pub fn sentence(fields: &[Self]) -> Option<String> {
        let words: Vec<String> = fields.iter().map(|field| field.in_words().to_owned()).collect();
        (!words.is_empty()).then(|| crate::organisations::and_list(&words))
    }
}

text_enum! {
    /// Where a record comes from.
    pub enum Source {
        Manual => "manual",
        Import => "import",
        Salesforce => "salesforce",
        Hubspot => "hubspot",
    }
}

/// Who masters the facts of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mastery {
    /// People, here.
    Here,
    /// The source it came from: its facts are changed there.
    There,
}

impl Source {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Manual => "Added by hand",
            Self::Import => "Imported file",
            Self::Salesforce => "Salesforce",
            Self::Hubspot => "HubSpot",
        }
    }

    /// Name, prospect, stage, owner, amount and close date follow the source; what the prospect needs
    /// to hear is always ours.
    pub const fn mastery(self) -> Mastery {
        match self {
            // A file was a way in, not a system that goes on changing the deal.
            Self::Manual | Self::Import => Mastery::Here,
            Self::Salesforce | Self::Hubspot => Mastery::There,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_fields_read_as_a_sentence() {
        assert_eq!(Field::sentence(&[]), None);
        assert_eq!(Field::sentence(&[Field::Stage]).as_deref(), Some("the stage"));
        assert_eq!(
            Field::sentence(&[Field::Stage, Field::Amount, Field::Notes]).as_deref(),
            Some("the stage, the amount and the background")
        );
    }
}
