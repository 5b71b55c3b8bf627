//! What calls cost, in millionths of a US dollar, so that nothing is lost by rounding.

/// What the vendor counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    pub prompt: u32,
    pub completion: u32,
}

/// What a million tokens cost, in millionths of a dollar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prices {
    pub prompt: i64,
    pub completion: i64,
}

impl Prices {
    /// Rounded up: a call is never free.
    pub fn cost(self, tokens: Tokens) -> i64 {
        let millionths = i64::from(tokens.prompt) * self.prompt + i64::from(tokens.completion) * self.completion;
        millionths.div_euclid(1_000_000) + i64::from(millionths.rem_euclid(1_000_000) > 0)
    }
}

/// Millionths of a dollar as people read them: "$1.25"; less than a cent is "under $0.01".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cents(pub i64);

impl std::fmt::Display for Cents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let cents = self.0 / 10_000;
        if self.0 > 0 && cents == 0 {
            return f.write_str("under $0.01");
        }
        write!(f, "${}.{:02}", cents / 100, cents % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_costs_what_its_tokens_cost_and_never_nothing() {
        let prices = Prices { prompt: 150_000, completion: 600_000 };
        let cost = |prompt, completion| prices.cost(Tokens { prompt, completion });

        assert_eq!(cost(1_000_000, 0), 150_000);
        assert_eq!(cost(2_000, 1_000), 900);
        assert_eq!(cost(1, 0), 1);
        assert_eq!(cost(0, 0), 0);
    }

    #[test]
    fn money_is_shown_in_dollars_and_cents() {
        for (micros, shown) in [(0, "$0.00"), (900, "under $0.01"), (10_000, "$0.01"), (12_345_678, "$12.34")] {
            assert_eq!(Cents(micros).to_string(), shown);
        }
    }
}
