//! A row that is an opportunity.

use chrono::NaiveDate;
use uuid::Uuid;

use super::cells::Cells;
use super::{NAME_LENGTH, NOTES_LENGTH, Parsed, RowReader, Strange, TEXT_LENGTH};
use crate::imports::Field;
use crate::imports::values::{currency_code, money};

/// What a row says about an opportunity; `None` where its cell is blank or its column left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpportunityRow {
    /// Our own id of it.
    pub id: Option<Uuid>,
    pub external_id: Option<String>,
    pub name: Option<String>,
    pub account: Option<String>,
    pub owner: Option<String>,
    pub products: Vec<String>,
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

impl RowReader<'_> {
    pub fn opportunity(self, cells: &[String]) -> Parsed<OpportunityRow> {
        let mut cells = Cells::of(self, cells);
        let (amount_minor, currency) = cells.amount();
        let row = OpportunityRow {
            id: cells.peerchamps_id(),
            external_id: cells.text(Field::ExternalId, NAME_LENGTH),
            name: cells.text(Field::Name, NAME_LENGTH),
            account: cells.text(Field::Account, NAME_LENGTH),
            owner: cells.text(Field::Owner, TEXT_LENGTH),
            products: cells.products(),
            stage: cells.text(Field::Stage, NAME_LENGTH),
            amount_minor,
            currency,
            opened_on: cells.date(Field::Opened),
            closes_on: cells.date(Field::Closes),
            needed_by: cells.date(Field::NeededBy),
            contact: cells.contact(),
            notes: cells.lines(Field::Notes, NOTES_LENGTH),
        };
        if row.id.is_none() && row.external_id.is_none() && row.name.is_none() {
            cells.errors.push("This row has neither an id nor a name.".to_owned());
        }
        cells.parsed(row)
    }
}

impl Cells<'_, '_> {
    /// The products, divided as our own exports divide them, each by its chosen name where somebody chose one.
    fn products(&mut self) -> Vec<String> {
        let Some(text) = self.text(Field::Product, TEXT_LENGTH) else { return Vec::new() };
        let mut products: Vec<String> = Vec::new();
        for name in text.split(';').map(str::trim).filter(|name| !name.is_empty()) {
            let chosen = self.reading().chosen(Field::Product, name).map(str::to_owned);
            if let Some(chosen) = &chosen {
                let (field, text) = (Field::Product, name.to_owned());
                self.strange.push(Strange { field, text, target: Some(chosen.clone()) });
            }
            let product = chosen.unwrap_or_else(|| name.to_owned());
            if product.chars().count() > NAME_LENGTH {
                let column = self.column(Field::Product);
                self.error(column, name, &format!("is longer than {NAME_LENGTH} characters"));
            } else if !product.is_empty() && !products.contains(&product) {
                products.push(product);
            }
        }
        products
    }

    fn amount(&mut self) -> (Option<i64>, Option<String>) {
        let Some((column, text)) = self.filled(Field::Amount) else {
            return (None, None);
        };
        let read = money(&text, self.reading().decimal_mark(Field::Amount));
        let Some((minor, written)) = read.and_then(|(minor, c)| Some((i64::try_from(minor).ok()?, c))) else {
            self.error(column, &text, "is not an amount");
            return (None, None);
        };
        if minor < 0 {
            self.error(column, &text, "is below zero");
            return (None, None);
        }
        let currency = written.or_else(|| self.currency()).unwrap_or_else(|| self.reading().currency.clone());
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

    fn contact(&mut self) -> Option<Contact> {
        let name = self.text(Field::ContactName, NAME_LENGTH);
        let email = self.email(Field::ContactEmail);
        let title = self.text(Field::ContactTitle, NAME_LENGTH).unwrap_or_default();
        let name = name.or_else(|| email.clone())?;
        Some(Contact { name, email, title })
    }
}
