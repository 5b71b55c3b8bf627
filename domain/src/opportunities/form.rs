//! The form of an opportunity: what is typed, what it means, and everything that needs mending at
//! once. A plain HTML form can send it, so every field is text.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::draft::{ContactDraft, Draft, Facts, Needs};
use super::fields::{Mastery, Source};
use crate::ids::{OpportunityId, UserId};
use crate::mail::is_address;
use crate::money::{CURRENCIES, Money};
use crate::problem::{FieldProblems, Problem};
use crate::typed::{chosen, day, line, text};
use crate::{language, tags};

/// How many contacts the form shows; further ones of the deal stay as they are.
pub const CONTACT_ROWS: usize = 3;
const NAME_CHARS: usize = 200;
const ROLE_CHARS: usize = 80;
const NOTE_CHARS: usize = 10_000;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpportunityForm {
    /// Empty for a new one.
    pub id: String,
    /// The version the page showed.
    pub version: String,
    /// Marks of the fields as they were opened, to tell what was typed from what came along.
    pub opened: String,
    pub name: String,
    pub organisation: String,
    pub stage: String,
    pub owner: String,
    pub amount: String,
    pub currency: String,
    pub closes_on: String,
    pub use_cases: String,
    pub products: String,
    pub competitors: String,
    pub objections: String,
    pub topics: String,
    pub language: String,
    pub urgency: String,
    pub needed_by: String,
    pub activity: String,
    pub persona: String,
    pub notes: String,
    pub contact_1_id: String,
    pub contact_1_name: String,
    pub contact_1_email: String,
    pub contact_1_role: String,
    pub contact_2_id: String,
    pub contact_2_name: String,
    pub contact_2_email: String,
    pub contact_2_role: String,
    pub contact_3_id: String,
    pub contact_3_name: String,
    pub contact_3_email: String,
    pub contact_3_role: String,
}

/// One contact as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactInput {
    pub id: String,
    pub name: String,
    pub email: String,
    pub role: String,
}

/// A stage to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenStage {
    pub id: Uuid,
    pub name: String,
}

/// Somebody who may own the deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerChoice {
    pub id: UserId,
    pub name: String,
}

/// Everything the page of the form shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPage {
    /// Nothing for a new one.
    pub id: Option<OpportunityId>,
    pub form: OpportunityForm,
    pub source: Source,
    pub stages: Vec<ChosenStage>,
    /// The reader alone, when deals of others are not theirs to give.
    pub owners: Vec<OwnerChoice>,
    /// How many contacts the deal has besides those of the form.
    pub further_contacts: u32,
}

impl OpportunityForm {
    pub fn contacts(&self) -> [ContactInput; CONTACT_ROWS] {
        let row = |id: &str, name: &str, email: &str, role: &str| ContactInput {
            id: id.to_owned(),
            name: name.trim().to_owned(),
            email: email.trim().to_owned(),
            role: role.trim().to_owned(),
        };
        [
            row(&self.contact_1_id, &self.contact_1_name, &self.contact_1_email, &self.contact_1_role),
            row(&self.contact_2_id, &self.contact_2_name, &self.contact_2_email, &self.contact_2_role),
            row(&self.contact_3_id, &self.contact_3_name, &self.contact_3_email, &self.contact_3_role),
        ]
    }

    #[must_use]
    pub fn with_contacts(mut self, contacts: impl IntoIterator<Item = ContactInput>) -> Self {
        let mut contacts = contacts.into_iter();
        let rows = [
            [&mut self.contact_1_id, &mut self.contact_1_name, &mut self.contact_1_email, &mut self.contact_1_role],
            [&mut self.contact_2_id, &mut self.contact_2_name, &mut self.contact_2_email, &mut self.contact_2_role],
            [&mut self.contact_3_id, &mut self.contact_3_name, &mut self.contact_3_email, &mut self.contact_3_role],
        ];
        for ([id, name, email, role], contact) in rows.into_iter().zip(&mut contacts) {
            (*id, *name, *email, *role) = (contact.id, contact.name, contact.email, contact.role);
        }
        self
    }

    /// What the form means, or all that needs mending. `stages` and `owners` are those it offered; a reference cannot be
    /// needed before `earliest`, which is today, or the day that the deal had if that has passed.
    pub fn check(
        &self,
        source: Source,
        stages: &[ChosenStage],
        owners: &[OwnerChoice],
        earliest: NaiveDate,
    ) -> Result<Draft, Problem> {
        let mut problems = FieldProblems::default();
        let facts = match source.mastery() {
            Mastery::Here => self.facts(stages, owners, &mut problems),
            Mastery::There => None,
        };
        let needs = self.needs(earliest, &mut problems);
        let contacts = self.contact_drafts(source, &mut problems);
        problems.check()?;
        match (source.mastery(), facts, needs) {
            (Mastery::Here, Some(facts), Some(needs)) => Ok(Draft { facts: Some(facts), needs, contacts }),
            (Mastery::There, _, Some(needs)) => Ok(Draft { facts: None, needs, contacts }),
            _ => Err(Problem::invalid("name", "This form could not be read.")),
        }
    }

    fn facts(&self, stages: &[ChosenStage], owners: &[OwnerChoice], problems: &mut FieldProblems) -> Option<Facts> {
        let name = line(&self.name, NAME_CHARS, "name", problems);
        if name.is_empty() {
            problems.add("name", "Give the opportunity a name.");
        }
        let organisation = line(&self.organisation, NAME_CHARS, "organisation", problems);
        let stage = stages.iter().find(|stage| stage.id.to_string() == self.stage);
        if stage.is_none() {
            problems.add("stage", "Choose a stage.");
        }
        let owner = owners.iter().find(|owner| owner.id.to_string() == self.owner);
        if owner.is_none() {
            problems.add("owner", "Choose who owns the deal.");
        }
        if !CURRENCIES.contains(&self.currency.as_str()) {
            problems.add("currency", "Choose a currency.");
        }
        let amount = match self.amount.trim() {
            "" => None,
            text => Money::read(text, &self.currency)
                .inspect_err(|_| problems.add("amount", "Write the amount in figures, such as 420,000."))
                .ok(),
        };
        let closes_on = day(&self.closes_on, "closes_on", problems);
        Some(Facts {
            name,
            organisation: Some(organisation).filter(|organisation| !organisation.is_empty()),
            stage: stage?.id,
            owner: owner?.id,
            amount,
            currency: self.currency.clone(),
            closes_on,
        })
    }

    fn needs(&self, earliest: NaiveDate, problems: &mut FieldProblems) -> Option<Needs> {
        let use_cases = tags::read(&self.use_cases, "use_cases", problems);
        let products = tags::read(&self.products, "products", problems);
        let competitors = tags::read(&self.competitors, "competitors", problems);
        let objections = tags::read(&self.objections, "objections", problems);
        let topics = tags::read(&self.topics, "topics", problems);
        if language::name(&self.language).is_none() {
            problems.add("language", "Choose a language.");
        }
        let urgency = self.urgency.parse().inspect_err(|_| problems.add("urgency", "Choose how urgent it is.")).ok();
        let activity =
            self.activity.parse().inspect_err(|_| problems.add("activity", "Choose what would help most.")).ok();
        let persona = chosen(&self.persona, "persona", problems);
        let notes = text(&self.notes, NOTE_CHARS, "notes", problems);
        let needed_by = day(&self.needed_by, "needed_by", problems);
        if needed_by.is_some_and(|day| day < earliest) {
            problems.add(
                "needed_by",
                "The day a reference is needed by has passed. Choose one from today on, or leave it empty.",
            );
        }
        Some(Needs {
            use_cases,
            products,
            competitors,
            objections,
            topics,
            language: self.language.clone(),
            urgency: urgency?,
            needed_by,
            activity: activity?,
            persona,
            notes,
        })
    }

    fn contact_drafts(&self, source: Source, problems: &mut FieldProblems) -> Vec<ContactDraft> {
        let mut kept: Vec<ContactDraft> = Vec::new();
        for (row, contact) in (1..).zip(self.contacts()) {
            let field = |part: &str| format!("contact_{row}_{part}");
            let email = contact.email;
            let name = line(&contact.name, NAME_CHARS, &field("name"), problems);
            if name.is_empty() {
                if !email.is_empty() {
                    problems.add(&field("name"), "Say who this address belongs to.");
                }
                continue;
            }
            let role = line(&contact.role, ROLE_CHARS, &field("role"), problems);
            if !email.is_empty() && !is_address(&email) {
                problems.add(&field("email"), "Write an e-mail address, such as wim@cobaltridge.example.");
            }
            if !email.is_empty() && kept.iter().any(|other| other.email.as_ref() == Some(&email.to_lowercase())) {
                problems.add(&field("email"), "This address is on the form twice.");
            }
            kept.push(ContactDraft {
                id: contact.id.parse().ok(),
                name,
                email: (!email.is_empty()).then(|| email.to_lowercase()),
                role,
            });
        }
        if !kept.is_empty() && source.mastery() == Mastery::Here && self.organisation.trim().is_empty() {
            problems.add("organisation", "Name the prospect these contacts work for.");
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::super::fields::Field;
    use super::*;
    use crate::matching::Urgency;

    fn today() -> NaiveDate {
        "2026-11-22".parse().unwrap()
    }

    fn offered() -> (Vec<ChosenStage>, Vec<OwnerChoice>) {
        let stage = ChosenStage { id: Uuid::from_u128(1), name: "Proposal".into() };
        let owner = OwnerChoice { id: UserId(Uuid::from_u128(2)), name: "Juno Pemberwick".into() };
        (vec![stage], vec![owner])
    }

    fn filled() -> OpportunityForm {
        OpportunityForm {
            name: "Cobalt Ridge Energy".into(),
            organisation: "Cobalt Ridge Energy".into(),
            stage: Uuid::from_u128(1).to_string(),
            owner: Uuid::from_u128(2).to_string(),
            amount: "310,000".into(),
            currency: "GBP".into(),
            closes_on: "2026-12-11".into(),
            use_cases: "Close, close; multi-entity roll-out".into(),
            language: "en".into(),
            urgency: "high".into(),
            activity: "reference_call".into(),
            contact_1_name: "Wim Hazelgrave".into(),
            contact_1_email: "Wim@cobaltridge.example".into(),
            ..OpportunityForm::default()
        }
    }

    #[test]
    fn a_filled_form_says_what_it_means() {
        let (stages, owners) = offered();

        let draft = filled().check(Source::Manual, &stages, &owners, today()).unwrap();

        let facts = draft.facts.unwrap();
        assert_eq!(facts.amount, Some(Money::new(31_000_000, "GBP")));
        assert_eq!(draft.needs.use_cases, ["Close", "multi-entity roll-out"]);
        assert_eq!(draft.contacts[0].email.as_deref(), Some("wim@cobaltridge.example"));
    }

    #[test]
    fn everything_that_needs_mending_is_said_at_once() {
        let (stages, owners) = offered();
        let form = OpportunityForm {
            amount: "lots".into(),
            closes_on: "soon".into(),
            contact_2_email: "nobody".into(),
            contact_3_name: "Wim".into(),
            contact_3_email: "nobody".into(),
            ..OpportunityForm::default()
        };

        let problem = form.check(Source::Manual, &stages, &owners, today()).unwrap_err();

        for field in [
            "name",
            "stage",
            "owner",
            "currency",
            "amount",
            "closes_on",
            "language",
            "urgency",
            "activity",
            "contact_2_name",
            "contact_3_email",
            "organisation",
        ] {
            assert!(problem.of_field(field).is_some(), "{field}: {problem:?}");
        }
    }

    #[test]
    fn a_day_that_has_passed_is_kept_and_not_chosen() {
        let (stages, owners) = offered();
        for (needed_by, earliest, is_taken) in [
            ("2026-11-22", "2026-11-22", true),
            ("2026-11-21", "2026-11-22", false),
            ("2026-11-02", "2026-11-02", true),
            ("2026-11-01", "2026-11-02", false),
            ("", "2026-11-22", true),
        ] {
            let form = OpportunityForm { needed_by: needed_by.into(), ..filled() };

            let checked = form.check(Source::Manual, &stages, &owners, earliest.parse().unwrap());

            let refused = checked.err().and_then(|problem| problem.of_field("needed_by").map(str::to_owned));
            assert_eq!(refused.is_none(), is_taken, "{needed_by}: {refused:?}");
        }
    }

    #[test]
    fn facts_that_another_system_masters_are_not_taken_from_the_form() {
        let form = OpportunityForm { name: String::new(), stage: "tampered".into(), ..filled() };

        let draft = form.check(Source::Salesforce, &[], &[], today()).unwrap();

        assert_eq!(draft.facts, None);
        assert_eq!(draft.needs.urgency, Urgency::High);
    }

    #[test]
    fn changes_are_named_field_by_field() {
        let (stages, owners) = offered();
        let before = filled().check(Source::Manual, &stages, &owners, today()).unwrap();
        let form = OpportunityForm { amount: "1".into(), notes: "New".into(), ..filled() };

        let after = form.check(Source::Manual, &stages, &owners, today()).unwrap();

        assert_eq!(after.facts.unwrap().changes(&before.facts.unwrap()), [Field::Amount]);
        assert_eq!(after.needs.changes(&before.needs), [Field::Notes]);
    }

    #[test]
    fn contacts_go_into_the_form_and_come_back() {
        let contact = ContactInput { id: "1".into(), name: "Wim".into(), email: String::new(), role: "Decides".into() };

        let form = OpportunityForm::default().with_contacts([contact.clone()]);

        assert_eq!(form.contacts()[0], contact);
        assert_eq!(form.contacts()[1], ContactInput::default());
    }
}
