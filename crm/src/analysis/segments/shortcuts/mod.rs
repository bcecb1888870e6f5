//! Narrow rows beside the facts that rules and lists are read off: who bought from which category, which species an
//! owner has, whose pets await a vaccination. All mean the same without them; they only cost more.

mod species;
mod store;
mod tests;

pub(super) use species::{are_kept as are_species_kept, marked};
pub(super) use store::Goods;

use crate::{
    Clinic, Result,
    clinic::{Actor, Derived, Progress, Read, Scope, View, Write},
    values::OwnerId,
};
use std::collections::BTreeSet;

/// The name of this derivation in a check's report.
const NAME: &str = "segments";

/// Beyond so many owners at once, all are built anew.
const BUILD_FROM: usize = 1_000;

/// The shortcuts, as the write door sees them.
struct Upkeep;

/// The shortcuts, for the write door.
pub(crate) fn derived() -> Box<dyn Derived> {
    Box::new(Upkeep)
}

impl Derived for Upkeep {
    fn name(&self) -> &'static str {
        NAME
    }

    fn follows_from(&self, table: &str) -> bool {
        matches!(table, "invoice_lines" | "invoices" | "order_items" | "orders" | "pets" | "vaccinations")
    }

    /// Buyers cost a pass over everything sold, which an import does not wait for.
    fn refresh(&self, write: &Write, scope: Scope<'_>, _: &Progress) -> Result<()> {
        let conn = write.conn();
        match scope {
            Scope::Owners(owners, tables) if owners.len() <= BUILD_FROM => {
                let is_of_pets = tables.iter().any(|table| table == "pets" || table == "vaccinations");
                let is_of_sales = tables.iter().any(|table| {
                    matches!(table.as_str(), "invoice_lines" | "invoices" | "order_items" | "orders")
                });
                let is_of_products = is_of_sales
                    && store::are_buyers_kept(conn)?
                    && store::is_of_products(conn, write.change())?;
                owners.iter().try_for_each(|owner| {
                    if is_of_pets {
                        store::note_awaited(conn, *owner)?;
                        species::note(conn, *owner)?;
                    }
                    if is_of_products { store::note_bought(conn, *owner) } else { Ok(()) }
                })
            }
            _ => {
                store::build_awaited(conn)?;
                species::forget(conn)?;
                store::drop_buyers(conn)
            }
        }
    }

    fn differing(&self, read: &Read, progress: &Progress) -> Result<u64> {
        progress.step("progress.figures", 0, 0)?;
        let conn = read.conn();
        let mut differing: BTreeSet<OwnerId> = store::differing_awaited(conn)?.into_iter().collect();
        differing.extend(species::differing(conn)?);
        let goods = Goods::of(conn)?;
        if goods.is_kept {
            differing.extend(store::differing_buyers(conn, &goods)?);
        }
        Ok(differing.len() as u64)
    }
}

/// Builds what an import or a change of categories left unbuilt; nothing where all holds. Run it off the screen's thread. Returns whether anything was to be done.
///
/// # Errors
/// What the database says.
pub fn bring_up_to_date(clinic: &Clinic, actor: &Actor) -> Result<bool> {
    if clinic.read(actor, View::Records, |read| Ok(Goods::of(read.conn())?.is_kept))? {
        return Ok(false);
    }
    clinic.write_aside(actor, |read| {
        species::build(read.conn())?;
        store::build_buyers(read.conn())?;
        Ok(true)
    })
}
