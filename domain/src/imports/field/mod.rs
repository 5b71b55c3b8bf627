//! The fields a column can fill, and which one its name suggests.

mod suggest;
mod synonyms;

pub use suggest::{Fit, suggest};

use super::Kind;
use crate::text_enum;

text_enum! {
    /// A place a column's values can go.
    pub enum Field {
        Name => "name",
        ExternalId => "external_id",
        Industry => "industry",
        Employees => "employees",
        Revenue => "revenue",
        Country => "country",
        City => "city",
        Website => "website",
        Founded => "founded",
        CustomerSince => "customer_since",
        RenewalOn => "renewal_on",
        Parent => "parent",
        Account => "account",
        Owner => "owner",
        Product => "product",
        Stage => "stage",
        Amount => "amount",
        Currency => "currency",
        Opened => "opened",
        Closes => "closes",
        NeededBy => "needed_by",
        ContactName => "contact_name",
        ContactEmail => "contact_email",
        ContactTitle => "contact_title",
        Notes => "notes",
        Email => "email",
        Title => "title",
        AccountId => "account_id",
        AccountDomain => "account_domain",
        Languages => "languages",
        TimeZone => "time_zone",
        SuccessManager => "success_manager",
        Persona => "persona",
        Seniority => "seniority",
        UseCases => "use_cases",
        Expertise => "expertise",
        Products => "products",
        Competitors => "competitors",
        Tags => "tags",
        Story => "story",
        Outcome => "outcome",
        Avoid => "avoid",
        PrivateNotes => "private_notes",
        MonthlyCap => "monthly_cap",
        QuarterlyCap => "quarterly_cap",
        CoolDown => "cool_down",
        Agreed => "agreed",
        Roles => "roles",
        Team => "team",
        PeerchampsId => "peerchamps_id",
    }
}

const ORGANISATION: &[Field] = &[
    Field::Name,
    Field::PeerchampsId,
    Field::ExternalId,
    Field::Industry,
    Field::Employees,
    Field::Revenue,
    Field::Country,
    Field::City,
    Field::Website,
    Field::Founded,
    Field::CustomerSince,
    Field::RenewalOn,
    Field::Parent,
    Field::Owner,
];

const OPPORTUNITY: &[Field] = &[
    Field::PeerchampsId,
    Field::ExternalId,
    Field::Name,
    Field::Account,
    Field::Owner,
    Field::Product,
    Field::Stage,
    Field::Amount,
    Field::Currency,
    Field::Opened,
    Field::Closes,
    Field::NeededBy,
    Field::ContactName,
    Field::ContactEmail,
    Field::ContactTitle,
    Field::Notes,
];

const ADVOCATE: &[Field] = &[
    Field::Name,
    Field::Email,
    Field::PeerchampsId,
    Field::Title,
    Field::Account,
    Field::AccountId,
    Field::AccountDomain,
    Field::Country,
    Field::TimeZone,
    Field::Languages,
    Field::SuccessManager,
    Field::Persona,
    Field::Seniority,
    Field::Products,
    Field::UseCases,
    Field::Expertise,
    Field::Competitors,
    Field::Tags,
    Field::Story,
    Field::Outcome,
    Field::Avoid,
    Field::PrivateNotes,
    Field::MonthlyCap,
    Field::QuarterlyCap,
    Field::CoolDown,
    Field::Agreed,
];

const USER: &[Field] = &[Field::Name, Field::Email, Field::Roles, Field::Title, Field::Team, Field::TimeZone];

impl Field {
    /// The fields of a kind, in the order a form offers them.
    pub const fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Organisations => ORGANISATION,
            Kind::Opportunities => OPPORTUNITY,
            Kind::Advocates => ADVOCATE,
            Kind::Users => USER,
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::ExternalId => "Your id",
            Self::Industry => "Industry",
            Self::Employees => "Employees",
            Self::Revenue => "Annual revenue",
            Self::Country => "Country",
            Self::City => "City",
            Self::Website => "Website",
            Self::Founded => "Year founded",
            Self::CustomerSince => "Customer since",
            Self::RenewalOn => "Renewal date",
            Self::Parent => "Parent organisation",
            Self::Account => "Organisation",
            Self::Owner => "Owner",
            Self::Product => "Product",
            Self::Stage => "Stage",
            Self::Amount => "Amount",
            Self::Currency => "Currency",
            Self::Opened => "Opened on",
            Self::Closes => "Close date",
            Self::NeededBy => "Reference needed by",
            Self::ContactName => "Contact name",
            Self::ContactEmail => "Contact e-mail",
            Self::ContactTitle => "Contact title",
            Self::Notes => "Notes",
            Self::Email => "E-mail",
            Self::Title => "Job title",
            Self::AccountId => "Your id of the organisation",
            Self::AccountDomain => "Domain of the organisation",
            Self::Languages => "Languages",
            Self::TimeZone => "Time zone",
            Self::SuccessManager => "Success manager",
            Self::Persona => "Speaks for",
            Self::Seniority => "Seniority",
            Self::UseCases => "Use cases",
            Self::Expertise => "Topics",
            Self::Products => "Products",
            Self::Competitors => "Competitors replaced",
            Self::Tags => "Tags",
            Self::Story => "Story",
            Self::Outcome => "Outcome",
            Self::Avoid => "What they leave out",
            Self::PrivateNotes => "Team notes",
            Self::MonthlyCap => "Most in a month",
            Self::QuarterlyCap => "Most in a quarter",
            Self::CoolDown => "Days of rest after a call",
            Self::Agreed => "Agreed to references",
            Self::Roles => "Roles",
            Self::Team => "Team",
            Self::PeerchampsId => "PeerChamps ID",
        }
    }

    pub const fn is_date(self) -> bool {
        matches!(self, Self::CustomerSince | Self::RenewalOn | Self::Opened | Self::Closes | Self::NeededBy)
    }

    pub const fn is_number(self) -> bool {
        matches!(self, Self::Employees | Self::Revenue | Self::Amount | Self::Founded)
    }
}
