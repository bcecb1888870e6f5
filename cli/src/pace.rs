//! How fast a long work goes, and how long it will still take: of its current phase, from its own beginning.

use crm::{
    clinic::Step,
    values::{
        Lang,
        words::{look_up, phrase},
    },
};
use std::time::{Duration, Instant};

/// The first moments say nothing yet.
const SETTLED: Duration = Duration::from_millis(300);

/// A work that goes on.
pub struct Pace {
    phase: &'static str,
    since: Instant,
    from: u64,
}

impl Pace {
    /// One that begins now.
    pub fn new(now: Instant) -> Self {
        Self { phase: "", since: now, from: 0 }
    }

    /// A line for a person: what is done, how fast, how long still.
    pub fn line(&mut self, step: &Step, now: Instant, lang: Lang) -> String {
        if step.phase != self.phase || step.done < self.from {
            *self = Self { phase: step.phase, since: now, from: step.done };
        }
        let phase = look_up(lang, step.phase).unwrap_or_default().to_owned();
        let (passed, done) = (now.duration_since(self.since), step.done - self.from);
        if passed < SETTLED || done == 0 || step.total == 0 {
            let values = [("phase", phase), ("done", step.done.to_string())];
            return phrase(lang, "terminal.paceStart", &values);
        }
        let rate = done as f64 / passed.as_secs_f64();
        let left = (step.total.saturating_sub(step.done) as f64 / rate).ceil() as u64;
        let values = [
            ("phase", phase),
            ("done", step.done.to_string()),
            ("total", step.total.to_string()),
            ("rate", format!("{rate:.0}")),
            ("left", format!("{}:{:02}", left / 60, left % 60)),
        ];
        phrase(lang, "terminal.pace", &values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_many_rows_how_fast_and_how_long() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        let step = |phase, done| Step { phase, done, total: 1_000 };
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(pace.line(&step("progress.writing", 0), start, Lang::En), "Row by row: 0");
        assert_eq!(
            pace.line(&step("progress.writing", 400), at(2), Lang::En),
            "Row by row: 400 of 1000 · 200/s · 0:03 left"
        );
        // Another phase has a pace of its own.
        assert_eq!(pace.line(&step("progress.indexing", 5), at(4), Lang::En), "Preparing the search: 5");
        let line = pace.line(&step("progress.indexing", 15), at(5), Lang::Es);
        assert!(line.contains("15 de 1000 · 10/s · faltan 1:39"), "{line}");
    }
}
