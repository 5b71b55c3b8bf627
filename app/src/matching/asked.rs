//! Reading the address of the page again. The server's half: the browser only writes it.

use domain::ids::AdvocateId;
use domain::lists::Query;
use domain::matching::{COMPARED, Factor, Rule, Weights, Workbench};

use super::address::Address;
use super::bench::ROWS;

/// No page draws more rows than this by its address; a script shows more of them step by step.
const ROWS_MOST: usize = 500;

impl Address {
    /// Reads the query. What cannot be read is as if it were not there.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            preset: get("preset").filter(|key| !key.is_empty()),
            weights: get("w").and_then(|text| Weights::from_text(&text)).or_else(|| weights_of_form(&get)),
            advocate: get("advocate").and_then(|id| id.parse().ok()),
            all_held: get("held").is_some_and(|held| held == "all"),
            held_by: get("held").and_then(|held| held.parse().ok()),
            rows: get("rows").and_then(|rows| rows.parse().ok()).filter(|rows| (ROWS..=ROWS_MOST).contains(rows)),
            compared: get("compare").map(|ids| compared(&ids)).unwrap_or_default(),
        }
    }
}

/// What the address asks that means nothing to this page. A name that is no part of it is none of its business.
pub fn ignored(query: &Query, workbench: &Workbench) -> Vec<(String, String)> {
    query.ignored(|name, value| match name {
        "preset" => workbench.presets.iter().any(|choice| choice.preset.key == value),
        "w" => Weights::from_text(value).is_some(),
        "advocate" => value.parse::<AdvocateId>().is_ok(),
        "held" => value == "all" || value.parse::<Rule>().is_ok_and(|rule| workbench.held_by == Some(rule)),
        "rows" => value.parse().is_ok_and(|rows| (ROWS..=ROWS_MOST).contains(&rows)),
        "compare" => value.split(',').all(|id| id.parse::<AdvocateId>().is_ok()),
        factor => factor.parse::<Factor>().is_err() || value.parse::<u16>().is_ok(),
    })
}

/// No more ids are read than anybody can look at beside each other.
fn compared(ids: &str) -> Vec<AdvocateId> {
    ids.split(',').filter_map(|id| id.parse().ok()).take(COMPARED).collect()
}

/// The weights of the plain form: one field per factor. A field left out or unreadable is 0.
fn weights_of_form(get: impl Fn(&str) -> Option<String>) -> Option<Weights> {
    let field = |factor: &Factor| get(factor.as_str());
    Factor::ALL.iter().find_map(field)?;
    let mut parts = [0; Factor::COUNT];
    for (part, factor) in parts.iter_mut().zip(Factor::ALL) {
        *part = field(factor).and_then(|text| text.parse().ok()).unwrap_or(0);
    }
    Weights::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use domain::ids::OpportunityId;
    use domain::matching::Rule;

    use super::*;
    use std::collections::HashMap;

    fn read(query: &[(&str, &str)]) -> Address {
        let query: HashMap<&str, &str> = query.iter().copied().collect();
        Address::read(|key| query.get(key).map(|value| (*value).to_owned()))
    }

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let written = Address {
            preset: Some("same-industry".into()),
            weights: Some(Weights::BALANCED.with(Factor::Region, 33)),
            advocate: Some(AdvocateId(uuid::Uuid::from_u128(7))),
            all_held: true,
            held_by: None,
            rows: Some(75),
            compared: vec![AdvocateId(uuid::Uuid::from_u128(7)), AdvocateId(uuid::Uuid::from_u128(9))],
        };
        let of_a_rule = Address { all_held: false, held_by: Some(Rule::MonthlyCap), ..written.clone() };
        for written in [written, of_a_rule] {
            let href = written.href(OpportunityId(uuid::Uuid::from_u128(1)));

            let (_, query) = href.split_once('?').unwrap();
            let pairs: Vec<_> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();

            assert_eq!(read(&pairs), written);
        }
    }

    #[test]
    fn a_form_without_script_names_each_factor() {
        let address = read(&[("use_case", "50"), ("industry", "50")]);

        assert_eq!(address.weights.map(|weights| weights.share(Factor::Industry)), Some(5_000));
    }

    #[test]
    fn nonsense_in_the_address_is_ignored() {
        let query = [
            ("w", "1-2-x"),
            ("advocate", "me"),
            ("held", "no"),
            ("use_case", "-4"),
            ("preset", ""),
            ("compare", "x,,2"),
        ];

        assert_eq!(read(&query), Address::default());
        assert_eq!(Weights::from_text("0-0-0-0-0-0-0-0-0-0-0"), None);
    }
}
