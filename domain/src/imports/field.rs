//! The fields a column can fill, and which one its name suggests.

use std::collections::HashSet;

use super::Kind;
use super::values::{one_letter_apart, spelling_key};
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
    }
}

const ORGANISATION: &[Field] = &[
    Field::Name,
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

impl Field {
    /// The fields of a kind, in the order a form offers them.
    pub const fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Organisations => ORGANISATION,
            Kind::Opportunities => OPPORTUNITY,
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
        }
    }

    pub const fn is_date(self) -> bool {
        matches!(self, Self::CustomerSince | Self::RenewalOn | Self::Opened | Self::Closes | Self::NeededBy)
    }

    pub const fn is_number(self) -> bool {
        matches!(self, Self::Employees | Self::Revenue | Self::Amount | Self::Founded)
    }

    /// Names that mean this field in the exports of CRMs and spreadsheets, as spelling keys.
    const fn synonyms(self, kind: Kind) -> &'static [&'static str] {
        match (kind, self) {
            (Kind::Organisations, Self::Name) => &[
                "account",
                "accountname",
                "company",
                "companyname",
                "organisation",
                "organization",
                "organisationname",
                "customer",
                "firm",
            ],
            (Kind::Opportunities, Self::Name) => {
                &["opportunity", "opportunityname", "deal", "dealname", "title", "subject"]
            }
            (Kind::Organisations, Self::ExternalId) => &["id", "accountid", "companyid", "recordid", "externalid"],
            (Kind::Opportunities, Self::ExternalId) => &["id", "opportunityid", "dealid", "recordid", "externalid"],
            (_, Self::Industry) => &["sector", "segment", "vertical", "branch"],
            (_, Self::Employees) => {
                &["numberofemployees", "employeecount", "headcount", "staff", "companysize", "size", "emp"]
            }
            (_, Self::Revenue) => &["annualrevenue", "turnover", "sales", "revenueusd"],
            (_, Self::Country) => &["officelocation", "billingcountry", "location", "land", "nation", "countrycode"],
            (_, Self::City) => &["town", "billingcity", "hq", "headquarters"],
            (_, Self::Website) => &["url", "domain", "web", "homepage"],
            (_, Self::Founded) => &["yearestablished", "yearfounded", "foundedyear", "established", "founded"],
            (_, Self::CustomerSince) => &["since", "customersince", "startdate", "contractstart"],
            (_, Self::RenewalOn) => &["renewal", "renewaldate", "contractend", "renewson"],
            (_, Self::Parent) => &["subsidiaryof", "parentaccount", "parentcompany", "parentname", "group"],
            (_, Self::Account) => {
                &["accountname", "company", "companyname", "customer", "prospect", "organization", "client"]
            }
            (_, Self::Owner) => &[
                "salesagent",
                "salesrep",
                "rep",
                "accountowner",
                "opportunityowner",
                "dealowner",
                "owneremail",
                "accountmanager",
                "csm",
            ],
            (_, Self::Product) => &["products", "productname", "item"],
            (_, Self::Stage) => &["dealstage", "stagename", "status", "phase"],
            (_, Self::Amount) => &["closevalue", "value", "dealvalue", "amountusd", "dealsize", "volume"],
            (_, Self::Currency) => &["currencyisocode", "currencycode"],
            (_, Self::Opened) => &["engagedate", "opendate", "createddate", "createdate", "created", "openedon"],
            (_, Self::Closes) => &["closedate", "closeson", "closingdate", "expectedclose", "expectedclosedate"],
            (_, Self::NeededBy) => &["neededby", "referenceby", "deadline"],
            (_, Self::ContactName) => &["contact", "primarycontact", "contactperson"],
            (_, Self::ContactEmail) => &["email", "contactmail", "primarycontactemail"],
            (_, Self::ContactTitle) => &["jobtitle", "contactrole", "position"],
            (_, Self::Notes) => &["description", "comment", "comments", "note"],
        }
    }
}

text_enum! {
    /// How well a column's name fits its field.
    pub enum Fit {
        Exact => "exact",
        Alike => "alike",
    }
}

impl Fit {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Exact => "Exact",
            Self::Alike => "Similar name",
        }
    }
}

/// For each column the field its name suggests. No field is suggested twice: exact names choose first.
pub fn suggest(kind: Kind, columns: &[String]) -> Vec<Option<(Field, Fit)>> {
    let names: Vec<String> = columns.iter().map(|name| spelling_key(name)).collect();
    let mut suggestions = vec![None; columns.len()];
    let mut taken = HashSet::new();
    for (fit, matches) in PASSES {
        for (place, name) in names.iter().enumerate() {
            if suggestions[place].is_some() || name.is_empty() {
                continue;
            }
            let found = Field::of(kind).iter().find(|field| !taken.contains(*field) && matches(kind, **field, name));
            if let Some(field) = found {
                taken.insert(*field);
                suggestions[place] = Some((*field, *fit));
            }
        }
    }
    suggestions
}

type Matches = fn(Kind, Field, &str) -> bool;

const PASSES: &[(Fit, Matches)] = &[
    (Fit::Exact, |_, field, name| name == spelling_key(field.label()) || name == spelling_key(field.as_str())),
    (Fit::Exact, |kind, field, name| field.synonyms(kind).contains(&name)),
    (Fit::Alike, |kind, field, name| {
        let known = field.synonyms(kind).iter().copied();
        known.chain([spelling_key(field.label()).as_str()]).any(|known| resembles(name, known))
    }),
];

/// A column's name that holds a known name within it, or differs from it by one letter.
fn resembles(name: &str, known: &str) -> bool {
    known.chars().count() >= 5 && (name.contains(known) || one_letter_apart(name, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggested(kind: Kind, columns: &[&str]) -> Vec<Option<Field>> {
        let columns: Vec<String> = columns.iter().map(|c| (*c).to_owned()).collect();
        suggest(kind, &columns).into_iter().map(|found| found.map(|(field, _)| field)).collect()
    }

    #[test]
    fn the_columns_of_a_crm_export_find_their_fields() {
        use Field as F;

        let accounts = suggested(
            Kind::Organisations,
            &["account", "sector", "year_established", "revenue", "employees", "office_location", "subsidiary_of"],
        );
        let pipeline = suggested(
            Kind::Opportunities,
            &[
                "opportunity_id",
                "sales_agent",
                "product",
                "account",
                "deal_stage",
                "engage_date",
                "close_date",
                "close_value",
            ],
        );

        let expected = [F::Name, F::Industry, F::Founded, F::Revenue, F::Employees, F::Country, F::Parent];
        assert_eq!(accounts, expected.map(Some));
        let expected = [F::ExternalId, F::Owner, F::Product, F::Account, F::Stage, F::Opened, F::Closes, F::Amount];
        assert_eq!(pipeline, expected.map(Some));
    }

    #[test]
    fn no_field_is_suggested_twice_and_strangers_are_left_alone() {
        let found = suggested(Kind::Organisations, &["Company", "Account", "Favourite colour", ""]);

        assert_eq!(found, [Some(Field::Name), None, None, None]);
    }

    #[test]
    fn a_slip_of_the_pen_is_a_similar_name() {
        let found = suggest(Kind::Organisations, &["Emploees".to_owned()]);

        assert_eq!(found, [Some((Field::Employees, Fit::Alike))]);
    }
}
