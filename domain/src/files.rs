//! Files people bring in: which kinds we take, and how they are called.

/// The largest file.
pub const MAX_FILE_BYTES: usize = 25 * 1024 * 1024;

crate::text_enum! {
    /// What the first bytes of a file say it is.
    pub enum FileKind {
        Png => "png",
        Jpeg => "jpeg",
        Webp => "webp",
        Pdf => "pdf",
        Pptx => "pptx",
        Mp4 => "mp4",
        Vtt => "vtt",
        Txt => "txt",
    }
}

impl FileKind {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Png => "PNG image",
            Self::Jpeg => "JPEG image",
            Self::Webp => "WebP image",
            Self::Pdf => "PDF",
            Self::Pptx => "PowerPoint slides",
            Self::Mp4 => "MP4 video",
            Self::Vtt => "Captions",
            Self::Txt => "Text",
        }
    }

    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            other => other.as_str(),
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Mp4 => "video/mp4",
            Self::Vtt => "text/vtt; charset=utf-8",
            Self::Txt => "text/plain; charset=utf-8",
        }
    }

    pub const fn is_image(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Webp)
    }
}

/// "850 bytes", "12 KB", "1.2 MB"
pub fn size_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        more => format!("{}.{} MB", more / 1_000_000, more % 1_000_000 / 100_000),
    }
}

/// A name for the file where it is saved: letters of any script, figures, and little else; no folder, no second
/// extension that a system might start. The ending is the one of what it really is.
pub fn safe_name(given: &str, kind: FileKind) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let kept: String = stem
        .chars()
        .map(
            |letter| {
                if letter.is_alphanumeric() || matches!(letter, '-' | '_' | ' ' | '(' | ')') { letter } else { '-' }
            },
        )
        .take(120)
        .collect();
    let kept = kept.trim_matches([' ', '-']);
    [if kept.is_empty() { "file" } else { kept }, ".", kind.extension()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_the_unit_a_person_would_use() {
        for (bytes, words) in
            [(0, "0 bytes"), (999, "999 bytes"), (1_001, "2 KB"), (1_250_000, "1.2 MB"), (26_214_400, "26.2 MB")]
        {
            assert_eq!(size_words(bytes), words);
        }
    }

    #[test]
    fn a_name_keeps_its_words_and_loses_what_could_mislead() {
        for (given, kind, safe) in [
            ("Skylark close.pdf", FileKind::Pdf, "Skylark close.pdf"),
            ("../../etc/passwd", FileKind::Txt, "passwd.txt"),
            ("C:\\fakepath\\deck.PPTX", FileKind::Pptx, "deck.pptx"),
            ("invoice.pdf.exe", FileKind::Pdf, "invoice-pdf.pdf"),
            ("Fußnote „eins“.txt", FileKind::Txt, "Fußnote -eins.txt"),
            ("a\r\nSet-Cookie: x\".png", FileKind::Png, "a--Set-Cookie- x.png"),
            ("", FileKind::Mp4, "file.mp4"),
            ("…", FileKind::Mp4, "file.mp4"),
        ] {
            assert_eq!(safe_name(given, kind), safe, "{given:?}");
        }
    }
}
