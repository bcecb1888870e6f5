//! The clinic's logo: read from a `data:` URL, ready for a page.

use base64::{Engine, prelude::BASE64_STANDARD};
use png::{ColorType, Decoder, Transformations};
use std::io::Cursor;

/// More pixels than this are not decoded.
const MOST_PIXELS: u64 = 40_000_000;
/// A decoded picture is reduced to this many pixels at its longer side: three times what a printer resolves there.
const LONGEST: usize = 600;

/// A picture that a PDF can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The pixels.
    pub data: Data,
}

/// How the pixels are coded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// A JPEG file as it is, in colour or grey.
    Jpeg {
        /// The file.
        bytes: Vec<u8>,
        /// Whether it has colours.
        is_colour: bool,
    },
    /// Red, green, blue of each pixel, and how opaque each is.
    Pixels {
        /// Three bytes a pixel.
        colours: Vec<u8>,
        /// One byte a pixel.
        opacity: Vec<u8>,
    },
}

impl Picture {
    /// Reads `data:image/png;base64,…` or `data:image/jpeg;base64,…`; `None` for anything else, and for a picture
    /// that is broken, too large or in four printing colours.
    pub fn read(url: &str) -> Option<Self> {
        let (kind, text) = url.strip_prefix("data:image/")?.split_once(";base64,")?;
        let bytes = BASE64_STANDARD.decode(text.trim()).ok()?;
        match kind {
            "png" => png(&bytes),
            "jpeg" | "jpg" => jpeg(bytes),
            _ => None,
        }
    }

    /// The size it has within a box, keeping its proportions.
    pub fn within(&self, width: f32, height: f32) -> (f32, f32) {
        let scale = (width / self.width as f32).min(height / self.height as f32);
        (self.width as f32 * scale, self.height as f32 * scale)
    }
}

fn png(bytes: &[u8]) -> Option<Picture> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = reader.info().size();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return None;
    }
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    let channels = match frame.color_type {
        ColorType::Grayscale => 1,
        ColorType::GrayscaleAlpha => 2,
        ColorType::Rgb => 3,
        ColorType::Rgba => 4,
        ColorType::Indexed => return None,
    };
    reduced(&pixels, (width, height), channels)
}

/// The picture with each pixel the mean of those it stands for.
fn reduced(pixels: &[u8], (width, height): (u32, u32), channels: usize) -> Option<Picture> {
    let (across, down) = (width as usize, height as usize);
    let step = across.max(down).div_ceil(LONGEST).max(1);
    let (width, height) = (across / step, down / step);
    let mut colours = Vec::with_capacity(width * height * 3);
    let mut opacity = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            // Colours weigh by their opacity, so that what cannot be seen leaves no fringe.
            let (mut sum, mut opaque) = ([0_u32; 3], 0_u32);
            for row in y * step..(y + 1) * step {
                let start = (row * across + x * step) * channels;
                for pixel in pixels.get(start..start + step * channels)?.chunks_exact(channels) {
                    let (colour, alpha) = match *pixel {
                        [grey] => ([grey; 3], 255),
                        [grey, alpha] => ([grey; 3], alpha),
                        [r, g, b] => ([r, g, b], 255),
                        [r, g, b, alpha] => ([r, g, b], alpha),
                        _ => return None,
                    };
                    opaque += u32::from(alpha);
                    for (sum, part) in sum.iter_mut().zip(colour) {
                        *sum += u32::from(part) * u32::from(alpha);
                    }
                }
            }
            let byte = |value: u32| u8::try_from(value).unwrap_or(u8::MAX);
            colours.extend(sum.map(|sum| byte(sum.checked_div(opaque).unwrap_or(255))));
            opacity.push(byte(opaque / u32::try_from(step * step).ok()?));
        }
    }
    let size = |value: usize| u32::try_from(value).ok().filter(|value| *value > 0);
    Some(Picture { width: size(width)?, height: size(height)?, data: Data::Pixels { colours, opacity } })
}

/// Reads the size off the frame header; the rest is the viewer's to decode.
fn jpeg(bytes: Vec<u8>) -> Option<Picture> {
    if !bytes.starts_with(&[0xFF, 0xD8]) {
        return None;
    }
    let mut at = 2;
    loop {
        let [0xFF, marker, high, low] = *bytes.get(at..at + 4)? else { return None };
        let is_frame = matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
        if is_frame {
            let [_, h1, h0, w1, w0, components] = *bytes.get(at + 4..at + 10)? else { return None };
            let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
            if width == 0 || height == 0 || !matches!(components, 1 | 3) {
                return None;
            }
            let data = Data::Jpeg { bytes, is_colour: components == 3 };
            return Some(Picture { width: width.into(), height: height.into(), data });
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn png_url(width: u32, height: u32, rgba: &[u8]) -> String {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(ColorType::Rgba);
        encoder.write_header().unwrap().write_image_data(rgba).unwrap();
        format!("data:image/png;base64,{}", BASE64_STANDARD.encode(bytes))
    }

    #[test]
    fn a_png_is_read_with_its_opacity() {
        let picture = Picture::read(&png_url(2, 1, &[11, 107, 99, 255, 255, 0, 0, 0])).unwrap();
        let data = Data::Pixels { colours: vec![11, 107, 99, 255, 255, 255], opacity: vec![255, 0] };
        assert_eq!(picture, Picture { width: 2, height: 1, data });
        assert_eq!(picture.within(120.0, 30.0), (60.0, 30.0));
    }

    #[test]
    fn a_large_one_is_reduced() {
        let picture = Picture::read(&png_url(1300, 700, &[7_u8, 8, 9, 255].repeat(1300 * 700))).unwrap();
        assert_eq!((picture.width, picture.height), (433, 233));
        let Data::Pixels { colours, .. } = picture.data else { panic!("pixels") };
        assert_eq!(colours.get(..3), Some(&[7, 8, 9][..]));
    }

    #[test]
    fn a_jpeg_says_its_size() {
        let file = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC2, 0, 11, 8, 0, 30, 1, 44, 3, 0, 0, 0];
        let picture =
            Picture::read(&format!("data:image/jpeg;base64,{}", BASE64_STANDARD.encode(file))).unwrap();
        assert_eq!((picture.width, picture.height), (300, 30));
        assert!(matches!(picture.data, Data::Jpeg { is_colour: true, .. }));
    }

    #[test]
    fn anything_else_is_no_picture() {
        for url in [
            "",
            "data:image/svg+xml;base64,PHN2Zz4=",
            "data:image/png;base64,????",
            "https://example.org/a.png",
        ] {
            assert_eq!(Picture::read(url), None);
        }
    }

    proptest! {
        #[test]
        fn broken_files_are_refused_and_not_worse(mut bytes in proptest::collection::vec(any::<u8>(), 0..200), kind in 0..2) {
            let kind = if kind == 0 { "png" } else { "jpeg" };
            let magic: &[u8] = if kind == "png" { b"\x89PNG\r\n\x1a\n" } else { &[0xFF, 0xD8, 0xFF] };
            bytes.splice(0..0, magic.iter().copied());
            let _ = Picture::read(&format!("data:image/{kind};base64,{}", BASE64_STANDARD.encode(bytes)));
        }
    }
}
