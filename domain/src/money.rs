//! Money in words: whole units with the currency's own sign, as tables show it.

/// "£420,000", "€1,250", "CHF 98,000". Amounts come in the currency's smallest unit.
pub fn whole(minor: i64, currency: &str) -> String {
    let units = minor / minor_per_unit(currency);
    let sign = if units < 0 { "\u{2212}" } else { "" };
    let digits = thousands(units.unsigned_abs());
    match symbol(currency) {
        Some(symbol) => [sign, symbol, &digits].concat(),
        None => [sign, currency, "\u{a0}", &digits].concat(),
    }
}

fn symbol(currency: &str) -> Option<&'static str> {
    match currency {
        "GBP" => Some("£"),
        "EUR" => Some("€"),
        "USD" => Some("$"),
        "JPY" => Some("¥"),
        _ => None,
    }
}

/// How many of the smallest unit make one (ISO 4217).
fn minor_per_unit(currency: &str) -> i64 {
    match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" => 1,
        "BHD" | "KWD" | "OMR" | "JOD" | "TND" => 1000,
        _ => 100,
    }
}

fn thousands(units: u64) -> String {
    let digits = units.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn money_reads_as_the_design_writes_it() {
        for (minor, currency, expected) in [
            (42_000_000, "GBP", "£420,000"),
            (9_650_050, "GBP", "£96,500"),
            (125_000, "EUR", "€1,250"),
            (9_800_000, "CHF", "CHF\u{a0}98,000"),
            (1_250_000, "JPY", "¥1,250,000"),
            (99, "USD", "$0"),
            (-500_000, "GBP", "\u{2212}£5,000"),
        ] {
            assert_eq!(whole(minor, currency), expected);
        }
    }
}
