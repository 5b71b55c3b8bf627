//! Cutting a text into sentences and words, and the form in which words are compared.

use std::borrow::Cow;

/// A word and where it stands in its text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    pub raw: &'a str,
    pub start: usize,
    pub end: usize,
}

/// Cuts a text at line ends and at full stops, question and exclamation marks that a space follows:
/// "4.5 days" is not two sentences. With where each begins.
pub fn sentences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut found = Vec::new();
    let mut open = 0;
    for (at, mark) in text.match_indices(['\n', '.', '!', '?', '。', '！', '？']) {
        let end = at + mark.len();
        if mark == "\n" || mark.len() > 1 || text[end..].starts_with(char::is_whitespace) {
            found.push((open, &text[open..end]));
            open = end;
        }
    }
    found.push((open, &text[open..]));
    // Marks of a quotation around the whole go: whoever quotes it sets their own.
    let outside = |letter: char| letter.is_whitespace() || matches!(letter, '"' | '“' | '”' | '„' | '«' | '»');
    let trimmed = move |(start, part): (usize, &'_ str)| {
        let inner = part.trim_start_matches(outside);
        (start + part.len() - inner.len(), inner.trim_end_matches(outside).len())
    };
    found.into_iter().map(trimmed).filter(|(_, len)| *len > 0).map(|(start, len)| (start, &text[start..start + len]))
}

/// The words of a text: letters, digits, and the accents that follow a letter.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let parts_words = |letter: char| !(letter.is_alphanumeric() || is_accent(letter));
    let mut next = 0;
    text.split_inclusive(parts_words).filter_map(move |piece| {
        let start = next;
        next += piece.len();
        let raw = piece.trim_end_matches(parts_words);
        (!raw.is_empty()).then_some(Word { raw, start, end: start + raw.len() })
    })
}

/// Whether a word may say something: three letters, or two where both are capitals ("AI", "UK"). A number needs four
/// digits, so that amounts and days do not pass for subjects.
pub(super) fn may_tell(raw: &str) -> bool {
    let letters = raw.chars().count();
    if raw.chars().all(char::is_numeric) {
        return letters > 3;
    }
    letters > 2 || letters == 2 && raw.chars().all(|letter| letter.is_uppercase() || letter.is_numeric())
}

/// In lower case; most words are already.
pub(super) fn lower(raw: &str) -> Cow<'_, str> {
    if raw.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(raw.to_lowercase())
}

/// A word without the accents of its letters: "Zürich" and "Zurich" are one. In lower case already.
pub(super) fn plain(lower: &str) -> String {
    let mut plain = String::with_capacity(lower.len());
    for letter in lower.chars() {
        match letter {
            'a'..='z' | '0'..='9' => plain.push(letter),
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => plain.push('a'),
            'ç' | 'ć' | 'č' => plain.push('c'),
            'ď' | 'đ' | 'ð' => plain.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => plain.push('e'),
            'ğ' => plain.push('g'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => plain.push('i'),
            'ł' | 'ľ' => plain.push('l'),
            'ñ' | 'ń' | 'ň' => plain.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => plain.push('o'),
            'ř' => plain.push('r'),
            'ś' | 'ş' | 'š' | 'ș' => plain.push('s'),
            'ť' | 'ţ' | 'ț' => plain.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => plain.push('u'),
            'ý' | 'ÿ' => plain.push('y'),
            'ź' | 'ż' | 'ž' => plain.push('z'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            accent if is_accent(accent) => {}
            other => plain.push(other),
        }
    }
    plain
}

const fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_a_point_does_not_end_a_sentence() {
        let text = "It took 4.5 days. Then two! \nNew line\nLast";
        let cut: Vec<_> = sentences(text).collect();

        assert_eq!(
            cut.iter().map(|(_, text)| *text).collect::<Vec<_>>(),
            ["It took 4.5 days.", "Then two!", "New line", "Last"]
        );
        assert!(cut.iter().all(|(start, part)| text[*start..].starts_with(part)));
    }

    #[test]
    fn a_word_is_letters_and_digits_wherever_it_stands() {
        let text = "«Month-end», Zu\u{308}rich: 4.5";

        let cut: Vec<_> = words(text).map(|word| (word.raw, &text[word.start..word.end])).collect();

        assert_eq!(
            cut,
            [("Month", "Month"), ("end", "end"), ("Zu\u{308}rich", "Zu\u{308}rich"), ("4", "4"), ("5", "5")]
        );
        assert_eq!(plain("zu\u{308}rich"), plain("zürich"));
        assert_eq!(plain("großbritannien"), "grossbritannien");
    }

    #[test]
    fn short_words_and_small_numbers_tell_nothing_and_capitals_do() {
        for (raw, tells) in [
            ("AI", true),
            ("S4", true),
            ("it", false),
            ("no", false),
            ("SOX", true),
            ("28", false),
            ("27001", true),
            ("cash", true),
        ] {
            assert_eq!(may_tell(raw), tells, "{raw}");
        }
    }
}
