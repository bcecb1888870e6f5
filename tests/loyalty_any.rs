//! Whatever is paid, refunded, used, expired, corrected, merged, undone and done again: the balance is the ledger's sum,
//! never negative, and nothing is earned twice.

use crate::support::{
    ACTOR, Place, TODAY,
    people::{add, carlos, maria, sql},
    shop::{cash, invoice, order, sale, start_programme},
};
use crm::{
    clinic::{self, Clock, Create, Opening, Progress, View},
    loyalty,
    merges::{self, MergeInput},
    sales::{self, SaleInput, SaleKind, SaleRef},
    values::{Day, OrderId, OwnerId},
};
use proptest::prelude::*;

/// One thing that happens; the numbers choose among what is there.
#[derive(Debug, Clone)]
enum Step {
    Bill(u8, u16),
    Order(u8, u16),
    AtOnce(u8, u16),
    BillOrder(u8),
    Pay(u8),
    Refund(u8, u16),
    Void(u8),
    Redeem(u8, u16),
    Adjust(u8, i16),
    Merge(u8),
    Unmerge(u8),
    Expire,
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => any::<(u8, u16)>().prop_map(|(who, cents)| Step::Bill(who, cents)),
        2 => any::<(u8, u16)>().prop_map(|(who, cents)| Step::Order(who, cents)),
        1 => any::<(u8, u16)>().prop_map(|(who, cents)| Step::AtOnce(who, cents)),
        1 => any::<u8>().prop_map(Step::BillOrder),
        5 => any::<u8>().prop_map(Step::Pay),
        3 => any::<(u8, u16)>().prop_map(|(which, cents)| Step::Refund(which, cents)),
        1 => any::<u8>().prop_map(Step::Void),
        3 => any::<(u8, u16)>().prop_map(|(who, points)| Step::Redeem(who, points)),
        1 => any::<(u8, i16)>().prop_map(|(who, points)| Step::Adjust(who, points)),
        1 => any::<u8>().prop_map(Step::Merge),
        2 => any::<u8>().prop_map(Step::Unmerge),
        2 => Just(Step::Expire),
        5 => Just(Step::Undo),
        3 => Just(Step::Redo),
    ]
}

/// A clinic whose points expire soon, on a day that moves on.
struct World {
    place: Place,
    day: Day,
    owners: [OwnerId; 3],
    sales: Vec<SaleRef>,
}

impl World {
    fn new() -> Self {
        let place = crate::support::clinic();
        start_programme(&place, "2025-01-01");
        let mut settings = (*place.settings()).clone();
        settings.loyalty.expiry_days = 10;
        clinic::settings_update(&place, &ACTOR, &settings).unwrap();
        let roberto = crate::support::people::roberto();
        let owners = [&maria(), &carlos(), &roberto].map(|form| add(&place, form).id);
        // Nobody takes back that there are owners and a programme.
        sql(&place, "UPDATE changes SET is_undoable = 0");
        Self { place, day: Day::parse(TODAY).unwrap(), owners, sales: Vec::new() }
    }

    /// Some days later, in a clinic opened again.
    fn later(&mut self) {
        self.day = self.day.plus(4);
        let opening = Opening { clock: Clock::On(self.day), create: Create::Never, ..Opening::default() };
        self.place.clinic = crm::open(&self.place.folder.path().join("clinic"), opening).unwrap();
        loyalty::bring_up_to_date(&self.place, &ACTOR, &Progress::silent()).unwrap();
        assert_eq!(
            loyalty::bring_up_to_date(&self.place, &ACTOR, &Progress::silent()).unwrap(),
            0,
            "idempotent"
        );
    }

    fn owner(&self, which: u8) -> OwnerId {
        self.owners[usize::from(which) % 3]
    }

    fn sale(&self, which: u8) -> Option<SaleRef> {
        self.sales.get(usize::from(which) % self.sales.len().max(1)).copied()
    }

    /// What cannot be is refused, and changes nothing.
    fn take(&mut self, step: &Step) {
        let place = &self.place;
        match *step {
            Step::Bill(who, cents) => self.sales.push(invoice(place, self.owner(who), i64::from(cents) * 7)),
            Step::Order(who, cents) => self.sales.push(order(place, self.owner(who), i64::from(cents) * 7)),
            Step::AtOnce(who, cents) => {
                let input = SaleInput {
                    payment: Some(cash(None)),
                    ..sale(SaleKind::Invoice, Some(self.owner(who)), i64::from(cents) * 7)
                };
                let written = sales::create(place, &ACTOR, &input).unwrap().value;
                self.sales.push(written.sale);
            }
            Step::BillOrder(which) => {
                let Some(of) = self.sale(which).filter(|sale| sale.kind == SaleKind::Order) else { return };
                let Ok(old) = place.read(&ACTOR, View::Records, |r| sales::get(r, of)) else { return };
                let input = SaleInput {
                    order_id: Some(OrderId(of.id)),
                    ..sale(SaleKind::Invoice, old.owner_id, old.total_cents.cents())
                };
                if let Ok(done) = sales::create(place, &ACTOR, &input) {
                    self.sales.push(done.value.sale);
                }
            }
            Step::Pay(which) => {
                drop(self.sale(which).map(|sale| sales::pay(place, &ACTOR, sale, &cash(None))))
            }
            Step::Refund(which, cents) => {
                let part = (cents % 3 != 0).then_some(i64::from(cents) * 2);
                drop(self.sale(which).map(|sale| sales::refund(place, &ACTOR, sale, &cash(part), None)));
            }
            Step::Void(which) => drop(self.sale(which).map(|sale| sales::cancel(place, &ACTOR, sale))),
            Step::Redeem(who, points) => {
                drop(loyalty::redeem(place, &ACTOR, self.owner(who), i64::from(points % 300), None));
            }
            Step::Adjust(who, points) => {
                drop(loyalty::adjust(place, &ACTOR, self.owner(who), i64::from(points % 100), "Ajuste"));
            }
            Step::Merge(which) => {
                let (survivor, merged) = (self.owner(which), self.owner(which.wrapping_add(1)));
                drop(merges::merge(place, &ACTOR, &MergeInput { survivor, merged, take: Vec::new() }));
            }
            Step::Unmerge(which) => {
                let merged = self.owner(which);
                if let Ok(id) = place.read(&ACTOR, View::Records, |r| merges::of_merged(r, merged)) {
                    drop(merges::unmerge(place, &ACTOR, id));
                }
            }
            Step::Expire => self.later(),
            Step::Undo => drop(clinic::undo_last(place, &ACTOR)),
            Step::Redo => drop(clinic::redo_last(place, &ACTOR)),
        }
    }

    fn one<T: rusqlite::types::FromSql>(&self, sql: &str) -> T {
        self.place
            .read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(sql, [], |row| row.get(0))?))
            .unwrap()
    }

    fn holds(&self) {
        let negative: i64 = self.one(
            "SELECT count(*) FROM (SELECT 1 FROM loyalty_entries GROUP BY owner_id HAVING sum(points) < 0)",
        );
        assert_eq!(negative, 0, "a balance below nothing");
        for owner in self.owners {
            let account = self.place.read(&ACTOR, View::Records, |r| loyalty::account(r, owner)).unwrap();
            let sum: i64 = account.entries.iter().map(|entry| entry.points).sum();
            assert_eq!(
                (account.balance, account.entries.first().map_or(0, |entry| entry.balance)),
                (sum, sum)
            );
            let lots: i64 = account.expiries.iter().map(|expiry| expiry.points).sum();
            assert_eq!(lots, sum, "the points left are the points that expire some day");
        }
        // What stands for a purchase is what it is worth, and more only by what had been used before it was taken back.
        let wrong: i64 = self.one(
            "SELECT count(*) FROM (
               SELECT e.purchase, sum(e.points) FILTER (WHERE e.kind IN ('earn', 'reverse')) AS granted, sum(e.shortfall) AS short,
                 coalesce(-sum(e.points) FILTER (WHERE e.kind = 'expire'), 0) AS expired,
                 coalesce(max(CASE WHEN i.status = 'paid' THEN (i.total_cents - i.refunded_cents) / 1000 END),
                   max(CASE WHEN o.payment_status = 'paid' AND NOT EXISTS (SELECT 1 FROM invoices b WHERE b.id = o.invoice_id AND b.status IN ('paid', 'refunded'))
                     THEN (o.total_cents - o.refunded_cents) / 1000 END), 0) AS worth
               FROM loyalty_entries e
               LEFT JOIN invoices i ON 'invoice/' || i.external_id = e.purchase
               LEFT JOIN orders o ON 'order/' || o.external_id = e.purchase
               WHERE e.purchase IS NOT NULL GROUP BY e.purchase)
             WHERE granted < worth OR granted > worth + short + expired",
        );
        assert_eq!(wrong, 0, "a purchase earned twice, or not at all");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_history_the_ledger_holds(steps in prop::collection::vec(step(), 1..36)) {
        let mut world = World::new();
        for step in &steps {
            world.take(step);
            world.holds();
        }
        let report = world.place.read(&ACTOR, View::Audit, |r| clinic::check(&world.place, r, &Progress::silent())).unwrap();
        prop_assert!(report.is_sound(), "{:?}", report);
    }
}
