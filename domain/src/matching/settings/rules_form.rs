//! Caps, rest and the time before a renewal as fields of a form.

use serde::{Deserialize, Serialize};

use crate::problem::{FieldProblems, Problem};

/// The rules of the company that have a number. Each of them is held by the database at the moment of asking, too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RulesForm {
    pub monthly_cap: String,
    pub quarterly_cap: String,
    pub cool_down_days: String,
    pub renewal_window_days: String,
    /// The version the page showed.
    pub version: String,
}

/// The same, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    pub monthly_cap: i32,
    pub quarterly_cap: i32,
    pub cool_down_days: i32,
    pub renewal_window_days: i32,
}

impl RulesForm {
    pub fn of(rules: Rules, version: i32) -> Self {
        Self {
            monthly_cap: rules.monthly_cap.to_string(),
            quarterly_cap: rules.quarterly_cap.to_string(),
            cool_down_days: rules.cool_down_days.to_string(),
            renewal_window_days: rules.renewal_window_days.to_string(),
            version: version.to_string(),
        }
    }

    pub fn check(&self) -> Result<Rules, Problem> {
        let mut problems = FieldProblems::default();
        let mut number = |text: &str, most: i32, field: &str| {
            let read = text.trim().parse::<i32>().ok().filter(|number| (0..=most).contains(number));
            if read.is_none() {
                problems.add(field, format!("A whole number from 0 to {most}."));
            }
            read.unwrap_or_default()
        };
        let rules = Rules {
            monthly_cap: number(&self.monthly_cap, 31, "monthly_cap"),
            quarterly_cap: number(&self.quarterly_cap, 92, "quarterly_cap"),
            cool_down_days: number(&self.cool_down_days, 365, "cool_down_days"),
            renewal_window_days: number(&self.renewal_window_days, 365, "renewal_window_days"),
        };
        // A cap of none is how a company stops asking, in a month or in a quarter; any other has to leave the month room.
        if rules.quarterly_cap > 0 && rules.quarterly_cap < rules.monthly_cap {
            problems.add("quarterly_cap", "A quarter has to allow at least what a month does.");
        }
        problems.check()?;
        Ok(rules)
    }

    pub fn version(&self) -> i32 {
        self.version.trim().parse().unwrap_or(-1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stay_within_what_the_database_takes() {
        let rules = Rules { monthly_cap: 3, quarterly_cap: 6, cool_down_days: 14, renewal_window_days: 30 };
        assert_eq!(RulesForm::of(rules, 1).check(), Ok(rules));
        for (field, text) in [
            ("monthly_cap", "32"),
            ("quarterly_cap", "93"),
            ("cool_down_days", "-1"),
            ("renewal_window_days", "a month"),
        ] {
            let mut form = RulesForm::of(rules, 1);
            *match field {
                "monthly_cap" => &mut form.monthly_cap,
                "quarterly_cap" => &mut form.quarterly_cap,
                "cool_down_days" => &mut form.cool_down_days,
                _ => &mut form.renewal_window_days,
            } = text.into();
            assert!(form.check().unwrap_err().of_field(field).is_some(), "{field}");
        }
    }

    #[test]
    fn a_quarter_leaves_room_for_a_month_or_stops_all_asking() {
        for (monthly, quarterly, is_sound) in [
            ("3", "6", true),
            ("3", "3", true),
            ("3", "2", false),
            ("31", "30", false),
            ("3", "0", true),
            ("0", "6", true),
            ("0", "0", true),
            ("many", "1", false),
        ] {
            let form = RulesForm {
                monthly_cap: monthly.into(),
                quarterly_cap: quarterly.into(),
                cool_down_days: "14".into(),
                renewal_window_days: "30".into(),
                version: "1".into(),
            };

            let checked = form.check();

            assert_eq!(checked.is_ok(), is_sound, "{monthly} a month, {quarterly} a quarter");
            if monthly != "many" {
                let named = checked.err().is_some_and(|problem| problem.of_field("quarterly_cap").is_some());
                assert_eq!(named, !is_sound, "{monthly} a month, {quarterly} a quarter");
            }
        }
    }
}
