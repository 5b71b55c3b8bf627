//! The form of an organisation: what is typed, what it means, and everything that needs mending at once. A plain HTML
//! form can send it, so every field is text.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Industry, OrganisationField, is_website};
use crate::advocates::Named;
use crate::ids::{OrganisationId, UserId};
use crate::imports::country_code;
use crate::opportunities::{Mastery, Source};
use crate::problem::{FieldProblems, Problem};
use crate::tags;
use crate::typed::{day, line};

const NAME_CHARS: usize = 200;
const MOST_EMPLOYEES: i32 = 10_000_000;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganisationForm {
    pub id: String,
    /// The version the page showed.
    pub version: String,
    /// Marks of the fields as they were opened, to tell what was typed from what came along.
    pub opened: String,
    pub name: String,
    pub website: String,
    pub industry: String,
    pub employees: String,
    pub country: String,
    pub region: String,
    pub city: String,
    pub tech_stack: String,
    pub products: String,
    pub customer_since: String,
    pub renewal_on: String,
    pub owner: String,
}

/// Everything the page of the form shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationFormPage {
    pub id: OrganisationId,
    pub name: String,
    pub form: OrganisationForm,
    /// When another system keeps the facts, they are read here and changed there.
    pub source: Source,
    pub industries: Vec<Named>,
    pub owners: Vec<Named>,
}

/// What a source of its own masters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationFacts {
    pub name: String,
    pub website: String,
    pub industry: Option<String>,
    pub employees: Option<i32>,
    pub country: Option<String>,
}

/// What a form means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationDraft {
    pub facts: OrganisationFacts,
    pub region: Option<String>,
    pub city: String,
    pub tech_stack: Vec<String>,
    pub products: Vec<String>,
    pub customer_since: Option<NaiveDate>,
    pub renewal_on: Option<NaiveDate>,
    pub owner: Option<UserId>,
}

impl OrganisationDraft {
    /// The fields in which this differs.
    pub fn changes(&self, before: &Self) -> Vec<OrganisationField> {
        use OrganisationField as F;
        let (facts, old) = (&self.facts, &before.facts);
        [
            (F::Name, facts.name != old.name),
            (F::Website, facts.website != old.website),
            (F::Industry, facts.industry != old.industry),
            (F::Employees, facts.employees != old.employees),
            (F::Country, facts.country != old.country),
            (F::Region, self.region != before.region),
            (F::City, self.city != before.city),
            (F::TechStack, self.tech_stack != before.tech_stack),
            (F::Products, self.products != before.products),
            (F::CustomerSince, self.customer_since != before.customer_since),
            (F::RenewalOn, self.renewal_on != before.renewal_on),
            (F::Owner, self.owner != before.owner),
        ]
        .into_iter()
        .filter_map(|(field, changed)| changed.then_some(field))
        .collect()
    }
}

impl OrganisationForm {
    /// What the form means, or all that needs mending. `kept` are the facts as they stand: they stay so when `source`
    /// masters them, whatever was sent. `owners` are those it offered.
    pub fn check(
        &self,
        source: Source,
        kept: &OrganisationFacts,
        owners: &[Named],
    ) -> Result<OrganisationDraft, Problem> {
        let mut problems = FieldProblems::default();
        let facts = match source.mastery() {
            Mastery::Here => self.facts(kept, &mut problems),
            Mastery::There => kept.clone(),
        };
        let region = line(&self.region, NAME_CHARS, "region", &mut problems);
        let customer_since = day(&self.customer_since, "customer_since", &mut problems);
        let renewal_on = day(&self.renewal_on, "renewal_on", &mut problems);
        if let (Some(since), Some(renewal)) = (customer_since, renewal_on)
            && renewal < since
        {
            problems.add("renewal_on", "They cannot renew before they became a customer.");
        }
        let owner = match self.owner.as_str() {
            "" => None,
            text => {
                let offered = owners.iter().find(|owner| owner.value == text);
                let owner = offered.and_then(|owner| owner.value.parse::<UserId>().ok());
                if owner.is_none() {
                    problems.add("owner", "Choose a success manager from the list.");
                }
                owner
            }
        };
        let draft = OrganisationDraft {
            facts,
            region: (!region.is_empty()).then_some(region),
            city: line(&self.city, NAME_CHARS, "city", &mut problems),
            tech_stack: tags::read(&self.tech_stack, "tech_stack", &mut problems),
            products: tags::read(&self.products, "products", &mut problems),
            customer_since,
            renewal_on,
            owner,
        };
        problems.check()?;
        Ok(draft)
    }

    fn facts(&self, kept: &OrganisationFacts, problems: &mut FieldProblems) -> OrganisationFacts {
        let name = line(&self.name, NAME_CHARS, "name", problems);
        if name.is_empty() {
            problems.add("name", "Say what it is called.");
        }
        let industry = match self.industry.trim() {
            "" => None,
            // What was kept may be older than the tree; it stays until somebody chooses another.
            text if kept.industry.as_deref() == Some(text) || text.parse::<Industry>().is_ok() => Some(text.to_owned()),
            _ => {
                problems.add("industry", "Choose an industry from the list.");
                None
            }
        };
        let typed: String = self.employees.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
        let employees = match typed.as_str() {
            "" => None,
            text => {
                let number = text.parse().ok().filter(|number| (1..=MOST_EMPLOYEES).contains(number));
                if number.is_none() {
                    problems.add("employees", "A whole number from 1 on, or empty.");
                }
                number
            }
        };
        let country = match self.country.trim() {
            "" => None,
            text => {
                let code = country_code(text);
                if code.is_none() {
                    problems.add("country", "Name a country, or its code of two letters.");
                }
                code.map(str::to_owned)
            }
        };
        let website = line(&self.website, NAME_CHARS, "website", problems);
        // What was kept may be older than this rule; it stays until somebody types another.
        if !website.is_empty() && website != kept.website && !is_website(&website) {
            problems
                .add("website", "Write the address of a website, such as www.quillstone.example, or leave it empty.");
        }
        OrganisationFacts { name, website, industry, employees, country }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> OrganisationFacts {
        OrganisationFacts {
            name: "Skylark Mutual".into(),
            website: String::new(),
            industry: Some("finance/banking/building-society".into()),
            employees: Some(4_100),
            country: Some("GB".into()),
        }
    }

    fn filled() -> OrganisationForm {
        OrganisationForm {
            name: " Skylark   Mutual ".into(),
            industry: "finance/banking/building-society".into(),
            employees: "4,100".into(),
            country: "United Kingdom".into(),
            tech_stack: "Oracle, Snowflake; oracle".into(),
            customer_since: "2024-08-01".into(),
            renewal_on: "2028-08-01".into(),
            ..OrganisationForm::default()
        }
    }

    #[test]
    fn what_was_typed_means_what_it_says() {
        let draft = filled().check(Source::Manual, &kept(), &[]).unwrap();

        assert_eq!(draft.facts, kept());
        assert_eq!(draft.tech_stack, ["Oracle", "Snowflake"]);
        assert_eq!(draft.region, None);
        assert!(draft.changes(&draft).is_empty());
    }

    #[test]
    fn everything_that_needs_mending_is_said_by_its_field() {
        type Spoil = fn(&mut OrganisationForm);
        let spoilt: [(&str, Spoil); 9] = [
            ("name", |form| form.name = "  ".into()),
            ("name", |form| form.name = "x".repeat(201)),
            ("website", |form| form.website = "not a url".into()),
            ("industry", |form| form.industry = "finance/none".into()),
            ("employees", |form| form.employees = "0".into()),
            ("employees", |form| form.employees = "many".into()),
            ("country", |form| form.country = "Atlantis".into()),
            ("renewal_on", |form| form.renewal_on = "2020-01-01".into()),
            ("owner", |form| form.owner = "somebody".into()),
        ];
        for (field, spoil) in spoilt {
            let mut form = filled();
            spoil(&mut form);
            let problem = form.check(Source::Import, &kept(), &[]).unwrap_err();
            assert!(problem.of_field(field).is_some(), "{field}: {problem:?}");
        }
    }

    #[test]
    fn a_website_of_old_stays_until_somebody_types_another() {
        let old = OrganisationFacts { website: "ask the desk".into(), ..kept() };
        let draft = |typed: &str| {
            let form = OrganisationForm { website: typed.into(), ..filled() };
            form.check(Source::Manual, &old, &[]).map(|draft| draft.facts.website)
        };

        assert_eq!(draft("ask the desk").unwrap(), "ask the desk");
        assert_eq!(draft("").unwrap(), "");
        assert_eq!(draft(" https://skylark.example/en ").unwrap(), "https://skylark.example/en");
        assert!(draft("ask the door").is_err());
    }

    #[test]
    fn facts_another_system_keeps_stay_as_they_are_whatever_is_sent() {
        let form = OrganisationForm { name: "Mine".into(), employees: "many".into(), city: "Leeds".into(), ..filled() };

        let draft = form.check(Source::Salesforce, &kept(), &[]).unwrap();

        assert_eq!(draft.facts, kept());
        let before = OrganisationDraft { city: String::new(), ..draft.clone() };
        assert_eq!(draft.changes(&before), [OrganisationField::City]);
    }
}
