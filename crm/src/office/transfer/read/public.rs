//! Who is nobody: the names that invoicing programs give to sales at the counter.

use crate::values::fold;

/// The tax id that Mexico's invoices carry for the public.
const TAX_ID: &str = "XAXX010101000";
const NAMES: [&str; 6] = [
    "publico en general",
    "publico general",
    "venta al publico",
    "ventas al publico",
    "venta al publico en general",
    "ventas al publico en general",
];

/// Whether a name, or an id, is the public's.
pub fn is_public(name: &str) -> bool {
    let name = name.trim();
    is_tax_id(name) || (name.len() < 40 && NAMES.contains(&fold(name).as_str()))
}

/// Whether this is the public's tax id. People without one of their own are invoiced under it too.
pub fn is_tax_id(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case(TAX_ID)
}

#[cfg(test)]
mod tests {
    use super::is_public;

    #[test]
    fn the_public_is_known_however_it_is_written() {
        for name in ["Público en general", "PUBLICO  EN GENERAL", " xaxx010101000 ", "Venta al público"] {
            assert!(is_public(name), "{name}");
        }
        for name in ["", "General", "Publio General", "María Público", "XAXX0101010001"] {
            assert!(!is_public(name), "{name}");
        }
    }
}
