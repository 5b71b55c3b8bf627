//! Rows of organisations and opportunities, with the dirt of real files.

use super::*;
use crate::imports::{DateOrder, Kind, RevenueUnit};

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

fn organisation(columns: &[&str], fields: &[&str], cells: &[&str]) -> Parsed<OrganisationRow> {
    let columns = texts(columns);
    let mapping = Mapping::from_form(Kind::Organisations, &columns, &texts(fields)).unwrap();
    let mut reading = Reading::in_currency("USD");
    reading.revenue_unit = RevenueUnit::Millions;
    RowReader { columns: &columns, mapping: &mapping, reading: &reading, is_zone: |_| true }.organisation(&texts(cells))
}

fn opportunity(columns: &[&str], fields: &[&str], cells: &[&str]) -> Parsed<OpportunityRow> {
    let columns = texts(columns);
    let mapping = Mapping::from_form(Kind::Opportunities, &columns, &texts(fields)).unwrap();
    let mut reading = Reading::in_currency("USD");
    reading.chosen_order = Some(DateOrder::MonthFirst);
    RowReader { columns: &columns, mapping: &mapping, reading: &reading, is_zone: |_| true }.opportunity(&texts(cells))
}

#[test]
fn an_account_of_a_crm_export_is_read_with_its_dirt() {
    let parsed = organisation(
        &["account", "sector", "revenue", "employees", "office_location"],
        &["name", "industry", "revenue", "employees", "country"],
        &["Acme  Corporation", "technolgy", "1100.04", "2,822", "Philipines"],
    );

    assert_eq!(parsed.errors, [""; 0]);
    assert_eq!(parsed.remarks, [""; 0]);
    assert_eq!(parsed.row.name, "Acme Corporation");
    assert_eq!(parsed.row.industry.as_deref(), Some("technology"));
    assert_eq!(parsed.row.annual_revenue_minor, Some(110_004_000_000));
    assert_eq!(parsed.row.employees, Some(2_822));
    assert_eq!(parsed.row.country.as_deref(), Some("PH"));
}

#[test]
fn what_cannot_be_read_is_named_with_column_and_value() {
    let parsed = opportunity(
        &["id", "close_date", "close_value", "mail"],
        &["external_id", "closes", "amount", "contact_email"],
        &["7", "13/45/2017", "lots", "a@b"],
    );

    assert_eq!(
        parsed.errors,
        [
            "close_value “lots” is not an amount.",
            "close_date “13/45/2017” is not a date we can read.",
            "mail “a@b” has no ending such as .com.",
        ]
    );
}

#[test]
fn an_unknown_industry_or_country_leaves_a_gap_and_a_remark() {
    let parsed = organisation(&["n", "i", "c"], &["name", "industry", "country"], &["A", "zzzz", "Atlantis"]);

    assert_eq!(parsed.errors, [""; 0]);
    assert_eq!(parsed.remarks.len(), 2);
    assert!(parsed.remarks[0].starts_with("i “zzzz” is not an industry"));
}

#[test]
fn a_revenue_below_nothing_is_told() {
    let parsed = organisation(&["n", "r"], &["name", "revenue"], &["A", "-5"]);

    assert_eq!(parsed.errors, ["r “-5” is below zero."]);
    assert_eq!(parsed.row.annual_revenue_minor, None);
    assert_eq!(organisation(&["n", "r"], &["name", "revenue"], &["A", "0"]).row.annual_revenue_minor, Some(0));
}

#[test]
fn what_is_no_website_leaves_a_gap_and_a_remark() {
    let read = |text: &str| organisation(&["n", "w"], &["name", "website"], &["A", text]);

    let parsed = read("not a url");

    assert_eq!((parsed.errors.len(), parsed.row.website), (0, None));
    assert_eq!(parsed.remarks, ["w “not a url” is not the address of a website; the website stays blank."]);
    assert_eq!(read("www.quillstone.example").row.website.as_deref(), Some("www.quillstone.example"));
}

#[test]
fn a_row_of_another_width_is_refused_but_trailing_blanks_are_forgiven() {
    let short = organisation(&["n", "i"], &["name", "industry"], &["A"]);
    let long = organisation(&["n", "i"], &["name", "industry"], &["A", "", "x"]);
    let blank = organisation(&["n", "i"], &["name", "industry"], &["A", "", "", ""]);

    assert_eq!(short.errors, ["This row has 1 cell where the heading has 2."]);
    assert_eq!(long.errors, ["This row has 3 cells where the heading has 2."]);
    assert_eq!(blank.errors, [""; 0]);
}

#[test]
fn formulas_are_text_like_any_other() {
    let parsed = organisation(&["n", "c"], &["name", "city"], &["=HYPERLINK(\"http://x\")", "@SUM(1)"]);

    assert_eq!(parsed.errors, [""; 0]);
    assert_eq!(parsed.row.name, "=HYPERLINK(\"http://x\")");
    assert_eq!(parsed.row.city.as_deref(), Some("@SUM(1)"));
}

#[test]
fn amounts_take_the_currency_beside_them_then_their_column_then_the_file() {
    let read = |cells: &[&str]| opportunity(&["i", "a", "c"], &["external_id", "amount", "currency"], cells).row;

    assert_eq!(read(&["1", "£5", "EUR"]).currency.as_deref(), Some("GBP"));
    assert_eq!(read(&["1", "5", "eur"]).currency.as_deref(), Some("EUR"));
    assert_eq!(read(&["1", "5", ""]).currency.as_deref(), Some("USD"));
    assert_eq!(read(&["1", "", "EUR"]).currency, None);
}

#[test]
fn a_first_row_of_values_is_no_heading() {
    assert!(lacks_heading(&texts(&["1C1I7A6R", "Moses Frase", "10/20/2016"])));
    assert!(lacks_heading(&texts(&["1", "2.5", ""])));
    assert!(lacks_heading(&texts(&["Ann", "ann@x.example"])));
    assert!(!lacks_heading(&texts(&["account", "2016", ""])));
}
