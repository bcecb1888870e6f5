//! Facts from their tables: by covering indexes in the owners' order, so that one pass over all owners is a
//! merge of streams, and one owner is the same statements for that owner.

use super::super::{AppointmentFact, Facts, MessageFact, Outcome, PurchaseFact};
use crate::{
    Result,
    clinic::Write,
    values::{Day, Money, OwnerId, Tier},
};
use rusqlite::{Connection, Row, Rows, fallible_streaming_iterator::FallibleStreamingIterator as _};

/// A statement for the owners from an id to another in their order, and the same for one.
struct Source {
    some: &'static str,
    one: &'static str,
}

macro_rules! source {
    ($select:literal, $owner:literal, $rest:literal) => {
        Source {
            some: concat!($select, $owner, " BETWEEN ?1 AND ?2", $rest),
            one: concat!($select, $owner, " = ?1", $rest),
        }
    };
}

/// The owners from one to another, both included.
pub(in super::super) type Span = [OwnerId; 2];

const ALL: Span = [OwnerId(i64::MIN), OwnerId(i64::MAX)];

const OWNERS: Source = source!(
    "SELECT id, is_active, hand_tier, created_at FROM owners INDEXED BY owners_in_short WHERE ",
    "id",
    " ORDER BY id"
);
const APPOINTMENTS: Source = source!(
    "SELECT owner_id, starts_on, status, kind = 'emergency' FROM appointments WHERE ",
    "owner_id",
    " ORDER BY owner_id, starts_on"
);
const INVOICES: Source = source!(
    "SELECT owner_id, coalesce(paid_on, issued_on), status, total_cents - refunded_cents, id
     FROM invoices INDEXED BY invoices_by_owner WHERE ",
    "owner_id",
    " ORDER BY owner_id"
);
const ORDERS: Source = source!(
    "SELECT owner_id, coalesce(paid_on, ordered_on), total_cents - refunded_cents, invoice_id
     FROM orders INDEXED BY orders_by_owner WHERE payment_status = 'paid' AND ",
    "owner_id",
    " ORDER BY owner_id"
);
const MESSAGES: Source = source!(
    "SELECT owner_id, sent_on, answered_on FROM messages
     WHERE direction = 'outbound' AND sent_on IS NOT NULL AND status NOT IN ('draft', 'queued', 'failed') AND ",
    "owner_id",
    " ORDER BY owner_id"
);
const INTERACTIONS: Source = source!(
    "SELECT owner_id, happened_on FROM interactions WHERE ",
    "owner_id",
    " ORDER BY owner_id, happened_on"
);
const PETS: Source =
    source!("SELECT owner_id, status, deceased_on FROM pets WHERE ", "owner_id", " ORDER BY owner_id");
const REFERRALS: Source = source!(
    "SELECT referred_by, count(*) FROM owners WHERE ",
    "referred_by",
    " GROUP BY referred_by ORDER BY referred_by"
);

/// Whether a write changed nothing of these owners but what no figure is made of (see [`OWNERS`] and [`REFERRALS`]): a
/// name, a phone. It changed no other table of the figures.
pub(in super::super) fn only_described(write: &Write, owners: usize) -> Result<bool> {
    let sql = "SELECT count(DISTINCT row_id), coalesce(min(
                 before_json ->> 'is_active' = after_json ->> 'is_active'
                 AND before_json ->> 'created_at' = after_json ->> 'created_at'
                 AND before_json ->> 'hand_tier' IS after_json ->> 'hand_tier'
                 AND before_json ->> 'referred_by' IS after_json ->> 'referred_by'
                 AND before_json IS NOT NULL AND after_json IS NOT NULL), 0)
               FROM change_rows WHERE change_id = ?1 AND table_name = 'owners'";
    let mut statement = write.conn().prepare_cached(sql)?;
    let (seen, is_same): (u32, bool) =
        statement.query_row([write.change()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // An owner without a picture was inserted by an import.
    Ok(is_same && usize::try_from(seen).is_ok_and(|seen| seen == owners))
}

/// An invoice of the owner at hand: whether it covers an order that it bills.
struct Invoice {
    id: i64,
    covers_orders: bool,
}

/// Gathers the facts of one owner after the other into the same memory.
struct Gathering<'c> {
    conn: &'c Connection,
    facts: Facts,
    invoices: Vec<Invoice>,
}

impl<'c> Gathering<'c> {
    fn new(conn: &'c Connection) -> Self {
        Self { conn, facts: Facts::default(), invoices: Vec::new() }
    }

    fn begin(&mut self, row: &Row<'_>) -> Result<()> {
        self.facts.clear();
        self.invoices.clear();
        self.facts.is_active = row.get(1)?;
        self.facts.hand_tier = row.get::<_, Option<Tier>>(2)?;
        self.facts.created_at = row.get(3)?;
        Ok(())
    }

    fn appointment(&mut self, row: &Row<'_>) -> Result<()> {
        let outcome = match row.get_ref(2)?.as_bytes()? {
            b"completed" => Outcome::Completed,
            b"cancelled" => Outcome::Cancelled,
            b"no_show" => Outcome::NoShow,
            _ => Outcome::Scheduled,
        };
        self.facts.appointments.push(AppointmentFact {
            day: row.get(1)?,
            outcome,
            is_emergency: row.get(3)?,
        });
        Ok(())
    }

    fn invoice(&mut self, row: &Row<'_>) -> Result<()> {
        let status = row.get_ref(2)?.as_bytes()?;
        let is_paid = status == b"paid";
        if is_paid {
            self.purchase(row.get(1)?, row.get(3)?);
        }
        self.invoices.push(Invoice { id: row.get(4)?, covers_orders: is_paid || status == b"refunded" });
        Ok(())
    }

    /// After the owner's invoices: one of them may cover the order. One of somebody else's is looked up.
    fn order(&mut self, row: &Row<'_>) -> Result<()> {
        let is_covered = match row.get::<_, Option<i64>>(3)? {
            None => false,
            Some(id) => match self.invoices.iter().find(|invoice| invoice.id == id) {
                Some(invoice) => invoice.covers_orders,
                None => {
                    let sql = "SELECT 1 FROM invoices WHERE id = ?1 AND status IN ('paid', 'refunded')";
                    self.conn.prepare_cached(sql)?.exists([id])?
                }
            },
        };
        if !is_covered {
            self.purchase(row.get(1)?, row.get(2)?);
        }
        Ok(())
    }

    fn purchase(&mut self, day: Day, net: Money) {
        if net > Money::ZERO {
            self.facts.purchases.push(PurchaseFact { day, net });
        }
    }

    fn message(&mut self, row: &Row<'_>) -> Result<()> {
        self.facts.messages.push(MessageFact { sent_on: row.get(1)?, answered_on: row.get(2)? });
        Ok(())
    }

    fn interaction(&mut self, row: &Row<'_>) -> Result<()> {
        self.facts.interactions.push(row.get(1)?);
        Ok(())
    }

    fn pet(&mut self, row: &Row<'_>) -> Result<()> {
        let gone_from = match row.get_ref(1)?.as_bytes()? {
            b"active" => None,
            b"deceased" => Some(row.get::<_, Option<Day>>(2)?.unwrap_or(Facts::ALWAYS)),
            _ => Some(Facts::ALWAYS),
        };
        self.facts.pets.push(gone_from);
        Ok(())
    }

    fn referrals(&mut self, row: &Row<'_>) -> Result<()> {
        self.facts.referral_count = row.get(1)?;
        Ok(())
    }

    fn finish(&mut self) -> &Facts {
        self.facts.purchases.sort_unstable_by_key(|purchase| purchase.day);
        &self.facts
    }
}

/// How a row adds to the facts at hand.
type Take<'c> = fn(&mut Gathering<'c>, &Row<'_>) -> Result<()>;

/// What is read beside the owners, invoices before the orders they may cover.
fn streams<'c>() -> [(&'static Source, Take<'c>); 7] {
    [
        (&APPOINTMENTS, Gathering::appointment),
        (&INVOICES, Gathering::invoice),
        (&ORDERS, Gathering::order),
        (&MESSAGES, Gathering::message),
        (&INTERACTIONS, Gathering::interaction),
        (&PETS, Gathering::pet),
        (&REFERRALS, Gathering::referrals),
    ]
}

/// Rows in the owners' order, taken owner by owner.
struct Stream<'s, 'c> {
    rows: Rows<'s>,
    take: Take<'c>,
    /// Whose the row is that the stream stands on; `None` at its end.
    at: Option<i64>,
}

impl<'s, 'c> Stream<'s, 'c> {
    fn new(rows: Rows<'s>, take: Take<'c>) -> Result<Self> {
        let mut stream = Self { rows, take, at: None };
        stream.advance()?;
        Ok(stream)
    }

    fn advance(&mut self) -> Result<()> {
        self.at = match self.rows.next()? {
            Some(row) => Some(row.get(0)?),
            None => None,
        };
        Ok(())
    }

    /// Adds this owner's rows.
    fn take(&mut self, owner: i64, gathering: &mut Gathering<'c>) -> Result<()> {
        while self.at == Some(owner) {
            if let Some(row) = self.rows.get() {
                (self.take)(gathering, row)?;
            }
            self.advance()?;
        }
        Ok(())
    }
}

/// Goes through all owners in the order of their ids.
pub(in super::super) fn each_owner(
    conn: &Connection,
    f: impl FnMut(OwnerId, &Facts) -> Result<()>,
) -> Result<()> {
    each_owner_of(conn, streams(), ALL, f)
}

/// As [`each_owner`], with their visits and purchases alone.
pub(in super::super) fn each_owner_buying(
    conn: &Connection,
    f: impl FnMut(OwnerId, &Facts) -> Result<()>,
) -> Result<()> {
    let [visits, invoices, orders, ..] = streams();
    each_owner_of(conn, [visits, invoices, orders], ALL, f)
}

/// As [`each_owner`], with what decides a stage and a tier: visits, purchases and pets.
pub(in super::super) fn each_owner_standing(
    conn: &Connection,
    f: impl FnMut(OwnerId, &Facts) -> Result<()>,
) -> Result<()> {
    each_owner_standing_of(conn, ALL, f)
}

/// As [`each_owner_standing`], of some of them.
pub(in super::super) fn each_owner_standing_of(
    conn: &Connection,
    ids: Span,
    f: impl FnMut(OwnerId, &Facts) -> Result<()>,
) -> Result<()> {
    let [visits, invoices, orders, _, _, pets, _] = streams();
    each_owner_of(conn, [visits, invoices, orders, pets], ids, f)
}

/// All owners in two parts of about as many.
pub(in super::super) fn halves(conn: &Connection) -> Result<[Span; 2]> {
    let sql = "SELECT coalesce((SELECT min(id) FROM owners) + (SELECT max(id) FROM owners), 0) / 2";
    let middle = conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    let [first, last] = ALL;
    Ok([[first, OwnerId(middle)], [OwnerId(middle + 1), last]])
}

/// As [`each_owner`], with their visits and pets alone.
pub(in super::super) fn each_owner_coming(
    conn: &Connection,
    f: impl FnMut(OwnerId, &Facts) -> Result<()>,
) -> Result<()> {
    let [visits, _, _, _, _, pets, _] = streams();
    each_owner_of(conn, [visits, pets], ALL, f)
}

fn each_owner_of<'c, const N: usize>(
    conn: &'c Connection,
    streams: [(&'static Source, Take<'c>); N],
    ids: Span,
    mut f: impl FnMut(OwnerId, &Facts) -> Result<()>,
) -> Result<()> {
    let mut gathering = Gathering::new(conn);
    let mut statements = Vec::new();
    for (source, take) in streams {
        statements.push((conn.prepare_cached(source.some)?, take));
    }
    let mut streams = Vec::new();
    for (statement, take) in &mut statements {
        streams.push(Stream::new(statement.query(ids)?, *take)?);
    }
    let mut owners = conn.prepare_cached(OWNERS.some)?;
    let mut owners = owners.query(ids)?;
    while let Some(row) = owners.next()? {
        let owner = row.get(0)?;
        gathering.begin(row)?;
        for stream in &mut streams {
            stream.take(owner, &mut gathering)?;
        }
        f(OwnerId(owner), gathering.finish())?;
    }
    Ok(())
}

/// The facts of one owner; `None` where there is no such owner.
pub(in super::super) fn of_owner(conn: &Connection, owner: OwnerId) -> Result<Option<Facts>> {
    let mut gathering = Gathering::new(conn);
    let mut statement = conn.prepare_cached(OWNERS.one)?;
    let mut rows = statement.query([owner])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    gathering.begin(row)?;
    for (source, take) in streams() {
        let mut statement = conn.prepare_cached(source.one)?;
        let mut rows = statement.query([owner])?;
        while let Some(row) = rows.next()? {
            take(&mut gathering, row)?;
        }
    }
    gathering.finish();
    Ok(Some(gathering.facts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stream_walks_its_covering_index_and_sorts_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let opening =
            crate::clinic::Opening { create: crate::clinic::Create::IfMissing, ..Default::default() };
        let clinic = crate::open(&folder.path().join("clinic"), opening).unwrap();
        clinic
            .read(&crate::clinic::Actor::BUILT_IN, crate::clinic::View::Records, |r| {
                let sources: Vec<&Source> =
                    streams().into_iter().map(|(source, _)| source).chain([&OWNERS]).collect();
                for sql in sources.iter().flat_map(|source| [source.some, source.one]) {
                    let mut plan = r.conn().prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
                    let bound = plan.parameter_count();
                    let steps: Vec<String> = plan
                        .query_map(rusqlite::params_from_iter(ALL.iter().take(bound)), |row| row.get(3))?
                        .collect::<rusqlite::Result<_>>()?;
                    let plan = steps.join("; ");
                    assert!(plan.contains("COVERING INDEX"), "{sql}: {plan}");
                    assert!(!plan.contains("TEMP B-TREE"), "{sql}: {plan}");
                    assert!(plan.starts_with("SEARCH"), "{sql}: {plan}");
                }
                Ok(())
            })
            .unwrap();
    }
}
