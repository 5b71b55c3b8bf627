//! Pictures drawn anew: what is kept was made by us from the dots, so nothing else that came in the file is left.

use std::io::Cursor;

use domain::files::FileKind;
use domain::problem::Problem;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

use super::Checked;

/// The longest side that is read, and the most memory one picture may take: a few kilobytes can claim to be gigabytes.
const MOST_PIXELS_A_SIDE: u32 = 10_000;
const MOST_BYTES: u64 = 192 * 1024 * 1024;
/// The longest side that is kept.
const KEPT_PIXELS: u32 = 3_000;
/// Both sides of a portrait.
pub const PHOTO_PIXELS: u32 = 256;
const JPEG_QUALITY: u8 = 85;

/// The same picture without its metadata: PNG stays PNG, everything else becomes JPEG unless it has see-through parts.
pub(super) fn anew(bytes: &[u8], kind: FileKind) -> Result<Checked, Problem> {
    let picture = shrunk(decode(bytes, kind)?);
    if kind == FileKind::Png || picture.color().has_alpha() {
        return Ok(Checked { kind: FileKind::Png, bytes: encode(&picture, ImageFormat::Png)? });
    }
    let mut out = Vec::new();
    let picture = DynamicImage::ImageRgb8(picture.into_rgb8());
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY)).map_err(|_| unreadable())?;
    Ok(Checked { kind: FileKind::Jpeg, bytes: out })
}

/// The middle of a picture as a small square: a face in a list.
pub fn portrait(bytes: &[u8]) -> Result<Checked, Problem> {
    let kind = super::sniff::kind_of(bytes)
        .filter(|kind| kind.is_image())
        .ok_or_else(|| Problem::invalid("file", "Choose a photo as a PNG, JPEG or WebP file."))?;
    let picture = decode(bytes, kind)?.resize_to_fill(PHOTO_PIXELS, PHOTO_PIXELS, FilterType::Triangle);
    let picture = DynamicImage::ImageRgba8(picture.into_rgba8());
    Ok(Checked { kind: FileKind::Webp, bytes: encode(&picture, ImageFormat::WebP)? })
}

fn decode(bytes: &[u8], kind: FileKind) -> Result<DynamicImage, Problem> {
    let format = match kind {
        FileKind::Png => ImageFormat::Png,
        FileKind::Webp => ImageFormat::WebP,
        _ => ImageFormat::Jpeg,
    };
    // Set by hand: the default limits stop neither a side nor, for some formats, the memory.
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS_A_SIDE);
    limits.max_image_height = Some(MOST_PIXELS_A_SIDE);
    limits.max_alloc = Some(MOST_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| why(&error))?;
    if decoder.total_bytes() > MOST_BYTES {
        return Err(too_many_dots());
    }
    let orientation = decoder.orientation().map_err(|error| why(&error))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| why(&error))?;
    // The way up is told beside the dots; once that is gone, the dots must stand upright by themselves.
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn shrunk(picture: DynamicImage) -> DynamicImage {
    if picture.width().max(picture.height()) > KEPT_PIXELS {
        picture.resize(KEPT_PIXELS, KEPT_PIXELS, FilterType::Triangle)
    } else {
        picture
    }
}

fn encode(picture: &DynamicImage, format: ImageFormat) -> Result<Vec<u8>, Problem> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).map_err(|_| unreadable())?;
    Ok(out.into_inner())
}

fn why(error: &image::ImageError) -> Problem {
    match error {
        image::ImageError::Limits(_) => too_many_dots(),
        _ => unreadable(),
    }
}

fn too_many_dots() -> Problem {
    Problem::invalid(
        "file",
        "This picture is too large: 10,000 dots a side and 50 million in all are the most we take.",
    )
}

fn unreadable() -> Problem {
    Problem::invalid("file", "This picture is damaged and cannot be read. Save it again and choose the new file.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    fn drawn(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let picture = RgbImage::from_fn(width, height, |x, y| Rgb([(x % 251) as u8, (y % 241) as u8, 90]));
        encode(&DynamicImage::ImageRgb8(picture), format).unwrap()
    }

    /// A PNG that says it is as large as can be and holds nearly nothing.
    fn bomb(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = drawn(1, 1, ImageFormat::Png);
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let crc = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&crc.to_be_bytes());
        bytes
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
        })
    }

    #[test]
    fn a_small_file_that_claims_to_be_enormous_is_refused_before_it_is_unpacked() {
        for (width, height) in [(60_000, 60_000), (10_000, 10_000), (u32::MAX >> 1, 1)] {
            let bytes = bomb(width, height);
            assert!(bytes.len() < 200);

            let problem = anew(&bytes, FileKind::Png).unwrap_err();

            assert!(problem.to_string().contains("too large"), "{width} x {height}: {problem}");
        }
    }

    #[test]
    fn what_stood_beside_the_dots_is_gone() {
        let mut bytes = drawn(40, 30, ImageFormat::Jpeg);
        // An EXIF block as cameras write it, holding a place, right after the start of the file.
        let place = b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x00 GPS 59.91 10.75";
        let length = u16::try_from(place.len() + 2).unwrap();
        let block = [&[0xff, 0xe1], length.to_be_bytes().as_slice(), place].concat();
        bytes.splice(2..2, block);
        assert!(bytes.windows(3).any(|window| window == b"GPS"));

        let kept = anew(&bytes, FileKind::Jpeg).unwrap();

        assert_eq!(kept.kind, FileKind::Jpeg);
        assert!(!kept.bytes.windows(4).any(|window| window == b"Exif" || window == b"GPS "));
    }

    #[test]
    fn what_hides_behind_the_picture_is_gone() {
        let mut bytes = drawn(20, 20, ImageFormat::Png);
        bytes.extend_from_slice(b"<script>alert(1)</script>");

        let kept = anew(&bytes, FileKind::Png).unwrap();

        assert!(!kept.bytes.windows(7).any(|window| window == b"<script"));
    }

    #[test]
    fn see_through_parts_stay_and_large_pictures_shrink() {
        let glass = RgbaImage::from_pixel(8, 8, Rgba([1, 2, 3, 40]));
        let webp = encode(&DynamicImage::ImageRgba8(glass), ImageFormat::WebP).unwrap();
        assert_eq!(anew(&webp, FileKind::Webp).unwrap().kind, FileKind::Png);

        let wide = anew(&drawn(4_000, 400, ImageFormat::Jpeg), FileKind::Jpeg).unwrap();
        let picture = decode(&wide.bytes, wide.kind).unwrap();
        assert_eq!((picture.width(), picture.height()), (3_000, 300));
    }

    #[test]
    fn a_portrait_is_a_small_square_whatever_came() {
        for (width, height) in [(40, 600), (600, 40), (256, 256)] {
            let kept = portrait(&drawn(width, height, ImageFormat::Jpeg)).unwrap();
            let picture = decode(&kept.bytes, kept.kind).unwrap();
            assert_eq!((kept.kind, picture.width(), picture.height()), (FileKind::Webp, 256, 256));
        }
        assert!(portrait(b"%PDF-1.7").is_err());
    }

    #[test]
    fn half_a_picture_is_refused_and_not_half_kept() {
        for (format, kind) in [(ImageFormat::Png, FileKind::Png), (ImageFormat::WebP, FileKind::Webp)] {
            let bytes = drawn(64, 64, format);
            assert!(anew(&bytes[..bytes.len() / 2], kind).is_err(), "{kind}");
        }
    }
}
