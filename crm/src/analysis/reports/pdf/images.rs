//! Pictures in the file, each once however often it is shown.

use super::LEVEL;
use crate::analysis::reports::{
    marks::{Mark, Page},
    picture::{Data, Picture},
};
use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::{Filter, Finish, Pdf, Ref};

/// The pictures of the pages.
pub struct Images(Vec<Image>);

struct Image {
    name: String,
    source: String,
    picture: Picture,
}

impl Images {
    /// All that can be read, in the order they come.
    pub fn of(pages: &[Page]) -> Self {
        let mut images: Vec<Image> = Vec::new();
        for mark in pages.iter().flat_map(|page| &page.marks) {
            let Mark::Image { source, .. } = mark else { continue };
            if images.iter().all(|image| &image.source != source)
                && let Some(picture) = Picture::read(source)
            {
                images.push(Image { name: format!("I{}", images.len()), source: source.clone(), picture });
            }
        }
        Self(images)
    }

    /// Their names in the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|image| image.name.as_str())
    }

    /// The name of one.
    pub fn name(&self, source: &str) -> Option<&str> {
        self.0.iter().find(|image| image.source == source).map(|image| image.name.as_str())
    }

    /// Writes them; answers where each one is.
    pub fn embed(&self, pdf: &mut Pdf, mut next: impl FnMut() -> Ref) -> Vec<Ref> {
        self.0.iter().map(|image| embed(pdf, &image.picture, &mut next)).collect()
    }
}

fn embed(pdf: &mut Pdf, picture: &Picture, next: &mut impl FnMut() -> Ref) -> Ref {
    let id = next();
    let size = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
    let (width, height) = (size(picture.width), size(picture.height));
    match &picture.data {
        Data::Jpeg { bytes, is_colour } => {
            let mut image = pdf.image_xobject(id, bytes);
            image.filter(Filter::DctDecode);
            image.width(width).height(height).bits_per_component(8);
            if *is_colour {
                image.color_space().device_rgb();
            } else {
                image.color_space().device_gray();
            }
        }
        Data::Pixels { colours, opacity } => {
            let mask = next();
            let packed = compress_to_vec_zlib(opacity, LEVEL);
            let mut image = pdf.image_xobject(mask, &packed);
            image.filter(Filter::FlateDecode);
            image.width(width).height(height).bits_per_component(8);
            image.color_space().device_gray();
            image.finish();
            let packed = compress_to_vec_zlib(colours, LEVEL);
            let mut image = pdf.image_xobject(id, &packed);
            image.filter(Filter::FlateDecode);
            image.width(width).height(height).bits_per_component(8).s_mask(mask);
            image.color_space().device_rgb();
        }
    }
    id
}
