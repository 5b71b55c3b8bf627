//! Icons: one sprite, drawn by reference, so an icon costs no wasm.

use leptos::prelude::*;

macro_rules! glyphs {
    ($($variant:ident => $href:literal,)+) => {
        /// A drawing of `public/icons.svg`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Glyph { $($variant,)+ }

        impl Glyph {
            #[cfg(test)]
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The address of the drawing in the sprite.
            pub const fn href(self) -> &'static str {
                match self { $(Self::$variant => $href,)+ }
            }
        }
    };
}

glyphs! {
    Activity => "/icons.svg#i-activity",
    Alert => "/icons.svg#i-alert",
    ArrowDown => "/icons.svg#i-arrow-down",
    ArrowLeft => "/icons.svg#i-arrow-left",
    ArrowRight => "/icons.svg#i-arrow-right",
    ArrowUp => "/icons.svg#i-arrow-up",
    ArrowUpRight => "/icons.svg#i-arrow-up-right",
    At => "/icons.svg#i-at",
    Ban => "/icons.svg#i-ban",
    Battery => "/icons.svg#i-battery",
    Bell => "/icons.svg#i-bell",
    Board => "/icons.svg#i-board",
    Bold => "/icons.svg#i-bold",
    Bolt => "/icons.svg#i-bolt",
    Book => "/icons.svg#i-book",
    Bookmark => "/icons.svg#i-bookmark",
    Branch => "/icons.svg#i-branch",
    Briefcase => "/icons.svg#i-briefcase",
    Building => "/icons.svg#i-building",
    Bulb => "/icons.svg#i-bulb",
    Calendar => "/icons.svg#i-calendar",
    CalendarCheck => "/icons.svg#i-calendar-check",
    CalendarPlus => "/icons.svg#i-calendar-plus",
    Cap => "/icons.svg#i-cap",
    Card => "/icons.svg#i-card",
    Chart => "/icons.svg#i-chart",
    Check => "/icons.svg#i-check",
    CheckCircle => "/icons.svg#i-check-circle",
    ChevronDown => "/icons.svg#i-chevron-down",
    ChevronLeft => "/icons.svg#i-chevron-left",
    ChevronRight => "/icons.svg#i-chevron-right",
    ChevronUp => "/icons.svg#i-chevron-up",
    Chevrons => "/icons.svg#i-chevrons",
    Circle => "/icons.svg#i-circle",
    Clock => "/icons.svg#i-clock",
    Coins => "/icons.svg#i-coins",
    Columns => "/icons.svg#i-columns",
    Copy => "/icons.svg#i-copy",
    Database => "/icons.svg#i-database",
    DotCircle => "/icons.svg#i-dot-circle",
    Download => "/icons.svg#i-download",
    Edit => "/icons.svg#i-edit",
    Enter => "/icons.svg#i-enter",
    Expand => "/icons.svg#i-expand",
    External => "/icons.svg#i-external",
    Eye => "/icons.svg#i-eye",
    File => "/icons.svg#i-file",
    FileText => "/icons.svg#i-file-text",
    Filter => "/icons.svg#i-filter",
    Flag => "/icons.svg#i-flag",
    Frown => "/icons.svg#i-frown",
    Google => "/icons.svg#i-g",
    Gauge => "/icons.svg#i-gauge",
    Gear => "/icons.svg#i-gear",
    Gift => "/icons.svg#i-gift",
    Globe => "/icons.svg#i-globe",
    Grid => "/icons.svg#i-grid",
    Grip => "/icons.svg#i-grip",
    Hash => "/icons.svg#i-hash",
    Heart => "/icons.svg#i-heart",
    Help => "/icons.svg#i-help",
    History => "/icons.svg#i-history",
    Home => "/icons.svg#i-home",
    Hourglass => "/icons.svg#i-hourglass",
    Image => "/icons.svg#i-image",
    Inbox => "/icons.svg#i-inbox",
    Info => "/icons.svg#i-info",
    Italic => "/icons.svg#i-italic",
    Key => "/icons.svg#i-key",
    Layers => "/icons.svg#i-layers",
    Lifebuoy => "/icons.svg#i-lifebuoy",
    Link => "/icons.svg#i-link",
    List => "/icons.svg#i-list",
    Lock => "/icons.svg#i-lock",
    Logout => "/icons.svg#i-logout",
    Mail => "/icons.svg#i-mail",
    Megaphone => "/icons.svg#i-megaphone",
    Meh => "/icons.svg#i-meh",
    Menu => "/icons.svg#i-menu",
    Merge => "/icons.svg#i-merge",
    Message => "/icons.svg#i-message",
    Mic => "/icons.svg#i-mic",
    Minus => "/icons.svg#i-minus",
    Mobile => "/icons.svg#i-mobile",
    Monitor => "/icons.svg#i-monitor",
    Moon => "/icons.svg#i-moon",
    More => "/icons.svg#i-more",
    Microsoft => "/icons.svg#i-ms",
    Note => "/icons.svg#i-note",
    Panel => "/icons.svg#i-panel",
    Paperclip => "/icons.svg#i-paperclip",
    Passkey => "/icons.svg#i-passkey",
    Pause => "/icons.svg#i-pause",
    Phone => "/icons.svg#i-phone",
    Pin => "/icons.svg#i-pin",
    Play => "/icons.svg#i-play",
    Plug => "/icons.svg#i-plug",
    Plus => "/icons.svg#i-plus",
    Quote => "/icons.svg#i-quote",
    Refresh => "/icons.svg#i-refresh",
    Reply => "/icons.svg#i-reply",
    Rows => "/icons.svg#i-rows",
    Scale => "/icons.svg#i-scale",
    Search => "/icons.svg#i-search",
    Send => "/icons.svg#i-send",
    Shield => "/icons.svg#i-shield",
    ShieldCheck => "/icons.svg#i-shield-check",
    Sliders => "/icons.svg#i-sliders",
    Smile => "/icons.svg#i-smile",
    Snowflake => "/icons.svg#i-snowflake",
    Sparkle => "/icons.svg#i-sparkle",
    Star => "/icons.svg#i-star",
    Sun => "/icons.svg#i-sun",
    Swap => "/icons.svg#i-swap",
    Tag => "/icons.svg#i-tag",
    Target => "/icons.svg#i-target",
    ThumbsDown => "/icons.svg#i-thumbs-down",
    ThumbsUp => "/icons.svg#i-thumbs-up",
    Trash => "/icons.svg#i-trash",
    TrendDown => "/icons.svg#i-trend-down",
    TrendUp => "/icons.svg#i-trend-up",
    Trophy => "/icons.svg#i-trophy",
    Undo => "/icons.svg#i-undo",
    Upload => "/icons.svg#i-upload",
    User => "/icons.svg#i-user",
    UserCheck => "/icons.svg#i-user-check",
    UserPlus => "/icons.svg#i-user-plus",
    Users => "/icons.svg#i-users",
    Video => "/icons.svg#i-video",
    Wallet => "/icons.svg#i-wallet",
    Wifi => "/icons.svg#i-wifi",
    X => "/icons.svg#i-x",
    XCircle => "/icons.svg#i-x-circle",
}

/// A drawing beside words that say the same; where it stands alone, its parent carries the name.
#[component]
pub fn Icon(#[prop(into)] glyph: Signal<Glyph>, #[prop(default = "size-4")] class: &'static str) -> impl IntoView {
    view! {
        <svg class=["shrink-0 ", class].concat() aria-hidden="true">
            <use href=move || glyph.get().href()></use>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::Glyph;

    #[test]
    fn every_glyph_is_drawn_in_the_sprite_and_every_drawing_has_a_glyph() {
        let sprite = include_str!("../../../public/icons.svg");
        for glyph in Glyph::ALL {
            let id = glyph.href().trim_start_matches("/icons.svg#");
            assert!(sprite.contains(&["id=\"", id, "\""].concat()), "{id} is not in the sprite");
        }
        assert_eq!(sprite.matches("<symbol ").count(), Glyph::ALL.len());
    }
}
