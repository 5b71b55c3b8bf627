//! Making one organisation of two: which of them stays, and whose value of each field.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Mergeable, Pick, joined, listed, said};
use crate::organisations::Industry;
use crate::text_enum;
use crate::{money, paging};

text_enum! {
    /// What is chosen when two organisations become one. Their keys are not: see [`OrganisationRecord::taking`].
    pub enum MergeField {
        Name => "name",
        Website => "website",
        Industry => "industry",
        Employees => "employees",
        Revenue => "revenue",
        Country => "country",
        Region => "region",
        City => "city",
        TimeZone => "time_zone",
        TechStack => "tech_stack",
        Products => "products",
        Founded => "founded",
        CustomerSince => "customer_since",
        RenewalOn => "renewal_on",
        Owner => "owner",
        Parent => "parent",
    }
}

/// What was chosen; a field that is not named takes what [`Mergeable::usual`] says.
pub type Picks = BTreeMap<MergeField, Pick>;

impl MergeField {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Website => "Website",
            Self::Industry => "Industry",
            Self::Employees => "Employees",
            Self::Revenue => "Annual revenue",
            Self::Country => "Country",
            Self::Region => "Region",
            Self::City => "City",
            Self::TimeZone => "Time zone",
            Self::TechStack => "Systems in use",
            Self::Products => "Products",
            Self::Founded => "Founded",
            Self::CustomerSince => "Customer since",
            Self::RenewalOn => "Renewal",
            Self::Owner => "Success manager",
            Self::Parent => "Belongs to",
        }
    }

    /// Whether both values can be kept.
    pub const fn is_list(self) -> bool {
        matches!(self, Self::TechStack | Self::Products)
    }

    /// What a CRM that keeps the record is right about.
    const fn is_mastered(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::Website
                | Self::Industry
                | Self::Employees
                | Self::Revenue
                | Self::Country
                | Self::Founded
        )
    }
}

/// An organisation as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationRecord {
    pub id: Uuid,
    pub parent_id: Option<Uuid>,
    pub name: String,
    pub source: String,
    pub external_id: Option<String>,
    pub website: String,
    pub industry: Option<String>,
    pub employees: Option<i32>,
    pub annual_revenue_minor: Option<i64>,
    pub currency: Option<String>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub city: String,
    pub time_zone: Option<String>,
    pub tech_stack: Vec<String>,
    pub products: Vec<String>,
    pub founded_year: Option<i32>,
    pub customer_since: Option<NaiveDate>,
    pub renewal_on: Option<NaiveDate>,
    pub owner_id: Option<Uuid>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl OrganisationRecord {
    pub fn kept_elsewhere(&self) -> bool {
        matches!(self.source.as_str(), "salesforce" | "hubspot")
    }

    /// As people read it; owner and parent have names elsewhere.
    pub fn shown(&self, field: MergeField) -> Option<String> {
        match field {
            MergeField::Industry => {
                self.industry.as_ref().map(|key| key.parse::<Industry>().map_or(key.clone(), Industry::path))
            }
            MergeField::Employees => self.employees.and_then(|n| u64::try_from(n).ok()).map(paging::grouped),
            MergeField::Revenue => {
                self.annual_revenue_minor.zip(self.currency.as_deref()).map(|(minor, unit)| money::whole(minor, unit))
            }
            other => self.value(other),
        }
    }

    /// Whether this one rather than the other is kept, unless somebody chooses: the one a CRM keeps, else the one on
    /// which more hangs, else the fuller, else the older.
    pub fn goes_before(&self, hanging: u32, other: &Self, hanging_on_other: u32) -> bool {
        let weight = |record: &Self, hanging| (record.kept_elsewhere(), hanging, record.fullness());
        let (here, there) = (weight(self, hanging), weight(other, hanging_on_other));
        if here == there { (self.created_at, self.id) < (other.created_at, other.id) } else { here > there }
    }

    /// This record with what was chosen of the other. The key stays the kept one's; it is the other's where a CRM keeps
    /// that one alone, or where there is no key yet, for by its key a record is found again.
    #[must_use]
    pub fn taking(&self, other: &Self, picks: &Picks) -> Self {
        let mut one = self.with_picks(other, picks);
        // Nothing belongs to itself, nor to what is gone.
        one.parent_id = one.parent_id.filter(|parent| *parent != self.id && *parent != other.id);
        let takes_key = if self.kept_elsewhere() == other.kept_elsewhere() {
            self.external_id.is_none() && other.external_id.is_some()
        } else {
            other.kept_elsewhere()
        };
        if takes_key {
            one.source.clone_from(&other.source);
            one.external_id.clone_from(&other.external_id);
        }
        one
    }

    /// The fields, and the key, in which the record stands otherwise now than `after`, of those a merge changed from
    /// `before`: what stands in the way of taking it back.
    pub fn in_the_way(&self, before: &Self, after: &Self) -> Vec<String> {
        let mut labels = self.fields_in_the_way(before, after);
        let key = |record: &Self| (record.source.clone(), record.external_id.clone());
        if key(before) != key(after) && key(self) != key(after) {
            labels.push("key".to_owned());
        }
        labels
    }

    /// This record with everything a merge changed as it was before.
    #[must_use]
    pub fn put_back(&self, before: &Self, after: &Self) -> Self {
        let mut one = self.with_fields_put_back(before, after);
        if (&before.source, &before.external_id) != (&after.source, &after.external_id) {
            one.source.clone_from(&before.source);
            one.external_id.clone_from(&before.external_id);
        }
        one
    }
}

impl Mergeable for OrganisationRecord {
    type Field = MergeField;

    const FIELDS: &'static [MergeField] = MergeField::ALL;

    fn id(&self) -> Uuid {
        self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn version(&self) -> i64 {
        i64::from(self.version)
    }

    fn label(field: MergeField) -> &'static str {
        field.label()
    }

    /// Owner and parent by their ids.
    fn value(&self, field: MergeField) -> Option<String> {
        match field {
            MergeField::Name => said(&self.name),
            MergeField::Website => said(&self.website),
            MergeField::Industry => self.industry.clone(),
            MergeField::Employees => self.employees.map(|number| number.to_string()),
            MergeField::Revenue => {
                self.annual_revenue_minor.map(|minor| format!("{minor} {}", self.currency.as_deref().unwrap_or("")))
            }
            MergeField::Country => self.country.clone(),
            MergeField::Region => self.region.clone(),
            MergeField::City => said(&self.city),
            MergeField::TimeZone => self.time_zone.clone(),
            MergeField::TechStack => listed(&self.tech_stack),
            MergeField::Products => listed(&self.products),
            MergeField::Founded => self.founded_year.map(|year| year.to_string()),
            MergeField::CustomerSince => self.customer_since.map(|day| day.to_string()),
            MergeField::RenewalOn => self.renewal_on.map(|day| day.to_string()),
            MergeField::Owner => self.owner_id.map(|id| id.to_string()),
            MergeField::Parent => self.parent_id.map(|id| id.to_string()),
        }
    }

    /// The only one there is, all of lists, the CRM's, else that of the
    /// record changed last; the name is the kept one's.
    fn usual(&self, other: &Self, field: MergeField) -> Pick {
        match (self.value(field), other.value(field)) {
            (_, None) => Pick::Kept,
            (None, Some(_)) => Pick::Other,
            (Some(here), Some(there)) if here == there => Pick::Kept,
            _ if field.is_list() => Pick::Both,
            _ if field.is_mastered() && self.kept_elsewhere() != other.kept_elsewhere() => {
                if self.kept_elsewhere() {
                    Pick::Kept
                } else {
                    Pick::Other
                }
            }
            _ if field == MergeField::Name => Pick::Kept,
            _ if other.updated_at > self.updated_at => Pick::Other,
            _ => Pick::Kept,
        }
    }

    fn take(&mut self, other: &Self, field: MergeField) {
        match field {
            MergeField::Name => self.name.clone_from(&other.name),
            MergeField::Website => self.website.clone_from(&other.website),
            MergeField::Industry => self.industry.clone_from(&other.industry),
            MergeField::Employees => self.employees = other.employees,
            MergeField::Revenue => {
                self.annual_revenue_minor = other.annual_revenue_minor;
                self.currency.clone_from(&other.currency);
            }
            MergeField::Country => self.country.clone_from(&other.country),
            MergeField::Region => self.region.clone_from(&other.region),
            MergeField::City => self.city.clone_from(&other.city),
            MergeField::TimeZone => self.time_zone.clone_from(&other.time_zone),
            MergeField::TechStack => self.tech_stack.clone_from(&other.tech_stack),
            MergeField::Products => self.products.clone_from(&other.products),
            MergeField::Founded => self.founded_year = other.founded_year,
            MergeField::CustomerSince => self.customer_since = other.customer_since,
            MergeField::RenewalOn => self.renewal_on = other.renewal_on,
            MergeField::Owner => self.owner_id = other.owner_id,
            MergeField::Parent => self.parent_id = other.parent_id,
        }
    }

    fn take_both(&mut self, one: &Self, other: &Self, field: MergeField) {
        match field {
            MergeField::TechStack => self.tech_stack = joined(&one.tech_stack, &other.tech_stack),
            MergeField::Products => self.products = joined(&one.products, &other.products),
            _ => {}
        }
    }
}
