//! Long work says how far it is, and can be cancelled.

use crate::{Code, Error, Result};
use serde::Serialize;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// How far a long work is.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// What is done just now, a key of the locales (`progress.reading`).
    pub phase: &'static str,
    /// Units done.
    pub done: u64,
    /// Units in all; 0 where not known.
    pub total: u64,
}

type Listener = Arc<dyn Fn(Step) + Send + Sync>;

/// Handed into a long work: it tells how far it is and asks whether to go on.
#[derive(Clone, Default)]
pub struct Progress {
    listener: Option<Listener>,
    cancelled: Arc<AtomicBool>,
}

impl Progress {
    /// Nobody listens.
    pub fn silent() -> Self {
        Self::default()
    }

    /// Every step goes to this function.
    pub fn new(listener: impl Fn(Step) + Send + Sync + 'static) -> Self {
        Self { listener: Some(Arc::new(listener)), ..Self::default() }
    }

    /// Tells how far the work is. Fails with `cancelled` once a person has asked for it.
    pub fn step(&self, phase: &'static str, done: u64, total: u64) -> Result<()> {
        self.proceed()?;
        if let Some(listener) = &self.listener {
            listener(Step { phase, done, total });
        }
        Ok(())
    }

    /// Of a work beside this one: nobody is told of its steps, and both stop together.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self { listener: None, cancelled: Arc::clone(&self.cancelled) }
    }

    /// Fails with `cancelled` once a person has asked for it.
    pub fn proceed(&self) -> Result<()> {
        if self.is_cancelled() { Err(Error::new(Code::Cancelled, "")) } else { Ok(()) }
    }

    /// Asks the work to stop; it leaves no trace.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn a_cancelled_work_hears_of_it_at_its_next_step() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&seen);
        let progress = Progress::new(move |step| sink.lock().unwrap().push(step.done));
        progress.step("progress.reading", 1, 9).unwrap();
        progress.clone().cancel();
        assert_eq!(progress.step("progress.reading", 2, 9).unwrap_err().code, Code::Cancelled);
        assert_eq!(*seen.lock().unwrap(), [1]);
    }
}
