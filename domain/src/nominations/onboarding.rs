//! The first visit of somebody who was invited: confirm the facts, choose what to agree to, set limits and hours.

use serde::{Deserialize, Serialize};

use crate::language;
use crate::problem::{FieldProblems, Problem};

/// As typed: one flat set of texts, so that a plain form can send it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OnboardingForm {
    pub name: String,
    pub title: String,
    /// Codes of languages, ticked.
    pub languages: Vec<String>,
    pub time_zone: String,
    /// What they agree to, in the words of the consent ledger, ticked.
    pub consents: Vec<String>,
    pub monthly_cap: String,
    pub notice_hours: String,
    /// Weekdays from 1, ticked.
    pub days: Vec<String>,
    pub from: String,
    pub until: String,
}

/// Somebody's choices, ready to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Onboarding {
    pub name: String,
    pub title: String,
    pub languages: Vec<String>,
    pub time_zone: String,
    pub consents: Vec<Agreed>,
    pub monthly_cap: i32,
    pub notice_hours: i32,
    pub days: Vec<i32>,
    /// Minutes after midnight, the end exclusive.
    pub hours: (i32, i32),
}

crate::text_enum! {
    /// All somebody can agree to, in the words of the consent ledger.
    pub enum Agreed {
        ReferenceCall => "reference_call",
        GroupCall => "group_call",
        WrittenAnswers => "written_answers",
        Quote => "quote",
        CaseStudy => "case_study",
        Review => "review",
        SiteVisit => "site_visit",
        Event => "event",
        Recording => "recording",
        AiAnalysis => "ai_analysis",
    }
}

impl Agreed {
    pub const fn label(self) -> &'static str {
        match self {
            Self::ReferenceCall => "Reference calls",
            Self::GroupCall => "Calls with several prospects",
            Self::WrittenAnswers => "Written answers",
            Self::Quote => "Being quoted",
            Self::CaseStudy => "Case studies",
            Self::Review => "Public reviews",
            Self::SiteVisit => "Visits",
            Self::Event => "Speaking at events",
            Self::Recording => "Recordings of my calls",
            Self::AiAnalysis => "Summaries written by software",
        }
    }

    pub const fn line(self) -> &'static str {
        match self {
            Self::ReferenceCall => "A talk with one prospect; you see who it is and decide each time",
            Self::GroupCall => "A talk with several people from different companies",
            Self::WrittenAnswers => "A few questions, answered in your own time",
            Self::Quote => "A sentence of yours with your name; you see it before",
            Self::CaseStudy => "A written story about your work with us",
            Self::Review => "A review on a public site, in your own words",
            Self::SiteVisit => "Prospects come and see how you work",
            Self::Event => "A talk or a panel",
            Self::Recording => "Only calls where everybody agreed before joining",
            Self::AiAnalysis => "Notes of recorded calls, which you can correct",
        }
    }
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnboardingPage {
    pub company: String,
    pub first_name: String,
    pub organisation: String,
    pub form: OnboardingForm,
    /// The most the company asks of anybody in a month.
    pub most_a_month: i32,
    /// Value and label.
    pub zones: Vec<(String, String)>,
    /// Nothing is left to fill in: they are part of it already.
    pub is_done: bool,
}

impl OnboardingForm {
    /// Reads the form; all problems at once. Whether the zone exists is asked of the zone rules.
    pub fn check(&self, most_a_month: i32, knows_zone: impl Fn(&str) -> bool) -> Result<Onboarding, Problem> {
        let mut problems = FieldProblems::default();
        let (name, title) = (self.name.trim(), self.title.trim());
        if name.is_empty() || name.chars().count() > 200 {
            problems.add("name", "Write your name as you would like to be introduced.");
        }
        if title.chars().count() > 200 {
            problems.add("title", "Your role may have 200 letters at most.");
        }
        if self.languages.is_empty() {
            problems.add("languages", "Choose at least one language you like to talk in.");
        } else if self.languages.len() > 12 || self.languages.iter().any(|code| language::name(code).is_none()) {
            problems.add("languages", "Choose up to twelve languages from the list.");
        }
        if !knows_zone(&self.time_zone) {
            problems.add("time_zone", "Choose your time zone.");
        }
        let consents: Option<Vec<Agreed>> = self.consents.iter().map(|text| text.parse().ok()).collect();
        if consents.is_none() {
            problems.add("consents", "Choose from the list.");
        }
        let monthly_cap = self.monthly_cap.trim().parse().ok().filter(|cap| (0..=most_a_month).contains(cap));
        if monthly_cap.is_none() {
            problems.add("monthly_cap", format!("Choose a number from 0 to {most_a_month}."));
        }
        let notice_hours = self.notice_hours.trim().parse().ok().filter(|hours| (0..=720).contains(hours));
        if notice_hours.is_none() {
            problems.add("notice_hours", "Write a number of hours from 0 to 720.");
        }
        let days: Option<Vec<i32>> =
            self.days.iter().map(|day| day.parse().ok().filter(|day| (1..=7).contains(day))).collect();
        if days.as_ref().is_none_or(Vec::is_empty) {
            problems.add("days", "Choose at least one day on which you can talk.");
        }
        let hours = minute(&self.from).zip(minute(&self.until)).filter(|(from, until)| from + 30 <= *until);
        if hours.is_none() {
            problems.add("from", "Write two times, such as 09:00 and 17:00, at least half an hour apart.");
        }
        problems.check()?;
        let mut days = days.unwrap_or_default();
        days.sort_unstable();
        days.dedup();
        let mut consents = consents.unwrap_or_default();
        consents.sort_unstable();
        consents.dedup();
        Ok(Onboarding {
            name: name.to_owned(),
            title: title.to_owned(),
            languages: self.languages.clone(),
            time_zone: self.time_zone.clone(),
            consents,
            monthly_cap: monthly_cap.unwrap_or_default(),
            notice_hours: notice_hours.unwrap_or_default(),
            days,
            hours: hours.unwrap_or_default(),
        })
    }
}

/// "09:30" as minutes after midnight; "24:00" is the end of the day.
fn minute(text: &str) -> Option<i32> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    let all = hours * 60 + minutes;
    ((0..60).contains(&minutes) && (0..=1_440).contains(&all)).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> OnboardingForm {
        OnboardingForm {
            name: "Brigid Oakhollow".into(),
            title: "Finance Systems Lead".into(),
            languages: vec!["en".into()],
            time_zone: "Europe/London".into(),
            consents: vec!["quote".into(), "reference_call".into(), "quote".into()],
            monthly_cap: "2".into(),
            notice_hours: "24".into(),
            days: vec!["3".into(), "1".into()],
            from: "09:00".into(),
            until: "17:30".into(),
        }
    }

    #[test]
    fn a_complete_form_is_read() {
        let read = form().check(3, |zone| zone == "Europe/London").unwrap();

        assert_eq!((read.days.as_slice(), read.hours), ([1, 3].as_slice(), (540, 1_050)));
        assert_eq!(read.consents, [Agreed::ReferenceCall, Agreed::Quote]);
    }

    #[test]
    fn agreeing_to_nothing_is_an_answer() {
        let form = OnboardingForm { consents: Vec::new(), ..form() };

        assert_eq!(form.check(3, |_| true).unwrap().consents, []);
    }

    #[test]
    fn every_field_that_needs_mending_is_named() {
        type Mistake = (&'static str, fn(&mut OnboardingForm));
        let table: [Mistake; 10] = [
            ("name", |form| form.name = " ".into()),
            ("languages", |form| form.languages.clear()),
            ("languages", |form| form.languages = vec!["tlh".into()]),
            ("time_zone", |form| form.time_zone = "Atlantis".into()),
            ("consents", |form| form.consents = vec!["everything".into()]),
            ("monthly_cap", |form| form.monthly_cap = "4".into()),
            ("notice_hours", |form| form.notice_hours = "soon".into()),
            ("days", |form| form.days = vec!["8".into()]),
            ("days", |form| form.days.clear()),
            ("from", |form| form.until = "09:15".into()),
        ];

        for (field, break_it) in table {
            let mut form = form();
            break_it(&mut form);
            let problem = form.check(3, |zone| zone == "Europe/London").unwrap_err();
            assert!(problem.of_field(field).is_some(), "{field}: {problem:?}");
        }
    }
}
