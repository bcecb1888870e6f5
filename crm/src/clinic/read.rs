//! The reading door, and questions that are asked two at a time.

use super::{Actor, Clinic, Progress, Settings, View, connect::Spill, readers::Lent};
use crate::{
    Code, Error, Result,
    values::{Day, Instant, Zone},
};
use rusqlite::Connection;
use std::sync::Arc;

/// A reading handle: one consistent picture of the clinic.
pub struct Read<'c> {
    pub(super) conn: &'c Connection,
    /// Who reads.
    pub actor: Actor,
    /// Today in the clinic's zone.
    pub today: Day,
    /// Now.
    pub now: Instant,
    /// The clinic's zone.
    pub zone: Zone,
    /// The clinic's settings.
    pub settings: Arc<Settings>,
    /// Where another reader is to be had; none inside a write.
    clinic: Option<&'c Clinic>,
}

impl<'c> Read<'c> {
    /// The connection, for a store.
    pub fn conn(&self) -> &'c Connection {
        self.conn
    }
}

impl Read<'_> {
    /// Two questions at once, on two threads and two connections that see the same picture of the clinic. Where that
    /// cannot be had they are asked one after the other.
    ///
    /// # Errors
    /// What either gives.
    pub fn both<A: Send, B>(
        &self,
        one: impl Fn(&Read<'_>) -> Result<A> + Sync,
        other: impl FnOnce(&Read<'_>) -> Result<B>,
    ) -> Result<(A, B)> {
        let Some(clinic) = self.clinic else { return Ok((one(self)?, other(self)?)) };
        let picture = picture(self.conn)?;
        let (actor, today, now, one) = (self.actor, self.today, self.now, &one);
        let beside = move || -> Option<Result<A>> {
            let asked = || -> Result<Option<A>> {
                // What is asked twice goes through much: as for paper.
                let mut conn = clinic.readers.take(Spill::Disk)?;
                conn.complete(|conn| clinic.reading(conn, &actor))?;
                let transaction = conn.unchecked_transaction()?;
                // Somebody wrote between the two beginnings: another picture.
                if self::picture(&transaction)? != picture {
                    return Ok(None);
                }
                Ok(Some(one(&Read { today, now, ..clinic.reading(&transaction, &actor) })?))
            };
            asked().transpose()
        };
        std::thread::scope(|scope| {
            let beside = scope.spawn(beside);
            let other = other(self);
            let answer = match beside.join() {
                Ok(Some(answer)) => answer,
                Ok(None) => one(self),
                Err(_panicked) => Err(Error::new(Code::Internal, "a reading thread")),
            };
            Ok((answer?, other?))
        })
    }
}

/// Who reads for paper or for a file goes through everything.
const fn spill(view: View) -> Spill {
    if matches!(view, View::Reports | View::Export) { Spill::Disk } else { Spill::Memory }
}

/// The last change of the facts: two readers that know the same one see the same facts.
fn picture(conn: &Connection) -> Result<Option<i64>> {
    Ok(conn.prepare_cached("SELECT max(id) FROM changes")?.query_row([], |row| row.get(0))?)
}

impl Clinic {
    /// Reads, with the right to that view.
    ///
    /// # Errors
    /// `forbidden`, and what `f` gives.
    pub fn read<T>(&self, actor: &Actor, view: View, f: impl FnOnce(&Read<'_>) -> Result<T>) -> Result<T> {
        let conn = self.lend(view, actor)?;
        self.read_on(&conn, actor, f)
    }

    fn lend(&self, view: View, actor: &Actor) -> Result<Lent<'_>> {
        if !view.is_allowed(actor.role) {
            return Err(Error::new(Code::Forbidden, view.label()));
        }
        let mut conn = self.readers.take(spill(view))?;
        conn.complete(|conn| self.reading(conn, actor))?;
        Ok(conn)
    }

    fn read_on<T>(
        &self,
        conn: &Connection,
        actor: &Actor,
        f: impl FnOnce(&Read<'_>) -> Result<T>,
    ) -> Result<T> {
        let transaction = conn.unchecked_transaction()?;
        let value = f(&Read { clinic: Some(self), ..self.reading(&transaction, actor) })?;
        transaction.finish()?;
        Ok(value)
    }

    /// As [`Clinic::read`], of a long question that stops in the middle of a statement when asked to.
    ///
    /// # Errors
    /// `forbidden`, `cancelled`, and what `f` gives.
    pub fn read_long<T>(
        &self,
        actor: &Actor,
        view: View,
        progress: &Progress,
        f: impl FnOnce(&Read<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut conn = self.lend(view, actor)?;
        conn.stops_with(Some(progress))?;
        let answer = self.read_on(&conn, actor, f);
        // The connection is lent again.
        conn.stops_with(None)?;
        // What the database says of an interrupted statement is not the point.
        progress.proceed()?;
        answer
    }

    pub(super) fn reading<'c>(&self, conn: &'c Connection, actor: &Actor) -> Read<'c> {
        let settings = self.settings();
        let zone = settings.zone();
        let (today, now) = (self.clock.today(zone), self.clock.now(zone));
        Read { conn, actor: *actor, today, now, zone, settings, clinic: None }
    }
}
