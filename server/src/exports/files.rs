//! Sheets as bytes.

use anyhow::Context as _;
use chrono::{Datelike as _, Timelike as _};
use domain::lists::{Cell, Format, ListName, Sheet, harmless};
use rust_xlsxwriter::{ExcelDateTime, Format as Look, Workbook, Worksheet, XlsxError};
use serde_json::{Map, Value, json};

/// The most letters a cell of a workbook holds.
const CELL_LETTERS: usize = 32_767;

pub(super) fn write(list: ListName, format: Format, sheet: Sheet) -> anyhow::Result<Vec<u8>> {
    match format {
        Format::Csv => csv(sheet, false),
        Format::CsvMarked => csv(sheet, true),
        Format::Xlsx => workbook(list, sheet).context("the workbook could not be written"),
        Format::Json => json_rows(sheet),
    }
}

fn csv(sheet: Sheet, marked: bool) -> anyhow::Result<Vec<u8>> {
    let start = if marked { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(start);
    writer.write_record(sheet.columns.iter().map(|column| column.label))?;
    for row in sheet.rows {
        writer.write_record(row.into_iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => harmless(&text),
            Cell::List(texts) => harmless(&texts.join("; ")),
            Cell::Number(number) => number.to_string(),
            Cell::Money(money) => decimal(&money),
            Cell::Day(day) => day.to_string(),
            Cell::Moment(at) => at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }))?;
    }
    writer.into_inner().map_err(|error| anyhow::anyhow!("csv: {error}"))
}

/// With a plain minus: what a program reads as a number.
fn decimal(money: &domain::money::Money) -> String {
    let sign = if money.minor < 0 { "-" } else { "" };
    format!("{sign}{}", money.typed())
}

fn json_rows(sheet: Sheet) -> anyhow::Result<Vec<u8>> {
    let columns = sheet.columns;
    let rows = sheet.rows.into_iter().map(|row| {
        let cells = columns.iter().zip(row).map(|(column, cell)| (column.key.to_owned(), value(cell)));
        Value::Object(cells.collect::<Map<_, _>>())
    });
    Ok(serde_json::to_vec(&rows.collect::<Vec<_>>())?)
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => text.into(),
        Cell::Number(number) => number.into(),
        // Text, because a number of JSON is a float where it is read.
        Cell::Money(money) => decimal(&money).into(),
        Cell::Day(day) => day.to_string().into(),
        Cell::Moment(at) => json!(at),
        Cell::List(texts) => texts.into(),
    }
}

fn workbook(list: ListName, sheet: Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    page.set_name(list.as_str())?.set_freeze_panes(1, 0)?;
    let bold = Look::new().set_bold();
    for (at, column) in (0..).zip(&sheet.columns) {
        page.write_string_with_format(0, at, column.label, &bold)?.set_column_width(at, 18)?;
    }
    let looks =
        Looks { day: Look::new().set_num_format("yyyy-mm-dd"), moment: Look::new().set_num_format("yyyy-mm-dd hh:mm") };
    for (at, row) in (1..).zip(sheet.rows) {
        for (column, cell) in (0..).zip(row) {
            put(page, &looks, (at, column), cell)?;
        }
    }
    workbook.save_to_buffer()
}

struct Looks {
    day: Look,
    moment: Look,
}

/// Text is written as text: a cell that begins with an equals sign stays what was typed.
fn put(page: &mut Worksheet, looks: &Looks, (row, column): (u32, u16), cell: Cell) -> Result<(), XlsxError> {
    let day = |day: chrono::NaiveDate| {
        let small = |number: u32| u8::try_from(number).unwrap_or(1);
        ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(0), small(day.month()), small(day.day()))
    };
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            page.write_string(row, column, cut(&text))?;
        }
        Cell::List(texts) => {
            page.write_string(row, column, cut(&texts.join("; ")))?;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts; a workbook knows floats only")]
        Cell::Number(number) => {
            page.write_number(row, column, number as f64)?;
        }
        Cell::Money(money) => {
            page.write_number(row, column, decimal(&money).parse::<f64>().unwrap_or(0.0))?;
        }
        Cell::Day(at) => {
            page.write_datetime_with_format(row, column, day(at)?, &looks.day)?;
        }
        Cell::Moment(at) => {
            let (hour, minute) = (u16::try_from(at.hour()).unwrap_or(0), u8::try_from(at.minute()).unwrap_or(0));
            let at = day(at.date_naive())?.and_hms(hour, minute, 0)?;
            page.write_datetime_with_format(row, column, at, &looks.moment)?;
        }
    }
    Ok(())
}

/// As much as a cell holds.
fn cut(text: &str) -> &str {
    text.char_indices().nth(CELL_LETTERS).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use domain::lists::Column;
    use domain::money::Money;

    use super::*;

    fn sheet(text: &str) -> Sheet {
        Sheet {
            columns: vec![
                Column::new("name", "Name"),
                Column::new("amount", "Amount"),
                Column::new("closes_on", "Closes on"),
            ],
            rows: vec![vec![
                Cell::text(text),
                Cell::Money(Money::new(-12_050, "GBP")),
                Cell::day(NaiveDate::from_ymd_opt(2026, 11, 19)),
            ]],
        }
    }

    #[test]
    fn a_text_that_would_compute_is_quoted_and_a_negative_number_is_not() {
        for (typed, written) in
            [("=1+1", "'=1+1"), ("+44", "'+44"), ("-1", "'-1"), ("@now", "'@now"), ("\tx", "'\tx"), ("a=b", "a=b")]
        {
            let bytes = write(ListName::Advocates, Format::Csv, sheet(typed)).unwrap();
            assert_eq!(
                String::from_utf8(bytes).unwrap(),
                format!("Name,Amount,Closes on\r\n{written},-120.50,2026-11-19\r\n")
            );
        }
    }

    #[test]
    fn quotes_newlines_and_letters_of_any_script_are_read_back_as_they_were() {
        let odd = "\"Zoë\", said 東京\r\nand 🎺; twice\u{202e}";
        for format in [Format::Csv, Format::CsvMarked] {
            let bytes = write(ListName::Advocates, format, sheet(odd)).unwrap();
            assert_eq!(bytes.starts_with("\u{feff}".as_bytes()), format == Format::CsvMarked);
            let body = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
            let row = csv::Reader::from_reader(body).records().next().unwrap().unwrap();
            assert_eq!(&row[0], odd);
        }
        let rows: Value =
            serde_json::from_slice(&write(ListName::Advocates, Format::Json, sheet(odd)).unwrap()).unwrap();
        assert_eq!(rows, json!([{ "name": odd, "amount": "-120.50", "closes_on": "2026-11-19" }]));
    }

    #[test]
    fn a_workbook_holds_any_text_even_one_that_is_longer_than_a_cell() {
        for text in ["=HYPERLINK(\"http://elsewhere.example\")", "\u{1}\u{b} <&> 東京", &"ü".repeat(40_000)] {
            let bytes = write(ListName::Opportunities, Format::Xlsx, sheet(text)).unwrap();
            // A workbook is a zip of XML.
            assert!(bytes.starts_with(b"PK"));
        }
    }
}
