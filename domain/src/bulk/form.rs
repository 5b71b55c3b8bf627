//! The form around a list: which rows, and what is to become of them. A plain HTML form can send it.

use serde::{Deserialize, Serialize};

use super::{AdvocateChange, Change, DealChange};
use crate::advocates::{REASON_CHARS, ReferenceStatus};
use crate::ids::UserId;
use crate::lists::ListName;
use crate::matching::Urgency;
use crate::problem::{FieldProblems, Problem};
use crate::{tags, typed};

/// Chosen as the success manager: nobody is.
pub const NOBODY: &str = "nobody";

crate::text_enum! {
    /// A button of the bar.
    pub enum Act {
        Owner => "owner",
        AddTags => "add_tags",
        RemoveTags => "remove_tags",
        Status => "status",
        NeededBy => "needed_by",
        NotNeeded => "not_needed",
        Urgency => "urgency",
    }
}

/// Somebody records can be given to: the id, and what they are called.
pub type Choices = Vec<(UserId, String)>;

/// What was ticked, typed and pressed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BulkForm {
    pub list: String,
    /// The address of the list the page showed.
    pub query: String,
    /// The ticked rows.
    pub ids: Vec<String>,
    /// Anything: every row of that list instead.
    pub all: Option<String>,
    /// The pressed button; empty when a field was sent by Enter.
    pub act: String,
    pub owner: String,
    /// Tags of advocates, topics of deals.
    pub tags: String,
    pub status: String,
    pub status_reason: String,
    pub needed_by: String,
    pub urgency: String,
}

impl BulkForm {
    pub fn list(&self) -> Result<ListName, Problem> {
        let list = self.list.parse().ok().filter(|list| matches!(list, ListName::Advocates | ListName::Opportunities));
        list.ok_or(Problem::NotFound)
    }

    /// What is to become of the rows; `choices` are those whom records can be given to.
    pub fn check(&self, list: ListName, choices: &Choices) -> Result<Change, Problem> {
        let act = self.act().ok_or_else(|| Problem::invalid("act", "Press the button of the one change you mean."))?;
        let mut problems = FieldProblems::default();
        let change = match list {
            ListName::Advocates => self.of_advocates(act, choices, &mut problems).map(Change::Advocates),
            _ => self.of_deals(act, choices, &mut problems).map(Change::Opportunities),
        };
        problems.check()?;
        change.ok_or_else(|| Problem::invalid("act", "This cannot be changed here."))
    }

    /// The pressed button; sent by Enter, the one whose field was filled.
    fn act(&self) -> Option<Act> {
        if !self.act.is_empty() {
            return self.act.parse().ok();
        }
        let fields = [
            (&self.owner, Act::Owner),
            (&self.tags, Act::AddTags),
            (&self.status, Act::Status),
            (&self.needed_by, Act::NeededBy),
            (&self.urgency, Act::Urgency),
        ];
        let mut filled = fields.into_iter().filter(|(field, _)| !field.trim().is_empty()).map(|(_, act)| act);
        filled.next().filter(|_| filled.next().is_none())
    }

    fn of_advocates(&self, act: Act, choices: &Choices, problems: &mut FieldProblems) -> Option<AdvocateChange> {
        match act {
            Act::Owner if self.owner == NOBODY => Some(AdvocateChange::Owner { owner: None }),
            Act::Owner => {
                let owner = self.person(choices, "Choose a success manager from the list.", problems)?;
                Some(AdvocateChange::Owner { owner: Some(owner) })
            }
            Act::AddTags => Some(AdvocateChange::AddTags { tags: self.words("tag", problems)? }),
            Act::RemoveTags => Some(AdvocateChange::RemoveTags { tags: self.words("tag", problems)? }),
            Act::Status => {
                let to: Option<ReferenceStatus> = self.status.parse().ok();
                let Some(to) = to else {
                    problems.add("status", "Choose whether they can be used.");
                    return None;
                };
                let reason = typed::line(&self.status_reason, REASON_CHARS, "status_reason", problems);
                if to.wants_a_reason() && reason.is_empty() {
                    problems.add("status_reason", "Say why: colleagues read it on the profile.");
                }
                Some(AdvocateChange::Status { to, reason })
            }
            Act::NeededBy | Act::NotNeeded | Act::Urgency => None,
        }
    }

    fn of_deals(&self, act: Act, choices: &Choices, problems: &mut FieldProblems) -> Option<DealChange> {
        match act {
            Act::Owner => {
                let owner = self.person(choices, "Choose who is to own the deals.", problems)?;
                Some(DealChange::Owner { owner })
            }
            Act::AddTags => Some(DealChange::AddTopics { topics: self.words("topic", problems)? }),
            Act::RemoveTags => Some(DealChange::RemoveTopics { topics: self.words("topic", problems)? }),
            Act::NeededBy => {
                let day = typed::day(&self.needed_by, "needed_by", problems);
                if self.needed_by.trim().is_empty() {
                    problems.add("needed_by", "Choose the day by which a reference is needed.");
                }
                Some(DealChange::NeededBy { day })
            }
            Act::NotNeeded => Some(DealChange::NeededBy { day: None }),
            Act::Urgency => {
                let to: Option<Urgency> = self.urgency.parse().ok();
                if to.is_none() {
                    problems.add("urgency", "Choose how urgent it is.");
                }
                Some(DealChange::Urgency { to: to? })
            }
            Act::Status => None,
        }
    }

    fn person(&self, choices: &Choices, words: &str, problems: &mut FieldProblems) -> Option<UserId> {
        let chosen = choices.iter().find(|(id, _)| id.to_string() == self.owner).map(|(id, _)| *id);
        if chosen.is_none() {
            problems.add("owner", words);
        }
        chosen
    }

    fn words(&self, what: &str, problems: &mut FieldProblems) -> Option<Vec<String>> {
        let words = tags::read(&self.tags, "tags", problems);
        if words.is_empty() {
            problems.add("tags", format!("Write at least one {what}."));
        }
        (!words.is_empty()).then_some(words)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn tamsin() -> UserId {
        UserId(Uuid::from_u128(1))
    }

    fn form(fields: &[(&str, &str)]) -> BulkForm {
        let object = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).into()));
        serde_json::from_value(serde_json::Value::Object(object.collect())).unwrap()
    }

    fn checked(list: ListName, fields: &[(&str, &str)]) -> Result<Change, Problem> {
        form(fields).check(list, &vec![(tamsin(), "Tamsin".to_owned())])
    }

    #[test]
    fn what_was_pressed_and_typed_means_by_example() {
        use ListName::{Advocates, Opportunities};
        type Case<'a> = (ListName, Vec<(&'a str, &'a str)>, Result<&'a str, &'a str>);
        let id = tamsin().to_string();
        let table: Vec<Case> = vec![
            (Advocates, vec![("act", "owner"), ("owner", &id)], Ok("Success manager: Tamsin")),
            (Advocates, vec![("act", "owner"), ("owner", NOBODY)], Ok("Success manager: nobody")),
            (Advocates, vec![("act", "owner"), ("owner", "somebody")], Err("owner")),
            (Advocates, vec![("act", "owner")], Err("owner")),
            (Opportunities, vec![("act", "owner"), ("owner", NOBODY)], Err("owner")),
            (Opportunities, vec![("act", "owner"), ("owner", &id)], Ok("Owner: Tamsin")),
            (Advocates, vec![("act", "add_tags"), ("tags", "a, A, b")], Ok("Tags added: “a” and “b”")),
            (Advocates, vec![("act", "remove_tags"), ("tags", " ,")], Err("tags")),
            (Advocates, vec![("act", "status"), ("status", "paused")], Err("status_reason")),
            (Advocates, vec![("act", "status")], Err("status")),
            (Advocates, vec![("act", "status"), ("status", "active")], Ok("Reference status: Can be used")),
            (Advocates, vec![("act", "needed_by"), ("needed_by", "2026-12-01")], Err("act")),
            (
                Opportunities,
                vec![("act", "needed_by"), ("needed_by", "2026-12-01")],
                Ok("Reference needed by: Tue 1 Dec 2026"),
            ),
            (Opportunities, vec![("act", "needed_by"), ("needed_by", "soon")], Err("needed_by")),
            (Opportunities, vec![("act", "needed_by")], Err("needed_by")),
            (Opportunities, vec![("act", "not_needed")], Ok("Reference needed by: no day")),
            (Opportunities, vec![("act", "urgency"), ("urgency", "high")], Ok("Urgency: High")),
            (Opportunities, vec![("act", "urgency"), ("urgency", "asap")], Err("urgency")),
            (Opportunities, vec![("act", "status"), ("status", "active")], Err("act")),
            (Opportunities, vec![("act", "sell")], Err("act")),
            // Sent by Enter: the one field that was filled says what is meant.
            (Advocates, vec![("tags", "board")], Ok("Tags added: “board”")),
            (Advocates, vec![("tags", "board"), ("owner", &id)], Err("act")),
            (Advocates, vec![], Err("act")),
        ];

        for (list, fields, expected) in table {
            let found = checked(list, &fields);
            match (&found, expected) {
                (Ok(change), Ok(words)) => assert_eq!(change.in_words(Some("Tamsin")), words, "{fields:?}"),
                (Err(problem), Err(field)) => assert!(problem.of_field(field).is_some(), "{fields:?}: {problem:?}"),
                _ => panic!("{fields:?}: {found:?}"),
            }
        }
    }

    #[test]
    fn a_reason_has_a_limit() {
        let long = "x".repeat(REASON_CHARS + 1);

        let found = checked(ListName::Advocates, &[("act", "status"), ("status", "paused"), ("status_reason", &long)]);

        assert!(found.unwrap_err().of_field("status_reason").is_some());
    }

    #[test]
    fn only_lists_of_records_that_can_be_changed_are_taken() {
        for (list, known) in [("advocates", true), ("opportunities", true), ("requests", false), ("shoes", false)] {
            assert_eq!(form(&[("list", list)]).list().is_ok(), known, "{list}");
        }
    }
}
