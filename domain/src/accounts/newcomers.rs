//! Colleagues who are not there yet: one by one in a form, or pasted line by line.

use serde::{Deserialize, Serialize};

use super::Role;
use crate::imports::{self, Field, Meaning};
use crate::mail::is_address;
use crate::problem::{FieldProblems, Problem};
use crate::typed::line;

/// So many are added at once; beyond that a file is the better way.
pub const NEWCOMERS_MOST: usize = 100;
/// The field that holds the lines.
pub const LINES: &str = "lines";
const NAME_CHARS: usize = 200;
/// So many mistakes are told at once.
const TOLD: usize = 5;

/// Somebody who may be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Newcomer {
    pub name: String,
    /// In small letters.
    pub email: String,
    pub title: String,
    pub roles: Vec<Role>,
}

/// What the page of both forms shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitePage {
    pub company: String,
    /// How long a link is good.
    pub days: i64,
    /// What a colleague may be.
    pub roles: Vec<Role>,
}

/// The form of one person, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewcomerForm {
    pub name: String,
    pub email: String,
    pub title: String,
    pub roles: Vec<String>,
}

/// The form of several, as pasted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PastedForm {
    /// One person a line: name, e-mail address and roles, parted as in a file.
    pub lines: String,
    /// The role of those whose line names none.
    pub role: String,
}

impl NewcomerForm {
    pub fn check(&self) -> Result<Newcomer, Problem> {
        let mut problems = FieldProblems::default();
        let name = line(&self.name, NAME_CHARS, "name", &mut problems);
        let title = line(&self.title, NAME_CHARS, "title", &mut problems);
        let email = self.email.trim().to_lowercase();
        if name.is_empty() {
            problems.add("name", "Say who it is.");
        }
        if !is_address(&email) {
            problems.add("email", "Write an e-mail address, such as juno@quillstone.example.");
        }
        let roles = roles(self.roles.iter().map(String::as_str));
        let roles = roles.unwrap_or_default();
        if roles.is_empty() {
            problems.add("roles", "Choose at least one role.");
        }
        problems.check()?;
        Ok(Newcomer { name, email, title, roles })
    }
}

impl PastedForm {
    /// The people of the lines with the number of each one's line; or all that needs mending, by line.
    pub fn check(&self) -> Result<Vec<(usize, Newcomer)>, Problem> {
        let separator = separator(&self.lines);
        let mut people: Vec<(usize, Newcomer)> = Vec::new();
        let mut flaws: Vec<(usize, String)> = Vec::new();
        let filled = self.lines.lines().enumerate().filter(|(_, text)| !text.trim().is_empty());
        for (place, text) in filled {
            let number = place + 1;
            let cells = cells(text, separator);
            if people.is_empty() && flaws.is_empty() && is_heading(&cells) {
                continue;
            }
            match self.person(cells) {
                Ok(person) => match people.iter().find(|(_, earlier)| earlier.email == person.email) {
                    Some((first, _)) => {
                        flaws.push((number, format!("{} stands in line {first} already.", person.email)))
                    }
                    None => people.push((number, person)),
                },
                Err(flaw) => flaws.push((number, flaw)),
            }
        }
        if !flaws.is_empty() {
            return Err(in_lines(&flaws));
        }
        match people.len() {
            0 => Err(Problem::invalid(LINES, "Paste at least one line with a name, an e-mail address and a role.")),
            1..=NEWCOMERS_MOST => Ok(people),
            _ => {
                let words = format!("At most {NEWCOMERS_MOST} people at once. Import a file for more.");
                Err(Problem::invalid(LINES, words))
            }
        }
    }

    fn person(&self, cells: Vec<String>) -> Result<Newcomer, String> {
        let mut name = None;
        let mut email = None;
        let mut rest = Vec::new();
        for cell in cells {
            // "Ann Lee <ann@quillstone.example>", as mail programs copy it.
            let bracketed = cell.strip_suffix('>').and_then(|cell| cell.split_once('<'));
            if let Some((before, address)) = bracketed.filter(|_| email.is_none()) {
                email = Some(address.trim().to_lowercase());
                name = name.or(Some(before.trim().to_owned()).filter(|name| !name.is_empty()));
            } else if email.is_none() && cell.contains('@') {
                email = Some(cell.to_lowercase());
            } else if name.is_none() {
                name = Some(cell).filter(|name| !name.is_empty());
            } else {
                rest.push(cell);
            }
        }
        let email = email.ok_or("there is no e-mail address.")?;
        if !is_address(&email) {
            return Err(format!("“{email}” is no e-mail address."));
        }
        let name = name.ok_or_else(|| format!("{email} has no name."))?;
        let mut problems = FieldProblems::default();
        let name = line(&name, NAME_CHARS, "name", &mut problems);
        if problems.check().is_err() {
            return Err(format!("the name of {email} is longer than {NAME_CHARS} letters."));
        }
        let named = rest.iter().flat_map(|cell| cell.split([';', ',', '/', '|'])).map(str::trim);
        let mut roles = roles(named.filter(|role| !role.is_empty()))?;
        if roles.is_empty() {
            let usual: Option<Role> = self.role.parse().ok();
            roles.extend(usual.filter(|role| *role != Role::Advocate));
        }
        if roles.is_empty() {
            return Err(format!("{email} has no role, and none is chosen for those without."));
        }
        Ok(Newcomer { name, email, title: String::new(), roles })
    }
}

/// By key or by the words people use; the first that is none, as a sentence.
fn roles<'a>(named: impl Iterator<Item = &'a str>) -> Result<Vec<Role>, String> {
    let mut roles = Vec::new();
    for text in named {
        let Meaning::Plain(key) = imports::meaning(Field::Roles, text, |_| false) else {
            return Err(format!("“{text}” is not a role of a colleague."));
        };
        roles.extend(key.parse().ok().filter(|role| !roles.contains(role)));
    }
    Ok(roles)
}

/// A tab where there is one, as tables are copied; else whichever of comma and semicolon parts the first two cells.
fn separator(lines: &str) -> char {
    let first = lines.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if first.contains('\t') {
        return '\t';
    }
    let mut quoted = false;
    let outside = first.chars().find(|letter| {
        quoted ^= *letter == '"';
        !quoted && matches!(letter, ',' | ';')
    });
    outside.unwrap_or(',')
}

/// The cells of a line; in quotes a separator is a letter like others, and two quotes are one.
fn cells(text: &str, separator: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(cell) = cells.last_mut() else { break };
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => quoted = true,
            letter if letter == separator && !quoted => cells.push(String::new()),
            letter => cell.push(letter),
        }
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Whether a first line names the columns instead of a person.
fn is_heading(cells: &[String]) -> bool {
    let words = ["email", "e-mail", "mail", "e-mail address", "email address"];
    cells.iter().any(|cell| words.contains(&cell.to_lowercase().as_str()))
}

/// What needs mending in the lines, the first few of it.
pub fn in_lines(flaws: &[(usize, String)]) -> Problem {
    let mut words: Vec<String> =
        flaws.iter().take(TOLD).map(|(number, flaw)| format!("Line {number}: {flaw}")).collect();
    match flaws.len().saturating_sub(TOLD) {
        0 => {}
        1 => words.push("One more line needs a look.".to_owned()),
        more => words.push(format!("{more} more lines need a look.")),
    }
    Problem::invalid(LINES, words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pasted(lines: &str, role: &str) -> Result<Vec<(usize, Newcomer)>, String> {
        let form = PastedForm { lines: lines.to_owned(), role: role.to_owned() };
        form.check().map_err(|problem| problem.of_field(LINES).unwrap_or_default().to_owned())
    }

    #[test]
    fn a_person_is_read_from_a_line_however_it_is_written() {
        let table: [(&str, &str, &[Role]); 8] = [
            ("Ann Lee, ann@q.example, Sales rep", "Ann Lee", &[Role::Rep]),
            ("ann@q.example,Ann Lee,Analyst; Sales manager", "Ann Lee", &[Role::Analyst, Role::SalesManager]),
            ("Ann Lee;ANN@q.example;analyst,rep", "Ann Lee", &[Role::Analyst, Role::Rep]),
            ("Ann Lee\tann@q.example\tAdministrator", "Ann Lee", &[Role::Admin]),
            ("Ann Lee <ann@q.example>, Success manager", "Ann Lee", &[Role::Success]),
            ("\"Lee, Ann \"\"Annie\"\"\", ann@q.example, CSM", "Lee, Ann \"Annie\"", &[Role::Success]),
            ("Name,E-mail,Role\nAnn Lee,ann@q.example,rep", "Ann Lee", &[Role::Rep]),
            ("\n  Ann   Lee , ann@q.example\n\n", "Ann Lee", &[Role::Agent]),
        ];

        for (lines, name, roles) in table {
            let people = pasted(lines, "agent").unwrap_or_else(|flaw| panic!("{lines}: {flaw}"));
            let [(_, person)] = people.as_slice() else { panic!("{lines}: {people:?}") };
            assert_eq!((person.name.as_str(), person.email.as_str()), (name, "ann@q.example"), "{lines}");
            assert_eq!(person.roles, roles, "{lines}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_by_its_line() {
        let table = [
            ("", "Paste at least one line"),
            ("Ann Lee, rep", "Line 1: there is no e-mail address."),
            ("ann@q.example", "Line 1: ann@q.example has no name."),
            ("Ann, ann@q", "Line 1: “ann@q” is no e-mail address."),
            ("Ann, ann@q.example, Captain", "Line 1: “Captain” is not a role of a colleague."),
            // A customer who speaks is no colleague.
            ("Ann, ann@q.example, Advocate", "Line 1: “Advocate” is not a role of a colleague."),
            ("Ann, ann@q.example", "has no role, and none is chosen"),
            ("Ann,ann@q.example,rep\n\nBo,ANN@q.example,rep", "Line 3: ann@q.example stands in line 1 already."),
        ];
        for (lines, words) in table {
            let flaw = pasted(lines, "").unwrap_err();
            assert!(flaw.contains(words), "{lines}: {flaw}");
        }
        let many = "nobody\n".repeat(8);
        assert!(pasted(&many, "rep").unwrap_err().ends_with("3 more lines need a look."));
        let crowd: String = (0..=NEWCOMERS_MOST).map(|n| format!("Ann,ann{n}@q.example\n")).collect();
        assert!(pasted(&crowd, "rep").unwrap_err().contains("Import a file"));
        assert!(pasted("Ann,ann@q.example", "advocate").is_err());
    }

    #[test]
    fn the_form_of_one_person_says_all_that_is_missing() {
        let problem = NewcomerForm { roles: vec!["advocate".into()], ..NewcomerForm::default() }.check().unwrap_err();
        for field in ["name", "email", "roles"] {
            assert!(problem.of_field(field).is_some(), "{field}");
        }

        let form = NewcomerForm {
            name: " Ann  Lee".into(),
            email: "Ann@Q.example ".into(),
            title: "Account Executive".into(),
            roles: vec!["rep".into(), "analyst".into(), "rep".into()],
        };
        let person = form.check().unwrap();
        assert_eq!((person.name.as_str(), person.email.as_str()), ("Ann Lee", "ann@q.example"));
        assert_eq!(person.roles, [Role::Rep, Role::Analyst]);
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_pasted_is_read_or_refused(lines in "(\\PC|\n|\t|\"|,|;|@){0,200}") {
            let _ = pasted(&lines, "rep");
        }
    }
}
