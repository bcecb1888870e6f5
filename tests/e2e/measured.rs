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
/// What is typed into a window that has just come.
const FIRST: char = 'g';
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

/// The clinic's name in the corner, drawn with the box: the same from the first picture on.
const NAME: Area = Area { left: 0, right: 140, top: 0, bottom: 56 };

/// Where the hits stand: under the one box, above what is told of the chosen one, which follows them. Where one or two are
/// found that stands higher, and counts as one of them.
const HITS: Area = Area { left: 200, right: 640, top: 60, bottom: 290 };

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
        let (mut program, began) = Self::launch(clinic);
        let end = if clinic.is_some() { End::Drawn } else { End::Plain };
        let took = program.screen.settled(began, quiet, end).last_change(Area::WHOLE);
        program.took = took.expect("a window");
        program
    }

    /// Types a letter as soon as anything is drawn; gives when the box stood, and when the letter's hits did.
    fn asked_at_once(clinic: &Path) -> (Duration, Duration) {
        let (program, began) = Self::launch(Some(clinic));
        let keyboard = Keyboard::of(&program.screen);
        let drawn = program.screen.drawn(began);
        keyboard.turn_to_the_window();
        keyboard.press(F2);
        keyboard.press(FIRST.into());
        let course = program.screen.settled(began, USABLE, End::Drawn);
        (course.last_change(NAME).unwrap_or(drawn), course.last_change(HITS).expect("hits"))
    }

    fn launch(clinic: Option<&Path>) -> (Self, Instant) {
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
        (Self { child, screen, took: Duration::ZERO, _home: home }, began)
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

/// What followed a key.
struct Typed {
    /// The box was empty before it.
    is_first: bool,
    /// From the key to its hits on the screen.
    hits: Duration,
    /// To all that it changes.
    all: Duration,
}

fn typed(program: &Program) -> Vec<Typed> {
    let keyboard = Keyboard::of(&program.screen);
    keyboard.turn_to_the_window();
    let settled = |began| program.screen.settled(began, BETWEEN_KEYS, End::Drawn);
    settled(keyboard.press(F2));
    let mut keys = Vec::new();
    for text in TYPED {
        for (at, letter) in text.char_indices() {
            let course = settled(keyboard.press(letter.into()));
            let seen = course.last_change(HITS).zip(course.last_change(Area::WHOLE));
            // A space after a word finds nothing else.
            keys.extend(seen.map(|(hits, all)| Typed { is_first: at == 0, hits, all }));
        }
        settled(keyboard.press(ESCAPE));
    }
    keys
}

/// Measures, prints, and appends to the table of `cargo xtask bench`.
pub fn run() {
    let clinic = PathBuf::from(env::var_os("HUELLA_BENCH_CLINIC").expect("the clinic is given by the task"));
    // Once each that does not count: what the system reads of both is at hand then, and the clinic is up to date, and
    // looked over if a window was killed on it.
    drop(Program::until(Some(&clinic), LOOKED_OVER));
    drop(Program::start(None));
    let (mut whole, mut empty, mut asked, mut keys) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        empty.push(Program::start(None).took);
        asked.push(Program::asked_at_once(&clinic));
        let program = Program::start(Some(&clinic));
        whole.push(program.took);
        if keys.is_empty() {
            keys = typed(&program);
        }
    }
    let mut usual: Vec<_> = keys.iter().filter(|key| key.is_first).map(|key| key.hits).collect();
    let usual = median(&mut usual);
    // Usable from the moment on at which a key is answered as soon as ever after.
    let mut usable: Vec<_> =
        asked.iter().map(|(frame, hits)| (*frame).max(hits.saturating_sub(usual))).collect();
    let (mut framed, mut answered): (Vec<_>, Vec<_>) = asked.into_iter().unzip();
    let (mut hits, mut all): (Vec<_>, Vec<_>) = keys.iter().map(|key| (key.hits, key.all)).unzip();
    let empty = median(&mut empty);
    let ms = |time: Duration| format!("{:.0} ms", time.as_secs_f64() * 1_000.0);
    let beside = |name: &str, time: Duration| {
        let ratio = time.as_secs_f64() / empty.as_secs_f64();
        [name.to_owned(), ms(time), ms(empty), format!("{ratio:.2}")]
    };
    let alone = |name: String, time: Duration| [name, ms(time), String::new(), String::new()];
    let lines = [
        beside("window: start to use, beside an empty page of the same program", median(&mut usable)),
        beside("window: start to the box", median(&mut framed)),
        beside("window: start to the hits of a key typed at once", median(&mut answered)),
        beside("window: start to the whole first screen", median(&mut whole)),
        alone(format!("window: key to hits on the screen, median of {}", hits.len()), median(&mut hits)),
        alone("window: key to hits on the screen, p95".to_owned(), quantile(&mut hits, 0.95)),
        alone("window: first key to hits, median".to_owned(), usual),
        alone("window: key to all that it changes, median".to_owned(), median(&mut all)),
        alone("window: key to all that it changes, p95".to_owned(), quantile(&mut all, 0.95)),
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
