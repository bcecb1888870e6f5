//! A clinic of few owners with everything that rules ask for, near their limits.

use super::{ME, TODAY};
use crate::{Clinic, clinic::Action, values::Day};
use rusqlite::{Connection, ToSql};

const OWNERS: i64 = 40;

/// Numbers that are the same for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % sides).unwrap()
    }

    fn of<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.roll(from.len() as u64)).unwrap()]
    }

    /// Now and then nothing.
    fn maybe<T>(&mut self, value: T) -> Option<T> {
        (self.roll(4) > 0).then_some(value)
    }

    /// Mostly about the limits of the rules, some to come.
    fn day(&mut self) -> i64 {
        let ago = match self.roll(5) {
            0 => self.roll(60) - 40,
            1 => 85 + self.roll(12),
            2 => 175 + self.roll(12),
            3 => 360 + self.roll(12),
            _ => self.roll(800),
        };
        i64::from(Day::parse(TODAY).unwrap().number()) - ago
    }
}

pub(in crate::analysis) fn fill(clinic: &Clinic, seed: u64) {
    let mut dice = Dice(seed * 7_919 + 13);
    clinic
        .write(&ME, Action::Import, |w| {
            let conn = w.conn();
            goods(conn);
            for id in 1..=OWNERS {
                owner(conn, &mut dice, id);
            }
            Ok(())
        })
        .unwrap();
}

fn put(conn: &Connection, table: &str, columns: &str, values: &[&dyn ToSql]) -> i64 {
    let marks = vec!["?"; values.len()].join(", ");
    let sql = format!("INSERT INTO {table} ({columns}) VALUES ({marks})");
    conn.prepare_cached(&sql).unwrap().execute(values).unwrap();
    conn.last_insert_rowid()
}

/// Products 1 to 6 in three categories; one of them in none.
fn goods(conn: &Connection) {
    for (name, sku, category) in [
        ("Royal Canin", "RC-1", Some("Alimento")),
        ("Croquetas Ñam", "CN-2", Some("alimento")),
        ("Collar", "CO-3", Some("Accesorio")),
        ("Correa", "CO-4", Some("Accesorio")),
        ("Shampoo", "SH-5", Some("Higiene")),
        ("Regalo", "RE-6", None),
    ] {
        put(conn, "products", "external_id, sku, name, category", &[&sku, &sku, &name, &category]);
    }
}

fn owner(conn: &Connection, dice: &mut Dice, id: i64) {
    let kind = dice.of(&["individual", "individual", "corporate"]);
    let birth = {
        let day = -5_000 + dice.roll(20_000);
        dice.maybe(day)
    };
    let referrer = if id > 3 {
        let other = 1 + dice.roll(3);
        dice.maybe(other).filter(|_| id % 2 == 0)
    } else {
        None
    };
    let gone = dice.roll(12);
    put(
        conn,
        "owners",
        "id, external_id, kind, full_name, company_name, city, region, nationality, preferred_language, contact_preference, \
         acquisition_source, birth_on, referred_by, hand_tier, is_active, blocked_at, anonymised_at, created_at, updated_at",
        &[
            &id,
            &format!("O{id:06}"),
            &kind,
            &format!("Sarah Johnson {id}"),
            &format!("Rancho {id}"),
            &dice.of(&[Some("Cancún"), Some("CANCUN"), Some("Puerto Morelos"), None]),
            &dice.of(&[Some("Quintana Roo"), Some("Yucatán"), None]),
            &dice.of(&[Some("mexicana"), Some("Canadá"), Some("canada"), None]),
            &dice.of(&["es", "en", "fr"]),
            &dice.of(&["whatsapp", "email", "sms", "phone"]),
            &dice.of(&[Some("google"), Some("referral"), Some("event"), None]),
            &birth,
            &referrer,
            &dice.of(&[None, None, None, Some("vip"), Some("professional")]),
            &i64::from(gone != 1),
            &(gone == 2).then_some(0),
            &(gone == 3).then_some(0),
            &0,
            &0,
        ],
    );
    for _ in 0..dice.roll(4) {
        pet(conn, dice, id);
    }
    for _ in 0..dice.roll(9) {
        put(
            conn,
            "appointments",
            "external_id, owner_id, kind, starts_at, starts_on, status",
            &[
                &next(conn),
                &id,
                &dice.of(&["routine", "emergency"]),
                &0,
                &dice.day(),
                &dice.of(&["completed", "completed", "completed", "scheduled", "no_show"]),
            ],
        );
    }
    for _ in 0..dice.roll(5) {
        purchase(conn, dice, id);
    }
    for tag in 1..=4 {
        if dice.roll(3) == 0 {
            put(conn, "owner_tags", "owner_id, tag_id, added_at", &[&id, &tag, &0]);
        }
    }
    for _ in 0..dice.roll(4) {
        let kind = dice.of(&["earn", "opening", "reverse", "redeem", "expire"]);
        let points = dice.of(&[1, 499, 500, 1_499, 1_500, 4_000, 5_000]);
        let points = if matches!(kind, "earn" | "opening") { points } else { -points };
        put(
            conn,
            "loyalty_entries",
            "external_id, owner_id, kind, points, entered_at, entered_on",
            &[&next(conn), &id, &kind, &points, &0, &dice.day()],
        );
    }
    for _ in 0..dice.roll(6) {
        let channel = dice.of(&[None, Some("email"), Some("sms"), Some("whatsapp")]);
        let purpose = dice.of(&[
            None,
            Some("marketing"),
            Some("promotions"),
            Some("newsletters"),
            Some("vaccination_reminders"),
        ]);
        if channel.is_some() || purpose.is_some() {
            put(
                conn,
                "consents",
                "external_id, owner_id, purpose, channel, is_given, given_at",
                &[&next(conn), &id, &purpose, &channel, &i64::from(dice.roll(3) > 0), &dice.roll(3)],
            );
        }
    }
    for _ in 0..dice.roll(3) {
        let rating = dice.roll(5) + 1;
        put(
            conn,
            "feedback",
            "external_id, owner_id, rating, received_at, received_on",
            &[&next(conn), &id, &dice.maybe(rating), &0, &dice.day()],
        );
    }
}

fn pet(conn: &Connection, dice: &mut Dice, owner: i64) {
    let pet = put(
        conn,
        "pets",
        "external_id, owner_id, name, species, status, created_at, updated_at",
        &[
            &next(conn),
            &owner,
            &"Max",
            &dice.of(&["dog", "Dog", "cat", "bird"]),
            &dice.of(&["active", "active", "deceased", "transferred"]),
            &0,
            &0,
        ],
    );
    for _ in 0..dice.roll(4) {
        let (given, due) = (dice.day(), dice.day());
        put(
            conn,
            "vaccinations",
            "external_id, pet_id, vaccine, given_on, due_on",
            &[&next(conn), &pet, &dice.of(&["Rabia", "Triple"]), &dice.maybe(given), &dice.maybe(due)],
        );
    }
}

fn purchase(conn: &Connection, dice: &mut Dice, owner: i64) {
    let cents = dice.of(&[50_000, 99_999, 100_000, 500_000, 1_000_000]);
    let refunded = dice.of(&[0, 0, 0, 50_000, 1_000_000]);
    let mut invoice = None;
    if dice.roll(2) == 0 {
        let day = dice.day();
        let id = put(
            conn,
            "invoices",
            "external_id, number, owner_id, issued_on, paid_on, status, subtotal_cents, total_cents, refunded_cents",
            &[
                &next(conn),
                &"1",
                &owner,
                &day,
                &dice.maybe(day),
                &dice.of(&["paid", "paid", "issued", "refunded"]),
                &cents,
                &cents,
                &refunded,
            ],
        );
        for _ in 0..dice.roll(3) {
            let product = dice.roll(6) + 1;
            put(
                conn,
                "invoice_lines",
                "external_id, invoice_id, description, product_id, quantity_milli, unit_price_cents, line_total_cents",
                &[&next(conn), &id, &"-", &dice.maybe(product), &1_000, &1, &1],
            );
        }
        invoice = Some(id);
    }
    let day = dice.day();
    let order = put(
        conn,
        "orders",
        "external_id, owner_id, ordered_at, ordered_on, paid_on, payment_status, subtotal_cents, total_cents, refunded_cents, invoice_id",
        &[
            &next(conn),
            &owner,
            &0,
            &day,
            &dice.maybe(day),
            &dice.of(&["paid", "paid", "pending", "refunded"]),
            &cents,
            &cents,
            &refunded,
            &invoice,
        ],
    );
    for _ in 0..dice.roll(3) {
        let product = dice.roll(6) + 1;
        put(
            conn,
            "order_items",
            "external_id, order_id, product_id, quantity_milli, unit_price_cents, line_total_cents",
            &[&next(conn), &order, &dice.maybe(product), &1_000, &1, &1],
        );
    }
}

/// An external id that no row has yet.
fn next(conn: &Connection) -> String {
    format!("T{}-{}", conn.last_insert_rowid(), conn.total_changes())
}
