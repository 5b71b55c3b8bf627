//! Whether an advocate can be asked for a reference call today, whoever asks: the column, the cards
//! and the badge of the directory. What depends on one opportunity (rivals, languages, hours) is
//! matching's; both count caps and cooling off from the touch ledger in the same way.

use chrono::NaiveDate;

use crate::matching::{Fatigue, Load};
use crate::time::date_short;

crate::text_enum! {
    /// The groups of the directory, the best first.
    pub enum Readiness {
        CanBeAsked => "can_be_asked",
        /// Tired, which advises, or at a cap, which forbids.
        TiredOrAtCap => "tired_or_at_cap",
        CoolingOff => "cooling_off",
        DoNotAsk => "do_not_ask",
        /// Paused, away, without consent, or not in the programme.
        OnHold => "on_hold",
    }
}

impl Readiness {
    pub const fn label(self) -> &'static str {
        match self {
            Self::CanBeAsked => "Can be asked",
            Self::TiredOrAtCap => "Tired or at cap",
            Self::CoolingOff => "Cooling off",
            Self::DoNotAsk => "Do not ask",
            Self::OnHold => "On hold",
        }
    }
}

crate::text_enum! {
    /// The reason in one word; the first that holds, in the order in which matching's rules decide.
    pub enum Status {
        Available => "available",
        Tired => "tired",
        CoolingOff => "cooling_off",
        QuarterlyCap => "quarterly_cap",
        MonthlyCap => "monthly_cap",
        Away => "away",
        Renewal => "renewal",
        RuledOut => "ruled_out",
        NotActive => "not_active",
        OnHold => "on_hold",
        NoConsent => "no_consent",
        /// By the advocate's own word.
        Paused => "paused",
        DoNotAsk => "do_not_ask",
    }
}

impl Status {
    pub const fn readiness(self) -> Readiness {
        match self {
            Self::Available => Readiness::CanBeAsked,
            Self::Tired | Self::MonthlyCap | Self::QuarterlyCap => Readiness::TiredOrAtCap,
            Self::CoolingOff => Readiness::CoolingOff,
            Self::DoNotAsk => Readiness::DoNotAsk,
            Self::Away
            | Self::Renewal
            | Self::RuledOut
            | Self::NotActive
            | Self::OnHold
            | Self::NoConsent
            | Self::Paused => Readiness::OnHold,
        }
    }

    /// Tired people may be asked, with care; all others but the available may not.
    pub const fn may_be_asked(self) -> bool {
        matches!(self, Self::Available | Self::Tired)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Available => "Available",
            Self::Tired => "Tired",
            Self::CoolingOff => "Cooling off",
            Self::QuarterlyCap => "At quarterly cap",
            Self::MonthlyCap => "At monthly cap",
            Self::Away => "Away",
            Self::Renewal => "Renewal",
            Self::RuledOut => "Ruled out",
            Self::NotActive => "Not active",
            Self::OnHold => "On hold",
            Self::NoConsent => "No consent for calls",
            Self::Paused => "Paused",
            Self::DoNotAsk => "Do not ask",
        }
    }

    /// The second line: when it ends, where that can be known.
    pub fn until_words(self, returns_on: Option<NaiveDate>) -> Option<String> {
        let day = date_short(returns_on?);
        match self {
            Self::CoolingOff => Some(format!("ready {day}")),
            Self::MonthlyCap | Self::QuarterlyCap => Some(format!("free {day}")),
            Self::Away | Self::RuledOut | Self::DoNotAsk | Self::Paused => Some(format!("back {day}")),
            Self::Renewal => Some(format!("after {day}")),
            _ => None,
        }
    }

    /// Tired is not a rule: somebody open to asks becomes tired by their load.
    #[must_use]
    pub fn with_fatigue(self, fatigue: Fatigue) -> Self {
        if self == Self::Available && fatigue >= Fatigue::Tired { Self::Tired } else { self }
    }
}

/// The load from which somebody is called tired, in thousandths of an ask.
pub fn tired_from() -> u16 {
    let tired = |load: &u16| Load::of(std::iter::once((0, u32::from(*load)))).fatigue() >= Fatigue::Tired;
    (0..=u16::MAX).find(tired).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_its_group_and_only_the_open_ones_may_be_asked() {
        for status in Status::ALL {
            let open = matches!(status, Status::Available | Status::Tired);
            assert_eq!(status.may_be_asked(), open, "{status}");
            assert_eq!(status.readiness() == Readiness::CanBeAsked, *status == Status::Available, "{status}");
        }
    }

    #[test]
    fn the_day_of_return_is_told_where_it_is_known() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 25);

        assert_eq!(Status::CoolingOff.until_words(day).as_deref(), Some("ready Wed 25 Nov"));
        assert_eq!(Status::MonthlyCap.until_words(day).as_deref(), Some("free Wed 25 Nov"));
        assert_eq!(Status::OnHold.until_words(day), None);
        assert_eq!(Status::CoolingOff.until_words(None), None);
    }

    #[test]
    fn load_makes_only_the_available_tired() {
        assert_eq!(Status::Available.with_fatigue(Fatigue::Exhausted), Status::Tired);
        assert_eq!(Status::Available.with_fatigue(Fatigue::Some), Status::Available);
        assert_eq!(tired_from(), 4_500);
        assert_eq!(Status::DoNotAsk.with_fatigue(Fatigue::Exhausted), Status::DoNotAsk);
    }
}
