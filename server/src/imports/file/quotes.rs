//! A quote that opens a cell and is never closed takes everything after it into that cell: rows vanish, and what is left
//! reads like a shorter file. Here it is found before a single row is believed.

use domain::problem::Problem;

use super::read::refuse;

/// Where in a cell the walk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Start,
    Bare,
    /// Within a quote that opened on this line.
    Quoted(usize),
    /// After a quote that opened on this line and perhaps closed here: doubled, it is a letter of the cell.
    Closed(usize),
    /// Blanks behind a quote that closed.
    Behind(usize),
}

/// Refuses a text with a quote that is never closed, or that is closed on a later line by the quote of another cell, and
/// names the line on which it opened. A cell that holds line breaks on purpose is closed where the cell ends; a quote
/// too many within one line is the cell's own affair.
pub(super) fn check(text: &str, delimiter: u8) -> Result<(), Problem> {
    let (mut place, mut line) = (Place::Start, 1);
    for byte in text.bytes() {
        let ends_cell = byte == delimiter || byte == b'\n';
        place = match (place, byte) {
            (Place::Start, b'"') => Place::Quoted(line),
            (Place::Quoted(opened), b'"') => Place::Closed(opened),
            (Place::Quoted(opened), _) => Place::Quoted(opened),
            (Place::Closed(opened), b'"') => Place::Quoted(opened),
            (_, _) if ends_cell => Place::Start,
            (Place::Closed(opened) | Place::Behind(opened), b' ' | b'\t') => Place::Behind(opened),
            (Place::Closed(opened) | Place::Behind(opened), _) if opened < line => return Err(runs_on(opened, line)),
            _ => Place::Bare,
        };
        line += usize::from(byte == b'\n');
    }
    match place {
        Place::Quoted(opened) => Err(never_closed(opened)),
        _ => Ok(()),
    }
}

fn never_closed(opened: usize) -> Problem {
    refuse(&format!(
        "A quote (\") opens a cell in line {opened} and is never closed, so everything after it would be one cell. Close it \
         or take it away, and upload the file again."
    ))
}

fn runs_on(opened: usize, line: usize) -> Problem {
    refuse(&format!(
        "A quote (\") opens a cell in line {opened} and runs on into the middle of line {line}, so the rows between would \
         be one cell. Close it or take it away, and upload the file again."
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> Option<String> {
        check(text, b',').err().map(|problem| problem.to_string())
    }

    #[test]
    fn an_open_quote_is_named_by_the_line_on_which_it_opened() {
        for (text, words) in [
            // At the end of a file, in its middle, in its heading, in the last cell of all.
            ("name,city\nAcme,\"Leeds\nBirch,York\n", "in line 2 and is never closed"),
            ("name,city\nAcme,Leeds\n\"Birch,York\nCedar,Hull\n", "in line 3 and is never closed"),
            ("name,\"city\nAcme,Leeds\n", "in line 1 and is never closed"),
            ("name,city\nAcme,\"", "in line 2 and is never closed"),
            // A doubled quote closes nothing.
            ("name,city\nAcme,\"Leeds\"\"\nBirch,York\n", "in line 2 and is never closed"),
            ("name,city\n\"Acme,Leeds\nBirch,\"\"\n", "in line 2 and is never closed"),
            // Closed by the quote of another cell.
            ("name,city\n\"Acme,Leeds\nBirch,\"York\"\n", "in line 2 and runs on into the middle of line 3"),
            (
                "name,city\n\"Acme,Leeds\nBirch,York\n\"Cedar\",Hull\n",
                "in line 2 and runs on into the middle of line 4",
            ),
            // The lines within a cell that is closed count as lines.
            ("name,city\nAcme,\"Le\n\neds\"\nBirch,\"York\n", "in line 5 and is never closed"),
        ] {
            let told = told(text).unwrap_or_else(|| panic!("taken: {text:?}"));
            assert!(told.contains(words), "{text:?}: {told}");
        }
    }

    #[test]
    fn what_is_quoted_on_purpose_stays_legal() {
        for text in [
            "name,city\n\"Acme\nLtd\",Leeds\n",
            "name,city\n\"Acme \"\"the\n\nfirst\"\"\",\"\"\n",
            "name,city\nAcme,\"Leeds\"",
            "name,city\nAcme,\"Le\neds\" \nBirch,York\n",
            // Inches, and a name quoted by halves: the row holds them, and nothing else does.
            "name,size\nScreen,24\"\nDesk,\"60\" wide\n",
            "name\n\"Acme\" Ltd\n",
            "name\n\"Acme\" \"Ltd\n",
            "",
        ] {
            assert_eq!(told(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_as_csv_is_taken(rows in proptest::collection::vec(
            proptest::collection::vec("[a-c\", \n]{0,6}", 2), 1..8)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            rows.iter().for_each(|row| writer.write_record(row).unwrap());
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();

            prop_assert_eq!(told(&text), None, "{:?}", text);
        }

        /// Of a file with one quote taken away from its end, no row is lost in silence.
        #[test]
        fn a_quote_taken_away_is_never_passed_over(before in 0..4_usize, after in 1..4_usize, is_quoted in any::<bool>()) {
            let rest = if is_quoted { "\"x\",\"y\"\n" } else { "x,y\n" };
            let text = ["a,b\n", &"x,y\n".repeat(before), "x,\"open\n", &rest.repeat(after)].concat();

            let line = format!("in line {} ", before + 2);
            prop_assert!(told(&text).is_some_and(|told| told.contains(&line)), "{:?}", text);
        }
    }
}
