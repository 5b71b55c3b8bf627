//! The circuit breaker: after several failures in a row the vendor is left alone, then one call tries.

use chrono::{DateTime, TimeDelta, Utc};

use super::fault::Fault;

/// So many failures in a row open it.
const IN_A_ROW: usize = 3;
const LONGEST: TimeDelta = TimeDelta::minutes(30);

/// One call that ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Past {
    /// Nothing when it was answered.
    pub fault: Option<Fault>,
    pub ended_at: DateTime<Utc>,
    /// What the vendor asked us to wait.
    pub retry_after: Option<TimeDelta>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaker {
    /// Ask.
    Closed,
    /// It was open: one call tries whether the vendor is back, the others wait for it.
    HalfOpen,
    /// Do not ask before then.
    Open { until: DateTime<Utc> },
}

impl Breaker {
    /// How it stands after these calls, the latest first. A vendor that told us to wait is not asked before; three
    /// outages in a row open it for a minute, each further one for twice as long.
    pub fn after(past: &[Past], now: DateTime<Utc>) -> Self {
        let Some(last) = past.first() else { return Self::Closed };
        let failed = past.iter().take_while(|call| call.fault.is_some_and(Fault::is_outage)).count();
        let rest = match failed.checked_sub(IN_A_ROW) {
            Some(further) => TimeDelta::minutes(1_i64 << further.min(5)).min(LONGEST),
            None => TimeDelta::zero(),
        };
        let told = last.fault.and(last.retry_after).unwrap_or_default().min(TimeDelta::hours(1));
        let until = last.ended_at + rest.max(told);
        match failed {
            0 => Self::Closed,
            _ if now < until => Self::Open { until },
            _ if failed >= IN_A_ROW => Self::HalfOpen,
            _ => Self::Closed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + minute * 60, 0).unwrap()
    }

    fn call(minute: i64, fault: Option<Fault>) -> Past {
        Past { fault, ended_at: at(minute), retry_after: None }
    }

    #[test]
    fn three_outages_in_a_row_open_it_and_further_ones_for_longer() {
        let down = |count: i64| (0..count).map(|back| call(-back, Some(Fault::Down))).collect::<Vec<_>>();

        assert_eq!(Breaker::after(&[], at(0)), Breaker::Closed);
        assert_eq!(Breaker::after(&down(2), at(0)), Breaker::Closed);
        assert_eq!(Breaker::after(&down(3), at(0)), Breaker::Open { until: at(1) });
        assert_eq!(Breaker::after(&down(5), at(0)), Breaker::Open { until: at(4) });
        assert_eq!(Breaker::after(&down(40), at(0)), Breaker::Open { until: at(30) });
        assert_eq!(Breaker::after(&down(3), at(1)), Breaker::HalfOpen, "then one call tries");
    }

    #[test]
    fn an_answer_or_a_refusal_closes_it() {
        for fault in [None, Some(Fault::Refused), Some(Fault::Malformed)] {
            let mut past = vec![call(0, fault)];
            past.extend((1..9).map(|back| call(-back, Some(Fault::Down))));

            assert_eq!(Breaker::after(&past, at(0)), Breaker::Closed, "{fault:?}");
        }
    }

    #[test]
    fn a_vendor_that_says_when_is_not_asked_before() {
        let busy = Past { retry_after: Some(TimeDelta::minutes(2)), ..call(0, Some(Fault::Busy)) };

        assert_eq!(Breaker::after(&[busy], at(1)), Breaker::Open { until: at(2) });
        assert_eq!(Breaker::after(&[busy], at(2)), Breaker::Closed);
    }
}
