//! Sheets as PDF, read again by another library: what is on them, and where pages end.

use chrono::DateTime;
use lopdf::Document;
use server::paper::{Block, Column, Line, Paper, Table, write};

fn written(blocks: Vec<Block>) -> Document {
    let made_at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    let paper = Paper { title: "A sheet".to_owned(), foot: "21 November, Quillstone".to_owned(), made_at, blocks };
    Document::load_mem(&write(paper).unwrap()).unwrap()
}

/// The text of a page with every run of spaces as one.
fn text(document: &Document, page: u32) -> String {
    let text = document.extract_text(&[page]).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn latin_greek_and_cyrillic_are_on_the_sheet_as_text() {
    for words in ["Zoë Łukasz Ğüneş", "Ελένη Παπαδοπούλου", "Наталія Їжакевич", "Trần Thị Hồng", "3 − 1 = 2 → €5"]
    {
        let document = written(vec![Block::Title(words.to_owned()), Block::Text(words.to_owned())]);

        let found = text(&document, 1);

        assert_eq!(found.matches(words).count(), 2, "{words}: {found}");
        assert!(!found.contains("stand as boxes"), "{words}");
    }
}

#[test]
fn what_the_typeface_lacks_is_said_and_still_copied() {
    let document = written(vec![Block::Title("田中さくら".to_owned())]);

    let found = text(&document, 1);

    assert!(found.contains("stand as boxes"), "{found}");
}

#[test]
fn a_row_longer_than_a_page_goes_on_overleaf_and_nothing_is_lost() {
    let words: Vec<String> = (0..3_000).map(|at| format!("word{at}")).collect();
    let column = |label, part| Column { label, part, is_figure: false };
    let row = Line { cells: vec![vec!["Story".to_owned()], vec![words.join(" ")]], is_total: false };
    let table = Table { columns: vec![column("Factor", 1), column("Known", 2)], rows: vec![row] };

    let document = written(vec![Block::Table(table)]);

    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    assert!(pages.len() > 3, "{} pages", pages.len());
    let all: Vec<String> = pages.iter().map(|page| text(&document, *page)).collect();
    let found: Vec<&str> = all.iter().flat_map(|page| page.split(' ')).filter(|it| it.starts_with("word")).collect();
    assert_eq!(found, words.iter().map(String::as_str).collect::<Vec<_>>());
    for (page, text) in pages.iter().zip(&all) {
        assert!(text.contains(&format!("Page {page} of {}", pages.len())), "{text}");
        assert!(text.contains("Factor Known"), "the head of the table stands on every page: {text}");
    }
}

#[test]
fn a_word_wider_than_the_sheet_is_cut_where_the_line_ends() {
    let word = "Donaudampfschifffahrtsgesellschaft".repeat(20);

    let document = written(vec![Block::Text(word.clone())]);

    let found: String = text(&document, 1).split_whitespace().collect();
    assert!(found.contains(&word), "{found}");
}

#[test]
fn equal_sheets_give_equal_bytes() {
    let made_at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    let blocks = vec![Block::Title("Twice".to_owned())];
    let paper = Paper { title: "Twice".to_owned(), foot: String::new(), made_at, blocks };

    assert_eq!(write(paper.clone()).unwrap(), write(paper).unwrap());
}
