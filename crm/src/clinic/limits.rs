//! A limit on the size of files is met like a full disk, instead of ending the program.

#[cfg(unix)]
mod unix {
    use std::sync::{
        Arc, LazyLock,
        atomic::{AtomicBool, Ordering},
    };

    /// Set by the system when a file would grow beyond the limit.
    static MET: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| {
        let met = Arc::default();
        // Where there is no such signal there is nothing to be ended by.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::clone(&met));
        met
    });

    pub(crate) fn endure() {
        LazyLock::force(&MET);
    }

    pub(crate) fn was_met() -> bool {
        MET.swap(false, Ordering::Relaxed)
    }
}

#[cfg(not(unix))]
mod unix {
    pub(crate) fn endure() {}

    pub(crate) fn was_met() -> bool {
        false
    }
}

/// From here on a file that may grow no further is an error of the write, as on a full disk. By itself the system
/// ends the program.
pub(crate) fn endure() {
    unix::endure();
}

/// Whether a file met its limit since this was last asked.
pub(crate) fn was_met() -> bool {
    unix::was_met()
}
