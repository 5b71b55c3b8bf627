//! What a file is, told by its bytes alone. Six formats are few enough to look for by hand.

use domain::files::FileKind;

/// The kind, or nothing when it is none that we take.
pub(super) fn kind_of(bytes: &[u8]) -> Option<FileKind> {
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(FileKind::Png),
        [0xff, 0xd8, 0xff, ..] => Some(FileKind::Jpeg),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(FileKind::Webp),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(FileKind::Pdf),
        [b'P', b'K', 3, 4, ..] => slides(bytes).then_some(FileKind::Pptx),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => video(brand).then_some(FileKind::Mp4),
        _ => text(bytes),
    }
}

/// A ZIP that names the parts of a presentation, and no macro. Its content is never unpacked here.
fn slides(bytes: &[u8]) -> bool {
    let names = |name: &[u8]| bytes.windows(name.len()).any(|window| window.eq_ignore_ascii_case(name));
    names(b"[Content_Types].xml") && names(b"ppt/presentation.xml") && !names(b"vbaProject.bin")
}

fn video(brand: &[u8]) -> bool {
    const BRANDS: [&[u8; 4]; 8] = [b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1"];
    brand.get(..4).is_some_and(|brand| BRANDS.iter().any(|known| *known == brand) || brand == b"M4V ")
}

/// Plain text, as UTF-8 without control characters, in which no browser would see a page or a drawing.
fn text(bytes: &[u8]) -> Option<FileKind> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() || text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
    {
        return None;
    }
    // Formats that may be written in letters alone, and are no plain text.
    if ["GIF8", "%!PS", "{\\rtf", "#!"].iter().any(|start| text.starts_with(start)) {
        return None;
    }
    if text.starts_with("WEBVTT") && text[6..].starts_with(['\n', '\r', ' ', '\t']) {
        return (!looks_like_markup(text)).then_some(FileKind::Vtt);
    }
    (!looks_like_markup(text)).then_some(FileKind::Txt)
}

/// Any tag that begins a page, a drawing or a script, anywhere: a browser that guesses looks for these.
fn looks_like_markup(text: &str) -> bool {
    const TAGS: [&str; 12] = [
        "<!doctype",
        "<?xml",
        "<html",
        "<head",
        "<body",
        "<svg",
        "<script",
        "<iframe",
        "<object",
        "<embed",
        "<img",
        "<meta",
    ];
    let lower = text.to_lowercase();
    TAGS.iter().any(|tag| lower.contains(tag)) || lower.trim_start().starts_with("<!--")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip(names: &[&str]) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04\x14\x00".to_vec();
        for name in names {
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(b"\x00\x00");
        }
        bytes
    }

    #[test]
    fn each_format_is_known_by_its_first_bytes() {
        let table: [(&[u8], FileKind); 8] = [
            (b"\x89PNG\r\n\x1a\n....", FileKind::Png),
            (b"\xff\xd8\xff\xe0....", FileKind::Jpeg),
            (b"RIFF\x00\x00\x00\x00WEBPVP8 ", FileKind::Webp),
            (b"%PDF-1.7\n", FileKind::Pdf),
            (b"\x00\x00\x00\x20ftypisom....", FileKind::Mp4),
            (b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello", FileKind::Vtt),
            ("Fußnote eins\nund zwei\n".as_bytes(), FileKind::Txt),
            (b"\xef\xbb\xbfWith a mark first", FileKind::Txt),
        ];

        for (bytes, kind) in table {
            assert_eq!(kind_of(bytes), Some(kind));
        }
        assert_eq!(kind_of(&zip(&["[Content_Types].xml", "ppt/presentation.xml"])), Some(FileKind::Pptx));
    }

    #[test]
    fn forged_and_dangerous_files_are_none_that_we_take() {
        let table: [&[u8]; 15] = [
            b"",
            b"   \n",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
            b"<?xml version=\"1.0\"?><svg/>",
            b"<!DOCTYPE html><p>Hello",
            b"  <HTML><body onload=alert(1)>",
            b"A harmless line\n<ScRiPt>alert(1)</ScRiPt>",
            b"WEBVTT\n\n<svg onload=alert(1)>",
            b"GIF89a....",
            b"MZ\x90\x00\x03",
            b"\x7fELF\x02",
            b"#!/bin/sh\x00",
            b"\x00\x00\x00\x20ftypheic....",
            b"%!PS-Adobe",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ];

        for bytes in table {
            assert_eq!(kind_of(bytes), None, "{}", String::from_utf8_lossy(bytes));
        }
        assert_eq!(kind_of(&zip(&["word/document.xml", "[Content_Types].xml"])), None, "a document is no presentation");
        let macros = zip(&["[Content_Types].xml", "ppt/presentation.xml", "ppt/VBAProject.bin"]);
        assert_eq!(kind_of(&macros), None, "macros");
    }
}
