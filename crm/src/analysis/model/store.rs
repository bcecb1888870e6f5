//! The kept fits.

use super::{Basis, ClinicFit};
use crate::{Result, values::Day};
use rusqlite::{Connection, OptionalExtension as _};

/// A kept fit and the clinic beside it.
pub(super) struct State {
    pub(super) fitted_on: Day,
    pub(super) last_change: i64,
    pub(super) change_now: i64,
    pub(super) events: i64,
    pub(super) events_now: i64,
}

pub(super) fn fit(conn: &Connection, basis: Basis) -> Result<Option<ClinicFit>> {
    let sql = "SELECT fit_json FROM model_fits WHERE basis = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let json: Option<String> = statement.query_row([basis], |row| row.get(0)).optional()?;
    // One that another version wrote in another form is no fit any more; it is fitted anew.
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}

/// The last change of the clinic.
pub(super) fn last_change(conn: &Connection) -> Result<i64> {
    Ok(conn.prepare_cached("SELECT coalesce(max(id), 0) FROM changes")?.query_row([], |row| row.get(0))?)
}

pub(super) fn state(conn: &Connection, basis: Basis) -> Result<Option<State>> {
    if fit(conn, basis)?.is_none() {
        return Ok(None);
    }
    let change_now = last_change(conn)?;
    let sql = "SELECT fitted_on, last_change, events FROM model_fits WHERE basis = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let state = statement.query_row([basis], |row| {
        let events = row.get(2)?;
        Ok(State { fitted_on: row.get(0)?, last_change: row.get(1)?, change_now, events, events_now: events })
    });
    let Some(mut state) = state.optional()? else { return Ok(None) };
    if state.last_change != change_now {
        let sql = match basis {
            Basis::Purchases => "SELECT coalesce(sum(purchase_days), 0) FROM owner_figures",
            Basis::Visits => "SELECT coalesce(sum(total_visits), 0) FROM owner_figures",
        };
        state.events_now = conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    }
    Ok(Some(state))
}

/// Keeps a fit in place of the one before.
pub(super) fn keep(conn: &Connection, fit: &ClinicFit, last_change: i64) -> Result<()> {
    let sql = "INSERT INTO model_fits (basis, fitted_on, fitted_at, last_change, events, fit_json)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT (basis) DO UPDATE SET fitted_on = ?2, fitted_at = ?3, last_change = ?4, events = ?5,
                 fit_json = ?6";
    let json = serde_json::to_string(fit)?;
    let values = (fit.basis, fit.fitted_on, fit.fitted_at, last_change, fit.events, json);
    conn.prepare_cached(sql)?.execute(values)?;
    Ok(())
}
