//! A screen without glass: its picture lies in memory, where it is looked at whenever something was drawn, and its keys
//! are pressed as a keyboard would. Nothing of it runs in the program that is measured, and next to nothing beside it.

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    ops::Range,
    os::unix::fs::FileExt as _,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use x11rb::{
    CURRENT_TIME,
    connection::Connection as _,
    protocol::{
        damage::{ConnectionExt as _, ReportLevel},
        xproto::{
            ClientMessageEvent, ConnectionExt as _, EventMask, InputFocus, KEY_PRESS_EVENT,
            KEY_RELEASE_EVENT, MapState, Window,
        },
        xtest::ConnectionExt as _,
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

/// Between two questions whether something was drawn; a look costs more, and would take a processor from what is looked at.
const A_MOMENT: Duration = Duration::from_micros(500);
/// A program that shows nothing for so long never will.
const PATIENCE: Duration = Duration::from_secs(60);
/// Every so many rows are looked at.
const STEP: usize = 5;
/// A caret that blinks is so many pixels at most, and no change.
const CARET: usize = 24;
/// Where the system's scroll bars fade away for seconds after a list has moved: of the list under the box, of the screen.
const SCROLL_BARS: [Range<usize>; 2] = [656..672, 1_354..1_368];

/// A display of its own.
pub struct Screen {
    server: Child,
    /// Tells when something is drawn.
    x: RustConnection,
    /// Its name, for `DISPLAY`.
    pub name: String,
    picture: File,
    /// Where the pixels begin, and how long a row is.
    start: u64,
    row: usize,
    rows: usize,
    _folder: TempDir,
}

/// What stood on the screen from a moment on.
struct Frame {
    at: Instant,
    pixels: Vec<u8>,
}

impl Frame {
    /// Whether there are but a few colours: the screen's, a window's, a frame around it.
    fn is_plain(&self) -> bool {
        let mut colours: Vec<&[u8]> = Vec::new();
        for pixel in self.pixels.chunks_exact(4) {
            if !colours.contains(&pixel) {
                colours.push(pixel);
            }
            if colours.len() > 8 {
                return false;
            }
        }
        true
    }
}

/// What the picture that stays is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// A colour, perhaps.
    Plain,
    /// A screen with words on it.
    Drawn,
}

/// A part of the screen, in pixels.
#[derive(Clone, Copy)]
pub struct Area {
    pub left: usize,
    pub right: usize,
    pub top: usize,
    pub bottom: usize,
}

impl Area {
    /// All of it.
    pub const WHOLE: Self = Self { left: 0, right: usize::MAX, top: 0, bottom: usize::MAX };
}

impl Screen {
    /// A screen of this size.
    pub fn new(width: usize, height: usize) -> Self {
        // On a disk the system would take each page of the picture back to write it, while it is drawn on.
        let memory = Path::new("/dev/shm");
        let folder =
            if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
            .arg(format!("{width}x{height}x24"))
            .arg("-fbdir")
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let mut name = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut name).unwrap();
        let picture = File::open(folder.path().join("Xvfb_screen0")).unwrap();
        let mut header = [0; 80];
        picture.read_exact_at(&mut header, 0).unwrap();
        // A window dump of X: numbers of four bytes, the largest first.
        let number = |at: usize| u32::from_be_bytes(header[at * 4..at * 4 + 4].try_into().unwrap()) as usize;
        let (length, row, colours) = (number(0), number(12), number(19));
        let name = format!(":{}", name.trim());
        let (x, screen) = x11rb::connect(Some(&name)).unwrap();
        x.damage_query_version(1, 1).unwrap().reply().unwrap();
        let (damage, root) = (x.generate_id().unwrap(), x.setup().roots[screen].root);
        x.damage_create(damage, root, ReportLevel::RAW_RECTANGLES).unwrap().check().unwrap();
        Self {
            server,
            x,
            name,
            picture,
            start: (length + colours * 12) as u64,
            row,
            rows: height,
            _folder: folder,
        }
    }

    /// Every so many rows, as they stand.
    fn look(&self) -> Frame {
        let mut pixels = vec![0; self.rows.div_ceil(STEP) * self.row];
        for (at, row) in pixels.chunks_exact_mut(self.row).enumerate() {
            let from = self.start + (at * STEP * self.row) as u64;
            self.picture.read_exact_at(row, from).unwrap();
        }
        Frame { at: Instant::now(), pixels }
    }

    /// Waits for a moment; gives whether something was drawn since it was last asked.
    fn was_drawn_on(&self) -> bool {
        std::thread::sleep(A_MOMENT);
        let mut was_drawn_on = false;
        while self.x.poll_for_event().unwrap().is_some() {
            was_drawn_on = true;
        }
        was_drawn_on
    }

    /// Looks until nothing has moved for a while. A plain colour is no end, unless that is all there is to come.
    pub fn settled(&self, began: Instant, quiet: Duration, end: End) -> Course<'_> {
        let mut frames = vec![self.look()];
        let mut moved = frames[0].at;
        loop {
            let last = &frames[frames.len() - 1];
            if self.was_drawn_on() {
                let frame = self.look();
                if self.differing(&frame, last, Area::WHOLE) > CARET {
                    moved = frame.at;
                }
                frames.push(frame);
            } else if moved.elapsed() > quiet && (end == End::Plain || !last.is_plain()) {
                break;
            }
            assert!(began.elapsed() < PATIENCE, "the screen never comes to rest");
        }
        Course { screen: self, began, frames }
    }

    /// Waits until something is drawn; gives the time from `began`.
    pub fn drawn(&self, began: Instant) -> Duration {
        loop {
            let frame = self.look();
            if !frame.is_plain() {
                return frame.at - began;
            }
            while !self.was_drawn_on() {
                assert!(began.elapsed() < PATIENCE, "nothing is ever drawn");
            }
        }
    }

    /// Pixels of an area in which two frames differ.
    fn differing(&self, one: &Frame, other: &Frame, area: Area) -> usize {
        let rows = one.pixels.chunks_exact(self.row).zip(other.pixels.chunks_exact(self.row));
        rows.enumerate()
            .filter(|(at, _)| (area.top..area.bottom).contains(&(at * STEP)))
            .map(|(_, (one, other))| {
                let pixels = one.chunks_exact(4).zip(other.chunks_exact(4));
                let within = pixels.enumerate().skip(area.left).take(area.right - area.left);
                let fades = |x: &usize| SCROLL_BARS.iter().any(|bar| bar.contains(x));
                within.filter(|(x, (one, other))| one != other && !fades(x)).count()
            })
            .sum()
    }
}

/// What the screen showed from a moment on until it came to rest.
pub struct Course<'s> {
    screen: &'s Screen,
    began: Instant,
    frames: Vec<Frame>,
}

impl Course<'_> {
    /// From the beginning to the frame from which on an area looked as it does at the end. `None` where it never changed.
    pub fn last_change(&self, area: Area) -> Option<Duration> {
        let last = self.frames.last()?;
        let unlike = |frame: &Frame| self.screen.differing(frame, last, area) > CARET;
        let before = self.frames.iter().rposition(unlike)?;
        Some(self.frames.get(before + 1)?.at - self.began)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The keyboard before a screen.
pub struct Keyboard {
    x: RustConnection,
    root: Window,
    /// The signs of each key, from the first on.
    signs: Vec<Vec<u32>>,
    first: u8,
}

impl Keyboard {
    /// Of this screen.
    pub fn of(screen: &Screen) -> Self {
        let (x, number) = x11rb::connect(Some(&screen.name)).unwrap();
        let root = x.setup().roots[number].root;
        let (first, last) = (x.setup().min_keycode, x.setup().max_keycode);
        let mapping = x.get_keyboard_mapping(first, last - first + 1).unwrap().reply().unwrap();
        let signs = mapping.keysyms.chunks(mapping.keysyms_per_keycode.into()).map(<[u32]>::to_vec).collect();
        Self { x, root, signs, first }
    }

    /// From now on its keys go to the largest window there.
    pub fn turn_to_the_window(&self) {
        let window = self.largest();
        self.x.set_input_focus(InputFocus::PARENT, window, CURRENT_TIME).unwrap();
        self.x.sync().unwrap();
    }

    fn largest(&self) -> Window {
        let children = self.x.query_tree(self.root).unwrap().reply().unwrap().children;
        let shown = children.into_iter().filter(|child| {
            let about = self.x.get_window_attributes(*child).unwrap().reply();
            about.is_ok_and(|about| about.map_state == MapState::VIEWABLE)
        });
        let size = |window: &Window| {
            let place = self.x.get_geometry(*window).unwrap().reply();
            place.map_or(0, |place| u32::from(place.width) * u32::from(place.height))
        };
        shown.max_by_key(size).expect("a window on the screen")
    }

    /// Asks the window to close, as its cross does.
    pub fn close(&self) {
        let atom = |name: &[u8]| self.x.intern_atom(false, name).unwrap().reply().unwrap().atom;
        let word = [atom(b"WM_DELETE_WINDOW"), CURRENT_TIME, 0, 0, 0];
        let window = self.largest();
        let message = ClientMessageEvent::new(32, window, atom(b"WM_PROTOCOLS"), word);
        self.x.send_event(false, window, EventMask::NO_EVENT, message).unwrap();
        self.x.sync().unwrap();
    }

    /// Presses the key of a sign and lets it go; gives the moment before.
    pub fn press(&self, sign: u32) -> Instant {
        let key =
            self.signs.iter().position(|signs| signs.first() == Some(&sign)).expect("a key for this sign");
        let key = self.first + u8::try_from(key).unwrap();
        let began = Instant::now();
        for event in [KEY_PRESS_EVENT, KEY_RELEASE_EVENT] {
            self.x.xtest_fake_input(event, key, CURRENT_TIME, self.root, 0, 0, 0).unwrap();
        }
        self.x.sync().unwrap();
        began
    }
}
