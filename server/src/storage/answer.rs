//! Files as answers. They never open in the browser under our name: attachment, no guessing, and a policy under which
//! nothing in them could run.

use axum::response::{IntoResponse, Response};
use domain::files::safe_name;
use http::{HeaderName, header};

use super::Kept;

const SANDBOX: &str = "default-src 'none'; sandbox";

/// The file under its name, to be saved.
pub fn attachment(kept: Kept, name: &str) -> Response {
    let name = safe_name(name, kept.kind);
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_ascii() { letter } else { '_' })
        .filter(|letter| *letter != '"')
        .collect();
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(&name));
    send(kept, disposition, "private, no-store")
}

/// A portrait for an `img`: an image of our own making. Its address changes with it, so it may be kept for a day.
pub fn photo(kept: Kept) -> Response {
    send(kept, "attachment; filename=\"photo.webp\"".to_owned(), "private, max-age=86400")
}

fn send(kept: Kept, disposition: String, cache: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kept.kind.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, SANDBOX.to_owned()),
        (header::CACHE_CONTROL, cache.to_owned()),
        (HeaderName::from_static("x-robots-tag"), "noindex".to_owned()),
    ];
    (headers, kept.bytes).into_response()
}

/// RFC 8187: everything but letters, figures and a few marks as octets.
fn encoded(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::files::FileKind;

    #[test]
    fn a_file_is_saved_under_a_name_that_cannot_break_the_header() {
        let kept = || Kept { kind: FileKind::Pdf, bytes: b"%PDF-1.7".to_vec() };

        let response = attachment(kept(), "Fußnote \"eins\"\r\nX: y.html");
        let disposition = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert_eq!(
            disposition,
            "attachment; filename=\"Fu_note -eins---X- y.pdf\"; filename*=UTF-8''Fu%C3%9Fnote%20-eins---X-%20y.pdf"
        );
        assert_eq!(response.headers()[header::CONTENT_SECURITY_POLICY], SANDBOX);
        assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(photo(kept()).headers()[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
    }
}
