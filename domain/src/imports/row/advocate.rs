//! A row that is an advocate.

use crate::paging::counted;
use uuid::Uuid;

use super::cells::Cells;
use super::{NAME_LENGTH, NOTES_LENGTH, Parsed, RowReader, TEXT_LENGTH};
use crate::advocates::{Persona, Policy, Seniority};
use crate::imports::Field;
use crate::imports::values::{clean, spelling_key, whole};

const STORY_LENGTH: usize = 10_000;
const AVOID_LENGTH: usize = 1_000;
const OUTCOME_LENGTH: usize = 300;
const MOST_OUTCOMES: usize = 12;
const MOST_LANGUAGES: usize = 10;

/// What a row says about an advocate; nothing where its cell is blank or its column left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdvocateRow {
    /// Our own id of the record.
    pub id: Option<Uuid>,
    pub name: String,
    pub email: String,
    pub title: Option<String>,
    pub account: Option<String>,
    pub account_id: Option<String>,
    /// Where the organisation is on the web: as the file says; of the e-mail address where the row names
    /// the organisation in no other way.
    pub account_host: Option<String>,
    pub is_host_of_email: bool,
    pub country: Option<String>,
    pub time_zone: Option<String>,
    /// By code, the preferred one first.
    pub languages: Vec<String>,
    pub success_manager: Option<String>,
    pub persona: Option<Persona>,
    pub seniority: Option<Seniority>,
    pub products: Vec<String>,
    pub use_cases: Vec<String>,
    pub expertise: Vec<String>,
    pub competitors: Vec<String>,
    pub tags: Vec<String>,
    pub story: Option<String>,
    pub outcomes: Vec<String>,
    pub avoid: Option<String>,
    pub private_notes: Option<String>,
    pub monthly_cap: Option<u16>,
    pub quarterly_cap: Option<u16>,
    pub cool_down_days: Option<u16>,
    pub agreed: Option<Agreed>,
}

/// What a file says about consent. Only the person can give it, so a yes is never taken; a no is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreed {
    Yes,
    No,
}

impl AdvocateRow {
    /// Limits that are looser than the company's, each as a sentence.
    pub fn loose_limits(&self, policy: Policy) -> Vec<String> {
        let mut flaws = Vec::new();
        for (cap, most, what) in
            [(self.monthly_cap, policy.monthly_cap, "a month"), (self.quarterly_cap, policy.quarterly_cap, "a quarter")]
        {
            if let Some(cap) = cap.filter(|cap| *cap > most) {
                let (asks, are) = (counted(cap, "ask", "asks"), if cap == 1 { "is" } else { "are" });
                flaws.push(format!("{asks} in {what} {are} more than the {most} your company allows."));
            }
        }
        if let Some(days) = self.cool_down_days.filter(|days| *days < policy.cool_down_days) {
            let least = policy.cool_down_days;
            let days = counted(days, "day", "days");
            flaws.push(format!("A rest of {days} is shorter than the {least} your company gives."));
        }
        if let Some(days) = self.cool_down_days.filter(|days| *days > 365) {
            flaws.push(format!("A rest of {days} days is longer than a year."));
        }
        if let (Some(month), Some(quarter)) = (self.monthly_cap, self.quarterly_cap)
            && month > quarter
        {
            flaws.push("A quarter cannot hold fewer asks than one of its months.".to_owned());
        }
        flaws
    }
}

impl RowReader<'_> {
    pub fn advocate(self, cells: &[String]) -> Parsed<AdvocateRow> {
        let mut cells = Cells::of(self, cells);
        let name = cells.required(Field::Name);
        let email = cells.required_email();
        let account = cells.text(Field::Account, NAME_LENGTH);
        let account_id = cells.text(Field::AccountId, NAME_LENGTH);
        let host = cells.text(Field::AccountDomain, TEXT_LENGTH).map(|text| host_of(&text));
        let is_named = account.is_some() || account_id.is_some() || host.is_some();
        let persona = cells.meant(Field::Persona, "is no side of a house we know; it stays blank");
        let seniority = cells.meant(Field::Seniority, "is no seniority we know; it stays blank");
        let row = AdvocateRow {
            id: cells.peerchamps_id(),
            title: cells.text(Field::Title, NAME_LENGTH),
            account,
            account_id,
            account_host: host.or_else(|| email.rsplit_once('@').filter(|_| !is_named).map(|(_, h)| h.to_lowercase())),
            is_host_of_email: !is_named,
            country: cells.meant(Field::Country, "is not a country we know; it does not help to find the time zone"),
            time_zone: cells.meant(Field::TimeZone, "is not a time zone we know"),
            languages: cells.languages(),
            success_manager: cells.text(Field::SuccessManager, TEXT_LENGTH),
            persona: persona.and_then(|key| key.parse().ok()),
            seniority: seniority.and_then(|key| key.parse().ok()),
            products: cells.list(Field::Products),
            use_cases: cells.list(Field::UseCases),
            expertise: cells.list(Field::Expertise),
            competitors: cells.list(Field::Competitors),
            tags: cells.list(Field::Tags),
            story: cells.lines(Field::Story, STORY_LENGTH),
            outcomes: cells.outcomes(),
            avoid: cells.lines(Field::Avoid, AVOID_LENGTH),
            private_notes: cells.lines(Field::PrivateNotes, NOTES_LENGTH),
            monthly_cap: cells.small(Field::MonthlyCap),
            quarterly_cap: cells.small(Field::QuarterlyCap),
            cool_down_days: cells.small(Field::CoolDown),
            agreed: cells.agreed(),
            name,
            email,
        };
        cells.parsed(row)
    }
}

impl Cells<'_, '_> {
    fn languages(&mut self) -> Vec<String> {
        let codes = self.meant_list(Field::Languages, "is not a language we know; it is left out");
        if codes.len() > MOST_LANGUAGES
            && let Some((column, text)) = self.filled(Field::Languages)
        {
            self.error(column, &text, "holds more than ten languages");
        }
        codes
    }

    /// One outcome a line.
    fn outcomes(&mut self) -> Vec<String> {
        let Some((column, text)) = self.filled(Field::Outcome) else { return Vec::new() };
        let lines: Vec<String> = text.lines().map(clean).filter(|line| !line.is_empty()).collect();
        if lines.len() > MOST_OUTCOMES || lines.iter().any(|line| line.chars().count() > OUTCOME_LENGTH) {
            self.error(column, &text, "holds more than twelve outcomes, or one of more than 300 letters");
        }
        lines
    }

    fn small(&mut self, field: Field) -> Option<u16> {
        let (column, text) = self.filled(field)?;
        let number = whole(&text, self.reading().decimal_mark(field)).filter(|number| *number >= 0);
        let Some(number) = number else {
            self.error(column, &text, "is not a whole number from 0 on");
            return None;
        };
        let small = u16::try_from(number).ok();
        if small.is_none() {
            self.error(column, &text, "is more than anybody can be asked");
        }
        small
    }

    fn agreed(&mut self) -> Option<Agreed> {
        let (column, text) = self.filled(Field::Agreed)?;
        match spelling_key(&text).as_str() {
            "no" | "n" | "nein" | "non" | "false" | "0" | "declined" | "refused" | "optout" | "optedout" | "never" => {
                Some(Agreed::No)
            }
            "yes" | "y" | "ja" | "oui" | "true" | "1" | "x" | "ok" | "agreed" | "granted" | "optin" | "optedin" => {
                Some(Agreed::Yes)
            }
            _ => {
                self.remark(column, &text, "says neither yes nor no; they have to be asked");
                None
            }
        }
    }
}

/// "acme.example" of "https://www.acme.example/en".
fn host_of(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let bare = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let host = bare.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).trim_start_matches('@').to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::super::{Kind, Mapping, Reading};
    use super::*;

    fn read(fields: &[&str], cells: &[&str]) -> Parsed<AdvocateRow> {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let columns: Vec<String> = ["name", "email"].iter().chain(fields).map(|name| (*name).to_owned()).collect();
        let mapping = Mapping::from_form(Kind::Advocates, &columns, &columns).unwrap();
        let reading = Reading::in_currency("EUR");
        let all = [&["Mei", "mei@x.example"], cells].concat();
        let reader = RowReader { columns: &columns, mapping: &mapping, reading: &reading, is_zone: |_| false };
        reader.advocate(&texts(&all))
    }

    #[test]
    fn an_advocate_is_read_with_everything_a_file_may_say() {
        let parsed = read(
            &["languages", "persona", "products", "account_domain", "monthly_cap", "outcome"],
            &["English / Deutsch; en", "CFO", "Close, close; Planning", "https://www.X.example/en", "2", "A\n\nB "],
        );

        assert_eq!(parsed.errors, [""; 0]);
        let row = parsed.row;
        assert_eq!(row.languages, ["en", "de"]);
        assert_eq!(row.persona, Some(Persona::Finance));
        assert_eq!(row.products, ["Close", "Planning"]);
        assert_eq!(row.account_host.as_deref(), Some("x.example"));
        assert_eq!(row.monthly_cap, Some(2));
        assert_eq!(row.outcomes, ["A", "B"]);
    }

    #[test]
    fn a_blank_name_or_a_wrong_address_is_named() {
        let columns: Vec<String> = vec!["name".into(), "email".into()];
        let mapping = Mapping::from_form(Kind::Advocates, &columns, &columns).unwrap();
        let reading = Reading::in_currency("EUR");
        let reader = RowReader { columns: &columns, mapping: &mapping, reading: &reading, is_zone: |_| false };

        let parsed = reader.advocate(&[String::new(), "odalys@mirepoix".into()]);

        assert_eq!(
            parsed.errors,
            ["name is blank; everybody needs one.", "email “odalys@mirepoix” has no ending such as .com."]
        );
    }

    #[test]
    fn a_limit_is_a_whole_number_from_nothing_on() {
        for (text, told) in [
            ("-3", "monthly_cap “-3” is not a whole number from 0 on."),
            ("1.5", "monthly_cap “1.5” is not a whole number from 0 on."),
            ("70000", "monthly_cap “70000” is more than anybody can be asked."),
        ] {
            let parsed = read(&["monthly_cap"], &[text]);
            assert_eq!((parsed.errors, parsed.row.monthly_cap), (vec![told.to_owned()], None));
        }
        assert_eq!(read(&["monthly_cap"], &["0"]).row.monthly_cap, Some(0));
    }

    #[test]
    fn unknown_zones_and_languages_are_named_and_offered() {
        let parsed = read(&["time_zone", "languages"], &["Middle Earth", "English, Klingon"]);

        assert_eq!(parsed.errors, [""; 0]);
        assert_eq!(parsed.remarks.len(), 2);
        assert_eq!(parsed.strange.len(), 2);
        assert_eq!(parsed.row.languages, ["en"]);
    }

    #[test]
    fn a_file_can_say_no_for_somebody_and_its_yes_is_told_apart() {
        for (text, agreed, remarks) in
            [("Y", Some(Agreed::Yes), 0), ("opted out", Some(Agreed::No), 0), ("maybe", None, 1), ("", None, 0)]
        {
            let parsed = read(&["agreed"], &[text]);
            assert_eq!((parsed.row.agreed, parsed.remarks.len()), (agreed, remarks), "{text}");
        }
    }

    #[test]
    fn limits_may_be_tighter_than_the_companys_and_never_looser() {
        let policy = Policy { monthly_cap: 3, quarterly_cap: 6, cool_down_days: 14 };
        let row = |month, quarter, rest| AdvocateRow {
            monthly_cap: month,
            quarterly_cap: quarter,
            cool_down_days: rest,
            ..AdvocateRow::default()
        };

        assert_eq!(row(Some(3), Some(6), Some(14)).loose_limits(policy).len(), 0);
        assert_eq!(row(Some(4), Some(7), Some(13)).loose_limits(policy).len(), 3);
        assert_eq!(row(Some(3), Some(2), Some(400)).loose_limits(policy).len(), 2);
    }
}
