//! Languages people speak in references, by ISO 639-1 code.

/// Those a form offers, with their English names, the frequent ones first.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("en", "English"),
    ("de", "German"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("it", "Italian"),
    ("pt", "Portuguese"),
    ("nl", "Dutch"),
    ("sv", "Swedish"),
    ("nb", "Norwegian"),
    ("da", "Danish"),
    ("fi", "Finnish"),
    ("pl", "Polish"),
    ("cs", "Czech"),
    ("hu", "Hungarian"),
    ("ro", "Romanian"),
    ("el", "Greek"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ar", "Arabic"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("ms", "Malay"),
    ("th", "Thai"),
    ("vi", "Vietnamese"),
    ("zh", "Mandarin"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("cy", "Welsh"),
    ("ga", "Irish"),
    ("yo", "Yoruba"),
    ("ig", "Igbo"),
    ("ca", "Catalan"),
    ("gd", "Scottish Gaelic"),
    ("haw", "Hawaiian"),
    ("lb", "Luxembourgish"),
    ("mr", "Marathi"),
    ("sw", "Swahili"),
    ("xh", "Xhosa"),
    ("zu", "Zulu"),
];

/// The English name of a language.
pub fn name(code: &str) -> Option<&'static str> {
    LANGUAGES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

/// The code of a language by its code or English name, whatever the case.
pub fn named(text: &str) -> Option<&'static str> {
    let is = |(code, name): &&(&'static str, &'static str)| {
        code.eq_ignore_ascii_case(text) || name.eq_ignore_ascii_case(text)
    };
    LANGUAGES.iter().find(is).map(|(code, _)| *code)
}

/// The name, or the code where we have none.
pub fn label(code: &str) -> &str {
    name(code).unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_without_a_name_is_shown_as_it_is() {
        assert_eq!(label("nb"), "Norwegian");
        assert_eq!(label("tlh"), "tlh");
    }
}
