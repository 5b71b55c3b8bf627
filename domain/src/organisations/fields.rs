//! The fields of an organisation that people change, by name.

use crate::text_enum;

text_enum! {
    /// A field; an event tells by these names what was changed.
    pub enum OrganisationField {
        Name => "name",
        Website => "website",
        Industry => "industry",
        Employees => "employees",
        Country => "country",
        Region => "region",
        City => "city",
        TechStack => "tech_stack",
        Products => "products",
        CustomerSince => "customer_since",
        RenewalOn => "renewal_on",
        Owner => "owner",
        Relations => "relations",
        Parent => "parent",
        Contacts => "contacts",
    }
}

impl OrganisationField {
    /// Inside a sentence: "changed the industry and the city".
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Name => "the name",
            Self::Website => "the website",
            Self::Industry => "the industry",
            Self::Employees => "the number of employees",
            Self::Country => "the country",
            Self::Region => "the region",
            Self::City => "the city",
            Self::TechStack => "the systems in use",
            Self::Products => "the products",
            Self::CustomerSince => "since when they are a customer",
            Self::RenewalOn => "the renewal",
            Self::Owner => "the success manager",
            Self::Relations => "what it is to you",
            Self::Parent => "to whom it belongs",
            Self::Contacts => "the contacts",
        }
    }

    /// "the industry, the city and the products"; nothing when there are none.
    pub fn sentence(fields: &[Self]) -> Option<String> {
        let words: Vec<String> = fields.iter().map(|field| field.in_words().to_owned()).collect();
        (!words.is_empty()).then(|| super::and_list(&words))
    }
}
