//! How the values of a file are to be read: what the person chose and what the file itself shows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Field;
use super::values::name_key;
use crate::text_enum;

text_enum! {
    /// Which of 3/4/2017 is the month.
    pub enum DateOrder {
        DayFirst => "day_first",
        MonthFirst => "month_first",
    }
}

text_enum! {
    /// Which of 1,054 and 1.054 is a thousand.
    pub enum DecimalMark {
        Point => "point",
        Comma => "comma",
    }
}

text_enum! {
    /// What one stands for in a column of revenues.
    pub enum RevenueUnit {
        Ones => "ones",
        Thousands => "thousands",
        Millions => "millions",
    }
}

impl RevenueUnit {
    pub const fn factor(self) -> i64 {
        match self {
            Self::Ones => 1,
            Self::Thousands => 1_000,
            Self::Millions => 1_000_000,
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Ones => "Whole units",
            Self::Thousands => "Thousands",
            Self::Millions => "Millions",
        }
    }
}

text_enum! {
    /// What the organisations of a file are to the company.
    pub enum Relation {
        Customer => "customer",
        Prospect => "prospect",
        Competitor => "competitor",
        Partner => "partner",
    }
}

impl Relation {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Customer => "Customers",
            Self::Prospect => "Prospects",
            Self::Competitor => "Competitors",
            Self::Partner => "Partners",
        }
    }
}

/// What becomes of a stage name of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum StageFate {
    /// It is another name of this stage.
    Existing {
        id: Uuid,
    },
    /// The import makes it.
    NewOpen,
    NewWon,
    NewLost,
}

impl StageFate {
    /// The value of the form's choice.
    pub fn to_form(self) -> String {
        match self {
            Self::Existing { id } => id.to_string(),
            Self::NewOpen => "new_open".to_owned(),
            Self::NewWon => "new_won".to_owned(),
            Self::NewLost => "new_lost".to_owned(),
        }
    }

    pub fn from_form(text: &str) -> Option<Self> {
        match text {
            "new_open" => Some(Self::NewOpen),
            "new_won" => Some(Self::NewWon),
            "new_lost" => Some(Self::NewLost),
            id => Uuid::parse_str(id).ok().map(|id| Self::Existing { id }),
        }
    }
}

/// All that is needed, beside the mapping, to read a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What numeric dates mean where the file itself does not tell; `None` asks the file.
    pub chosen_order: Option<DateOrder>,
    /// Per date field, as found in the file or chosen.
    pub date_orders: BTreeMap<Field, DateOrder>,
    /// Per number field, as found in the file.
    pub decimal_marks: BTreeMap<Field, DecimalMark>,
    pub currency: String,
    pub revenue_unit: RevenueUnit,
    pub relation: Option<Relation>,
    /// Per stage name of the file (as its key) what becomes of it, where the person chose.
    pub stages: BTreeMap<String, StageFate>,
    /// Per field and value of the file (as its key) what it means, where the person chose; an empty
    /// meaning leaves it blank.
    #[serde(default)]
    pub values: BTreeMap<Field, BTreeMap<String, String>>,
}

impl Reading {
    pub fn in_currency(currency: &str) -> Self {
        Self {
            chosen_order: None,
            date_orders: BTreeMap::new(),
            decimal_marks: BTreeMap::new(),
            currency: currency.to_owned(),
            revenue_unit: RevenueUnit::Ones,
            relation: None,
            stages: BTreeMap::new(),
            values: BTreeMap::new(),
        }
    }

    pub fn date_order(&self, field: Field) -> DateOrder {
        self.date_orders.get(&field).copied().or(self.chosen_order).unwrap_or(DateOrder::DayFirst)
    }

    /// What somebody chose for a value of the file.
    pub fn chosen(&self, field: Field, text: &str) -> Option<&str> {
        self.values.get(&field)?.get(&name_key(text)).map(String::as_str)
    }

    pub fn decimal_mark(&self, field: Field) -> DecimalMark {
        self.decimal_marks.get(&field).copied().unwrap_or(DecimalMark::Point)
    }
}
