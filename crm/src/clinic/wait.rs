//! A write waits for another one, of this program or of another, for as long as that takes: it says so, and a person
//! can give up. An import may hold the lock for minutes.

use super::{Clinic, Progress, connect};
use crate::{Code, Error, Result};
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};
use std::{
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, TryLockError,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// A wait shorter than this is none that a person would notice.
const UNNOTICED: Duration = Duration::from_millis(400);
/// How long to sleep between two tries: at first, and at most.
const SLEEP: [Duration; 2] = [Duration::from_micros(200), Duration::from_millis(40)];

type Listener = Arc<dyn Fn(bool) + Send + Sync>;

/// Who is told that writes wait, and whether they are to give up.
#[derive(Clone, Default)]
pub struct Patience(Arc<Shared>);

#[derive(Default)]
struct Shared {
    listener: Mutex<Option<Listener>>,
    waiting: AtomicU32,
    given_up: AtomicU64,
}

impl fmt::Debug for Patience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Patience").field("waiting", &self.0.waiting).finish_non_exhaustive()
    }
}

impl Patience {
    /// Tells this function `true` when a write waits noticeably, and `false` once none does any more.
    pub fn new(listener: impl Fn(bool) + Send + Sync + 'static) -> Self {
        let patience = Self::default();
        *patience.0.listener.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(listener));
        patience
    }

    /// Every write that waits just now fails with `cancelled`; it left no trace.
    pub fn give_up(&self) {
        self.0.given_up.fetch_add(1, Ordering::SeqCst);
    }

    fn tell(&self, is_waiting: bool) {
        let listener = self.0.listener.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(listener) = listener {
            listener(is_waiting);
        }
    }
}

/// One write's waiting.
pub(super) struct Wait<'p> {
    patience: &'p Patience,
    progress: &'p Progress,
    since: Instant,
    sleep: Duration,
    given_up: u64,
    was_told: bool,
}

impl<'p> Wait<'p> {
    pub(super) fn new(patience: &'p Patience, progress: &'p Progress) -> Self {
        let given_up = patience.0.given_up.load(Ordering::SeqCst);
        let [sleep, _] = SLEEP;
        Self { patience, progress, since: Instant::now(), sleep, given_up, was_told: false }
    }

    /// It is over. Gives the progress of the work that may begin now.
    pub(super) fn over(self) -> &'p Progress {
        self.progress
    }

    /// Waits a moment. Fails with `cancelled` once a person gave up.
    fn a_moment(&mut self) -> Result<()> {
        self.progress.proceed()?;
        if self.patience.0.given_up.load(Ordering::SeqCst) != self.given_up {
            return Err(Error::new(Code::Cancelled, "another program was writing"));
        }
        if self.since.elapsed() >= UNNOTICED {
            if !self.was_told {
                self.was_told = true;
                if self.patience.0.waiting.fetch_add(1, Ordering::SeqCst) == 0 {
                    self.patience.tell(true);
                }
            }
            self.progress.step("progress.waiting", 0, 0)?;
        }
        thread::sleep(self.sleep);
        let [_, longest] = SLEEP;
        self.sleep = (self.sleep * 2).min(longest);
        Ok(())
    }
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        if self.was_told && self.patience.0.waiting.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.patience.tell(false);
        }
    }
}

/// Takes a lock of this process.
pub(super) fn lock<'m, T>(mutex: &'m Mutex<T>, wait: &mut Wait<'_>) -> Result<MutexGuard<'m, T>> {
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Ok(guard),
            // A panic inside a write rolled its transaction back: the connection is sound.
            Err(TryLockError::Poisoned(poisoned)) => return Ok(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => wait.a_moment()?,
        }
    }
}

/// Begins a transaction that holds the database's one lock for writing.
pub(super) fn begin<'c>(conn: &'c Connection, wait: &mut Wait<'_>) -> Result<Transaction<'c>> {
    conn.busy_timeout(Duration::ZERO)?;
    let begun = loop {
        match Transaction::new_unchecked(conn, TransactionBehavior::Immediate) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                if let Err(given_up) = wait.a_moment() {
                    break Err(given_up);
                }
            }
            begun => break begun.map_err(Error::from),
        }
    };
    connect::wait_shortly(conn)?;
    begun
}

impl Clinic {
    /// Who is told that writes wait.
    pub fn patience(&self) -> &Patience {
        &self.patience
    }
}
