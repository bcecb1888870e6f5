//! Long works: each reports through a channel of the page, and can be cancelled.

use crm::clinic::{Progress, Step};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};
use tauri::ipc::Channel;

/// The works under way, by the number that the page gave them.
#[derive(Default)]
pub(crate) struct Works(Mutex<HashMap<u32, Progress>>);

impl Works {
    /// Begins a work: its steps go to the channel until the returned guard is dropped.
    pub fn begin(&self, number: u32, channel: Channel<Step>) -> Work<'_> {
        // A page that was closed meanwhile hears nothing any more, which is no fault of the work.
        let progress = Progress::new(move |step| drop(channel.send(step)));
        self.locked().insert(number, progress.clone());
        Work { works: self, number, progress }
    }

    /// Asks a work to stop. One that has ended already is no error.
    pub fn cancel(&self, number: u32) {
        if let Some(progress) = self.locked().get(&number) {
            progress.cancel();
        }
    }

    /// Asks all of them to stop: the window closes.
    pub fn cancel_all(&self) {
        self.locked().values().for_each(Progress::cancel);
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, HashMap<u32, Progress>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A work under way.
pub(crate) struct Work<'w> {
    works: &'w Works,
    number: u32,
    /// To be handed into the core.
    pub progress: Progress,
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        self.works.locked().remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_is_cancelled_by_its_number_and_forgotten_at_its_end() {
        let works = Works::default();
        let work = works.begin(7, Channel::new(|_| Ok(())));
        works.cancel(8);
        assert!(!work.progress.is_cancelled());
        works.cancel(7);
        assert!(work.progress.is_cancelled());
        drop(work);
        assert!(works.locked().is_empty());
        works.cancel(7);
        let (one, other) =
            (works.begin(1, Channel::new(|_| Ok(()))), works.begin(2, Channel::new(|_| Ok(()))));
        works.cancel_all();
        assert!(one.progress.is_cancelled() && other.progress.is_cancelled());
    }
}
