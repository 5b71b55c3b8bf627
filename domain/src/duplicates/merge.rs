//! Making one organisation of two: which of them stays, and whose value of each field.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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

text_enum! {
    /// Whose value a field takes.
    pub enum Pick {
        Kept => "kept",
        Other => "other",
        /// Of lists: everything either has.
        Both => "both",
    }
}

/// What was chosen; a field that is not named takes what [`OrganisationRecord::usual`] says.
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

    /// The value of a field as it is stored, or nothing; owner and parent by their ids.
    pub fn value(&self, field: MergeField) -> Option<String> {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let list = |words: &[String]| (!words.is_empty()).then(|| words.join(", "));
        match field {
            MergeField::Name => text(&self.name),
            MergeField::Website => text(&self.website),
            MergeField::Industry => self.industry.clone(),
            MergeField::Employees => self.employees.map(|number| number.to_string()),
            MergeField::Revenue => {
                self.annual_revenue_minor.map(|minor| format!("{minor} {}", self.currency.as_deref().unwrap_or("")))
            }
            MergeField::Country => self.country.clone(),
            MergeField::Region => self.region.clone(),
            MergeField::City => text(&self.city),
            MergeField::TimeZone => self.time_zone.clone(),
            MergeField::TechStack => list(&self.tech_stack),
            MergeField::Products => list(&self.products),
            MergeField::Founded => self.founded_year.map(|year| year.to_string()),
            MergeField::CustomerSince => self.customer_since.map(|day| day.to_string()),
            MergeField::RenewalOn => self.renewal_on.map(|day| day.to_string()),
            MergeField::Owner => self.owner_id.map(|id| id.to_string()),
            MergeField::Parent => self.parent_id.map(|id| id.to_string()),
        }
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

    /// How many of the fields say something.
    fn fullness(&self) -> usize {
        MergeField::ALL.iter().filter(|field| self.value(**field).is_some()).count()
    }

    /// Whether this one rather than the other is kept, unless somebody chooses: the one a CRM keeps, else the one on
    /// which more hangs, else the fuller, else the older.
    pub fn goes_before(&self, hanging: u32, other: &Self, hanging_on_other: u32) -> bool {
        let weight = |record: &Self, hanging| (record.kept_elsewhere(), hanging, record.fullness());
        let (here, there) = (weight(self, hanging), weight(other, hanging_on_other));
        if here == there { (self.created_at, self.id) < (other.created_at, other.id) } else { here > there }
    }

    /// Whose value is taken unless somebody chooses: the only one there is, all of lists, the CRM's, else that of the
    /// record changed last; the name is the kept one's.
    pub fn usual(&self, other: &Self, field: MergeField) -> Pick {
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

    /// This record with what was chosen of the other. The key stays the kept one's; it is the other's where a CRM keeps
    /// that one alone, or where there is no key yet, for by its key a record is found again.
    #[must_use]
    pub fn taking(&self, other: &Self, picks: &Picks) -> Self {
        let mut one = self.clone();
        for field in MergeField::ALL {
            let pick = picks.get(field).copied().unwrap_or_else(|| self.usual(other, *field));
            match pick {
                Pick::Kept => {}
                Pick::Other => one.take(other, *field),
                Pick::Both => match field {
                    MergeField::TechStack => one.tech_stack = joined(&self.tech_stack, &other.tech_stack),
                    MergeField::Products => one.products = joined(&self.products, &other.products),
                    _ => {}
                },
            }
        }
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

    /// The fields, and the key, in which the record stands otherwise now than `after`, of those a merge changed from
    /// `before`: what stands in the way of taking it back.
    pub fn in_the_way(&self, before: &Self, after: &Self) -> Vec<String> {
        let mut labels: Vec<String> = MergeField::ALL
            .iter()
            .filter(|field| {
                before.value(**field) != after.value(**field) && self.value(**field) != after.value(**field)
            })
            .map(|field| field.label().to_lowercase())
            .collect();
        let key = |record: &Self| (record.source.clone(), record.external_id.clone());
        if key(before) != key(after) && key(self) != key(after) {
            labels.push("key".to_owned());
        }
        labels
    }

    /// This record with everything a merge changed as it was before.
    #[must_use]
    pub fn put_back(&self, before: &Self, after: &Self) -> Self {
        let mut one = self.clone();
        for field in MergeField::ALL.iter().filter(|field| before.value(**field) != after.value(**field)) {
            one.take(before, *field);
        }
        if (&before.source, &before.external_id) != (&after.source, &after.external_id) {
            one.source.clone_from(&before.source);
            one.external_id.clone_from(&before.external_id);
        }
        one
    }
}

/// Everything of both, each once, whatever its case.
fn joined(here: &[String], there: &[String]) -> Vec<String> {
    let mut all = here.to_vec();
    for word in there {
        if !all.iter().any(|known| known.to_lowercase() == word.to_lowercase()) {
            all.push(word.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn record(id: u128, name: &str) -> OrganisationRecord {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        OrganisationRecord {
            id: Uuid::from_u128(id),
            parent_id: None,
            name: name.to_owned(),
            source: "manual".to_owned(),
            external_id: None,
            website: String::new(),
            industry: None,
            employees: None,
            annual_revenue_minor: None,
            currency: None,
            country: None,
            region: None,
            city: String::new(),
            time_zone: None,
            tech_stack: Vec::new(),
            products: Vec::new(),
            founded_year: None,
            customer_since: None,
            renewal_on: None,
            owner_id: None,
            version: 1,
            created_at: at,
            updated_at: at,
        }
    }

    #[test]
    fn the_one_of_the_crm_stays_then_the_busier_the_fuller_the_older() {
        let (plain, twin) = (record(1, "Loam"), record(2, "Loam"));
        let crm = OrganisationRecord { source: "salesforce".into(), ..twin.clone() };
        let full = OrganisationRecord { city: "Leeds".into(), ..twin.clone() };

        assert!(crm.goes_before(0, &plain, 9));
        assert!(twin.goes_before(2, &plain, 1));
        assert!(full.goes_before(1, &plain, 1));
        assert!(plain.goes_before(0, &twin, 0) && !twin.goes_before(0, &plain, 0));
    }

    #[test]
    fn a_field_takes_the_only_value_the_crms_or_the_newer_and_lists_take_both() {
        let later = DateTime::from_timestamp(1_900_000_000, 0).unwrap();
        let kept = OrganisationRecord {
            city: "Leeds".into(),
            website: "loam.example".into(),
            employees: Some(10),
            tech_stack: vec!["Oracle".into()],
            source: "salesforce".into(),
            external_id: Some("001".into()),
            ..record(1, "Loam")
        };
        let other = OrganisationRecord {
            city: "York".into(),
            region: Some("North".into()),
            employees: Some(12),
            tech_stack: vec!["oracle".into(), "Snowflake".into()],
            external_id: Some("x".into()),
            updated_at: later,
            ..record(2, "LOAM")
        };

        let one = kept.taking(&other, &Picks::new());

        assert_eq!((one.name.as_str(), one.city.as_str(), one.region.as_deref()), ("Loam", "York", Some("North")));
        assert_eq!((one.employees, one.website.as_str()), (Some(10), "loam.example"), "the CRM's");
        assert_eq!(one.tech_stack, ["Oracle", "Snowflake"]);
        assert_eq!((one.source.as_str(), one.external_id.as_deref()), ("salesforce", Some("001")));
        let turned = other.taking(&kept, &Picks::from([(MergeField::City, Pick::Kept)]));
        assert_eq!((turned.name.as_str(), turned.employees, turned.city.as_str()), ("Loam", Some(10), "York"));
        assert_eq!((turned.source.as_str(), turned.external_id.as_deref()), ("salesforce", Some("001")));
        let below = OrganisationRecord { parent_id: Some(kept.id), ..other };
        assert_eq!(kept.taking(&below, &Picks::new()).parent_id, None, "nothing belongs to itself");
    }

    #[test]
    fn what_somebody_changed_since_stands_in_the_way_only_where_the_merge_changed_it() {
        let before = record(1, "Loam");
        let after = OrganisationRecord { city: "York".into(), ..before.clone() };
        let elsewhere = OrganisationRecord { employees: Some(3), ..after.clone() };
        let same_place = OrganisationRecord { city: "Hull".into(), ..after.clone() };

        assert_eq!(elsewhere.in_the_way(&before, &after), Vec::<String>::new());
        assert_eq!(same_place.in_the_way(&before, &after), ["city"]);
        let back = elsewhere.put_back(&before, &after);
        assert_eq!((back.city.as_str(), back.employees), ("", Some(3)));
    }

    proptest! {
        #[test]
        fn putting_back_what_was_taken_gives_the_record_as_it_was(
            picks in proptest::collection::btree_map(
                proptest::sample::select(MergeField::ALL),
                proptest::sample::select(Pick::ALL),
                0..16,
            ),
            city in "[a-z]{0,3}", employees in proptest::option::of(1..5), crm in any::<bool>(),
        ) {
            let kept = OrganisationRecord { city, employees, ..record(1, "Loam") };
            let other = OrganisationRecord {
                city: "York".into(),
                employees: Some(3),
                source: if crm { "hubspot".into() } else { "import".into() },
                external_id: Some("7".into()),
                products: vec!["Close".into()],
                ..record(2, "Larch")
            };
            let after = kept.taking(&other, &picks);

            prop_assert!(after.in_the_way(&kept, &after).is_empty());
            prop_assert_eq!(after.put_back(&kept, &after), kept);
        }
    }
}
