//! Time zones by the ways files say them: a name, a city, letters, an offset, or only a country.

use super::super::values::spelling_key;
use super::{IsZone, Meaning};

/// A name of the zone database is plain. Letters and offsets say what the clock shows today but not
/// when it changes, so they are a guess.
pub fn meaning(text: &str, is_zone: IsZone) -> Meaning {
    let text = text.trim();
    if text.contains('/') && is_zone(text) {
        return Meaning::Plain(text.to_owned());
    }
    let wanted = spelling_key(text);
    if let Some((_, zone)) = CITIES.iter().find(|(city, _)| *city == wanted) {
        return Meaning::Plain((*zone).to_owned());
    }
    let by_letters = LETTERS.iter().find(|(letters, _)| letters.contains(&wanted.as_str())).map(|(_, zone)| *zone);
    Meaning::guess(by_letters.map(str::to_owned).or_else(|| offset(text)).filter(|zone| is_zone(zone)))
}

/// "GMT+1", "UTC-05:30", "(UTC+01:00) Berlin" as a zone with that offset all year.
fn offset(text: &str) -> Option<String> {
    let bare = text.trim_start_matches('(').trim();
    let rest =
        ["UTC", "GMT", "utc", "gmt"].iter().find_map(|name| bare.strip_prefix(name)).unwrap_or(bare).trim_start();
    let (sign, rest) = match rest.chars().next()? {
        '+' => (1, &rest[1..]),
        '-' => (-1, &rest[1..]),
        '−' | '–' => (-1, &rest['−'.len_utf8()..]),
        '0'..='9' if rest.len() < bare.len() => (1, rest),
        _ => return None,
    };
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(rest.len());
    let digits = Some(&rest[..end]).filter(|digits| digits.len() <= 5)?;
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?),
        None if digits.len() == 4 => (digits[..2].parse().ok()?, digits[2..].parse().ok()?),
        None => (digits.parse().ok()?, 0),
    };
    match (sign * (hours * 60 + minutes), minutes) {
        (0, _) => Some("Etc/UTC".to_owned()),
        (all, 0) if (-12 * 60..=14 * 60).contains(&all) => {
            // The database counts these zones westward.
            Some(format!("Etc/GMT{}{hours}", if sign > 0 { '-' } else { '+' }))
        }
        (all, _) => HALVES.iter().find(|(offset, _)| *offset == all).map(|(_, zone)| (*zone).to_owned()),
    }
}

/// The zone nearly everybody of a country lives by; none where a country has several.
pub fn main_zone(country: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|(code, _)| *code == country).map(|(_, zone)| *zone)
}

/// How a zone is called among the choices: "Berlin (Europe/Berlin)".
pub fn zone_choice(zone: &str) -> (String, String) {
    let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    (zone.to_owned(), format!("{city} ({zone})"))
}

#[rustfmt::skip]
const LETTERS: &[(&[&str], &str)] = &[
    (&["utc", "z", "zulu"], "Etc/UTC"),
    (&["gmt", "bst", "uktime", "uk"], "Europe/London"),
    (&["ist"], "Asia/Kolkata"),
    (&["wet", "west"], "Europe/Lisbon"),
    (&["cet", "cest", "mez", "mesz", "centraleurope", "centraleuropeantime", "centraleuropestandardtime", "weuropestandardtime"], "Europe/Berlin"),
    (&["romancestandardtime"], "Europe/Paris"),
    (&["gmtstandardtime"], "Europe/London"),
    (&["eet", "eest"], "Europe/Helsinki"),
    (&["msk"], "Europe/Moscow"),
    (&["est", "edt", "et", "eastern", "easterntime", "easternstandardtime", "useastern"], "America/New_York"),
    (&["cst", "cdt", "ct", "central", "centraltime", "centralstandardtime", "uscentral"], "America/Chicago"),
    (&["mst", "mdt", "mt", "mountain", "mountaintime", "mountainstandardtime", "usmountain"], "America/Denver"),
    (&["pst", "pdt", "pt", "pacific", "pacifictime", "pacificstandardtime", "uspacific"], "America/Los_Angeles"),
    (&["brt"], "America/Sao_Paulo"),
    (&["gst"], "Asia/Dubai"),
    (&["sgt"], "Asia/Singapore"),
    (&["hkt"], "Asia/Hong_Kong"),
    (&["jst"], "Asia/Tokyo"),
    (&["kst"], "Asia/Seoul"),
    (&["awst"], "Australia/Perth"),
    (&["aest", "aedt"], "Australia/Sydney"),
    (&["nzst", "nzdt"], "Pacific/Auckland"),
    (&["sast"], "Africa/Johannesburg"),
];

/// Offsets with parts of hours, in minutes.
const HALVES: &[(i32, &str)] = &[
    (-210, "America/St_Johns"),
    (210, "Asia/Tehran"),
    (270, "Asia/Kabul"),
    (330, "Asia/Kolkata"),
    (345, "Asia/Kathmandu"),
    (390, "Asia/Yangon"),
    (570, "Australia/Darwin"),
];

#[rustfmt::skip]
const CITIES: &[(&str, &str)] = &[
    ("london", "Europe/London"), ("edinburgh", "Europe/London"), ("dublin", "Europe/Dublin"), ("lisbon", "Europe/Lisbon"),
    ("paris", "Europe/Paris"), ("madrid", "Europe/Madrid"), ("berlin", "Europe/Berlin"), ("munich", "Europe/Berlin"),
    ("hamburg", "Europe/Berlin"), ("frankfurt", "Europe/Berlin"), ("amsterdam", "Europe/Amsterdam"), ("brussels", "Europe/Brussels"),
    ("zurich", "Europe/Zurich"), ("zürich", "Europe/Zurich"), ("vienna", "Europe/Vienna"), ("wien", "Europe/Vienna"),
    ("rome", "Europe/Rome"), ("milan", "Europe/Rome"), ("prague", "Europe/Prague"), ("warsaw", "Europe/Warsaw"),
    ("oslo", "Europe/Oslo"), ("stockholm", "Europe/Stockholm"), ("copenhagen", "Europe/Copenhagen"), ("helsinki", "Europe/Helsinki"),
    ("athens", "Europe/Athens"), ("istanbul", "Europe/Istanbul"), ("newyork", "America/New_York"), ("boston", "America/New_York"),
    ("toronto", "America/Toronto"), ("chicago", "America/Chicago"), ("dallas", "America/Chicago"), ("austin", "America/Chicago"),
    ("denver", "America/Denver"), ("sanfrancisco", "America/Los_Angeles"), ("losangeles", "America/Los_Angeles"),
    ("seattle", "America/Los_Angeles"), ("saopaulo", "America/Sao_Paulo"), ("sãopaulo", "America/Sao_Paulo"),
    ("dubai", "Asia/Dubai"), ("mumbai", "Asia/Kolkata"), ("bangalore", "Asia/Kolkata"), ("bengaluru", "Asia/Kolkata"),
    ("delhi", "Asia/Kolkata"), ("singapore", "Asia/Singapore"), ("hongkong", "Asia/Hong_Kong"), ("shanghai", "Asia/Shanghai"),
    ("beijing", "Asia/Shanghai"), ("tokyo", "Asia/Tokyo"), ("seoul", "Asia/Seoul"), ("sydney", "Australia/Sydney"),
    ("melbourne", "Australia/Sydney"), ("auckland", "Pacific/Auckland"), ("johannesburg", "Africa/Johannesburg"),
    ("capetown", "Africa/Johannesburg"), ("nairobi", "Africa/Nairobi"), ("lagos", "Africa/Lagos"), ("cairo", "Africa/Cairo"),
];

#[rustfmt::skip]
const COUNTRIES: &[(&str, &str)] = &[
    ("GB", "Europe/London"), ("IE", "Europe/Dublin"), ("FR", "Europe/Paris"), ("DE", "Europe/Berlin"), ("NL", "Europe/Amsterdam"),
    ("BE", "Europe/Brussels"), ("LU", "Europe/Brussels"), ("CH", "Europe/Zurich"), ("AT", "Europe/Vienna"), ("IT", "Europe/Rome"),
    ("CZ", "Europe/Prague"), ("SK", "Europe/Prague"), ("PL", "Europe/Warsaw"), ("HU", "Europe/Budapest"), ("NO", "Europe/Oslo"),
    ("SE", "Europe/Stockholm"), ("DK", "Europe/Copenhagen"), ("FI", "Europe/Helsinki"), ("GR", "Europe/Athens"), ("RO", "Europe/Bucharest"),
    ("BG", "Europe/Sofia"), ("HR", "Europe/Zagreb"), ("SI", "Europe/Ljubljana"), ("EE", "Europe/Tallinn"), ("LV", "Europe/Riga"),
    ("LT", "Europe/Vilnius"), ("UA", "Europe/Kyiv"), ("TR", "Europe/Istanbul"), ("IS", "Atlantic/Reykjavik"), ("IL", "Asia/Jerusalem"),
    ("SA", "Asia/Riyadh"), ("AE", "Asia/Dubai"), ("IN", "Asia/Kolkata"), ("PK", "Asia/Karachi"), ("BD", "Asia/Dhaka"),
    ("TH", "Asia/Bangkok"), ("VN", "Asia/Ho_Chi_Minh"), ("SG", "Asia/Singapore"), ("HK", "Asia/Hong_Kong"), ("TW", "Asia/Taipei"),
    ("PH", "Asia/Manila"), ("CN", "Asia/Shanghai"), ("JP", "Asia/Tokyo"), ("KR", "Asia/Seoul"), ("ZA", "Africa/Johannesburg"),
    ("KE", "Africa/Nairobi"), ("NG", "Africa/Lagos"), ("EG", "Africa/Cairo"), ("MA", "Africa/Casablanca"), ("CO", "America/Bogota"),
    ("PE", "America/Lima"), ("AR", "America/Argentina/Buenos_Aires"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn any(_: &str) -> bool {
        true
    }

    #[test]
    fn zones_are_read_as_they_are_written() {
        let (plain, guess) = (|z: &str| Meaning::Plain(z.to_owned()), |z: &str| Meaning::Guess(z.to_owned()));
        for (text, expected) in [
            ("Europe/Berlin", plain("Europe/Berlin")),
            ("New York", plain("America/New_York")),
            ("CET", guess("Europe/Berlin")),
            ("GMT+1", guess("Etc/GMT-1")),
            ("UTC-05:00", guess("Etc/GMT+5")),
            ("(UTC+05:30) Chennai, Kolkata", guess("Asia/Kolkata")),
            ("+0545", guess("Asia/Kathmandu")),
            ("UTC", guess("Etc/UTC")),
            ("GMT+0", guess("Etc/UTC")),
            ("GMT+25", Meaning::Unknown),
            ("GMT+99999999999", Meaning::Unknown),
            ("Middle Earth", Meaning::Unknown),
            ("", Meaning::Unknown),
            ("+", Meaning::Unknown),
            ("−ü", Meaning::Unknown),
        ] {
            assert_eq!(meaning(text, any), expected, "{text}");
        }
    }

    #[test]
    fn a_name_nobody_has_is_no_zone() {
        assert_eq!(meaning("Europe/Atlantis", |_| false), Meaning::Unknown);
    }
}
