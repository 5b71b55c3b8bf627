//! What became of a call once its time had come (CAL-1).

use chrono::{DateTime, Utc};

use super::booking::Refusal;
use super::call::{CallState, PlannedCall};

crate::text_enum! {
    /// Who came.
    pub enum Attendance {
        TookPlace => "took_place",
        AdvocateMissing => "advocate_missing",
        ProspectMissing => "prospect_missing",
        NobodyCame => "nobody_came",
    }
}

impl Attendance {
    /// As the rep chooses it, and as the call says afterwards.
    pub const fn label(self) -> &'static str {
        match self {
            Self::TookPlace => "It took place",
            Self::AdvocateMissing => "The advocate did not come",
            Self::ProspectMissing => "The prospect did not come",
            Self::NobodyCame => "Nobody came",
        }
    }

    /// What the call is then.
    pub const fn state(self) -> CallState {
        match self {
            Self::TookPlace => CallState::Completed,
            Self::AdvocateMissing | Self::ProspectMissing | Self::NobodyCame => CallState::Missed,
        }
    }
}

/// Says whether attendance may be recorded, and where it leads.
///
/// From the start on, not before. A call recorded as missed may be corrected; one that took place is final, because the
/// advocate's rest begins with it and the touch ledger takes nothing back.
pub fn attend(call: &PlannedCall, attendance: Attendance, now: DateTime<Utc>) -> Result<CallState, Refusal> {
    match call.state {
        CallState::Scheduled if !call.has_begun(now) => Err(Refusal::NotBegun),
        CallState::Scheduled | CallState::Missed => Ok(attendance.state()),
        CallState::Completed => Err(Refusal::AlreadyTookPlace),
        CallState::Held | CallState::Released | CallState::Cancelled => Err(Refusal::NothingPlanned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::TimeRange;

    fn at(time: &str) -> DateTime<Utc> {
        time.parse().unwrap()
    }

    fn call(state: CallState) -> PlannedCall {
        PlannedCall { state, during: TimeRange { from: at("2026-11-24T14:00:00Z"), until: at("2026-11-24T14:30:00Z") } }
    }

    #[test]
    fn attendance_by_example() {
        use Attendance::{NobodyCame, ProspectMissing, TookPlace};
        let table = [
            (CallState::Scheduled, TookPlace, "2026-11-24T13:59:59Z", Err(Refusal::NotBegun)),
            (CallState::Scheduled, NobodyCame, "2026-11-24T13:59:59Z", Err(Refusal::NotBegun)),
            (CallState::Scheduled, TookPlace, "2026-11-24T14:00:00Z", Ok(CallState::Completed)),
            (CallState::Scheduled, ProspectMissing, "2026-11-24T14:20:00Z", Ok(CallState::Missed)),
            (CallState::Missed, TookPlace, "2026-11-30T09:00:00Z", Ok(CallState::Completed)),
            (CallState::Missed, NobodyCame, "2026-11-30T09:00:00Z", Ok(CallState::Missed)),
            (CallState::Completed, NobodyCame, "2026-11-24T15:00:00Z", Err(Refusal::AlreadyTookPlace)),
            (CallState::Cancelled, TookPlace, "2026-11-24T15:00:00Z", Err(Refusal::NothingPlanned)),
            (CallState::Held, TookPlace, "2026-11-24T15:00:00Z", Err(Refusal::NothingPlanned)),
        ];

        for (state, attendance, now, expected) in table {
            assert_eq!(attend(&call(state), attendance, at(now)), expected, "{state} {attendance} {now}");
        }
    }

    #[test]
    fn nothing_recorded_leads_back_to_planned() {
        for attendance in Attendance::ALL {
            assert!(matches!(attendance.state(), CallState::Completed | CallState::Missed));
        }
    }
}
