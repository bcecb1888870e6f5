#![cfg(test)]

use super::*;
use crate::{
    clinic::{Action, Clock, Create, Opening, View, undo_last},
    segments::agreement::any_clinic,
    values::Day,
};
use proptest::prelude::*;

const ME: Actor = Actor::BUILT_IN;

const EDITS: &[&str] = &[
    "UPDATE order_items SET product_id = 1 + (id + ?1) % 6 WHERE id % 3 = ?1 % 3",
    "UPDATE order_items SET order_id = (SELECT min(id) FROM orders WHERE id > ?1) WHERE id % 9 = ?1 % 9",
    "DELETE FROM order_items WHERE id % 5 = ?1 % 5",
    "UPDATE orders SET payment_status = 'refunded' WHERE id % 4 = ?1 % 4",
    "UPDATE orders SET payment_status = 'paid' WHERE id % 3 = ?1 % 3",
    "UPDATE orders SET ordered_on = ordered_on + 40, paid_on = NULL WHERE id % 6 = ?1 % 6",
    "UPDATE orders SET invoice_id = NULL WHERE id % 3 = ?1 % 3",
    "UPDATE orders SET owner_id = (SELECT max(id) FROM owners) WHERE id % 7 = ?1 % 7",
    "UPDATE invoices SET status = 'void' WHERE id % 4 = ?1 % 4",
    "UPDATE invoices SET status = 'paid' WHERE id % 3 = ?1 % 3",
    "UPDATE invoices SET refunded_cents = total_cents WHERE id % 5 = ?1 % 5",
    "UPDATE invoices SET owner_id = NULL WHERE id % 6 = ?1 % 6",
    "DELETE FROM invoices WHERE id % 7 = ?1 % 7",
    "INSERT INTO invoices (external_id, number, owner_id, issued_on, status, subtotal_cents, total_cents, paid_on)
       SELECT 'S' || ?1 || '-' || count(*), 'S-1', (SELECT max(id) FROM owners), 20750 + ?1 % 9, 'paid', 50000, 50000, 20750
       FROM invoices",
    "UPDATE invoice_lines SET product_id = NULL WHERE id % 3 = ?1 % 3",
    "UPDATE invoice_lines SET product_id = 1 + ?1 % 6 WHERE id % 4 = ?1 % 4",
    "DELETE FROM invoice_lines WHERE id % 4 = ?1 % 4",
    "UPDATE pets SET status = 'deceased' WHERE id % 3 = ?1 % 3",
    "UPDATE pets SET status = 'active' WHERE id % 4 = ?1 % 4",
    "UPDATE pets SET owner_id = (SELECT max(id) FROM owners) WHERE id % 5 = ?1 % 5",
    "DELETE FROM pets WHERE id % 7 = ?1 % 7",
    "UPDATE vaccinations SET due_on = due_on + 30 WHERE id % 3 = ?1 % 3",
    "UPDATE vaccinations SET given_on = due_on - 10 WHERE id % 4 = ?1 % 4",
    "UPDATE vaccinations SET pet_id = (SELECT min(id) FROM pets) WHERE id % 8 = ?1 % 8",
    "DELETE FROM vaccinations WHERE id % 5 = ?1 % 5",
    "DELETE FROM owners WHERE id = (SELECT min(id) FROM owners) AND (SELECT count(*) FROM owners) > 9 AND ?1 >= 0",
    "INSERT INTO vaccinations (external_id, pet_id, vaccine, due_on)
       SELECT 'N' || ?1 || '-' || count(*), (SELECT min(id) FROM pets), 'Rabia', 20800 + ?1 FROM vaccinations",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_and_undos_the_shortcuts_are_what_a_build_gives(
        steps in prop::collection::vec((0..EDITS.len(), 0..40_i64, any::<bool>()), 1..25),
        seed in 0..50_u64,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::On(Day::parse("2026-10-31").unwrap());
        let opening = Opening { create: Create::IfMissing, clock, ..Opening::default() };
        let clinic = crate::open(&folder.path().join("clinic"), opening).unwrap();
        any_clinic::fill(&clinic, seed);
        let differing = || {
            clinic.read(&ME, View::Records, |r| Upkeep.differing(r, &Progress::silent())).unwrap()
        };
        prop_assert_eq!(differing(), 0, "unbuilt");
        prop_assert!(bring_up_to_date(&clinic, &ME).unwrap());
        for (edit, number, is_undone) in steps {
            clinic.write(&ME, Action::Import, |w| Ok(w.conn().execute(EDITS[edit], [number])?)).unwrap();
            prop_assert_eq!(differing(), 0, "after {}", EDITS[edit]);
            if is_undone {
                undo_last(&clinic, &ME).unwrap();
                prop_assert_eq!(differing(), 0, "after the undo of {}", EDITS[edit]);
            }
        }
        prop_assert!(!bring_up_to_date(&clinic, &ME).unwrap(), "edits keep them");
        let moved = "UPDATE products SET category = 'Higiene' WHERE id = 1";
        clinic.write(&ME, Action::Import, |w| Ok(w.conn().execute(moved, [])?)).unwrap();
        prop_assert!(bring_up_to_date(&clinic, &ME).unwrap(), "of other categories there are other buyers");
        prop_assert_eq!(differing(), 0);
    }
}

#[test]
fn what_is_spoilt_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let opening = Opening { create: Create::IfMissing, ..Opening::default() };
    let clinic = crate::open(&folder.path().join("clinic"), opening).unwrap();
    any_clinic::fill(&clinic, 3);
    bring_up_to_date(&clinic, &ME).unwrap();
    let spoil = |sql: &str| clinic.write_aside(&ME, |r| Ok(r.conn().execute(sql, [])?)).unwrap();
    let differing = || clinic.read(&ME, View::Records, |r| Upkeep.differing(r, &Progress::silent())).unwrap();
    let owner = "(SELECT min(owner_id) FROM category_buyers)";
    assert!(spoil(&format!("UPDATE category_buyers SET last_on = last_on + 1 WHERE owner_id = {owner}")) > 0);
    assert_eq!(differing(), 1);
    let awaiting = spoil("DELETE FROM vaccinations_awaited WHERE owner_id % 2 = 0");
    assert!(awaiting > 0 && differing() > 1);
    assert!(spoil("UPDATE owner_figures SET species = 'x' WHERE owner_id = 5") == 1 && differing() > 0);
    let forgotten =
        spoil("UPDATE owner_figures SET species = NULL WHERE length(species) > 1 AND owner_id % 2");
    assert!(forgotten > 2 && differing() >= forgotten as u64);
    spoil("DELETE FROM shortcuts_state");
    assert!(bring_up_to_date(&clinic, &ME).unwrap());
    clinic.refresh_derived(&ME, &Progress::silent(), |derived| derived.name() == NAME).unwrap();
    assert_eq!(differing(), 0);
}
