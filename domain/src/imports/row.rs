//! One row of a file read into the record it describes.

use chrono::NaiveDate;

use super::column::is_surely_a_value;
use super::country::country_code;
use super::values::{WrittenDate, clean, currency_code, email_flaw, money, whole};
use super::{Field, Mapping, Reading};
use crate::organisations::Industry;

const NAME_LENGTH: usize = 200;
const TEXT_LENGTH: usize = 500;
const NOTES_LENGTH: usize = 10_000;

/// A row as far as it could be read. With an error it does not land.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed<T> {
    pub row: T,
    pub errors: Vec<String>,
    pub remarks: Vec<String>,
}

/// What a row says about an organisation; `None` where its cell is blank or its column left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationRow {
    pub name: String,
    pub external_id: Option<String>,
    pub industry: Option<String>,
    pub employees: Option<i32>,
    pub annual_revenue_minor: Option<i64>,
    pub country: Option<String>,
    pub city: Option<String>,
    pub website: Option<String>,
    pub founded_year: Option<i32>,
    pub customer_since: Option<NaiveDate>,
    pub renewal_on: Option<NaiveDate>,
    pub parent: Option<String>,
    pub owner: Option<String>,
}

/// What a row says about an opportunity; `None` where its cell is blank or its column left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpportunityRow {
    pub external_id: Option<String>,
    pub name: Option<String>,
    pub account: Option<String>,
    pub owner: Option<String>,
    pub product: Option<String>,
    pub stage: Option<String>,
    pub amount_minor: Option<i64>,
    /// Set with the amount.
    pub currency: Option<String>,
    pub opened_on: Option<NaiveDate>,
    pub closes_on: Option<NaiveDate>,
    pub needed_by: Option<NaiveDate>,
    pub contact: Option<Contact>,
    pub notes: Option<String>,
}

/// Somebody on the prospect's side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    pub name: String,
    pub email: Option<String>,
    pub title: String,
}

/// Reads rows by a mapping.
#[derive(Clone, Copy, Debug)]
pub struct RowReader<'a> {
    pub columns: &'a [String],
    pub mapping: &'a Mapping,
    pub reading: &'a Reading,
}

impl<'a> RowReader<'a> {
    pub fn organisation(self, cells: &[String]) -> Parsed<OrganisationRow> {
        let mut cells = self.cells(cells);
        let row = OrganisationRow {
            name: cells.required_name(),
            external_id: cells.text(Field::ExternalId, NAME_LENGTH),
            industry: cells.industry(),
            employees: cells.employees(),
            annual_revenue_minor: cells.revenue(),
            country: cells.country(),
            city: cells.text(Field::City, NAME_LENGTH),
            website: cells.text(Field::Website, TEXT_LENGTH),
            founded_year: cells.year_founded(),
            customer_since: cells.date(Field::CustomerSince),
            renewal_on: cells.date(Field::RenewalOn),
            parent: cells.text(Field::Parent, NAME_LENGTH),
            owner: cells.text(Field::Owner, TEXT_LENGTH),
        };
        cells.parsed(row)
    }

    pub fn opportunity(self, cells: &[String]) -> Parsed<OpportunityRow> {
        let mut cells = self.cells(cells);
        let (amount_minor, currency) = cells.amount();
        let row = OpportunityRow {
            external_id: cells.text(Field::ExternalId, NAME_LENGTH),
            name: cells.text(Field::Name, NAME_LENGTH),
            account: cells.text(Field::Account, NAME_LENGTH),
            owner: cells.text(Field::Owner, TEXT_LENGTH),
            product: cells.text(Field::Product, NAME_LENGTH),
            stage: cells.text(Field::Stage, NAME_LENGTH),
            amount_minor,
            currency,
            opened_on: cells.date(Field::Opened),
            closes_on: cells.date(Field::Closes),
            needed_by: cells.date(Field::NeededBy),
            contact: cells.contact(),
            notes: cells.notes(),
        };
        if row.external_id.is_none() && row.name.is_none() {
            cells.errors.push("This row has neither an id nor a name.".to_owned());
        }
        cells.parsed(row)
    }

    fn cells<'b>(self, cells: &'b [String]) -> Cells<'a, 'b> {
        let mut errors = Vec::new();
        let overhang = cells.iter().skip(self.columns.len()).any(|cell| !cell.trim().is_empty());
        if cells.len() < self.columns.len() || overhang {
            errors.push(format!("This row has {} cells where the heading has {}.", cells.len(), self.columns.len()));
        }
        Cells { reader: self, cells, errors, remarks: Vec::new() }
    }
}

/// The cells of one row while they are read.
struct Cells<'a, 'b> {
    reader: RowReader<'a>,
    cells: &'b [String],
    errors: Vec<String>,
    remarks: Vec<String>,
}

impl<'a> Cells<'a, '_> {
    fn parsed<T>(self, row: T) -> Parsed<T> {
        Parsed { row, errors: self.errors, remarks: self.remarks }
    }

    /// The column's name and the cell's text, unless it is blank or nothing fills the field.
    fn filled(&self, field: Field) -> Option<(&'a str, String)> {
        let place = self.reader.mapping.column(field)?;
        let text = self.cells.get(place)?.trim();
        let column = self.reader.columns.get(place)?;
        (!text.is_empty()).then(|| (column.as_str(), text.to_owned()))
    }

    fn error(&mut self, column: &str, value: &str, flaw: &str) {
        self.errors.push(sentence(column, value, flaw));
    }

    fn remark(&mut self, column: &str, value: &str, flaw: &str) {
        self.remarks.push(sentence(column, value, flaw));
    }

    fn text(&mut self, field: Field, longest: usize) -> Option<String> {
        let (column, text) = self.filled(field)?;
        let text = clean(&text);
        if text.chars().count() > longest {
            self.error(column, &text, &format!("is longer than {longest} characters"));
            return None;
        }
        Some(text)
    }

    fn notes(&mut self) -> Option<String> {
        let (column, text) = self.filled(Field::Notes)?;
        if text.chars().count() > NOTES_LENGTH {
            self.error(column, &text, "is longer than 10,000 characters");
            return None;
        }
        Some(text)
    }

    fn required_name(&mut self) -> String {
        let name = self.text(Field::Name, NAME_LENGTH);
        if name.is_none() && self.errors.is_empty() {
            let place = self.reader.mapping.column(Field::Name);
            let column = place.and_then(|place| self.reader.columns.get(place)).map_or("Name", String::as_str);
            self.errors.push(format!("{column} is blank; an organisation needs a name."));
        }
        name.unwrap_or_default()
    }

    fn industry(&mut self) -> Option<String> {
        let (column, text) = self.filled(Field::Industry)?;
        let found = Industry::find(&text);
        if found.is_none() {
            self.remark(column, &text, "is not an industry we know; the industry stays blank");
        }
        found.map(|industry| industry.key().to_owned())
    }

    fn country(&mut self) -> Option<String> {
        let (column, text) = self.filled(Field::Country)?;
        let found = country_code(&text);
        if found.is_none() {
            self.remark(column, &text, "is not a country we know; the country stays blank");
        }
        found.map(str::to_owned)
    }

    fn employees(&mut self) -> Option<i32> {
        let (column, text) = self.filled(Field::Employees)?;
        let number = whole(&text, self.reader.reading.decimal_mark(Field::Employees));
        let number = number.and_then(|number| i32::try_from(number).ok()).filter(|number| *number > 0);
        if number.is_none() {
            self.error(column, &text, "is not a number of people");
        }
        number
    }

    fn year_founded(&mut self) -> Option<i32> {
        let (column, text) = self.filled(Field::Founded)?;
        let year = text.parse().ok().filter(|year| (1000..=2200).contains(year));
        if year.is_none() {
            self.error(column, &text, "is not a year");
        }
        year
    }

    fn revenue(&mut self) -> Option<i64> {
        let (column, text) = self.filled(Field::Revenue)?;
        let read = super::values::decimal(&text, self.reader.reading.decimal_mark(Field::Revenue));
        let factor = i128::from(self.reader.reading.revenue_unit.factor());
        let minor = read.map(|value| value * factor / 100).and_then(|minor| i64::try_from(minor).ok());
        if minor.is_none() {
            self.error(column, &text, "is not an amount");
        }
        minor
    }

    fn amount(&mut self) -> (Option<i64>, Option<String>) {
        let Some((column, text)) = self.filled(Field::Amount) else {
            return (None, None);
        };
        let read = money(&text, self.reader.reading.decimal_mark(Field::Amount));
        let Some((minor, written)) = read.and_then(|(minor, c)| Some((i64::try_from(minor).ok()?, c))) else {
            self.error(column, &text, "is not an amount");
            return (None, None);
        };
        if minor < 0 {
            self.error(column, &text, "is below zero");
            return (None, None);
        }
        let currency = written.or_else(|| self.currency()).unwrap_or_else(|| self.reader.reading.currency.clone());
        (Some(minor), Some(currency))
    }

    fn currency(&mut self) -> Option<String> {
        let (column, text) = self.filled(Field::Currency)?;
        let code = currency_code(&text);
        if code.is_none() {
            self.error(column, &text, "is not a currency code such as EUR");
        }
        code
    }

    fn date(&mut self, field: Field) -> Option<NaiveDate> {
        let (column, text) = self.filled(field)?;
        let date = WrittenDate::read(&text).and_then(|date| date.in_order(self.reader.reading.date_order(field)));
        if date.is_none() {
            self.error(column, &text, "is not a date we can read");
        }
        date
    }

    fn contact(&mut self) -> Option<Contact> {
        let name = self.text(Field::ContactName, NAME_LENGTH);
        let email = self.email();
        let title = self.text(Field::ContactTitle, NAME_LENGTH).unwrap_or_default();
        let name = name.or_else(|| email.clone())?;
        Some(Contact { name, email, title })
    }

    fn email(&mut self) -> Option<String> {
        let (column, text) = self.filled(Field::ContactEmail)?;
        if let Some(flaw) = email_flaw(&text) {
            self.error(column, &text, flaw);
            return None;
        }
        Some(text)
    }
}

/// "close_date “13/45/2017” is not a date we can read."
fn sentence(column: &str, value: &str, flaw: &str) -> String {
    let shown: String = value.chars().take(60).collect();
    let dots = if shown.len() < value.len() { "…" } else { "" };
    format!("{column} “{shown}{dots}” {flaw}.")
}

/// Whether the first row of a file holds values, so that the names of the columns are missing.
pub fn lacks_heading(first_row: &[String]) -> bool {
    let filled = || first_row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    filled().any(is_surely_a_value) || (filled().count() > 0 && filled().all(|cell| cell.parse::<f64>().is_ok()))
}

#[cfg(test)]
mod tests {
    use super::super::{DateOrder, Kind, RevenueUnit};
    use super::*;

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(|text| (*text).to_owned()).collect()
    }

    fn organisation(columns: &[&str], fields: &[&str], cells: &[&str]) -> Parsed<OrganisationRow> {
        let columns = texts(columns);
        let mapping = Mapping::from_form(Kind::Organisations, &columns, &texts(fields)).unwrap();
        let mut reading = Reading::in_currency("USD");
        reading.revenue_unit = RevenueUnit::Millions;
        RowReader { columns: &columns, mapping: &mapping, reading: &reading }.organisation(&texts(cells))
    }

    fn opportunity(columns: &[&str], fields: &[&str], cells: &[&str]) -> Parsed<OpportunityRow> {
        let columns = texts(columns);
        let mapping = Mapping::from_form(Kind::Opportunities, &columns, &texts(fields)).unwrap();
        let mut reading = Reading::in_currency("USD");
        reading.chosen_order = Some(DateOrder::MonthFirst);
        RowReader { columns: &columns, mapping: &mapping, reading: &reading }.opportunity(&texts(cells))
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
    fn a_row_of_another_width_is_refused_but_trailing_blanks_are_forgiven() {
        let short = organisation(&["n", "i"], &["name", "industry"], &["A"]);
        let long = organisation(&["n", "i"], &["name", "industry"], &["A", "", "x"]);
        let blank = organisation(&["n", "i"], &["name", "industry"], &["A", "", "", ""]);

        assert_eq!(short.errors, ["This row has 1 cells where the heading has 2."]);
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
}
