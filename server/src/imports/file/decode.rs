//! Bytes to text. Exports come in UTF-8, in UTF-16 from spreadsheets, and in Windows-1252 (which
//! holds Latin-1) from older tools; anything else is not a text file.

use domain::problem::Problem;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::read::refuse;

/// The text with line ends as `\n`, and the name of its encoding.
pub fn decode(bytes: &[u8]) -> Result<(String, &'static str), Problem> {
    if bytes.is_empty() {
        return Err(refuse("This file is empty. Choose a file with a heading and at least one row."));
    }
    if let Some(kind) = other_format(bytes) {
        return Err(refuse(&format!("This is {kind}, not a CSV file. Save it as CSV and upload that.")));
    }
    let (encoding, skip) = encoding_of(bytes);
    let (text, had_errors) = encoding.decode_without_bom_handling(&bytes[skip..]);
    if text.contains('\0') || (had_errors && encoding != WINDOWS_1252) {
        return Err(refuse(
            "This file is not text: it holds bytes that no CSV file has. Export it again as CSV, best in UTF-8.",
        ));
    }
    let name = if encoding == WINDOWS_1252 { "Latin-1" } else { encoding.name() };
    Ok((text.replace("\r\n", "\n").replace('\r', "\n"), name))
}

/// The encoding and how many bytes its mark takes.
fn encoding_of(bytes: &[u8]) -> (&'static Encoding, usize) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding, length);
    }
    // Without a mark, UTF-16 of mostly Latin letters has a zero in every other byte.
    let sample = &bytes[..bytes.len().min(4_096)];
    let zeros = |start: usize| sample.iter().skip(start).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd > sample.len() / 4 && even == 0 {
        (UTF_16LE, 0)
    } else if even > sample.len() / 4 && odd == 0 {
        (UTF_16BE, 0)
    } else if std::str::from_utf8(bytes).is_ok() {
        (UTF_8, 0)
    } else {
        (WINDOWS_1252, 0)
    }
}

/// What a file really is, by its first bytes.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "an Excel workbook or another zipped file"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"%PDF", "a PDF"),
        (b"\x1f\x8b", "a zipped file"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"{\\rtf", "a text document"),
    ];
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn the_usual_encodings_are_told_apart() {
        let text = "name,city\nMüller & Söhne,Köln\n";
        let with = |mark: &[u8], rest: Vec<u8>| [mark.to_vec(), rest].concat();
        let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let table = [
            (text.as_bytes().to_vec(), "UTF-8"),
            (with(b"\xef\xbb\xbf", text.as_bytes().to_vec()), "UTF-8"),
            (with(b"\xff\xfe", utf16(text, true)), "UTF-16LE"),
            (with(b"\xfe\xff", utf16(text, false)), "UTF-16BE"),
            (utf16(text, true), "UTF-16LE"),
            (utf16(text, false), "UTF-16BE"),
            (latin, "Latin-1"),
        ];

        for (bytes, name) in table {
            let (decoded, encoding) = decode(&bytes).unwrap();
            assert_eq!((decoded.as_str(), encoding), (text, name));
        }
    }

    #[test]
    fn what_is_not_text_is_called_by_its_name() {
        for (bytes, word) in [
            (&b"PK\x03\x04rest"[..], "Excel"),
            (b"%PDF-1.7", "PDF"),
            (b"", "empty"),
            (b"a,b\n1,\x002", "not text"),
            (b"\xef\xbb\xbfa\xff", "not text"),
        ] {
            let problem = decode(bytes).unwrap_err();
            assert_eq!(problem.status(), 422);
            assert!(problem.to_string().contains(word), "{problem}");
        }
    }

    #[test]
    fn line_ends_of_all_systems_become_one() {
        assert_eq!(decode(b"a\r\nb\rc\n").unwrap().0, "a\nb\nc\n");
    }
}
