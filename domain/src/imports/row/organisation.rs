//! A row that is an organisation.

use chrono::NaiveDate;
use uuid::Uuid;

use super::cells::Cells;
use super::{NAME_LENGTH, Parsed, RowReader, TEXT_LENGTH};
use crate::imports::Field;
use crate::imports::values::decimal;
use crate::organisations::is_website;

/// What a row says about an organisation; `None` where its cell is blank or its column left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationRow {
    /// Our own id of the record.
    pub id: Option<Uuid>,
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

impl RowReader<'_> {
    pub fn organisation(self, cells: &[String]) -> Parsed<OrganisationRow> {
        let mut cells = Cells::of(self, cells);
        let row = OrganisationRow {
            id: cells.peerchamps_id(),
            name: cells.required_name(),
            external_id: cells.text(Field::ExternalId, NAME_LENGTH),
            industry: cells.meant(Field::Industry, "is not an industry we know; the industry stays blank"),
            employees: cells.employees(),
            annual_revenue_minor: cells.revenue(),
            country: cells.meant(Field::Country, "is not a country we know; the country stays blank"),
            city: cells.text(Field::City, NAME_LENGTH),
            website: cells.website(),
            founded_year: cells.year_founded(),
            customer_since: cells.date(Field::CustomerSince),
            renewal_on: cells.date(Field::RenewalOn),
            parent: cells.text(Field::Parent, NAME_LENGTH),
            owner: cells.text(Field::Owner, TEXT_LENGTH),
        };
        cells.parsed(row)
    }
}

impl Cells<'_, '_> {
    fn required_name(&mut self) -> String {
        let name = self.text(Field::Name, NAME_LENGTH);
        if name.is_none() && self.errors.is_empty() {
            let column = self.column(Field::Name);
            self.errors.push(format!("{column} is blank; an organisation needs a name."));
        }
        name.unwrap_or_default()
    }

    fn employees(&mut self) -> Option<i32> {
        let gap = "is not a number of people; the size stays blank";
        self.meant(Field::Employees, gap).and_then(|people| people.parse().ok())
    }

    fn website(&mut self) -> Option<String> {
        let text = self.text(Field::Website, TEXT_LENGTH)?;
        if is_website(&text) {
            return Some(text);
        }
        let column = self.column(Field::Website);
        self.remark(column, &text, "is not the address of a website; the website stays blank");
        None
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
        let read = decimal(&text, self.reading().decimal_mark(Field::Revenue));
        let factor = i128::from(self.reading().revenue_unit.factor());
        let minor = read.map(|value| value * factor / 100).and_then(|minor| i64::try_from(minor).ok());
        match minor {
            None => self.error(column, &text, "is not an amount"),
            Some(..0) => self.error(column, &text, "is below zero"),
            Some(_) => return minor,
        }
        None
    }
}
