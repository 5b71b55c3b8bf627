//! The website of an organisation, as people type it.

/// The letters a host may begin with before its name.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// Whether this leads to a website: `quillstone.example`, `www.quillstone.example/en` or with its `https://`. It is
/// kept as it was typed.
pub fn is_website(text: &str) -> bool {
    let scheme = SCHEMES.iter().find_map(|scheme| {
        let start = text.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(scheme.len())
    });
    let address = text.get(scheme.unwrap_or(0)..).unwrap_or_default();
    let place = address.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, has_port) = match place.split_once(':') {
        Some((host, port)) => (host, (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit())),
        None => (place, true),
    };
    let Some((name, ending)) = host.rsplit_once('.') else { return false };
    let is_ending = ending.chars().count() >= 2 && ending.starts_with(char::is_alphabetic);
    let is_visible = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    is_visible && has_port && is_ending && name.split('.').chain([ending]).all(is_label)
}

/// A part of a host between two points, in letters of any script.
fn is_label(label: &str) -> bool {
    let fits = label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    fits && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_for_a_website_is_one() {
        for text in [
            "quillstone.example",
            "www.quillstone.example",
            "https://quillstone.example",
            "HTTP://Quillstone.Example/en?x=1#top",
            "https://shop.quill-stone.co.uk:8443/",
            "müller.example",
            "xn--mller-kva.example",
            "пример.рф",
            "3m.com",
        ] {
            assert!(is_website(text), "{text}");
        }
    }

    #[test]
    fn what_leads_nowhere_is_none() {
        for text in [
            "",
            "not a url",
            "quillstone",
            "quillstone.",
            ".example",
            "quillstone..example",
            "-quill.example",
            "somebody@quillstone.example",
            "javascript:alert(1)",
            "ftp://quillstone.example",
            "https://",
            "https:// quillstone.example",
            "quillstone.example:port",
            "1.5",
            "quillstone.e",
            "n/a",
        ] {
            assert!(!is_website(text), "{text}");
        }
    }
}
