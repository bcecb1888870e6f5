//! Staff, services, products and tags of the sample.

use super::{
    chance::Chance,
    store::{self, Founded, Rows},
    words,
};
use crate::{Result, clinic::Write, values::fold};

/// A service, as a visit needs it.
#[derive(Clone, Copy, Default)]
pub(super) struct Service {
    pub id: i64,
    pub name: &'static str,
    pub kind: &'static str,
    pub minutes: i64,
    pub price_cents: i64,
}

/// A product, as an order needs it.
#[derive(Clone, Copy, Default)]
pub(super) struct Product {
    pub id: i64,
    pub price_cents: i64,
}

/// A product that is billed with a visit.
pub(super) struct Remedy {
    pub product: Product,
    pub name: String,
}

/// The clinic's lists.
pub(super) struct Catalog {
    /// Staff who examine.
    pub veterinarians: Vec<i64>,
    /// All staff.
    pub staff: Vec<i64>,
    /// Services by how common they are.
    pub services: Vec<(u32, Service)>,
    /// Food first.
    pub products: Vec<Product>,
    /// How many of the products are food.
    pub foods: usize,
    /// What is given at a visit and billed with it.
    pub remedies: Vec<Remedy>,
    /// In the order of [`words::TAGS`].
    pub tags: Vec<i64>,
}

impl Catalog {
    /// Adds what the clinic does not have yet.
    pub(super) fn found(w: &Write<'_>, chance: &mut Chance) -> Result<(Self, Vec<Founded>)> {
        let conn = w.conn();
        let mut staff_rows = Rows::new(conn, "staff", "S", "name, name_folded, role, created_at")?;
        let mut staff = Vec::new();
        for name in words::VETERINARIANS.iter().chain(words::DESK) {
            let folded = fold(name);
            staff.push(match store::known(conn, "staff", "name_folded", &folded)? {
                Some(id) => id,
                None => staff_rows.add(&[name, &folded, &None::<&str>, &store::morning(w)])?,
            });
        }
        let columns = "name, category, kind, duration_minutes, price_cents";
        let mut service_rows = Rows::new(conn, "services", "E", columns)?;
        let mut services = Vec::new();
        for (name, category, kind, minutes, price, weight) in words::SERVICES {
            let price_cents = price * 100;
            let id = service_rows.add(&[name, category, kind, minutes, &price_cents])?;
            services.push((*weight, Service { id, name, kind, minutes: *minutes, price_cents }));
        }
        let columns = "sku, name, brand, category, species, price_cents, cost_cents, is_active";
        let mut product_rows = Rows::new(conn, "products", "P", columns)?;
        let (mut products, mut foods, mut remedies) = (Vec::new(), 0, Vec::new());
        for words::Shelf { category, code, brands, kinds } in words::SHELVES {
            for brand in *brands {
                for (kind, price) in *kinds {
                    for (species, label) in [("dog", "perro"), ("cat", "gato")] {
                        let sku = format!("{code}-{:04}", products.len() + 1);
                        let name = format!("{brand} {kind} {label}");
                        let price_cents = price * chance.between(85, 130);
                        let cost_cents = price_cents * 62 / 100;
                        let id = product_rows.add(&[
                            &sku,
                            &name,
                            brand,
                            category,
                            &species,
                            &price_cents,
                            &cost_cents,
                            &!chance.happens(0.05),
                        ])?;
                        products.push(Product { id, price_cents });
                        if matches!(*code, "MED" | "ANT") {
                            remedies.push(Remedy { product: Product { id, price_cents }, name });
                        }
                    }
                }
            }
            if *code == "ALI" {
                foods = products.len();
            }
        }
        let mut tag_rows = Rows::new(conn, "tags", "T", "name, colour")?;
        let mut tags = Vec::new();
        for (name, colour) in words::TAGS {
            tags.push(match store::known(conn, "tags", "name", name)? {
                Some(id) => id,
                None => tag_rows.add(&[name, colour])?,
            });
        }
        let founded = [
            ("staff", staff_rows),
            ("services", service_rows),
            ("products", product_rows),
            ("tags", tag_rows),
        ]
        .map(|(table, rows)| (table, rows.ids().start, rows.ids().end));
        let veterinarians = staff.iter().take(words::VETERINARIANS.len()).copied().collect();
        Ok((Self { veterinarians, staff, services, products, foods, remedies, tags }, founded.into()))
    }
}
