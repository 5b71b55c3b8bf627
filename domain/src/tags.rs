//! Short words in a row, as people type them into one field.

use crate::problem::FieldProblems;

const MOST: usize = 20;
const CHARS: usize = 80;

/// Commas, semicolons or line breaks divide; the same word twice counts once.
pub fn read(text: &str, field: &str, problems: &mut FieldProblems) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for tag in text.split([',', ';', '\n']).map(str::trim).filter(|tag| !tag.is_empty()) {
        if !kept.iter().any(|other| other.to_lowercase() == tag.to_lowercase()) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
