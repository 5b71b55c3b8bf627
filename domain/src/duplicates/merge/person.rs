//! Making one person of two: whose value of each field, and what is never chosen because the stricter holds.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::person_field::PersonField;
use super::{Mergeable, Pick, joined, listed, said};
use crate::advocates::{Lifecycle, Persona, ReferenceStatus, Seniority};
use crate::duplicates::askable::{OwnLimits, lifecycle_of_both, limits_of_both, status_of_both};
use crate::language;

/// As long as the form of an advocate allows.
const AVOID_CHARS: usize = 1_000;
const NOTES_CHARS: usize = 10_000;
/// Monday first, as the hours are numbered.
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// What was chosen; a field that is not named takes what [`Mergeable::usual`] says.
pub type PersonPicks = BTreeMap<PersonField, Pick>;

/// Hours of a week: the day (Monday is 1), the first minute and the one after the last.
pub type WeekHours = Vec<(i32, i32, i32)>;

/// An advocate as it is stored, with the hours of their week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub user_id: Option<Uuid>,
    pub owner_id: Option<Uuid>,
    pub name: String,
    pub email: String,
    pub title: String,
    pub persona: Option<String>,
    pub seniority: Option<String>,
    pub languages: Vec<String>,
    pub time_zone: String,
    pub story: String,
    pub use_cases: Vec<String>,
    pub products: Vec<String>,
    pub expertise: Vec<String>,
    pub tags: Vec<String>,
    pub competitors_replaced: Vec<String>,
    pub avoid: String,
    pub private_notes: String,
    pub lifecycle: Lifecycle,
    pub reference_status: ReferenceStatus,
    pub enrolled_on: Option<NaiveDate>,
    #[serde(flatten)]
    pub limits: OwnLimits,
    pub photo_id: Option<Uuid>,
    pub hours: WeekHours,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// The parts of a record that nobody chooses.
type Settled = (Option<Uuid>, Lifecycle, ReferenceStatus, Option<NaiveDate>, OwnLimits);

impl PersonRecord {
    /// As people read it; the owner has a name elsewhere.
    pub fn shown(&self, field: PersonField) -> Option<String> {
        match field {
            PersonField::Persona => {
                self.persona.as_ref().map(|key| key.parse().map_or(key.clone(), |it: Persona| it.label().to_owned()))
            }
            PersonField::Seniority => self
                .seniority
                .as_ref()
                .map(|key| key.parse().map_or(key.clone(), |it: Seniority| it.label().to_owned())),
            PersonField::Languages => {
                listed(&self.languages.iter().map(|code| language::label(code).to_owned()).collect::<Vec<_>>())
            }
            PersonField::Hours => Some(self.hours_in_words()),
            PersonField::Photo => self.photo_id.map(|_| "A photo".to_owned()),
            other => self.value(other),
        }
    }

    /// "Europe/London: Mon 09:00–12:00, Tue 13:00–17:00"
    fn hours_in_words(&self) -> String {
        if self.hours.is_empty() {
            return [&self.time_zone, ", no hours"].concat();
        }
        let clock = |minute: i32| format!("{:02}:{:02}", minute / 60, minute % 60);
        let stretch = |(day, from, until): &(i32, i32, i32)| {
            let day = usize::try_from(day - 1).ok().and_then(|at| DAYS.get(at)).copied().unwrap_or_default();
            format!("{day} {}–{}", clock(*from), clock(*until))
        };
        let week: Vec<String> = self.hours.iter().map(stretch).collect();
        format!("{}: {}", self.time_zone, week.join(", "))
    }

    /// The hours that both name; only clocks of one zone can be laid over each other.
    fn hours_of_both(&self, other: &Self) -> WeekHours {
        if self.time_zone != other.time_zone {
            return Vec::new();
        }
        let mut common: WeekHours = Vec::new();
        for (day, from, until) in &self.hours {
            let same_day = other.hours.iter().filter(|(theirs, ..)| theirs == day);
            common.extend(same_day.map(|(_, start, end)| (*day, *from.max(start), *until.min(end))));
        }
        common.retain(|(_, from, until)| from < until);
        common.sort_unstable();
        common
    }

    fn list(&self, field: PersonField) -> &[String] {
        match field {
            PersonField::Languages => &self.languages,
            PersonField::UseCases => &self.use_cases,
            PersonField::Products => &self.products,
            PersonField::Expertise => &self.expertise,
            PersonField::Tags => &self.tags,
            PersonField::Competitors => &self.competitors_replaced,
            _ => &[],
        }
    }

    fn list_of_both(&self, other: &Self, field: PersonField) -> Vec<String> {
        joined(self.list(field), other.list(field))
    }

    /// Whether both values of a field can be kept together.
    pub fn can_take_both(&self, other: &Self, field: PersonField) -> bool {
        let both_say = self.value(field).is_some() && other.value(field).is_some();
        let fits = |one: &str, other: &str, most: usize| beside(one, other).chars().count() <= most;
        both_say
            && match field {
                PersonField::Avoid => fits(&self.avoid, &other.avoid, AVOID_CHARS),
                PersonField::Notes => fits(&self.private_notes, &other.private_notes, NOTES_CHARS),
                PersonField::Hours => !self.hours_of_both(other).is_empty(),
                field => field.is_list() && self.list_of_both(other, field).len() <= field.most(),
            }
    }

    /// Whether this one rather than the other is kept, unless somebody chooses: the one who signs in, else the one on
    /// which more hangs, else the fuller, else the older.
    pub fn goes_before(&self, hanging: u32, other: &Self, hanging_on_other: u32) -> bool {
        let weight = |record: &Self, hanging| (record.user_id.is_some(), hanging, record.fullness());
        let (here, there) = (weight(self, hanging), weight(other, hanging_on_other));
        if here == there { (self.created_at, self.id) < (other.created_at, other.id) } else { here > there }
    }

    /// This record with what was chosen of the other. Nobody chooses limits and standing: the stricter holds. The sign-in
    /// is the kept one's, or else the other's; who was enrolled earlier was enrolled then.
    #[must_use]
    pub fn taking(&self, other: &Self, picks: &PersonPicks) -> Self {
        let mut one = self.with_picks(other, picks);
        if one.hours.is_empty() && !other.hours.is_empty() {
            // Without hours nobody knows when to ask, and nothing keeps anybody from it.
            one.take(other, PersonField::Hours);
        }
        one.user_id = self.user_id.or(other.user_id);
        one.lifecycle = lifecycle_of_both(self.lifecycle, other.lifecycle);
        one.reference_status = status_of_both(self.reference_status, other.reference_status);
        one.enrolled_on = [self.enrolled_on, other.enrolled_on].into_iter().flatten().min();
        one.limits = limits_of_both(self.limits, other.limits);
        one
    }

    fn settled(&self) -> Settled {
        (self.user_id, self.lifecycle, self.reference_status, self.enrolled_on, self.limits)
    }

    fn settle(&mut self, settled: Settled) {
        (self.user_id, self.lifecycle, self.reference_status, self.enrolled_on, self.limits) = settled;
    }

    /// What the record stands otherwise in now than `after`, of what a merge changed from `before`. Standing, limits and
    /// sign-in stand in the way also where the merge left them alone: they were the word on both.
    pub fn in_the_way(&self, before: &Self, after: &Self) -> Vec<String> {
        let mut labels = self.fields_in_the_way(before, after);
        let changed = [
            (self.user_id != after.user_id, "sign-in"),
            (self.lifecycle != after.lifecycle, "place in the programme"),
            (self.reference_status != after.reference_status, "use as a reference"),
            (self.limits != after.limits, "limits"),
            (self.enrolled_on != after.enrolled_on, "day of enrolment"),
            (self.organisation_id != after.organisation_id, "organisation"),
        ];
        labels.extend(changed.into_iter().filter(|(changed, _)| *changed).map(|(_, label)| label.to_owned()));
        labels
    }

    /// This record with everything a merge changed as it was before.
    #[must_use]
    pub fn put_back(&self, before: &Self, after: &Self) -> Self {
        let mut one = self.with_fields_put_back(before, after);
        one.settle(before.settled());
        one
    }
}

/// One text under the other; once, where they are the same.
fn beside(one: &str, other: &str) -> String {
    if one == other { one.to_owned() } else { [one, "\n\n", other].concat() }
}

impl Mergeable for PersonRecord {
    type Field = PersonField;

    const FIELDS: &'static [PersonField] = PersonField::ALL;

    fn id(&self) -> Uuid {
        self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn version(&self) -> i64 {
        i64::from(self.version)
    }

    fn label(field: PersonField) -> &'static str {
        field.label()
    }

    /// Owner and photo by their ids.
    fn value(&self, field: PersonField) -> Option<String> {
        match field {
            PersonField::Name => said(&self.name),
            PersonField::Email => said(&self.email),
            PersonField::Title => said(&self.title),
            PersonField::Persona => self.persona.clone(),
            PersonField::Seniority => self.seniority.clone(),
            PersonField::Languages => listed(&self.languages),
            // A zone alone is what every record begins with: it says nothing.
            PersonField::Hours => (!self.hours.is_empty()).then(|| self.hours_in_words()),
            PersonField::Story => said(&self.story),
            PersonField::UseCases => listed(&self.use_cases),
            PersonField::Products => listed(&self.products),
            PersonField::Expertise => listed(&self.expertise),
            PersonField::Tags => listed(&self.tags),
            PersonField::Competitors => listed(&self.competitors_replaced),
            PersonField::Avoid => said(&self.avoid),
            PersonField::Notes => said(&self.private_notes),
            PersonField::Owner => self.owner_id.map(|id| id.to_string()),
            PersonField::Photo => self.photo_id.map(|id| id.to_string()),
        }
    }

    /// The only one there is; all of lists, of what is not to be talked about and of notes; the hours both name; the
    /// name of the kept one, the address of the one who signs in; else that of the record changed last.
    fn usual(&self, other: &Self, field: PersonField) -> Pick {
        match (self.value(field), other.value(field)) {
            (_, None) => Pick::Kept,
            (None, Some(_)) => Pick::Other,
            (Some(here), Some(there)) if here == there => Pick::Kept,
            _ if self.can_take_both(other, field) => Pick::Both,
            _ if matches!(field, PersonField::Name | PersonField::Photo) => Pick::Kept,
            _ if field == PersonField::Email => {
                if self.user_id.is_none() && other.user_id.is_some() {
                    Pick::Other
                } else {
                    Pick::Kept
                }
            }
            _ if other.updated_at > self.updated_at => Pick::Other,
            _ => Pick::Kept,
        }
    }

    fn take(&mut self, other: &Self, field: PersonField) {
        match field {
            PersonField::Name => self.name.clone_from(&other.name),
            PersonField::Email => self.email.clone_from(&other.email),
            PersonField::Title => self.title.clone_from(&other.title),
            PersonField::Persona => self.persona.clone_from(&other.persona),
            PersonField::Seniority => self.seniority.clone_from(&other.seniority),
            PersonField::Languages => self.languages.clone_from(&other.languages),
            PersonField::Hours => {
                self.time_zone.clone_from(&other.time_zone);
                self.hours.clone_from(&other.hours);
            }
            PersonField::Story => self.story.clone_from(&other.story),
            PersonField::UseCases => self.use_cases.clone_from(&other.use_cases),
            PersonField::Products => self.products.clone_from(&other.products),
            PersonField::Expertise => self.expertise.clone_from(&other.expertise),
            PersonField::Tags => self.tags.clone_from(&other.tags),
            PersonField::Competitors => self.competitors_replaced.clone_from(&other.competitors_replaced),
            PersonField::Avoid => self.avoid.clone_from(&other.avoid),
            PersonField::Notes => self.private_notes.clone_from(&other.private_notes),
            PersonField::Owner => self.owner_id = other.owner_id,
            PersonField::Photo => self.photo_id = other.photo_id,
        }
    }

    fn take_both(&mut self, one: &Self, other: &Self, field: PersonField) {
        // A form can ask for what does not fit together; then the kept one's stays.
        if !one.can_take_both(other, field) {
            return;
        }
        match field {
            PersonField::Languages => self.languages = one.list_of_both(other, field),
            PersonField::UseCases => self.use_cases = one.list_of_both(other, field),
            PersonField::Products => self.products = one.list_of_both(other, field),
            PersonField::Expertise => self.expertise = one.list_of_both(other, field),
            PersonField::Tags => self.tags = one.list_of_both(other, field),
            PersonField::Competitors => {
                self.competitors_replaced = one.list_of_both(other, field);
            }
            PersonField::Hours => self.hours = one.hours_of_both(other),
            PersonField::Avoid => self.avoid = beside(&one.avoid, &other.avoid),
            PersonField::Notes => self.private_notes = beside(&one.private_notes, &other.private_notes),
            _ => {}
        }
    }
}
