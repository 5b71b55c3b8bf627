//! The design system: one file per component and no product words.
//!
//! Markup and classes are those of the design's component sheet. Geometry that depends on data is
//! drawn with SVG attributes and classes are whole words in the source, so there is no `style`
//! attribute anywhere and a strict content security policy holds. Every component renders the same
//! on the server and in the browser; those that can work without a script do.

mod avatar;
mod badge;
mod banner;
mod breadcrumbs;
mod button;
mod card;
mod choice;
mod empty_state;
mod field;
mod fit_print;
mod flow;
mod form_problems;
mod icon;
mod keys;
mod kpi;
mod link;
#[cfg(feature = "ssr")]
mod load;
mod logo;
mod menu;
mod meter;
mod older_pages;
mod pips;
mod problem;
#[cfg(feature = "ssr")]
mod renewing;
mod select;
mod share_field;
mod slider;
mod stepper;
mod table;
mod tabs;
mod text_area;
mod text_input;
mod theme_toggle;
mod timeline;
mod toast;

#[cfg(all(test, feature = "ssr"))]
mod tests;

pub use avatar::{Avatar, FaceSize, OrgLogo};
pub use badge::{Badge, Chip, Status, Tone};
pub use banner::Banner;
pub use breadcrumbs::Breadcrumbs;
pub use button::{Button, ButtonKind, IconButton, IconLink, LinkButton, Size};
pub use card::Card;
pub use choice::{Checkbox, ChoiceCard, Radio, Switch};
pub use empty_state::EmptyState;
pub use field::Field;
pub use fit_print::{FitColumn, FitPrint};
pub use flow::Flow;
pub use form_problems::FormProblems;
pub use icon::{Glyph, Icon};
pub use keys::keys_are_off;
pub use kpi::{Kpi, KpiRow};
pub use link::TextLink;
#[cfg(feature = "ssr")]
pub use load::{Load, load};
pub use logo::Logo;
pub use menu::{Menu, MenuButton, MenuLine, MenuLink};
pub use meter::{Meter, MeterTone, Progress};
pub use older_pages::OlderPages;
pub use pips::Pips;
pub use problem::ProblemView;
#[cfg(feature = "ssr")]
pub use renewing::Renewing;
pub use select::{Choice, Select};
pub use share_field::ShareField;
pub use slider::Slider;
pub use stepper::Stepper;
pub use table::{Pager, Sorted, Table, TableBody, TableHead, Th};
pub use tabs::{Segment, SegmentLink, Segments, Tab, Tabs};
pub use text_area::TextArea;
pub use text_input::{InputKind, TextInput};
pub use theme_toggle::ThemeToggle;
pub use timeline::{Timeline, TimelineItem};
pub use toast::{ToastRegion, Toasts, provide_toasts, use_toasts};
