//! Points: earned once for what is paid, taken back with a refund, used, expired, corrected; and right after any undo.

use crate::support::{
    ACTOR, Place, clinic, clinic_on,
    facts::day,
    opening,
    people::{add, carlos, maria, sql},
    shop::{account, balance, cash, invoice, order, pay, refund, sale, start_programme},
};
use crm::{
    Code,
    clinic::{self, Actor, Progress, Role, View},
    loyalty::{self, BalanceOrder, EntryKind, LoyaltyTier},
    merges::{self, MergeInput},
    sales::{self, PaymentInput, SaleInput, SaleKind, SaleRef},
    values::{ChangeId, OrderId, OwnerId},
};

fn programme() -> (Place, OwnerId) {
    let place = clinic();
    start_programme(&place, "2025-01-01");
    let owner = add(&place, &maria()).id;
    (place, owner)
}

fn undo(place: &Place) {
    clinic::undo_last(place, &ACTOR).unwrap();
}

fn redo(place: &Place) {
    clinic::redo_last(place, &ACTOR).unwrap();
}

fn redeem(place: &Place, owner: OwnerId, points: i64) {
    loyalty::redeem(place, &ACTOR, owner, points, None).unwrap();
}

/// Kinds and points of the ledger, oldest first.
fn ledger(place: &Place, owner: OwnerId) -> Vec<(EntryKind, i64)> {
    account(place, owner).entries.iter().rev().map(|entry| (entry.kind, entry.points)).collect()
}

fn is_sound(place: &Place) {
    let report = place.read(&ACTOR, View::Audit, |r| clinic::check(place, r, &Progress::silent())).unwrap();
    assert!(report.is_sound(), "{report:?}");
}

#[test]
fn a_payment_earns_once_on_its_own_day_and_a_refund_takes_back() {
    let (place, owner) = programme();
    let bill = SaleInput { on: Some(day("2025-11-10")), ..sale(SaleKind::Invoice, Some(owner), 123_456) };
    let bill = sales::create(&place, &ACTOR, &bill).unwrap().value.sale;
    assert_eq!(balance(&place, owner), 0);
    let paid = PaymentInput { on: Some(day("2025-11-12")), ..cash(None) };
    let paid = sales::pay(&place, &ACTOR, bill, &paid).unwrap();
    assert_eq!(paid.value.points, 123);
    assert!(paid.changed.contains(&clinic::Topic::Loyalty));
    let entry = &account(&place, owner).entries[0];
    assert_eq!(
        (entry.entered_on, entry.description.as_str(), entry.number.as_deref()),
        (day("2025-11-12"), "F-0001", Some("F-0001"))
    );

    refund(&place, bill, Some(23_456));
    assert_eq!(balance(&place, owner), 100);
    refund(&place, bill, None);
    assert_eq!(
        ledger(&place, owner),
        [(EntryKind::Earn, 123), (EntryKind::Reverse, -23), (EntryKind::Reverse, -100)]
    );
    is_sound(&place);
}

#[test]
fn nothing_is_earned_before_the_programme_nor_for_what_came_paid_from_elsewhere() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    pay(&place, invoice(&place, owner, 50_000));
    assert_eq!(balance(&place, owner), 0);
    start_programme(&place, "2025-11-17");
    // The history does not earn when it is touched again.
    let imported = crate::support::facts::invoice(&place, owner, "2025-11-17", 50_000);
    let imported = SaleRef { kind: SaleKind::Invoice, id: imported };
    refund(&place, imported, Some(10_000));
    undo(&place);
    refund(&place, imported, None);
    undo(&place);
    assert_eq!(ledger(&place, owner), []);
    // Paid before its first day, entered after it.
    let before = SaleInput { on: Some(day("2025-11-16")), ..sale(SaleKind::Invoice, Some(owner), 50_000) };
    let before = sales::create(&place, &ACTOR, &before).unwrap().value.sale;
    sales::pay(&place, &ACTOR, before, &PaymentInput { on: Some(day("2025-11-16")), ..cash(None) }).unwrap();
    assert_eq!(ledger(&place, owner), []);
    pay(&place, invoice(&place, owner, 50_000));
    assert_eq!(balance(&place, owner), 50);
    loyalty::set_start(&place, &ACTOR, None).unwrap();
    pay(&place, invoice(&place, owner, 50_000));
    assert_eq!(balance(&place, owner), 50);
}

#[test]
fn undo_of_a_payment_appends_and_redo_gives_the_same_points_once() {
    let (place, owner) = programme();
    let bill = invoice(&place, owner, 50_000);
    pay(&place, bill);
    for _ in 0..3 {
        undo(&place);
        assert_eq!(balance(&place, owner), 0);
        redo(&place);
        assert_eq!(balance(&place, owner), 50);
    }
    assert_eq!(ledger(&place, owner).len(), 7);
    // Written and paid in one go: the invoice goes and comes back with its points.
    let at_once = SaleInput { payment: Some(cash(None)), ..sale(SaleKind::Invoice, Some(owner), 20_000) };
    sales::create(&place, &ACTOR, &at_once).unwrap();
    undo(&place);
    assert_eq!(balance(&place, owner), 50);
    redo(&place);
    assert_eq!(balance(&place, owner), 70);
    // All the way back and forth, the invoice's own writing included.
    undo(&place);
    undo(&place);
    undo(&place);
    assert_eq!(balance(&place, owner), 0);
    redo(&place);
    redo(&place);
    redo(&place);
    assert_eq!(balance(&place, owner), 70);
    is_sound(&place);
}

#[test]
fn a_reversal_takes_what_is_left_notes_the_shortfall_and_never_takes_twice() {
    let (place, owner) = programme();
    let bill = invoice(&place, owner, 50_000);
    pay(&place, bill);
    redeem(&place, owner, 40);
    refund(&place, bill, None);
    let newest = account(&place, owner).entries[0].clone();
    assert_eq!(
        (newest.kind, newest.points, newest.shortfall, newest.balance),
        (EntryKind::Reverse, -10, 40, 0)
    );
    // Later points are hers.
    pay(&place, invoice(&place, owner, 30_000));
    assert_eq!(balance(&place, owner), 30);
    undo(&place);
    undo(&place);
    undo(&place);
    assert_eq!(balance(&place, owner), 10);
    undo(&place);
    assert_eq!(balance(&place, owner), 50);
}

#[test]
fn a_redemption_is_undone_by_an_entry_and_done_again() {
    let (place, owner) = programme();
    pay(&place, invoice(&place, owner, 50_000));
    let error = |points| loyalty::redeem(&place, &ACTOR, owner, points, None).unwrap_err();
    for points in [0, -5, 51] {
        assert_eq!((error(points).code, error(points).field.as_deref()), (Code::Invalid, Some("points")));
    }
    redeem(&place, owner, 20);
    undo(&place);
    assert_eq!(ledger(&place, owner)[1..], [(EntryKind::Redeem, -20), (EntryKind::Reverse, 20)]);
    assert_eq!((balance(&place, owner), account(&place, owner).redeemed_total), (50, 0));
    redo(&place);
    assert_eq!((balance(&place, owner), account(&place, owner).redeemed_total), (30, 20));
    // What was given back is used up by then: there is only so much to do again.
    undo(&place);
    redeem(&place, owner, 45);
    assert_eq!(balance(&place, owner), 5);

    loyalty::adjust(&place, &ACTOR, owner, 100, "Cumpleaños").unwrap();
    assert_eq!(account(&place, owner).earned_lately, 50);
    undo(&place);
    assert_eq!((balance(&place, owner), account(&place, owner).earned_lately), (5, 50));
    assert_eq!(
        loyalty::adjust(&place, &ACTOR, owner, -6, "Error").unwrap_err().field.as_deref(),
        Some("points")
    );
    assert_eq!(loyalty::adjust(&place, &ACTOR, owner, 6, "  ").unwrap_err().field.as_deref(), Some("reason"));
    let desk = Actor { role: Role::FrontDesk, ..ACTOR };
    assert_eq!(loyalty::adjust(&place, &desk, owner, 6, "Regalo").unwrap_err().code, Code::Forbidden);
    is_sound(&place);
}

#[test]
fn points_expire_by_the_calendar_once_and_dated_by_their_day() {
    let place = clinic();
    start_programme(&place, "2025-01-01");
    let owner = add(&place, &maria()).id;
    pay(&place, invoice(&place, owner, 50_000));
    redeem(&place, owner, 20);
    assert_eq!(account(&place, owner).expiries[0].on, day("2026-11-17"));
    let folder = place.folder.path().join("clinic");
    drop(place.clinic);

    for (today, owners, left) in
        [("2026-11-16", 0, 30), ("2026-12-24", 1, 0), ("2026-12-24", 0, 0), ("2026-12-25", 0, 0)]
    {
        let later = crm::open(&folder, opening(today)).unwrap();
        assert_eq!(loyalty::bring_up_to_date(&later, &ACTOR, &Progress::silent()).unwrap(), owners);
        let account = later.read(&ACTOR, View::Records, |r| loyalty::account(r, owner)).unwrap();
        assert_eq!(account.balance, left);
        if left == 0 {
            let newest = &account.entries[0];
            assert_eq!(
                (newest.kind, newest.points, newest.entered_on),
                (EntryKind::Expire, -30, day("2026-11-17"))
            );
            // Nobody's to undo: the next undo is that of the redemption, whose points are over as well.
            assert_eq!(account.expired_total, 30);
        }
    }
    let later = crm::open(&folder, opening("2026-12-25")).unwrap();
    clinic::undo_last(&later, &ACTOR).unwrap();
    let account = later.read(&ACTOR, View::Records, |r| loyalty::account(r, owner)).unwrap();
    assert_eq!((account.balance, account.expired_total), (0, 50));
}

/// What comes back after its day is over at once, and takes nothing of younger points with it.
#[test]
fn points_that_come_back_too_late_expire_alone() {
    let place = clinic();
    start_programme(&place, "2025-01-01");
    let owner = add(&place, &maria()).id;
    pay(&place, invoice(&place, owner, 10_000));
    let folder = place.folder.path().join("clinic");
    drop(place.clinic);
    let later = crm::open(&folder, opening("2026-11-01")).unwrap();
    loyalty::adjust(&later, &ACTOR, owner, 7, "Regalo").unwrap();
    loyalty::redeem(&later, &ACTOR, owner, 10, None).unwrap();
    drop(later);

    let later = crm::open(&folder, opening("2026-12-24")).unwrap();
    assert_eq!(loyalty::bring_up_to_date(&later, &ACTOR, &Progress::silent()).unwrap(), 0);
    clinic::undo_last(&later, &ACTOR).unwrap();
    let account = later.read(&ACTOR, View::Records, |r| loyalty::account(r, owner)).unwrap();
    assert_eq!((account.balance, account.expired_total), (7, 10));
    let newest = &account.entries[0];
    assert_eq!((newest.kind, newest.points, newest.entered_on), (EntryKind::Expire, -10, day("2026-12-24")));
    assert_eq!(account.expiries.iter().map(|one| one.points).collect::<Vec<_>>(), [7]);
    assert_eq!(loyalty::bring_up_to_date(&later, &ACTOR, &Progress::silent()).unwrap(), 0);
}

#[test]
fn the_ledger_of_an_order_moves_to_the_invoice_that_bills_it() {
    let (place, owner) = programme();
    let ordered = order(&place, owner, 40_000);
    pay(&place, ordered);
    redeem(&place, owner, 40);
    let bill =
        SaleInput { order_id: Some(OrderId(ordered.id)), ..sale(SaleKind::Invoice, Some(owner), 40_000) };
    let bill = sales::create(&place, &ACTOR, &bill).unwrap().value.sale;
    pay(&place, bill);
    assert_eq!(balance(&place, owner), 0);
    refund(&place, bill, None);
    assert_eq!(balance(&place, owner), 0);
    undo(&place);
    undo(&place);
    assert_eq!(balance(&place, owner), 0);
}

#[test]
fn merged_owners_hold_the_sum_and_unmerged_ones_their_own() {
    let (place, owner) = programme();
    let other = add(&place, &carlos()).id;
    pay(&place, invoice(&place, owner, 50_000));
    let theirs = invoice(&place, other, 100_000);
    pay(&place, theirs);
    let merge =
        merges::merge(&place, &ACTOR, &MergeInput { survivor: owner, merged: other, take: Vec::new() })
            .unwrap()
            .value;
    assert_eq!((balance(&place, owner), balance(&place, other)), (150, 0));
    // What is done meanwhile follows what it is about.
    refund(&place, theirs, Some(40_000));
    assert_eq!(balance(&place, owner), 110);
    merges::unmerge(&place, &ACTOR, merge.id).unwrap();
    assert_eq!((balance(&place, owner), balance(&place, other)), (50, 60));
    undo(&place);
    assert_eq!((balance(&place, owner), balance(&place, other)), (110, 0));

    // More is used than was her own: the other pays for it when they part.
    redeem(&place, owner, 80);
    merges::unmerge(&place, &ACTOR, merge.id).unwrap();
    assert_eq!((balance(&place, owner), balance(&place, other)), (0, 30));
    undo(&place);
    assert_eq!((balance(&place, owner), balance(&place, other)), (30, 0));
    redo(&place);
    assert_eq!((balance(&place, owner), balance(&place, other)), (0, 30));
    is_sound(&place);
}

#[test]
fn balances_are_listed_and_those_about_to_expire() {
    let (place, maria) = programme();
    start_programme(&place, "2024-01-01");
    let carlos = add(&place, &carlos()).id;
    pay(&place, invoice(&place, maria, 600_000));
    pay(&place, invoice(&place, carlos, 10_000));
    sql(
        &place,
        "UPDATE loyalty_entries SET entered_on = entered_on - 340, entered_at = entered_at - 340 * 86400000 WHERE points = 10",
    );
    loyalty::redeem(&place, &ACTOR, carlos, 1, None).unwrap();
    let (page, overview) = place
        .read(&ACTOR, View::Records, |r| {
            Ok((loyalty::balances(r, BalanceOrder::Points, None, 1)?, loyalty::overview(r)?))
        })
        .unwrap();
    assert_eq!((page.rows[0].points, page.rows[0].tier), (600, LoyaltyTier::Silver));
    let second = place
        .read(&ACTOR, View::Records, |r| loyalty::balances(r, BalanceOrder::Points, page.next.as_deref(), 1))
        .unwrap();
    assert_eq!((second.rows[0].points, second.next), (9, None));
    assert_eq!((overview.outstanding, overview.owners, overview.redeemed), (609, 2, 1));
    let soon = place.read(&ACTOR, View::Records, |r| loyalty::expiring(r, 10)).unwrap();
    assert_eq!(
        soon.iter().map(|row| (row.owner_id, row.next_expiry_points)).collect::<Vec<_>>(),
        [(carlos, 9)]
    );
    assert_eq!((overview.expiring, overview.expiring_owners), (9, 1));
}

#[test]
fn a_statement_says_before_between_and_after() {
    let (place, owner) = programme();
    for (on, cents) in [("2025-10-20", 10_000), ("2025-11-05", 25_000)] {
        let bill = SaleInput { on: Some(day(on)), ..sale(SaleKind::Invoice, Some(owner), cents) };
        let bill = sales::create(&place, &ACTOR, &bill).unwrap().value.sale;
        sales::pay(&place, &ACTOR, bill, &PaymentInput { on: Some(day(on)), ..cash(None) }).unwrap();
    }
    redeem(&place, owner, 5);
    let of =
        |from, to| place.read(&ACTOR, View::Records, |r| loyalty::statement(r, owner, from, to)).unwrap();
    let month = of(Some(day("2025-11-01")), Some(day("2025-11-30")));
    assert_eq!((month.opening_balance, month.came, month.went, month.closing_balance), (10, 25, 5, 30));
    assert_eq!(month.entries.iter().map(|entry| entry.balance).collect::<Vec<_>>(), [35, 30]);
    let whole = of(None, None);
    assert_eq!((whole.from, whole.opening_balance, whole.closing_balance), (day("2025-10-20"), 0, 30));
}

#[test]
fn an_import_taken_back_leaves_no_balance_below_nothing() {
    let place = clinic_on("2026-10-31");
    crate::support::transfer::import(
        &place,
        "owners.csv",
        "owner_id,full_name,loyalty_points,created_at,updated_at\nO1,María García,100,2025-01-02 10:00,2025-01-02 10:00\n",
    );
    let owner = OwnerId(1);
    assert_eq!(ledger(&place, owner), [(EntryKind::Opening, 100)]);
    redeem(&place, owner, 80);
    let sql = "SELECT id || '' FROM changes WHERE action = 'transfer_import'";
    let import = ChangeId(crate::support::transfer::text(&place, sql).parse().unwrap());
    clinic::undo_change(&place, &ACTOR, import).unwrap();
    assert!(balance(&place, owner) >= 0);
    is_sound(&place);
}
