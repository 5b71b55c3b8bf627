//! Every key and every place to go, in one list: the palette offers them, the list of shortcuts shows them, and the
//! script reads from that list what each key does.

use domain::accounts::{Permission, Viewer};

use super::nav::{main_nav, settings_nav};
use crate::paths;
use crate::ui::Glyph;

/// A page, or something to begin, that the palette leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub href: &'static str,
    pub label: &'static str,
    pub glyph: Glyph,
    /// The keys that lead there: "g h".
    pub keys: Option<&'static str>,
    /// Something is begun there; else it is a page to look at.
    pub is_action: bool,
}

/// G and a letter, by where they lead.
const GO: [(&str, &str); 6] = [
    (paths::home(), "g h"),
    (paths::opportunities(), "g o"),
    (paths::requests(), "g r"),
    (paths::advocates(), "g a"),
    (paths::calls(), "g c"),
    (paths::evidence_library(), "g e"),
];

const ACTIONS: [(&str, &str, Permission); 4] = [
    (paths::new_opportunity(), "New opportunity", Permission::EditOpportunities),
    (paths::new_advocate(), "New advocate", Permission::EditAdvocates),
    (paths::new_evidence(), "New piece of evidence", Permission::EditAdvocates),
    (paths::new_nomination(), "Nominate somebody", Permission::ViewAdvocateNames),
];

/// Where this reader may go from anywhere, and what they may begin.
pub fn places(viewer: &Viewer) -> Vec<Place> {
    let pages = main_nav(viewer).into_iter().flat_map(|group| group.items).chain(settings_nav(viewer));
    let pages = pages.map(|item| Place {
        href: item.href,
        label: item.label,
        glyph: item.glyph,
        keys: GO.iter().find(|(href, _)| *href == item.href).map(|(_, keys)| *keys),
        is_action: false,
    });
    let actions = ACTIONS.iter().filter(|(.., permission)| viewer.may(*permission));
    let actions =
        actions.map(|(href, label, _)| Place { href, label, glyph: Glyph::Plus, keys: None, is_action: true });
    pages.chain(actions).collect()
}

/// Keys that are no place: what they do, and where. The pages that hear them say it themselves.
pub(super) const KEYS: [(&str, &[(&str, &str)]); 3] = [
    (
        "Everywhere",
        &[("Ctrl K", "Search, go somewhere, begin something"), ("/", "Search in this page"), ("?", "These shortcuts")],
    ),
    (
        "In lists",
        &[
            ("J", "Next row"),
            ("K", "Row before"),
            ("Enter", "Open the row"),
            ("N", "Begin another of what is listed"),
            ("X", "Select the row"),
            ("Shift X", "Select up to the row"),
            ("Esc", "Clear the selection"),
        ],
    ),
    (
        "In matching",
        &[
            ("J", "Next customer"),
            ("K", "Customer before"),
            ("W", "To the weights"),
            ("M", "Match again"),
            ("R", "Request a reference"),
            ("V", "Compare with the best of the others"),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::accounts::Role;

    use super::super::nav::tests::viewer;
    use super::*;

    #[test]
    fn nobody_is_offered_a_place_that_is_not_theirs() {
        let labels = |role| places(&viewer(role)).iter().map(|place| place.label).collect::<Vec<_>>();

        assert!(labels(Role::Rep).contains(&"New opportunity"));
        assert!(!labels(Role::Rep).contains(&"New advocate"));
        assert!(labels(Role::Success).contains(&"New advocate"));
        assert!(!labels(Role::Success).contains(&"Background work"));
        assert!(labels(Role::Admin).contains(&"Background work"));
    }

    #[test]
    fn no_keys_lead_to_two_places_and_all_lead_somewhere() {
        let places = places(&viewer(Role::Admin));
        let keys: Vec<&str> = places.iter().filter_map(|place| place.keys).collect();

        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
        assert_eq!(keys.len(), GO.len(), "a page of GO is in nobody's navigation");
    }
}
