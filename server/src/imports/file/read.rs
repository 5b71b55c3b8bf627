//! Text to rows: the delimiter, the heading, and what each column shows.

use domain::imports::{ColumnFacts, MAX_COLUMNS, MAX_ROWS, lacks_heading, name_key, thousands};
use domain::lists::plain;
use domain::problem::Problem;

use super::decode::decode;
use super::quotes;

const DELIMITERS: [(u8, &str); 4] = [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab"), (b'|', "pipe")];
const NO_NAMES: &str = "The columns in the first row have no names. Name them there and upload the file again.";
/// Records looked at to find the delimiter.
const SAMPLE: usize = 30;

/// A file as a table.
#[derive(Debug)]
pub struct Table {
    pub encoding: &'static str,
    pub delimiter: &'static str,
    pub columns: Vec<String>,
    pub facts: Vec<ColumnFacts>,
    pub rows: Vec<TableRow>,
}

#[derive(Debug)]
pub struct TableRow {
    /// As a spreadsheet numbers it; the heading is 1 when nothing stands above it.
    pub number: i32,
    /// Kept compact until it is stored: one buffer per row.
    pub cells: csv::StringRecord,
}

/// Reads a whole file, or says in one sentence why it cannot be one.
pub fn read(bytes: &[u8]) -> Result<Table, Problem> {
    let (text, encoding) = decode(bytes)?;
    let (delimiter, delimiter_name) = delimiter_of(&text);
    quotes::check(&text, delimiter)?;
    let mut records = Records::new(&text, delimiter);
    let (_, heading) = records
        .next_record()?
        .ok_or_else(|| refuse(if names_nothing(&text) { NO_NAMES } else { "This file holds no rows." }))?;
    let columns = names_of(&heading)?;
    let mut facts = vec![ColumnFacts::default(); columns.len()];
    let mut rows = Vec::new();
    while let Some((number, cells)) = records.next_record()? {
        if rows.len() == MAX_ROWS {
            return Err(Problem::TooLarge(format!(
                "This file has more than {} rows, which is the most one import takes. Split it and import the parts.",
                thousands(MAX_ROWS)
            )));
        }
        for (fact, cell) in facts.iter_mut().zip(&cells) {
            fact.observe(cell);
        }
        rows.push(TableRow { number, cells });
    }
    if rows.is_empty() {
        let only = if names_nothing(&text) { NO_NAMES } else { "This file has a heading but no rows below it." };
        return Err(refuse(only));
    }
    Ok(Table { encoding, delimiter: delimiter_name, columns, facts, rows })
}

/// Whether the first line only parts columns and names none of them.
fn names_nothing(text: &str) -> bool {
    let parts = |c: char| DELIMITERS.iter().any(|(delimiter, _)| char::from(*delimiter) == c);
    let first = text.lines().next().unwrap_or_default();
    first.contains(parts) && first.chars().all(|c| parts(c) || c.is_whitespace())
}

pub(super) fn refuse(sentence: &str) -> Problem {
    Problem::invalid("file", sentence)
}

/// The names of the columns, each once.
fn names_of(heading: &csv::StringRecord) -> Result<Vec<String>, Problem> {
    let mut cells: Vec<String> =
        heading.iter().map(|cell| plain(cell.trim()).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    if cells.len() > MAX_COLUMNS {
        return Err(Problem::TooLarge(format!(
            "This file has {} columns; {MAX_COLUMNS} are the most one import takes.",
            cells.len()
        )));
    }
    if lacks_heading(&cells) {
        return Err(refuse(
            "The first row looks like data. Put a row with the names of the columns above it and upload the file again.",
        ));
    }
    let mut names: Vec<String> = Vec::with_capacity(cells.len());
    for (place, cell) in cells.into_iter().enumerate() {
        let name = if cell.is_empty() { format!("Column {}", place + 1) } else { cell.chars().take(100).collect() };
        if let Some(first) = names.iter().position(|known| name_key(known) == name_key(&name)) {
            return Err(refuse(&format!(
                "Two columns are called “{name}”, the {} and the {}. Rename one and upload the file again.",
                ordinal(first + 1),
                ordinal(place + 1)
            )));
        }
        names.push(name);
    }
    if names.is_empty() {
        return Err(refuse("The first row must hold the names of the columns; here it is blank."));
    }
    Ok(names)
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// The delimiter under which the first records have the most columns, and equally many.
fn delimiter_of(text: &str) -> (u8, &'static str) {
    let score = |delimiter: u8| {
        let mut records = Records::new(text, delimiter);
        let Ok(Some((_, heading))) = records.next_record() else { return (0, 0) };
        let mut alike = 0;
        for _ in 0..SAMPLE {
            let Ok(Some((_, record))) = records.next_record() else { break };
            alike += usize::from(record.len() == heading.len());
        }
        if heading.len() < 2 { (0, 0) } else { (alike, heading.len()) }
    };
    // The comma stands first, and wins where nothing tells them apart.
    let mut best = (DELIMITERS[0], score(DELIMITERS[0].0));
    for delimiter in &DELIMITERS[1..] {
        let found = score(delimiter.0);
        if found > best.1 {
            best = (*delimiter, found);
        }
    }
    best.0
}

/// The records of a text with the numbers a spreadsheet gives them.
struct Records<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    /// Line breaks inside cells so far: they make the line number run ahead of the row number.
    breaks_in_cells: u64,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, delimiter: u8) -> Self {
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        Self { text, reader, breaks_in_cells: 0 }
    }

    /// The next record that is not all blank.
    fn next_record(&mut self) -> Result<Option<(i32, csv::StringRecord)>, Problem> {
        loop {
            let mut record = csv::StringRecord::new();
            let more = self.reader.read_record(&mut record);
            if !more.map_err(|_| refuse("This file cannot be read as CSV. Export it again as CSV, best in UTF-8."))? {
                return Ok(None);
            }
            // The reader's position is before the empty lines it skipped.
            let (line, start) = record.position().map_or((0, 0), |at| (at.line(), at.byte()));
            let rest =
                usize::try_from(start).ok().and_then(|start| self.text.as_bytes().get(start..)).unwrap_or_default();
            let skipped =
                rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
            let number = line + skipped as u64 - self.breaks_in_cells.min(line);
            let number = i32::try_from(number).unwrap_or(i32::MAX);
            let breaks: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
            self.breaks_in_cells += breaks as u64;
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(Some((number, record)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(table: &Table) -> Vec<Vec<&str>> {
        table.rows.iter().map(|row| row.cells.iter().collect()).collect()
    }

    #[test]
    fn delimiters_are_found_by_the_columns_they_make() {
        for (text, name) in [
            ("a,b\n1,2\n", "comma"),
            ("a;b\n1,5;2\n", "semicolon"),
            ("a\tb\n1,5\t2\n", "tab"),
            ("a|b\n1|2\n", "pipe"),
            ("name\nAcme\n", "comma"),
        ] {
            assert_eq!(read(text.as_bytes()).unwrap().delimiter, name, "{text}");
        }
    }

    #[test]
    fn rows_are_numbered_as_in_a_spreadsheet() {
        let table = read(b"name,notes\nA,\"two\nlines\"\n\nB,x\n,\nC,y\n").unwrap();

        let numbers: Vec<i32> = table.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [2, 4, 6]);
        assert_eq!(cells(&table)[0], ["A", "two\nlines"]);
    }

    #[test]
    fn ragged_rows_are_kept_for_the_check_to_name() {
        let table = read(b"a,b\n1\n1,2,3\n").unwrap();

        assert_eq!(cells(&table), [vec!["1"], vec!["1", "2", "3"]]);
    }

    #[test]
    fn a_file_with_an_open_quote_is_refused_and_not_read_as_a_shorter_one() {
        for (text, line) in [
            ("name,city\nAcme,\"Leeds\nBirch,York\n", "line 2"),
            ("name;city\r\nAcme;Leeds\r\nBirch;\"York\r\n", "line 3"),
            ("name\tcity\n\"Acme\tLeeds\nBirch\t\"York\"\n", "line 2"),
        ] {
            let problem = read(text.as_bytes()).unwrap_err();
            assert!(problem.of_field("file").is_some_and(|told| told.contains(line)), "{problem}");
        }
    }

    #[test]
    fn a_heading_that_cannot_be_one_is_told() {
        for (text, word) in [
            (&b"a,b,A\n1,2,3\n"[..], "the 1st and the 3rd"),
            (b"\n\n", "no rows"),
            (b"a,b\n", "no rows below"),
            (b"a,b\n,\n", "no rows below"),
            (b",,\nAcme,Leeds,12\n", "have no names"),
            (b";;\n", "have no names"),
            (b"x,10/20/2016\ny,10/21/2016\n", "looks like data"),
        ] {
            let problem = read(text).unwrap_err();
            assert!(problem.to_string().contains(word), "{problem}");
        }
    }

    #[test]
    fn a_column_without_a_name_is_called_by_its_place() {
        assert_eq!(read(b"a,,c,\n1,2,3,\n").unwrap().columns, ["a", "Column 2", "c"]);
    }

    #[test]
    fn a_name_that_our_own_files_keep_from_being_computed_is_read_as_it_was() {
        assert_eq!(read(b"name,'=growth,'tis\nA,1,2\n").unwrap().columns, ["name", "=growth", "'tis"]);
    }

    #[test]
    fn one_row_too_many_is_too_large() {
        let mut text = String::from("name\n");
        for row in 0..=MAX_ROWS {
            text.push_str(&format!("n{row}\n"));
        }

        let problem = read(text.as_bytes()).unwrap_err();

        assert_eq!(problem.status(), 413);
        assert!(problem.to_string().contains("100,000"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            if let Ok(table) = read(&bytes) {
                prop_assert!(!table.rows.is_empty());
                prop_assert_eq!(table.columns.len(), table.facts.len());
            }
        }

        #[test]
        fn any_near_csv_is_read_or_refused(text in "[a-c0-9,;\t|\"\r\n =@'ü/.-]{0,400}") {
            drop(read(text.as_bytes()));
        }
    }
}
