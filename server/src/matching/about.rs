//! What is said about one candidate beside the numbers: where they are, what to mind before asking,
//! when both sides are free, and what came of their calls.

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use domain::matching::{About, Bar, Explanation, Fatigue, SharedDay, Signal, Standing};
use domain::paging::counted;
use domain::time::{FreeTime, TimeRange, TimeRanges, clock, date_short, day, local, weekday_short, zones};

use super::load::Profile;
use super::need::Asked;
use super::store::details::CloseRow;

/// How many free times are offered as examples.
const SLOTS: usize = 5;
/// Tiredness looks back so many days.
const RECENT_DAYS: u64 = domain::matching::FATIGUE_WINDOW_DAYS as u64;

/// Who reads, when, about which need.
pub(super) struct Reader<'a> {
    pub asked: &'a Asked,
    pub zone: Tz,
    pub now: DateTime<Utc>,
    /// When a shared time would help and the prospect can talk. On the grid of the candidates' own
    /// free time, so that sharing it with thousands of them is a few words each.
    window: FreeTime,
}

impl<'a> Reader<'a> {
    /// `grid` is when the candidates were read.
    pub fn new(asked: &'a Asked, zone: Tz, now: DateTime<Utc>, grid: DateTime<Utc>) -> Self {
        let last_day = asked.until(now.date_naive());
        let end = last_day.succ_opt().unwrap_or(last_day).and_time(chrono::NaiveTime::MIN).and_utc();
        let helps = TimeRange::new(now, end).map(TimeRanges::from).unwrap_or_default();
        let helps = FreeTime::from_ranges(grid, &helps);
        let window = asked.need.open_hours.as_ref().map_or(helps, |hours| helps.shared_with(hours));
        Self { asked, zone, now, window }
    }

    pub fn about(&self, profile: &Profile, explanation: &Explanation, close: Option<&CloseRow>) -> About {
        let own_zone = zones::find(&profile.time_zone).unwrap_or(Tz::UTC);
        let city = if profile.city.is_empty() { zones::city(own_zone) } else { profile.city.clone() };
        let there = clock(local(self.now, &own_zone).time());
        let count = |number: Option<i64>| number.and_then(|count| u32::try_from(count).ok()).unwrap_or(0);
        About {
            place: format!("{city}, {there} there"),
            replies: profile.median_answer.map(span),
            signals: self.signals(profile, explanation, close.map_or("", |close| &close.leaves_out)),
            shared: self.shared_day(profile, own_zone, &city),
            slots: self.slots(profile),
            clock: format!("Your time, {}", zones::abbreviation(self.zone, self.now)),
            calls: count(close.map(|close| close.calls)),
            deals_closed: count(close.map(|close| close.deals_closed)),
            deals_won: count(close.map(|close| close.deals_won)),
            rating: close.and_then(|close| close.rating).map(|rating| format!("{rating:.1}")),
        }
    }

    fn signals(&self, profile: &Profile, explanation: &Explanation, leaves_out: &str) -> Vec<Signal> {
        let today = self.now.date_naive();
        let fatigue = explanation.terms.load.fatigue();
        let recent = profile.asks.iter().filter(|day| **day + chrono::Days::new(RECENT_DAYS) > today).count();
        let asked = explanation.asked_this_month;
        let rest = counted(profile.rest_days, "day", "days");
        let ready = match profile.last_call {
            Some(day) => format!("Last call {}, the rest is {rest}", date_short(day)),
            None => format!("No call in the last months, the rest is {rest}"),
        };
        let support = match profile.softened {
            Some(class) => ("Ticket open".to_owned(), format!("{}. Ask with care", class.sentence()), false),
            None => ("Healthy".to_owned(), "Support reports nothing that stands in the way".to_owned(), true),
        };
        let signal = |kind, fact, line, is_good| Signal { kind, fact, line, is_good };
        let leaves_out = (!leaves_out.is_empty())
            .then(|| signal(Standing::LeavesOut, leaves_out.to_owned(), "In their own words".to_owned(), None));
        let known = [
            signal(
                Standing::Fatigue,
                fatigue.label().to_owned(),
                match recent {
                    0 => format!("Not asked in {RECENT_DAYS} days"),
                    1 => format!("1 ask in {RECENT_DAYS} days"),
                    n => format!("{n} asks in {RECENT_DAYS} days"),
                },
                Some(fatigue < Fatigue::Tired),
            ),
            signal(
                Standing::MonthlyCap,
                format!("{asked} of {} used", profile.asks_per_month),
                if profile.is_own_cap { "Their own limit" } else { "Your company's limit" }.to_owned(),
                None,
            ),
            signal(Standing::CoolingOff, "Ready".to_owned(), ready, Some(true)),
            signal(Standing::Support, support.0, support.1, Some(support.2)),
            signal(
                Standing::Languages,
                language_names(&profile.languages),
                "What the call can be held in".to_owned(),
                None,
            ),
        ];
        leaves_out.into_iter().chain(known).collect()
    }

    /// The half hours both have, from the end of their notice to the last day that helps.
    pub fn shared(&self, profile: &Profile) -> Option<FreeTime> {
        profile.free.as_ref().map(|free| free.shared_with(&self.window).not_before(self.earliest(profile)))
    }

    /// When their notice is over.
    fn earliest(&self, profile: &Profile) -> DateTime<Utc> {
        self.now + TimeDelta::hours(profile.notice_hours.into())
    }

    fn slots(&self, profile: &Profile) -> Vec<String> {
        let shared = self.shared(profile).map(|shared| shared.ranges()).unwrap_or_default();
        let mut picked: Vec<DateTime<Utc>> = Vec::new();
        for range in shared.as_slice() {
            let mut start = range.from;
            while start < range.until && picked.len() < SLOTS {
                // Examples that differ say more than five half hours in a row.
                let differs = picked.last().is_none_or(|last| start - *last >= TimeDelta::hours(3));
                if differs {
                    picked.push(start);
                }
                start += TimeDelta::minutes(30);
            }
        }
        picked.into_iter().map(|start| self.slot_label(start)).collect()
    }

    /// "Mon 23, 10:00"
    fn slot_label(&self, start: DateTime<Utc>) -> String {
        use chrono::Datelike;
        let start = local(start, &self.zone);
        format!("{} {}, {}", weekday_short(start.weekday()), start.day(), clock(start.time()))
    }

    /// The first day on which both are free, drawn by the prospect's clock, or by the advocate's
    /// while nobody knows where the prospect is.
    fn shared_day(&self, profile: &Profile, own_zone: Tz, city: &str) -> Option<SharedDay> {
        let zone = self.asked.prospect_zone.unwrap_or(own_zone);
        let both = self.shared(profile)?;
        let day = local(both.ranges().as_slice().first()?.from, &zone).date();
        let theirs = self.asked.need.open_hours.as_ref();
        Some(SharedDay {
            day: date_short(day),
            prospect: Bar {
                place: self.asked.prospect_place.clone(),
                free: theirs.map(|free| minutes(free, day, zone)).unwrap_or_default(),
            },
            advocate: Bar { place: city.to_owned(), free: minutes(profile.free.as_ref()?, day, zone) },
            both: minutes(&both, day, zone),
            assumed: theirs.is_some(),
        })
    }
}

/// What is free on one day of a place, in minutes after its midnight.
fn minutes(free: &FreeTime, date: NaiveDate, zone: Tz) -> Vec<(u16, u16)> {
    let of_the_day = free.ranges().intersection(&day(date, &zone));
    let minute = |at: DateTime<Utc>| {
        let at = local(at, &zone);
        let past = at.time().num_seconds_from_midnight() / 60 + if at.date() > date { 24 * 60 } else { 0 };
        u16::try_from(past).unwrap_or(24 * 60)
    };
    of_the_day.as_slice().iter().map(|range| (minute(range.from), minute(range.until))).collect()
}

/// "40 min", "5 h", "3 days"
fn span(wait: TimeDelta) -> String {
    match wait.num_minutes() {
        minutes @ ..=90 => format!("{} min", minutes.max(1)),
        minutes @ ..=2_880 => format!("{} h", (minutes + 30) / 60),
        minutes => format!("{} days", (minutes + 720) / 1_440),
    }
}

/// Names of the languages that are spoken most in business; any other is shown by its code.
fn language_names(codes: &[String]) -> String {
    let name = |code: &String| match code.as_str() {
        "en" => "English".to_owned(),
        "de" => "German".to_owned(),
        "fr" => "French".to_owned(),
        "es" => "Spanish".to_owned(),
        "it" => "Italian".to_owned(),
        "nl" => "Dutch".to_owned(),
        "pt" => "Portuguese".to_owned(),
        "sv" => "Swedish".to_owned(),
        "da" => "Danish".to_owned(),
        "no" | "nb" => "Norwegian".to_owned(),
        "fi" => "Finnish".to_owned(),
        "pl" => "Polish".to_owned(),
        "ja" => "Japanese".to_owned(),
        "zh" => "Chinese".to_owned(),
        other => other.to_uppercase(),
    };
    codes.iter().map(name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_said_in_the_unit_a_person_would_use() {
        for (minutes, said) in [(0, "1 min"), (40, "40 min"), (300, "5 h"), (2_700, "45 h"), (4_300, "3 days")] {
            assert_eq!(span(TimeDelta::minutes(minutes)), said);
        }
    }

    #[test]
    fn half_hours_of_a_day_are_joined_by_the_clock_of_the_place() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let open = [
            ("2026-11-23T08:00:00Z", "2026-11-23T11:00:00Z"),
            ("2026-11-23T13:00:00Z", "2026-11-23T13:30:00Z"),
            ("2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z"),
        ];
        let open = open.into_iter().map(|(from, until)| TimeRange { from: at(from), until: at(until) });
        let free = FreeTime::from_ranges(at("2026-11-23T00:00:00Z"), &open.collect());
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

        assert_eq!(minutes(&free, day, Tz::Europe__Berlin), [(540, 720), (840, 870)]);
    }
}
