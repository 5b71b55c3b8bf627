//! What columns are called in the exports of CRMs and spreadsheets.

use super::Field;
use crate::imports::Kind;

impl Field {
    /// Names that mean this field in the exports of CRMs and spreadsheets, as spelling keys.
    pub(super) const fn synonyms(self, kind: Kind) -> &'static [&'static str] {
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
            (_, Self::ExternalId) => &["id", "opportunityid", "dealid", "recordid", "externalid"],
            (Kind::Advocates, Self::Name) => {
                &["advocate", "advocatename", "fullname", "contact", "contactname", "person", "champion", "reference"]
            }
            (Kind::Advocates, Self::Account) => &[
                "account",
                "accountname",
                "company",
                "companyname",
                "customer",
                "organization",
                "organisationname",
                "client",
                "firm",
            ],
            (Kind::Users, Self::Name) => {
                &["user", "username", "fullname", "colleague", "employee", "person", "displayname"]
            }
            (Kind::Users, Self::Title) => &["title", "position", "jobrole", "function"],
            (_, Self::Roles) => &["role", "profile", "permission", "permissions", "userrole"],
            (_, Self::Team) => &["salesteam", "group", "squad", "salesgroup"],
            (_, Self::Email) => &["mail", "emailaddress", "contactemail", "workemail", "advocateemail"],
            (_, Self::Title) => &["title", "role", "position", "jobrole", "function"],
            (_, Self::AccountId) => &["accountid", "companyid", "customerid", "organisationid", "organizationid"],
            (_, Self::AccountDomain) => &["domain", "companydomain", "website", "companywebsite", "accountdomain"],
            (_, Self::Languages) => &["language", "spokenlanguages", "lang", "sprache", "sprachen"],
            (_, Self::TimeZone) => &["zone", "tz", "timezonename"],
            (_, Self::SuccessManager) => &[
                "csm",
                "csmemail",
                "owner",
                "owneremail",
                "customersuccessmanager",
                "accountmanager",
                "successmanageremail",
            ],
            (_, Self::Persona) => &["persona", "department", "buyerpersona"],
            (_, Self::Seniority) => &["level", "joblevel", "managementlevel"],
            (_, Self::UseCases) => &["usecase", "usage", "speaksabout"],
            (_, Self::Expertise) => &["expertise", "topic", "skills", "subjects"],
            (_, Self::Products) => &["product", "productsused", "modules", "productname"],
            (_, Self::Competitors) => &["competitor", "replaced", "previousvendor", "displaced"],
            (_, Self::Tags) => &["tag", "labels", "label", "keywords"],
            (_, Self::Story) => &["bio", "background", "customerstory", "about"],
            (_, Self::Outcome) => &["outcomes", "result", "results", "achievement", "quote"],
            (_, Self::Avoid) => &["avoid", "donotmention", "offlimits"],
            (_, Self::PrivateNotes) => &["notes", "note", "comment", "comments", "internalnotes"],
            (_, Self::MonthlyCap) => &["monthlycap", "monthlylimit", "maxpermonth", "callspermonth"],
            (_, Self::QuarterlyCap) => &["quarterlycap", "quarterlylimit", "maxperquarter", "callsperquarter"],
            (_, Self::CoolDown) => &["cooldown", "cooldowndays", "restdays"],
            (_, Self::Agreed) => &["refok", "referenceable", "consent", "referenceconsent", "optin", "willingtospeak"],
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
            // Nobody else's ids are called so, and a file that says "id" means its own.
            (_, Self::PeerchampsId) => &[],
            (_, Self::Notes) => &["description", "comment", "comments", "note"],
        }
    }
}
