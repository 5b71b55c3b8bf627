//! Two people with one form open. A form carries a short mark of each field as it was opened, so that what somebody
//! typed can be told from what merely came along: a change of another field by somebody else stays, and only a field
//! that both changed is a conflict.
//!
//! Marks are enough, because all that is asked is whether a text is still the same; and they are short, because what
//! was typed travels in a cookie when a form is refused (see `http::forms`).

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// The field of a form that carries the marks.
const OPENED: &str = "opened";
/// What says which form it is, and is nobody's to change.
const OF_THE_FORM: [&str; 3] = ["id", "version", OPENED];
/// 36 bits: one change in 70 billion would be taken for none.
const MARK_CHARS: usize = 6;
/// A text of another person longer than this is named, not quoted.
const READABLE_CHARS: usize = 80;

/// Marks of every field of `form`, for its field `opened`. Fields in `not_offered` are shown and cannot be changed.
pub fn marks<F: Serialize>(form: &F, not_offered: &[&str]) -> String {
    let texts = texts(pairs(&fields(form)));
    let offered = texts.iter().filter(|(unit, _)| !not_offered.contains(&unit.as_str()));
    let marks: Vec<String> = offered.map(|(unit, text)| [unit.as_str(), ".", &mark(text)].concat()).collect();
    marks.join(" ")
}

/// What both wrote.
#[derive(Debug, PartialEq, Eq)]
pub struct Both<F> {
    /// What was typed over what is stored now.
    pub form: F,
    /// Fields that were typed in, and meanwhile changed to something else by somebody else.
    pub disputed: Vec<Disputed>,
}

/// A field that two people changed.
#[derive(Debug, PartialEq, Eq)]
pub struct Disputed {
    pub field: String,
    /// What it says now, where that is a text a person typed.
    pub theirs: Option<String>,
}

impl Disputed {
    /// `the city to “Leeds”`, for the inside of a sentence.
    pub fn in_words(&self, name: &str) -> String {
        match &self.theirs {
            Some(text) => format!("{name} to “{text}”"),
            None => name.to_owned(),
        }
    }
}

/// Lays what was typed over what is stored. `None` when the form carries no marks, so that nothing can be told apart.
/// `quoted` are the fields of this form that hold what a person typed: a code or the id of a choice is never quoted.
pub fn both<F: Serialize + DeserializeOwned>(opened: &str, typed: &F, stored: &F, quoted: &[&str]) -> Option<Both<F>> {
    let opened = read(opened)?;
    let (typed, stored) = (fields(typed), fields(stored));
    let (typed_texts, stored_texts) = (texts(pairs(&typed)), texts(pairs(&stored)));
    let mut form = stored.clone();
    let mut disputed = Vec::new();
    for (unit, was) in &opened {
        let text = |texts: &BTreeMap<String, String>| texts.get(unit).cloned().unwrap_or_default();
        let (mine, theirs) = (text(&typed_texts), text(&stored_texts));
        if mark(&mine) == *was {
            continue;
        }
        if mine != theirs && mark(&theirs) != *was {
            disputed.push(Disputed { field: unit.clone(), theirs: readable(unit, quoted, &stored) });
        }
        let keys = stored.keys().filter(|key| unit_of(key) == *unit);
        form.extend(keys.filter_map(|key| Some((key.clone(), typed.get(key)?.clone()))));
    }
    let form = serde_json::from_value(Value::Object(form)).ok()?;
    Some(Both { form, disputed })
}

/// The fields of a sent form, by their names in it (`form[city]`), that still read as when it was opened.
pub fn untouched(sent: &[(String, String)]) -> BTreeSet<String> {
    let path = |name: &str| -> Vec<String> {
        let inner = name.split_once('[').map_or(name, |(_, inner)| inner);
        inner.split('[').map(|part| part.trim_end_matches(']').to_owned()).collect()
    };
    let paths: Vec<(Vec<String>, &str)> = sent.iter().map(|(name, value)| (path(name), value.as_str())).collect();
    let opened = paths.iter().find(|(path, _)| *path == [OPENED]).and_then(|(_, marks)| read(marks));
    let Some(opened) = opened else { return BTreeSet::new() };
    let texts = texts(paths.iter().map(|(path, value)| (path.clone(), (*value).to_owned())));
    let same = |unit: &str| {
        let text = texts.get(unit).map(String::as_str).unwrap_or_default();
        opened.get(unit).is_some_and(|was| mark(text) == *was)
    };
    let names = sent.iter().zip(&paths).filter(|(_, (path, _))| same(unit_of(&path[0])));
    names.map(|((name, _), _)| name.clone()).collect()
}

/// The text of a field as a person would read it: one that a person typed, and not a page of words.
fn readable(unit: &str, quoted: &[&str], stored: &Map<String, Value>) -> Option<String> {
    let text = quoted.contains(&unit).then(|| stored.get(unit)?.as_str())??;
    (!text.is_empty() && text.chars().count() <= READABLE_CHARS).then(|| text.to_owned())
}

fn read(marks: &str) -> Option<BTreeMap<String, String>> {
    let one = |part: &str| part.split_once('.').map(|(unit, mark)| (unit.to_owned(), mark.to_owned()));
    let read: BTreeMap<_, _> = marks.split(' ').filter_map(one).collect();
    (!read.is_empty()).then_some(read)
}

fn mark(text: &str) -> String {
    let mut mark = URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()));
    mark.truncate(MARK_CHARS);
    mark
}

fn fields<F: Serialize>(form: &F) -> Map<String, Value> {
    match serde_json::to_value(form) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// Contacts are one field: which of them stands in which row is no fact of its own.
fn unit_of(key: &str) -> &str {
    if key.starts_with("contact_") { "contacts" } else { key }
}

/// Every text of a form with where it stands: `outcomes`, `0`, `headline`.
fn pairs(fields: &Map<String, Value>) -> Vec<(Vec<String>, String)> {
    fn walk(value: &Value, path: &mut Vec<String>, pairs: &mut Vec<(Vec<String>, String)>) {
        let mut each = |key: String, value: &Value| {
            path.push(key);
            walk(value, path, pairs);
            path.pop();
        };
        match value {
            Value::Object(inner) => inner.iter().for_each(|(key, value)| each(key.clone(), value)),
            Value::Array(inner) => inner.iter().enumerate().for_each(|(at, value)| each(at.to_string(), value)),
            Value::String(text) => pairs.push((path.clone(), text.clone())),
            Value::Null => {}
            other => pairs.push((path.clone(), other.to_string())),
        }
    }
    let mut pairs = Vec::new();
    walk(&Value::Object(fields.clone()), &mut Vec::new(), &mut pairs);
    pairs
}

/// One text for each field, the same whether it was rendered or came back from a browser: that ends lines with CR LF,
/// sends empty rows along, and leaves out what nobody ticked.
fn texts(pairs: impl IntoIterator<Item = (Vec<String>, String)>) -> BTreeMap<String, String> {
    let mut units: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in pairs {
        let Some(key) = path.first().filter(|key| !OF_THE_FORM.contains(&key.as_str())) else { continue };
        let lines = units.entry(unit_of(key).to_owned()).or_default();
        let text = text.replace("\r\n", "\n");
        if !text.is_empty() {
            lines.insert(format!("{}\u{1f}{text}", path.join("\u{1f}")));
        }
    }
    units.into_iter().map(|(unit, lines)| (unit, lines.into_iter().collect::<Vec<_>>().join("\u{1e}"))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(default)]
    struct Form {
        id: String,
        version: String,
        opened: String,
        city: String,
        story: String,
        contact_1_id: String,
        contact_1_name: String,
        outcomes: Vec<Outcome>,
    }

    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(default)]
    struct Outcome {
        remove: Option<String>,
        headline: String,
    }

    fn form(city: &str, story: &str) -> Form {
        Form { city: city.into(), story: story.into(), ..Form::default() }
    }

    fn of(was: &Form, mine: &Form, theirs: &Form) -> Both<Form> {
        both(&marks(was, &[]), mine, theirs, &["city"]).unwrap()
    }

    #[test]
    fn only_what_both_changed_differently_is_disputed() {
        let was = form("Leeds", "Long");
        for (mine, theirs, kept, disputed) in [
            (("Leeds", "Long"), ("York", "Long"), ("York", "Long"), vec![]),
            (("York", "Long"), ("Leeds", "Long"), ("York", "Long"), vec![]),
            (("York", "Long"), ("Leeds", "Short"), ("York", "Short"), vec![]),
            (("York", "Long"), ("York", "Short"), ("York", "Short"), vec![]),
            (("York", "Long"), ("Hull", "Short"), ("York", "Short"), vec!["city"]),
            (("", "Long"), ("Hull", "Long"), ("", "Long"), vec!["city"]),
        ] {
            let both = of(&was, &form(mine.0, mine.1), &form(theirs.0, theirs.1));
            assert_eq!(both.form, form(kept.0, kept.1), "{mine:?} over {theirs:?}");
            let named: Vec<&str> = both.disputed.iter().map(|disputed| disputed.field.as_str()).collect();
            assert_eq!(named, disputed, "{mine:?} over {theirs:?}");
        }
    }

    #[test]
    fn what_the_other_typed_is_quoted_unless_it_is_long() {
        let disputed = |theirs: &str| of(&form("Leeds", ""), &form("York", ""), &form(theirs, "")).disputed;
        assert_eq!(disputed("Hull")[0].in_words("the city"), "the city to “Hull”");
        assert_eq!(disputed(&"H".repeat(81))[0].in_words("the city"), "the city");
        assert_eq!(disputed("")[0].in_words("the city"), "the city");
    }

    #[test]
    fn a_form_without_marks_tells_nothing() {
        assert_eq!(both("", &form("York", ""), &form("Leeds", ""), &[]), None);
        assert_eq!(both("rubbish", &form("York", ""), &form("Leeds", ""), &[]), None);
    }

    #[test]
    fn what_was_not_offered_stays_as_it_is_stored() {
        let marks = marks(&form("Leeds", "Long"), &["city"]);
        let both = both(&marks, &form("", "Short"), &form("York", "Long"), &[]).unwrap();
        assert_eq!(both, Both { form: form("York", "Short"), disputed: vec![] });
    }

    #[test]
    fn the_rows_of_contacts_are_one_field() {
        let contact =
            |id: &str, name: &str| Form { contact_1_id: id.into(), contact_1_name: name.into(), ..Form::default() };
        let both = of(&contact("a", "Ann"), &contact("a", "Anne"), &contact("b", "Bo"));
        let contacts = Disputed { field: "contacts".into(), theirs: None };
        assert_eq!(both, Both { form: contact("a", "Anne"), disputed: vec![contacts] });
    }

    #[test]
    fn a_browser_sends_what_was_opened_back_as_untouched() {
        let outcome = |headline: &str| Outcome { headline: headline.into(), ..Outcome::default() };
        let was = Form { outcomes: vec![outcome("Close in four days")], ..form("Leeds", "One\nTwo") };
        let sent = |city: &str, headline: &str| {
            let pairs = [
                ("form[id]", "7"),
                ("form[opened]", &marks(&was, &[])),
                ("form[city]", city),
                ("form[story]", "One\r\nTwo"),
                ("form[outcomes][0][headline]", headline),
                // The spare row.
                ("form[outcomes][1][headline]", ""),
            ];
            pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
        };
        let names = |sent: &[(String, String)]| untouched(sent).into_iter().collect::<Vec<_>>();

        let rows = ["form[outcomes][0][headline]", "form[outcomes][1][headline]"];
        assert_eq!(names(&sent("York", "Close in four days")), [rows[0], rows[1], "form[story]"]);
        assert_eq!(names(&sent("Leeds", "Close in three days")), ["form[city]", "form[story]"]);
        assert_eq!(names(&[("form[city]".into(), "Leeds".into())]), Vec::<String>::new());
    }

    proptest! {
        /// Nothing anybody wrote is lost without a word.
        #[test]
        fn every_change_is_kept_or_disputed(
            was in ("[ab]{0,2}", "[ab]{0,2}"),
            mine in ("[ab]{0,2}", "[ab]{0,2}"),
            theirs in ("[ab]{0,2}", "[ab]{0,2}"),
        ) {
            let [was, mine, theirs] = [was, mine, theirs].map(|(city, story)| form(&city, &story));
            let both = of(&was, &mine, &theirs);
            for (unit, was, mine, theirs, kept) in [
                ("city", &was.city, &mine.city, &theirs.city, &both.form.city),
                ("story", &was.story, &mine.story, &theirs.story, &both.form.story),
            ] {
                prop_assert_eq!(kept, if mine == was { theirs } else { mine });
                let differ = mine != was && theirs != was && mine != theirs;
                prop_assert_eq!(both.disputed.iter().any(|disputed| disputed.field == unit), differ);
            }
        }
    }
}
