//! Where a company's calls meet (SCH-3).

use crate::problem::{FieldProblems, Problem};
use serde::{Deserialize, Serialize};

/// Longer than any address of a meeting service, and short enough for a line of an invitation.
const MOST_CHARS: usize = 300;

/// How the address of a call's room is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRooms {
    /// An address on the web, or its beginning when each call has a room of its own.
    pub address: String,
    /// Whether a code that nobody can guess is put behind the address, another one for each call.
    pub per_call: bool,
}

impl MeetingRooms {
    /// What every company begins with: a public service that needs no account.
    pub const FIRST: &str = "https://meet.jit.si/peerchamps-";

    /// The room of the call with this code.
    pub fn room(&self, code: &str) -> String {
        if self.per_call { [&self.address, code].concat() } else { self.address.clone() }
    }

    /// Whose machines the calls meet on: "meet.example.com".
    pub fn host(&self) -> &str {
        let rest = self.address.strip_prefix("https://").unwrap_or(&self.address);
        rest.split(['/', '?']).next().unwrap_or_default()
    }
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingRoomsForm {
    pub address: String,
    /// "each" for a room of its own for each call, "one" for the address as it is.
    pub rooms: String,
    /// The address as the page showed it.
    pub before: String,
}

/// Everything the page of the settings shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRoomsPage {
    pub rooms: MeetingRooms,
    /// The room that a call would get.
    pub example: String,
}

impl MeetingRoomsForm {
    /// What the form means, or all that needs mending.
    pub fn check(&self) -> Result<MeetingRooms, Problem> {
        let mut problems = FieldProblems::default();
        let per_call = match self.rooms.as_str() {
            "each" => true,
            "one" => false,
            _ => {
                problems.add("rooms", "Choose one of the two.");
                false
            }
        };
        let mut address = self.address.trim().to_owned();
        if let Some(fault) = fault(&address, per_call) {
            problems.add("address", fault);
        }
        // The code must not run into the name of the host or of a folder.
        if per_call && address.ends_with(char::is_alphanumeric) {
            address.push('/');
        }
        problems.check()?;
        Ok(MeetingRooms { address, per_call })
    }
}

fn fault(address: &str, per_call: bool) -> Option<&'static str> {
    let Some(rest) = address.strip_prefix("https://") else {
        return Some("An address that begins with https://.");
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    let is_name = name.contains('.')
        && !name.starts_with('.')
        && !name.ends_with('.')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
    let is_port = host.split_once(':').is_none_or(|(_, port)| port.parse::<u16>().is_ok());
    if !is_name || !is_port {
        return Some("After https:// comes the name of the service, such as meet.example.com.");
    }
    if !address.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c)) {
        return Some("Copy the address as it stands in the browser, without spaces.");
    }
    if address.chars().count() > MOST_CHARS {
        return Some("At most 300 characters.");
    }
    if per_call && rest.contains(['?', '#']) {
        return Some("A code cannot be put behind an address with ? or #. Leave those out, or use one room for all.");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(address: &str, rooms: &str) -> Result<MeetingRooms, Problem> {
        MeetingRoomsForm { address: address.to_owned(), rooms: rooms.to_owned(), ..Default::default() }.check()
    }

    #[test]
    fn a_room_is_the_address_itself_or_has_a_code_behind_it() {
        for (address, rooms, room) in [
            ("https://meet.example.com/acme-", "each", "https://meet.example.com/acme-k3x"),
            ("https://meet.example.com/acme", "each", "https://meet.example.com/acme/k3x"),
            (" https://meet.example.com:8443 ", "each", "https://meet.example.com:8443/k3x"),
            ("https://zoom.example/j/123?pwd=a1", "one", "https://zoom.example/j/123?pwd=a1"),
        ] {
            assert_eq!(typed(address, rooms).unwrap().room("k3x"), room, "{address}");
        }
    }

    #[test]
    fn what_is_no_address_of_a_room_is_named() {
        for (address, rooms) in [
            ("", "each"),
            ("http://meet.example.com/", "one"),
            ("javascript:alert(1)", "one"),
            ("https://", "each"),
            ("https://localhost/", "each"),
            ("https://user@meet.example.com/", "one"),
            ("https://meet.example.com:port/", "one"),
            ("https://meet.example.com/a b", "one"),
            ("https://meet.example.com/\u{202e}", "one"),
            ("https://meet.example.com/?room=", "each"),
        ] {
            assert!(typed(address, rooms).unwrap_err().of_field("address").is_some(), "{address}");
        }
        assert!(typed("https://meet.example.com/", "").unwrap_err().of_field("rooms").is_some());
    }

    #[test]
    fn the_host_is_what_people_will_recognise() {
        let rooms = typed("https://meet.example.com/acme-", "each").unwrap();

        assert_eq!(rooms.host(), "meet.example.com");
    }
}
