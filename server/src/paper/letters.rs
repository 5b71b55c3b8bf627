//! The typeface: which letters it has, how wide they run, and where a line ends.

use anyhow::Context as _;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Face, Feature, UnicodeBuffer};

/// Inter 4.1 cut down to Latin, Greek and Cyrillic, with the box for what is missing; licence: `fonts/OFL.txt`.
static REGULAR: &[u8] = include_bytes!("fonts/inter-regular.ttf");
static SEMIBOLD: &[u8] = include_bytes!("fonts/inter-semibold.ttf");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    SemiBold,
}

/// How a piece of text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub size: f32,
    pub weight: Weight,
    pub is_quiet: bool,
    /// Figures of one width stand below each other.
    pub is_figure: bool,
}

impl Look {
    pub const fn plain(size: f32) -> Self {
        Self { size, weight: Weight::Regular, is_quiet: false, is_figure: false }
    }

    pub const fn strong(size: f32) -> Self {
        Self { size, weight: Weight::SemiBold, is_quiet: false, is_figure: false }
    }

    pub const fn quiet(size: f32) -> Self {
        Self { size, weight: Weight::Regular, is_quiet: true, is_figure: false }
    }

    /// From one line to the next.
    pub fn leading(self) -> f32 {
        self.size * 1.42
    }
}

pub(super) struct Letters {
    regular: Cut,
    semibold: Cut,
}

struct Cut {
    face: Face<'static>,
    font: Font,
}

impl Cut {
    fn load(bytes: &'static [u8]) -> anyhow::Result<Self> {
        let face = Face::from_slice(bytes, 0).context("the typeface of sheets cannot be read")?;
        let font = Font::new(bytes.into(), 0).context("the typeface of sheets cannot be embedded")?;
        Ok(Self { face, font })
    }
}

impl Letters {
    pub fn load() -> anyhow::Result<Self> {
        Ok(Self { regular: Cut::load(REGULAR)?, semibold: Cut::load(SEMIBOLD)? })
    }

    const fn cut(&self, weight: Weight) -> &Cut {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semibold,
        }
    }

    pub fn font(&self, weight: Weight) -> Font {
        self.cut(weight).font.clone()
    }

    pub fn covers(&self, text: &str) -> bool {
        let has = |letter: char| letter.is_control() || self.regular.face.glyph_index(letter).is_some();
        text.chars().all(has)
    }

    /// The glyphs of one line, their advances in parts of the type size.
    #[expect(clippy::cast_precision_loss, reason = "advances are a few thousand units at most")]
    pub fn shape(&self, text: &str, look: Look) -> Vec<KrillaGlyph> {
        let cut = self.cut(look.weight);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        // No script that runs from the right is in the typeface; one direction keeps text and glyphs in step.
        buffer.set_direction(Direction::LeftToRight);
        let features: &[Feature] = if look.is_figure { &[Feature::new(Tag::from_bytes(b"tnum"), 1, ..)] } else { &[] };
        let shaped = rustybuzz::shape(&cut.face, features, buffer);
        let infos = shaped.glyph_infos();
        let em = cut.face.units_per_em() as f32;
        let part = |units: i32| units as f32 / em;
        let glyphs = infos.iter().zip(shaped.glyph_positions()).enumerate().map(|(at, (info, position))| {
            let later = infos[at..].iter().find(|other| other.cluster > info.cluster);
            let until = later.map_or(text.len(), |other| other.cluster as usize);
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                part(position.x_advance),
                part(position.x_offset),
                part(position.y_offset),
                part(position.y_advance),
                info.cluster as usize..until,
                None,
            )
        });
        glyphs.collect()
    }

    pub fn width(&self, text: &str, look: Look) -> f32 {
        self.shape(text, look).iter().map(|glyph| glyph.x_advance * look.size).sum()
    }

    /// The text in lines of at most this width. All but the last end with a space, so that words stay apart where the
    /// text is copied; a word wider than a line is cut where the line ends.
    pub fn lines(&self, text: &str, look: Look, width: f32) -> Vec<String> {
        let space = self.width(" ", look);
        let mut lines = Vec::new();
        let (mut line, mut filled) = (String::new(), 0.0);
        for word in text.split(|letter: char| letter.is_whitespace() || letter.is_control()).filter(|it| !it.is_empty())
        {
            for (at, part) in self.fitting(word, look, width).into_iter().enumerate() {
                let wide = self.width(&part, look);
                let gap = if line.is_empty() { 0.0 } else { space };
                if at == 0 && filled + gap + wide <= width {
                    if gap > 0.0 {
                        line.push(' ');
                    }
                    line.push_str(&part);
                    filled += gap + wide;
                    continue;
                }
                if !line.is_empty() {
                    // Between the parts of one word there was no space.
                    line.push_str(if at == 0 { " " } else { "" });
                    lines.push(std::mem::take(&mut line));
                }
                line = part;
                filled = wide;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// A word whole, or in parts that fit a line.
    fn fitting(&self, word: &str, look: Look, width: f32) -> Vec<String> {
        if self.width(word, look) <= width {
            return vec![word.to_owned()];
        }
        let mut parts = vec![String::new()];
        let mut filled = 0.0;
        for letter in word.chars() {
            let wide = self.width(letter.encode_utf8(&mut [0; 4]), look);
            // A mark of no width stays with its letter.
            if filled + wide > width && wide > 0.0 && filled > 0.0 {
                parts.push(String::new());
                filled = 0.0;
            }
            if let Some(part) = parts.last_mut() {
                part.push(letter);
            }
            filled += wide;
        }
        parts
    }
}
