//! Ranges that deals are sorted into for filtering.

crate::text_enum! {
    /// How large a deal is, in whole units of its own currency.
    pub enum AmountBand {
        Unknown => "unknown",
        Below25k => "0-25k",
        Below100k => "25k-100k",
        Below500k => "100k-500k",
        Above500k => "500k",
    }
}

impl AmountBand {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unknown => "No amount",
            Self::Below25k => "Below 25,000",
            Self::Below100k => "25,000 to 100,000",
            Self::Below500k => "100,000 to 500,000",
            Self::Above500k => "500,000 and more",
        }
    }
}

crate::text_enum! {
    /// When a deal is expected to close, from today.
    pub enum CloseWindow {
        Overdue => "overdue",
        Within30 => "30",
        Within90 => "90",
        Later => "later",
        Unknown => "none",
    }
}

impl CloseWindow {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Overdue => "Date has passed",
            Self::Within30 => "Within 30 days",
            Self::Within90 => "In 31 to 90 days",
            Self::Later => "Later",
            Self::Unknown => "No date",
        }
    }
}

crate::text_enum! {
    /// Whether an open deal has a day by which a reference is wanted, whoever was asked already.
    pub enum NeedsReference {
        Yes => "yes",
        No => "no",
    }
}

impl NeedsReference {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Yes => "Wanted by a date",
            Self::No => "Not wanted",
        }
    }
}
