//! Reading what the language model costs.

use domain::ai::Prices;

/// "0.15/0.60": dollars for a million tokens, up to a millionth of a dollar exact.
pub(super) fn prices(text: &str) -> Option<Prices> {
    let (prompt, completion) = text.split_once('/')?;
    Some(Prices { prompt: micros(prompt)?, completion: micros(completion)? })
}

fn micros(dollars: &str) -> Option<i64> {
    let (whole, part) = dollars.trim().split_once('.').unwrap_or((dollars.trim(), ""));
    if part.len() > 6 || whole.len() > 6 || !whole.chars().chain(part.chars()).all(|c| c.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    Some(whole * 1_000_000 + format!("{part:0<6}").parse::<i64>().ok()?)
}
