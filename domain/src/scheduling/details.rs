//! What a prospect types to book, checked.

use serde::{Deserialize, Serialize};

use crate::problem::{FieldProblems, Problem};

/// The form as typed. Nothing typed is ever lost: a refused form comes back as this.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingDetails {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub colleague: String,
    #[serde(default)]
    pub note: String,
}

/// Somebody from the prospect who joins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    pub name: String,
    pub email: String,
}

/// Who joins and what they want said beforehand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guests {
    pub booked_by: Guest,
    pub colleague: Option<Guest>,
    pub note: String,
}

const NAME_LENGTH: usize = 120;
const NOTE_LENGTH: usize = 2000;
const EMAIL_LENGTH: usize = 254;

impl BookingDetails {
    /// The guests, or a sentence for each field that has to be mended.
    pub fn check(&self) -> Result<Guests, Problem> {
        let mut faults = FieldProblems::default();
        let mut note = |field, fault: Option<&str>| {
            if let Some(sentence) = fault {
                faults.add(field, sentence);
            }
        };
        let (name, email, colleague) = (self.name.trim(), self.email.trim(), self.colleague.trim());
        note("name", name_fault(name));
        note("email", email_fault(email));
        note("colleague", if colleague.is_empty() { None } else { email_fault(colleague) });
        if !colleague.is_empty() && colleague.eq_ignore_ascii_case(email) {
            note("colleague", Some("This is your own address. Leave it empty if nobody joins you."));
        }
        note("note", (self.note.chars().count() > NOTE_LENGTH).then_some("Shorten this to 2,000 characters"));
        faults.check()?;
        let colleague = (!colleague.is_empty()).then(|| Guest { name: String::new(), email: colleague.to_owned() });
        let booked_by = Guest { name: name.to_owned(), email: email.to_owned() };
        Ok(Guests { booked_by, colleague, note: self.note.trim().to_owned() })
    }
}

fn name_fault(name: &str) -> Option<&'static str> {
    match name {
        "" => Some("Enter your name, so that the others know who joins"),
        long if long.chars().count() > NAME_LENGTH => Some("Shorten your name to 120 characters"),
        // A control character in a name could end a line of the invitation.
        odd if odd.chars().any(char::is_control) => Some("Leave out line breaks and tabs"),
        _ => None,
    }
}

/// What is wrong with an address, as far as its form can tell.
fn email_fault(email: &str) -> Option<&'static str> {
    if email.is_empty() {
        return Some("Enter an email address, such as name@company.example");
    }
    if email.len() > EMAIL_LENGTH {
        return Some("This address is too long");
    }
    if !email.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"(),:;<>[\\]".contains(&byte)) {
        return Some("Leave out spaces and special characters");
    }
    let Some((person, host)) = email.split_once('@') else {
        return Some("Add the @ and what follows it");
    };
    if person.is_empty() {
        return Some("Add the part before the @");
    }
    if host.contains('@') {
        return Some("Enter one address only");
    }
    match host.rsplit_once('.') {
        None => Some("Add the part after the last dot, such as .example"),
        Some((_, end)) if end.len() < 2 => Some("Add the part after the last dot, such as .example"),
        Some(_) if host.split('.').any(str::is_empty) => Some("Check the dots after the @"),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(name: &str, email: &str, colleague: &str) -> BookingDetails {
        let [name, email, colleague] = [name, email, colleague].map(str::to_owned);
        BookingDetails { name, email, colleague, note: String::new() }
    }

    #[test]
    fn every_field_is_checked_and_named() {
        let fine = ("Callum Birchwhistle", "callum@marlowestreet.example");
        let examples: [(&str, &str, &str, &[&str]); 12] = [
            (fine.0, fine.1, "", &[]),
            (fine.0, fine.1, "yara@marlowestreet.example", &[]),
            (fine.0, fine.1, "yara@marlowestreet", &["colleague"]),
            (fine.0, fine.1, "CALLUM@marlowestreet.example", &["colleague"]),
            ("  ", fine.1, "", &["name"]),
            ("Cal\r\nlum", fine.1, "", &["name"]),
            (fine.0, "callum", "", &["email"]),
            (fine.0, "@marlowestreet.example", "", &["email"]),
            (fine.0, "callum@marlowestreet..example", "", &["email"]),
            (fine.0, "a@b.example,c@d.example", "", &["email"]),
            (fine.0, "callum@marlowestreet.example\nBcc: x@y.example", "", &["email"]),
            ("", "", "@", &["name", "email", "colleague"]),
        ];

        for (name, email, colleague, expected) in examples {
            let fields = match typed(name, email, colleague).check() {
                Err(Problem::Invalid(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
                _ => Vec::new(),
            };
            assert_eq!(fields, expected, "{name:?} {email:?} {colleague:?}");
        }
    }

    proptest! {
        #[test]
        fn an_accepted_address_cannot_break_a_line_or_name_a_second(email in "\\PC{0,40}|[a-z@.,;\r\n ]{0,20}") {
            if let Ok(guests) = typed("Yara", &email, "").check() {
                let kept = guests.booked_by.email;
                prop_assert_eq!(kept.matches('@').count(), 1);
                prop_assert!(!kept.contains(|c: char| c.is_whitespace() || c.is_control() || c == ',' || c == ';'));
            }
        }
    }
}
