//! How long the window takes: from its start to its use on a large clinic, beside the same program without one; and from
//! a key to the hits on the screen. Run by `cargo xtask bench` in the release build.

use crate::{
    home::Home,
    window::{Window, program},
};
use std::{
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

const ROUNDS: usize = 5;

/// What tells that the clinic can be used: the one box, and what is due today under it.
const USABLE: &str = "main h2";
/// The same of the program without a clinic: its offer to make one.
const OFFERED: &str = "main button, form button, button";

/// Texts that are typed in one stroke each, as a search is refined.
const TYPED: [&str; 8] = ["g", "garcia", "maria lop", "luna", "9981", "hernandes", "mar", "xochitl za"];

/// Waits for an element and for the frame that shows it; gives that moment.
const SHOWN: &str = "
    const [selector, done] = arguments;
    const look = () => {
        if (!document.querySelector(selector)) return requestAnimationFrame(look);
        requestAnimationFrame(() => setTimeout(() => done(performance.timeOrigin + performance.now())));
    };
    look();";

/// Types a text into the one box; gives the milliseconds until a frame shows the list made for it.
const TYPE: &str = "
    const [text, done] = arguments;
    const box = document.querySelector('input[role=combobox]');
    box.focus();
    const list = () => document.querySelector('[role=listbox]')?.innerText ?? '';
    const before = list();
    const started = performance.now();
    const look = () => {
        if (list() === before) return requestAnimationFrame(look);
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
    };
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(box, text);
    box.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }));
    look();";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures: run by `cargo xtask bench`"]
async fn speed() {
    let clinic = PathBuf::from(env::var_os("HUELLA_BENCH_CLINIC").expect("the clinic is given by the task"));
    let (mut full, mut empty, mut typed) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        empty.push(start(None, OFFERED, &mut Vec::new()).await);
        full.push(start(Some(&clinic), USABLE, &mut typed).await);
    }
    let (full, empty, typed) = (median(full), median(empty), median(typed));
    let ratio = full / empty;
    let lines = [
        format!(
            "window: start to use, beside the same program without a clinic\t{full:.0} ms\t{empty:.0} ms\t{ratio:.2}"
        ),
        format!("window: key to paint of a search\t{typed:.0} ms\t\t"),
    ];
    println!("{}", lines.join("\n"));
    if let Some(table) = env::var_os("HUELLA_BENCH_TABLE") {
        let mut table = fs::OpenOptions::new().create(true).append(true).open(table).unwrap();
        lines.iter().for_each(|line| writeln!(table, "100000\t{line}").unwrap());
    }
}

/// Milliseconds from the start of the program to the frame that shows an element. On a clinic it also types.
async fn start(clinic: Option<&Path>, selector: &str, typed: &mut Vec<f64>) -> f64 {
    let home = Home::new();
    if let Some(clinic) = clinic {
        std::os::unix::fs::symlink(clinic, home.path("clinic")).unwrap();
    }
    let window = Window::open_in(home).await;
    let shown = window.page.execute_async(SHOWN, vec![selector.into()]).await.unwrap().as_f64().unwrap();
    let took = shown - started();
    if clinic.is_some() {
        for text in TYPED {
            let took = window.page.execute_async(TYPE, vec![text.into()]).await.unwrap();
            typed.push(took.as_f64().unwrap());
        }
    }
    window.close().await;
    took
}

/// When the program that runs was started, in milliseconds since 1970: the system knows it to a hundredth of a second.
fn started() -> f64 {
    let program = program();
    let processes = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let ticks = processes
        .filter(|process| fs::read_link(process.join("exe")).is_ok_and(|exe| exe == program))
        .filter_map(|process| fs::read_to_string(process.join("stat")).ok())
        .filter_map(|stat| stat.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse::<f64>().ok())
        .fold(0.0, f64::max);
    let uptime = fs::read_to_string("/proc/uptime").unwrap();
    let uptime: f64 = uptime.split(' ').next().unwrap().parse().unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    now.as_secs_f64() * 1_000.0 - (uptime - ticks / 100.0) * 1_000.0
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
