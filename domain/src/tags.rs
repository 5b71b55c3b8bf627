//! Short words in a row, as people type them into one field.

use crate::problem::{FieldProblems, Problem};

const MOST: usize = 20;
const CHARS: usize = 80;

/// Commas, semicolons or line breaks divide; the same word twice counts once.
pub fn read(text: &str, field: &str, problems: &mut FieldProblems) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for tag in text.split([',', ';', '\n']).map(str::trim).filter(|tag| !tag.is_empty()) {
        if !kept.iter().any(|other| is_same(other, tag)) {
            kept.push(tag.to_owned());
        }
    }
    if kept.len() > MOST {
        problems.add(field, "Twenty at most.");
    } else if kept.iter().any(|tag| tag.chars().count() > CHARS) {
        problems.add(field, "Each may have 80 letters at most; divide them by commas.");
    }
    kept
}

/// Adds one word; one that is there, in whatever case, stays as it is.
pub fn add(tags: &mut Vec<String>, word: &str) -> Result<(), Problem> {
    if tags.iter().any(|tag| is_same(tag, word)) {
        return Ok(());
    }
    if tags.len() >= MOST {
        return Err(Problem::refused("too_many", "Twenty words are the most a field can have. Take one out first."));
    }
    tags.push(word.to_owned());
    Ok(())
}

/// These words with others behind them that are not there yet; nothing when it would be too many. A
/// word that adds nothing is never too many.
pub fn with(kept: &[String], others: &[String]) -> Option<Vec<String>> {
    let mut all = kept.to_vec();
    for other in others {
        if !all.iter().any(|word| is_same(word, other)) {
            all.push(other.clone());
        }
    }
    (all.len() <= MOST || all.len() == kept.len()).then_some(all)
}

/// These words without others, however those are written.
pub fn without(kept: &[String], others: &[String]) -> Vec<String> {
    kept.iter().filter(|word| !others.iter().any(|other| is_same(word, other))).cloned().collect()
}

fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_added_once_and_only_while_there_is_room() {
        let mut tags = vec!["Close".to_owned()];
        assert_eq!(add(&mut tags, "close"), Ok(()));
        assert_eq!(add(&mut tags, "Audit"), Ok(()));
        assert_eq!(tags, ["Close", "Audit"]);

        let mut full: Vec<String> = (0..20).map(|number| number.to_string()).collect();
        assert!(add(&mut full, "one more").is_err());
    }

    #[test]
    fn words_are_divided_and_kept_once() {
        let mut problems = FieldProblems::default();

        let tags = read(" Close, close;multi-entity\n,", "tags", &mut problems);

        assert_eq!(tags, ["Close", "multi-entity"]);
        assert_eq!(problems.check(), Ok(()));
    }

    #[test]
    fn too_many_or_too_long_ones_are_told() {
        let many: Vec<String> = (0..21).map(|number| number.to_string()).collect();
        for text in [many.join(","), "x".repeat(81)] {
            let mut problems = FieldProblems::default();
            read(&text, "tags", &mut problems);
            assert!(problems.check().unwrap_err().of_field("tags").is_some());
        }
    }
}
