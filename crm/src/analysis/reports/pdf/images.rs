//! Pictures in the file, each once however often it is shown.

use super::LEVEL;
use crate::analysis::reports::{
    marks::{Mark, Page},
    picture::{Data, Picture},
};
use miniz_oxide::deflate::compress_to_vec_zlib;
use printpdf::{DictItem, ExternalStream, ExternalXObject, PdfDocument, XObject, XObjectId};

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

    /// The name of one in the file.
    pub fn name(&self, source: &str) -> Option<&str> {
        self.0.iter().find(|image| image.source == source).map(|image| image.name.as_str())
    }

    /// Adds them to the document under their names.
    pub fn embed(&self, document: &mut PdfDocument) {
        for image in &self.0 {
            let stream = stream(&image.picture);
            let object = XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None });
            document.resources.xobjects.map.insert(XObjectId(image.name.clone()), object);
        }
    }
}

fn stream(picture: &Picture) -> ExternalStream {
    match &picture.data {
        Data::Jpeg { bytes, is_colour } => {
            let space = if *is_colour { "DeviceRGB" } else { "DeviceGray" };
            raster(picture, "DCTDecode", space, bytes.clone())
        }
        Data::Pixels { colours, opacity } => {
            let packed = |bytes| compress_to_vec_zlib(bytes, LEVEL);
            let mask = raster(picture, "FlateDecode", "DeviceGray", packed(opacity));
            let mut image = raster(picture, "FlateDecode", "DeviceRGB", packed(colours));
            image.dict.insert("SMask".into(), DictItem::Stream { stream: mask });
            image
        }
    }
}

fn raster(picture: &Picture, filter: &str, space: &str, content: Vec<u8>) -> ExternalStream {
    let name = |text: &str| DictItem::Name(text.into());
    let dict = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(picture.width.into())),
        ("Height", DictItem::Int(picture.height.into())),
        ("BitsPerComponent", DictItem::Int(8)),
        ("ColorSpace", name(space)),
        ("Filter", name(filter)),
    ];
    ExternalStream { dict: dict.map(|(key, value)| (key.to_owned(), value)).into(), content, compress: false }
}
