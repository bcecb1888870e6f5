//! What `speed` measures.

use crate::{
    home::{Home, TODAY},
    screen::{Area, End, Keyboard, Screen},
};
use std::{
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command},
    time::{Duration, Instant},
};

const ROUNDS: usize = 5;

/// Typed letter by letter, as a search is refined.
const TYPED: [&str; 6] = ["garcia", "maria lop", "luna", "9981", "hernandes", "xochitl za"];
/// The key of the one box, the one that empties it, and the space between words.
const F2: u32 = 0xffbf;
const ESCAPE: u32 = 0xff1b;

/// An empty page stays as it is for so long; it takes less to come.
const AT_REST: Duration = Duration::from_millis(1_500);
/// A screen that was drawn and stands so long can be used. What is computed beside it may change it later.
const USABLE: Duration = Duration::from_millis(400);
/// A database of millions of rows was looked over within this.
const LOOKED_OVER: Duration = Duration::from_secs(20);
/// Between two keys: a caret that blinks does so later.
const BETWEEN_KEYS: Duration = Duration::from_millis(250);

/// A window that is asked to close has ended within this.
const CLOSING: Duration = Duration::from_secs(20);

/// Where the hits stand: under the one box, above what is told of the chosen one.
const HITS: Area = Area { left: 200, right: 640, top: 60, bottom: 400 };

/// The program that is measured, closed when dropped: one that was killed looks its clinic over at its next start.
struct Program {
    child: Child,
    screen: Screen,
    /// From its start to the first picture that stayed a while.
    took: Duration,
    _home: Home,
}

impl Program {
    /// Starts it on a clinic, or with an empty page in the clinic's place.
    fn start(clinic: Option<&Path>) -> Self {
        Self::until(clinic, if clinic.is_some() { USABLE } else { AT_REST })
    }

    /// The same, until its screen stood for so long.
    fn until(clinic: Option<&Path>, quiet: Duration) -> Self {
        let (home, screen) = (Home::new(), Screen::new(1_600, 1_000));
        let program = env::current_exe().unwrap().parent().unwrap().with_file_name("huella-desktop");
        let mut command = Command::new(program);
        command
            .args(["--today", TODAY])
            .envs(home.environment())
            .env("DISPLAY", &screen.name)
            .env("GDK_BACKEND", "x11")
            .env_remove("WAYLAND_DISPLAY");
        match clinic {
            Some(clinic) => command.env("HUELLA_CLINIC", clinic),
            None => command.env("HUELLA_EMPTY_PAGE", "1"),
        };
        let began = Instant::now();
        let child = command.spawn().unwrap();
        let end = if clinic.is_some() { End::Drawn } else { End::Plain };
        let mut program = Self { child, screen, took: Duration::ZERO, _home: home };
        let [took] = program.screen.settled(began, quiet, end, [Area::WHOLE]);
        program.took = took.expect("a window");
        program
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        Keyboard::of(&self.screen).close();
        let asked = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(asked.elapsed() < CLOSING, "the window does not close");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// From each key to its hits, and to all that follows from it.
fn typed(program: &Program) -> Vec<(Duration, Duration)> {
    let keyboard = Keyboard::of(&program.screen);
    let settled = |began| program.screen.settled(began, BETWEEN_KEYS, End::Drawn, [HITS, Area::WHOLE]);
    settled(keyboard.press(F2));
    let mut times = Vec::new();
    for text in TYPED {
        for letter in text.chars() {
            let [hits, all] = settled(keyboard.press(letter.into()));
            // A space after a word finds nothing else.
            times.extend(hits.zip(all));
        }
        settled(keyboard.press(ESCAPE));
    }
    times
}

/// Measures, prints, and appends to the table of `cargo xtask bench`.
pub fn run() {
    let clinic = PathBuf::from(env::var_os("HUELLA_BENCH_CLINIC").expect("the clinic is given by the task"));
    // Once each that does not count: what the system reads of both is at hand then, and the clinic is up to date, and
    // looked over if a window was killed on it.
    drop(Program::until(Some(&clinic), LOOKED_OVER));
    drop(Program::start(None));
    let (mut full, mut empty, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        empty.push(Program::start(None).took);
        let program = Program::start(Some(&clinic));
        full.push(program.took);
        if keys.is_empty() {
            keys = typed(&program);
        }
    }
    let (mut hits, mut all): (Vec<Duration>, Vec<Duration>) = keys.into_iter().unzip();
    let ms = |time: Duration| format!("{:.0} ms", time.as_secs_f64() * 1_000.0);
    let ratio = median(&mut full).as_secs_f64() / median(&mut empty).as_secs_f64();
    let lines = [
        [
            "window: start to use, beside an empty page of the same program".to_owned(),
            ms(median(&mut full)),
            ms(median(&mut empty)),
            format!("{ratio:.2}"),
        ],
        [
            format!("window: key to hits on the screen, median of {}", hits.len()),
            ms(median(&mut hits)),
            String::new(),
            String::new(),
        ],
        [
            "window: key to hits on the screen, p95".to_owned(),
            ms(quantile(&mut hits, 0.95)),
            String::new(),
            String::new(),
        ],
        [
            "window: key to all that it changes, p95".to_owned(),
            ms(quantile(&mut all, 0.95)),
            String::new(),
            String::new(),
        ],
    ];
    let lines = lines.map(|line| line.join("\t"));
    println!("{}", lines.join("\n"));
    if let Some(table) = env::var_os("HUELLA_BENCH_TABLE") {
        let size = env::var("HUELLA_BENCH_OWNERS").unwrap_or_default();
        let mut table = fs::OpenOptions::new().create(true).append(true).open(table).unwrap();
        lines.iter().for_each(|line| writeln!(table, "{size}\t{line}").unwrap());
    }
}

fn median(times: &mut [Duration]) -> Duration {
    quantile(times, 0.5)
}

/// The time below which this share of the times lies.
fn quantile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    times.get((times.len() as f64 * share) as usize).copied().unwrap_or_default()
}
