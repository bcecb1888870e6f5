//! A long list that is scrolled fast.

use crate::{home::Home, window::Window};

/// Moves the list as a fast wheel does, from 4 to 120 pixels a frame, to its end or so many frames long, and gives how much
/// of it stood without a row at worst in what was painted, and at which row it ended.
const SCROLL: &str = "const [most, done] = arguments;
    const list = document.querySelector('[role=grid] .body');
    const end = document.querySelector('[role=grid]').ariaRowCount;
    let [blank, last, frames] = [0, 0, 0];
    const step = () => {
      list.scrollTop += Math.min(4 * 2 ** frames, 120);
      const [rows, seen] = [list.querySelectorAll('[role=row]'), list.getBoundingClientRect()];
      const places = [...rows].map((row) => row.getBoundingClientRect());
      const shown = places.filter((row) => row.bottom > seen.top && row.top < seen.bottom);
      const covered = shown.reduce((sum, row) => sum + Math.min(row.bottom, seen.bottom) - Math.max(row.top, seen.top), 0);
      blank = Math.max(blank, seen.height - covered);
      last = Math.max(last, ...[...rows].map((row) => Number(row.ariaRowIndex)));
      frames += 1;
      if (frames < most && last < Number(end)) requestAnimationFrame(step); else done({ blank, last, end: Number(end), frames });
    };
    requestAnimationFrame(step);";

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_flies_by_has_no_gaps() {
    let window = Window::open_in(Home::imported()).await;
    window.ctrl("2").await;
    window.stands_in_a_row_of("Dueños").await;
    let course = window.page.execute_async(SCROLL, vec![3_000.into()]).await.unwrap();
    let number = |name: &str| course[name].as_f64().unwrap();
    // A row has a line under it, of which a part of a pixel may be left.
    assert!(number("blank") < 2.0, "{course}");
    assert_eq!(number("last"), number("end"), "{course}");
    assert!(number("end") > 290.0, "{course}");
    window.close().await;
}
