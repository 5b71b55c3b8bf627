//! The form of an advocate: what is typed, what it means, and everything that needs mending at once.
//! A plain HTML form can send it, so every field is text.

use crate::paging::counted;
use serde::{Deserialize, Serialize};

use super::draft::{AdvocateDraft, OutcomeDraft, Policy};
use super::fields::Seniority;
use super::lifecycle::REASON_CHARS;
use super::persona::Persona;
use super::standing::ReferenceStatus;
use crate::ids::{AdvocateId, UserId};
use crate::problem::{FieldProblems, Problem};
use crate::typed::{chosen, line, text};
use crate::{language, tags};

/// How many outcomes somebody may have.
pub const OUTCOMES: usize = 12;
const NAME_CHARS: usize = 200;
const STORY_CHARS: usize = 10_000;
const NOTES_CHARS: usize = 10_000;
const AVOID_CHARS: usize = 1_000;
const LINE_CHARS: usize = 300;
const LANGUAGES: usize = 10;

/// One outcome as typed; a row without a headline is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutcomeInput {
    /// The outcome this was before; empty for a new one.
    pub kept: String,
    /// Anything: it is taken away.
    pub remove: Option<String>,
    pub headline: String,
    pub before: String,
    pub after: String,
    pub unit: String,
    pub quote: String,
    pub use_case: String,
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AdvocateForm {
    pub id: String,
    /// The version the page showed.
    pub version: String,
    /// Marks of the fields as they were opened, to tell what was typed from what came along.
    pub opened: String,
    pub name: String,
    pub title: String,
    pub persona: String,
    pub seniority: String,
    pub languages: String,
    pub time_zone: String,
    pub use_cases: String,
    pub expertise: String,
    pub products: String,
    pub competitors: String,
    pub tags: String,
    pub story: String,
    pub avoid: String,
    pub outcomes: Vec<OutcomeInput>,
    pub private_notes: String,
    pub owner: String,
    pub monthly_cap: String,
    pub quarterly_cap: String,
    pub cool_down: String,
    pub reference_status: String,
    pub status_reason: String,
}

/// A zone or a person to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub value: String,
    pub label: String,
}

/// Everything the page of the form shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvocateFormPage {
    pub id: AdvocateId,
    pub form: AdvocateForm,
    /// Whom they work for; changed by nobody here.
    pub organisation: String,
    pub email: String,
    pub zones: Vec<Named>,
    pub owners: Vec<Named>,
    pub policy: Policy,
}

impl AdvocateForm {
    /// What the form means, or all that needs mending. `kept` is what is stored, `owners` are those
    /// the form offered, and a zone is one of `is_zone`.
    pub fn check(
        &self,
        kept: &AdvocateDraft,
        policy: Policy,
        owners: &[Named],
        is_zone: impl Fn(&str) -> bool,
    ) -> Result<AdvocateDraft, Problem> {
        let mut problems = FieldProblems::default();
        let before = kept.reference_status;
        let name = line(&self.name, NAME_CHARS, "name", &mut problems);
        if name.is_empty() {
            problems.add("name", "Say who it is.");
        }
        let title = line(&self.title, NAME_CHARS, "title", &mut problems);
        let persona = chosen::<Persona>(&self.persona, "persona", &mut problems);
        let seniority = chosen::<Seniority>(&self.seniority, "seniority", &mut problems);
        let languages = languages(&self.languages, &mut problems);
        if !is_zone(&self.time_zone) {
            problems.add("time_zone", "Choose a time zone from the list.");
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
        let status: Option<ReferenceStatus> = self.reference_status.parse().ok();
        if status.is_none() {
            problems.add("reference_status", "Choose whether they can be used.");
        }
        let status = status.unwrap_or(before);
        let reason = line(&self.status_reason, REASON_CHARS, "status_reason", &mut problems);
        if status != before && status.wants_a_reason() && reason.is_empty() {
            problems.add("status_reason", "Say why: colleagues read it on the profile.");
        }
        let draft = AdvocateDraft {
            name,
            title,
            persona,
            seniority,
            languages,
            time_zone: self.time_zone.clone(),
            use_cases: tags::read(&self.use_cases, "use_cases", &mut problems),
            expertise: tags::read(&self.expertise, "expertise", &mut problems),
            products: tags::read(&self.products, "products", &mut problems),
            competitors: tags::read(&self.competitors, "competitors", &mut problems),
            tags: tags::read(&self.tags, "tags", &mut problems),
            story: text(&self.story, STORY_CHARS, "story", &mut problems),
            avoid: text(&self.avoid, AVOID_CHARS, "avoid", &mut problems),
            outcomes: self.outcome_drafts(&mut problems),
            private_notes: text(&self.private_notes, NOTES_CHARS, "private_notes", &mut problems),
            owner,
            monthly_cap: at_most(&self.monthly_cap, kept.monthly_cap, policy.monthly_cap, "monthly_cap", &mut problems),
            quarterly_cap: at_most(
                &self.quarterly_cap,
                kept.quarterly_cap,
                policy.quarterly_cap,
                "quarterly_cap",
                &mut problems,
            ),
            cool_down_days: at_least(
                &self.cool_down,
                kept.cool_down_days,
                policy.cool_down_days,
                "cool_down",
                &mut problems,
            ),
            reference_status: status,
            status_reason: reason,
        };
        if let (Some(month), Some(quarter)) = (draft.monthly_cap, draft.quarterly_cap)
            && month > quarter
        {
            problems.add("quarterly_cap", "A quarter cannot hold fewer asks than one of its months.");
        }
        problems.check()?;
        Ok(draft)
    }

    fn outcome_drafts(&self, problems: &mut FieldProblems) -> Vec<OutcomeDraft> {
        let mut kept = Vec::new();
        for (row, typed) in self.outcomes.iter().enumerate().filter(|(_, typed)| typed.remove.is_none()) {
            let field = |part: &str| format!("{part}_{row}");
            let others = [&typed.before, &typed.after, &typed.unit, &typed.quote, &typed.use_case];
            let headline = line(&typed.headline, LINE_CHARS, &field("headline"), problems);
            if headline.is_empty() {
                if others.iter().any(|text| !text.trim().is_empty()) {
                    problems.add(&field("headline"), "Say what got better, or empty the whole row.");
                }
                continue;
            }
            let before = number(&typed.before, &field("before"), problems);
            let after = number(&typed.after, &field("after"), problems);
            if before.is_some() && after.is_none() {
                problems.add(&field("after"), "Say what it is now.");
            }
            let use_case = line(&typed.use_case, NAME_CHARS, &field("use_case"), problems);
            kept.push(OutcomeDraft {
                id: typed.kept.parse().ok(),
                headline,
                before,
                after,
                unit: line(&typed.unit, 40, &field("unit"), problems),
                quote: line(&typed.quote, 1_000, &field("quote"), problems),
                use_case: (!use_case.is_empty()).then_some(use_case),
            });
        }
        if kept.len() > OUTCOMES {
            problems.add("headline_0", "Twelve outcomes at most.");
        }
        kept
    }
}

/// Languages by name or code, the first being the one they prefer.
pub(super) fn languages(text: &str, problems: &mut FieldProblems) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in text.split([',', ';', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
        match language::named(word) {
            Some(code) if kept.iter().any(|known| known == code) => {}
            Some(code) => kept.push(code.to_owned()),
            None => {
                problems.add("languages", format!("“{word}” is no language we know. Write names, such as English."));
                return kept;
            }
        }
    }
    if kept.is_empty() {
        problems.add("languages", "Name at least one language.");
    } else if kept.len() > LANGUAGES {
        problems.add("languages", "Ten languages at most.");
    }
    kept
}

/// "4.2", "41,000"; Postgres keeps what a float holds exactly enough.
fn number(text: &str, field: &str, problems: &mut FieldProblems) -> Option<f64> {
    let text = text.trim().replace([',', ' '], "");
    if text.is_empty() {
        return None;
    }
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() < 1e12);
    if number.is_none() {
        problems.add(field, "Write a number, such as 4.2 or 41,000.");
    }
    number
}

fn whole(text: &str, field: &str, problems: &mut FieldProblems) -> Option<u16> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let number = text.parse().ok();
    if number.is_none() {
        problems.add(field, "Write a whole number, or nothing for the company's own.");
    }
    number
}

/// A cap of one's own may be tighter than the company's, never looser. One that was kept before the company lowered
/// its own stays as it is: the stricter counts anyway, and nobody is kept from changing the rest of a profile.
fn at_most(text: &str, kept: Option<u16>, company: u16, field: &str, problems: &mut FieldProblems) -> Option<u16> {
    let cap = whole(text, field, problems)?;
    if cap > company && kept != Some(cap) {
        problems.add(field, format!("The company allows {company}: a limit of one's own may be lower, never higher."));
    }
    Some(cap)
}

/// A rest of one's own may be longer than the company's, never shorter. One that was kept stays, as a cap does.
fn at_least(text: &str, kept: Option<u16>, company: u16, field: &str, problems: &mut FieldProblems) -> Option<u16> {
    let days = whole(text, field, problems)?;
    if kept == Some(days) {
        return kept;
    }
    if days < company {
        problems.add(
            field,
            format!(
                "The company gives {}: a rest of one's own may be longer, never shorter.",
                counted(company, "day", "days")
            ),
        );
    } else if days > 365 {
        problems.add(field, "A year at most.");
    }
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::super::fields::AdvocateField;
    use super::*;

    const POLICY: Policy = Policy { monthly_cap: 3, quarterly_cap: 6, cool_down_days: 14 };

    fn filled() -> AdvocateForm {
        AdvocateForm {
            name: "Ingrid Thistlewood".into(),
            languages: "English, norwegian, en".into(),
            time_zone: "Europe/London".into(),
            reference_status: "active".into(),
            monthly_cap: "2".into(),
            cool_down: "21".into(),
            outcomes: vec![
                OutcomeInput {
                    headline: "Month-end close".into(),
                    before: "9".into(),
                    after: "4".into(),
                    unit: "days".into(),
                    ..OutcomeInput::default()
                },
                OutcomeInput::default(),
            ],
            ..AdvocateForm::default()
        }
    }

    fn check(form: &AdvocateForm) -> Result<AdvocateDraft, Problem> {
        check_over(form, &stored(None, None, None))
    }

    fn check_over(form: &AdvocateForm, kept: &AdvocateDraft) -> Result<AdvocateDraft, Problem> {
        form.check(kept, POLICY, &[], |zone| zone == "Europe/London")
    }

    /// What is stored of somebody with these limits of their own.
    fn stored(monthly_cap: Option<u16>, quarterly_cap: Option<u16>, cool_down_days: Option<u16>) -> AdvocateDraft {
        AdvocateDraft {
            name: String::new(),
            title: String::new(),
            persona: None,
            seniority: None,
            languages: Vec::new(),
            time_zone: String::new(),
            use_cases: Vec::new(),
            expertise: Vec::new(),
            products: Vec::new(),
            competitors: Vec::new(),
            tags: Vec::new(),
            story: String::new(),
            avoid: String::new(),
            outcomes: Vec::new(),
            private_notes: String::new(),
            owner: None,
            monthly_cap,
            quarterly_cap,
            cool_down_days,
            reference_status: ReferenceStatus::Active,
            status_reason: String::new(),
        }
    }

    #[test]
    fn a_filled_form_says_what_it_means() {
        let draft = check(&filled()).unwrap();

        assert_eq!(draft.languages, ["en", "nb"]);
        assert_eq!((draft.monthly_cap, draft.quarterly_cap, draft.cool_down_days), (Some(2), None, Some(21)));
        assert_eq!(draft.outcomes.len(), 1);
        assert_eq!((draft.outcomes[0].before, draft.outcomes[0].after), (Some(9.0), Some(4.0)));
    }

    #[test]
    fn each_field_that_needs_mending_is_named() {
        let outcome = |row: OutcomeInput| AdvocateForm { outcomes: vec![row], ..filled() };
        let table = [
            (AdvocateForm { name: " ".into(), ..filled() }, "name"),
            (AdvocateForm { persona: "wizard".into(), ..filled() }, "persona"),
            (AdvocateForm { seniority: "king".into(), ..filled() }, "seniority"),
            (AdvocateForm { languages: "English, Klingon".into(), ..filled() }, "languages"),
            (AdvocateForm { languages: String::new(), ..filled() }, "languages"),
            (AdvocateForm { time_zone: "Mars/Olympus".into(), ..filled() }, "time_zone"),
            (AdvocateForm { owner: "nobody".into(), ..filled() }, "owner"),
            (AdvocateForm { monthly_cap: "4".into(), ..filled() }, "monthly_cap"),
            (AdvocateForm { monthly_cap: "few".into(), ..filled() }, "monthly_cap"),
            (AdvocateForm { quarterly_cap: "7".into(), ..filled() }, "quarterly_cap"),
            (AdvocateForm { quarterly_cap: "1".into(), ..filled() }, "quarterly_cap"),
            (AdvocateForm { cool_down: "13".into(), ..filled() }, "cool_down"),
            (AdvocateForm { reference_status: "maybe".into(), ..filled() }, "reference_status"),
            (AdvocateForm { reference_status: "do_not_use".into(), ..filled() }, "status_reason"),
            (outcome(OutcomeInput { quote: "Great".into(), ..OutcomeInput::default() }), "headline_0"),
            (
                outcome(OutcomeInput { headline: "Close".into(), before: "9".into(), ..OutcomeInput::default() }),
                "after_0",
            ),
            (
                outcome(OutcomeInput { headline: "Close".into(), after: "fast".into(), ..OutcomeInput::default() }),
                "after_0",
            ),
        ];

        for (form, field) in table {
            assert!(check(&form).unwrap_err().of_field(field).is_some(), "{field}: {:?}", check(&form));
        }
    }

    #[test]
    fn the_companys_limits_are_the_widest() {
        for (cap, holds) in [("0", true), ("3", true), ("4", false)] {
            assert_eq!(check(&AdvocateForm { monthly_cap: cap.into(), ..filled() }).is_ok(), holds, "{cap}");
        }
        for (days, holds) in [("14", true), ("365", true), ("366", false), ("0", false)] {
            assert_eq!(check(&AdvocateForm { cool_down: days.into(), ..filled() }).is_ok(), holds, "{days}");
        }
    }

    #[test]
    fn a_limit_kept_from_before_the_company_was_stricter_stays_until_it_is_changed() {
        let kept = stored(Some(4), Some(9), Some(7));
        let typed = |month: &str, quarter: &str, rest: &str| AdvocateForm {
            title: "Head of Finance".into(),
            monthly_cap: month.into(),
            quarterly_cap: quarter.into(),
            cool_down: rest.into(),
            ..filled()
        };

        let draft = check_over(&typed("4", "9", "7"), &kept).unwrap();
        assert_eq!((draft.monthly_cap, draft.quarterly_cap, draft.cool_down_days), (Some(4), Some(9), Some(7)));

        let table = [
            (typed("5", "9", "7"), "monthly_cap"),
            (typed("4", "8", "7"), "quarterly_cap"),
            (typed("4", "9", "8"), "cool_down"),
        ];
        for (form, field) in table {
            assert!(check_over(&form, &kept).unwrap_err().of_field(field).is_some(), "{field}");
        }
    }

    #[test]
    fn changes_are_named_field_by_field() {
        let before = check(&filled()).unwrap();
        let form = AdvocateForm {
            story: "New".into(),
            reference_status: "caution".into(),
            status_reason: "x".into(),
            ..filled()
        };

        let after = check(&AdvocateForm { outcomes: Vec::new(), ..form }).unwrap();

        let changed = [AdvocateField::Story, AdvocateField::Outcomes, AdvocateField::ReferenceStatus];
        assert_eq!(after.changes(&before), changed);
        assert_eq!(
            AdvocateField::sentence(&changed).as_deref(),
            Some("the story, the outcomes and the reference status")
        );
    }
}
