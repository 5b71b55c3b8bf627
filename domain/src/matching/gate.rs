//! Gates (MAT-1): reasons that keep somebody out of the ranking altogether, never low scores.
//!
//! Every closed gate of a candidate is recorded as a bit; the decisive one is the first in the order
//! of [`Rule`]. The words and the day of return are made for those who are shown.
//!
//! A new rule is checked in `standing.rs` when no need can open it, else in `evaluate.rs`; `reasons.rs` reads what its
//! words need. A rule that protects a person is held by the database too: `docs/database.md`.

use crate::advocates::{ActivityType, Lifecycle, ReferenceStatus};
use crate::paging::counted;
use crate::time::date_short as day;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

crate::text_enum! {
    /// The rules in the order in which they decide. The UI counts how many each held back.
    pub enum Rule {
        DoNotAsk => "do_not_ask",
        Consent => "consent",
        ReferenceStatus => "reference_status",
        Lifecycle => "lifecycle",
        Veto => "veto",
        Rival => "rival",
        SameOrganisation => "same_organisation",
        AlreadySpoke => "already_spoke",
        AlreadyAsked => "already_asked",
        Renewal => "renewal",
        Language => "language",
        Blackout => "blackout",
        MonthlyCap => "monthly_cap",
        QuarterlyCap => "quarterly_cap",
        CoolDown => "cool_down",
        NoCommonHours => "no_common_hours",
    }
}

impl Rule {
    /// The rule as a condition that holds, for the list beside the weights.
    pub const fn label(self) -> &'static str {
        match self {
            Self::DoNotAsk => "No urgent or angry ticket",
            Self::Consent => "Consent on file",
            Self::ReferenceStatus => "May be used as a reference",
            Self::Lifecycle => "Active in the programme",
            Self::Veto => "Not ruled out by a manager",
            Self::Rival => "Not a rival of the prospect",
            Self::SameOrganisation => "Not the prospect's own people",
            Self::AlreadySpoke => "Has not spoken with the prospect",
            Self::AlreadyAsked => "Not asked for this deal yet",
            Self::Renewal => "No renewal coming up",
            Self::Language => "Speaks the language",
            Self::Blackout => "Not on time off",
            Self::MonthlyCap => "Under monthly cap",
            Self::QuarterlyCap => "Under quarterly cap",
            Self::CoolDown => "Cooling off passed",
            Self::NoCommonHours => "Hours in common before the date",
        }
    }

    /// The short badge of somebody held back by it.
    pub const fn badge(self) -> &'static str {
        match self {
            Self::DoNotAsk => "Do not ask",
            Self::Consent => "No consent",
            Self::ReferenceStatus => "On hold",
            Self::Lifecycle => "Not active",
            Self::Veto => "Ruled out",
            Self::Rival => "Rival",
            Self::SameOrganisation => "Same organisation",
            Self::AlreadySpoke => "Already spoke",
            Self::AlreadyAsked => "Already asked",
            Self::Renewal => "Renewal",
            Self::Language => "Language",
            Self::Blackout => "Time off",
            Self::MonthlyCap => "At monthly cap",
            Self::QuarterlyCap => "At quarterly cap",
            Self::CoolDown => "Cooling off",
            Self::NoCommonHours => "No common hours",
        }
    }

    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

// A rule without a bit of its own would close the gate of another.
const _: () = assert!(Rule::ALL.len() <= u32::BITS as usize);

/// The closed gates of one candidate; none closed means that they may be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Closed(pub(super) u32);

impl Closed {
    /// The rules that are marked as closed.
    #[inline]
    pub(super) fn of<const N: usize>(checks: [(Rule, bool); N]) -> Self {
        Self(checks.iter().fold(0, |bits, (rule, shut)| bits | if *shut { rule.bit() } else { 0 }))
    }

    #[inline]
    pub(super) const fn and(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }

    #[inline]
    pub const fn is_open(self) -> bool {
        self.0 == 0
    }

    pub const fn contains(self, rule: Rule) -> bool {
        self.0 & rule.bit() != 0
    }

    /// The closed rules, the decisive one first.
    pub fn rules(self) -> impl Iterator<Item = Rule> {
        Rule::ALL.iter().copied().filter(move |rule| self.contains(*rule))
    }

    pub fn decisive(self) -> Option<Rule> {
        self.rules().next()
    }
}

crate::text_enum! {
    /// Why support, or the person, says "do not ask". A class only: never the text of a ticket.
    pub enum ShieldClass {
        UrgentTicket => "urgent_ticket",
        Breached => "breached",
        Escalated => "escalated",
        Souring => "souring",
        OwnWish => "own_wish",
    }
}

impl ShieldClass {
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::UrgentTicket => "An urgent ticket of their organisation is open",
            Self::Breached => "A ticket of their organisation is overdue",
            Self::Escalated => "Their organisation has escalated a ticket",
            Self::Souring => "Their organisation is losing patience with support",
            Self::OwnWish => "They have paused new requests",
        }
    }
}

/// One closed gate with its facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    DoNotAsk { class: ShieldClass, until: Option<NaiveDate> },
    Consent { activity: ActivityType, ended: Option<NaiveDate> },
    ReferenceStatus { status: ReferenceStatus },
    Lifecycle { stage: Lifecycle },
    Veto { until: Option<NaiveDate>, here_only: bool },
    Rival,
    SameOrganisation { related: bool },
    AlreadySpoke,
    AlreadyAsked,
    Renewal { on: NaiveDate },
    Language { wanted: Vec<String>, spoken: Vec<String> },
    Blackout { until: NaiveDate },
    MonthlyCap { asked: u16, cap: u8, free_on: NaiveDate },
    QuarterlyCap { asked: u16, cap: u8, free_on: NaiveDate },
    CoolDown { last: NaiveDate, ready_on: NaiveDate },
    NoCommonHours { until: NaiveDate },
}

impl Gate {
    pub const fn rule(&self) -> Rule {
        match self {
            Self::DoNotAsk { .. } => Rule::DoNotAsk,
            Self::Consent { .. } => Rule::Consent,
            Self::ReferenceStatus { .. } => Rule::ReferenceStatus,
            Self::Lifecycle { .. } => Rule::Lifecycle,
            Self::Veto { .. } => Rule::Veto,
            Self::Rival => Rule::Rival,
            Self::SameOrganisation { .. } => Rule::SameOrganisation,
            Self::AlreadySpoke => Rule::AlreadySpoke,
            Self::AlreadyAsked => Rule::AlreadyAsked,
            Self::Renewal { .. } => Rule::Renewal,
            Self::Language { .. } => Rule::Language,
            Self::Blackout { .. } => Rule::Blackout,
            Self::MonthlyCap { .. } => Rule::MonthlyCap,
            Self::QuarterlyCap { .. } => Rule::QuarterlyCap,
            Self::CoolDown { .. } => Rule::CoolDown,
            Self::NoCommonHours { .. } => Rule::NoCommonHours,
        }
    }

    /// The first day on which this gate is open again, where that can be known.
    pub fn returns_on(&self) -> Option<NaiveDate> {
        match self {
            Self::DoNotAsk { until, .. } | Self::Veto { until, .. } => until.and_then(|day| day.succ_opt()),
            Self::Blackout { until } => until.succ_opt(),
            Self::Renewal { on } => on.succ_opt(),
            Self::MonthlyCap { free_on, .. } | Self::QuarterlyCap { free_on, .. } => Some(*free_on),
            Self::CoolDown { ready_on, .. } => Some(*ready_on),
            _ => None,
        }
    }

    /// Why, and when it ends, in words a representative understands.
    pub fn sentence(&self) -> String {
        match self {
            Self::DoNotAsk { class, until: Some(_) } => {
                format!("{}{}", class.sentence(), self.end("Can be asked from"))
            }
            Self::DoNotAsk { class, until: None } => {
                let end = if *class == ShieldClass::OwnWish { "" } else { ". Ends when support is done" };
                format!("{}{end}", class.sentence())
            }
            Self::Consent { activity, ended: Some(on) } => {
                format!("Consent for {} ended on {}", activity.in_words(), day(*on))
            }
            Self::Consent { activity, ended: None } => format!("No consent for {}", activity.in_words()),
            Self::ReferenceStatus { status: ReferenceStatus::DoNotUse } => "Not to be used as a reference".to_owned(),
            Self::ReferenceStatus { .. } => "On hold as a reference".to_owned(),
            Self::Lifecycle { stage } => match stage {
                Lifecycle::Candidate | Lifecycle::Nominated => "Not invited to the programme yet".to_owned(),
                Lifecycle::Invited | Lifecycle::Onboarding => "Has not finished joining the programme".to_owned(),
                Lifecycle::Resting => "Taking a rest from the programme".to_owned(),
                Lifecycle::AtRisk => "The customer is at risk".to_owned(),
                Lifecycle::Paused | Lifecycle::Active => "On hold in the programme".to_owned(),
                Lifecycle::Alumni => "Has left the programme".to_owned(),
            },
            Self::Veto { here_only: true, .. } => "Ruled out for this opportunity".to_owned(),
            Self::Veto { .. } => format!("Ruled out by their manager{}", self.end("Can be asked from")),
            Self::Rival => "Works for a rival of the prospect".to_owned(),
            Self::SameOrganisation { related: false } => "Works for the prospect".to_owned(),
            Self::SameOrganisation { related: true } => "Belongs to the same group as the prospect".to_owned(),
            Self::AlreadySpoke => "Has already spoken with this prospect".to_owned(),
            Self::AlreadyAsked => "Has already been asked for this deal".to_owned(),
            Self::Renewal { on } => format!("Their contract renews on {}", day(*on)),
            Self::Language { wanted, spoken } => {
                format!("Speaks {}, not {}", spoken.join(", "), wanted.join(" or "))
            }
            Self::Blackout { .. } => format!("On time off{}", self.end("Back on")),
            Self::MonthlyCap { asked, cap, .. } => {
                format!("{asked} of {} this month{}", counted(*cap, "ask", "asks"), self.end("Free again"))
            }
            Self::QuarterlyCap { asked, cap, .. } => {
                format!("{asked} of {} this quarter{}", counted(*cap, "ask", "asks"), self.end("Free again"))
            }
            Self::CoolDown { last, .. } => format!("Last call on {}{}", day(*last), self.end("Ready")),
            Self::NoCommonHours { until } => format!("No hours in common until {}", day(*until)),
        }
    }

    fn end(&self, words: &str) -> String {
        self.returns_on().map_or_else(String::new, |on| format!(". {words} {}", day(on)))
    }
}
