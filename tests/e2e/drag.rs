//! The program from which a file is dragged: drag and drop of X11 (XDND 5), spoken by the test.

use std::{
    path::Path,
    time::{Duration, Instant},
};
use x11rb::{
    COPY_DEPTH_FROM_PARENT, CURRENT_TIME,
    connection::Connection as _,
    protocol::{
        Event,
        xproto::{
            AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, PropMode,
            SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, SelectionRequestEvent, Window, WindowClass,
        },
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

/// How long the other side may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is dragged, and from where.
struct Drag {
    x: RustConnection,
    uris: String,
}

/// Drags a file or folder onto the window of the display and lets it go there.
pub fn drop_onto_the_window(path: &Path) {
    let (x, screen) = x11rb::connect(None).unwrap();
    let root = x.setup().roots[screen].root;
    let from = x.generate_id().unwrap();
    let aux = CreateWindowAux::new();
    x.create_window(COPY_DEPTH_FROM_PARENT, from, root, 0, 0, 1, 1, 0, WindowClass::INPUT_OUTPUT, 0, &aux)
        .unwrap();
    let drag = Drag { x, uris: format!("file://{}\r\n", path.display()) };
    drag.x.set_selection_owner(from, drag.atom("XdndSelection"), CURRENT_TIME).unwrap();

    let onto = drag.target(root).expect("a window that takes drops");
    let middle = drag.x.get_geometry(onto).unwrap().reply().unwrap();
    let place = drag.x.translate_coordinates(onto, root, 0, 0).unwrap().reply().unwrap();
    let (x, y) =
        (place.dst_x as u32 + u32::from(middle.width / 2), place.dst_y as u32 + u32::from(middle.height / 2));

    drag.tell(onto, "XdndEnter", [from, 5 << 24, drag.atom("text/uri-list"), 0, 0]);
    let position = [from, 0, x << 16 | y, CURRENT_TIME, drag.atom("XdndActionCopy")];
    // The page is asked whether it takes it, so the first answer is often a no.
    let began = Instant::now();
    loop {
        drag.tell(onto, "XdndPosition", position);
        let status = drag.answer("XdndStatus");
        if status[1] & 1 == 1 {
            break;
        }
        assert!(began.elapsed() < PATIENCE, "the window does not take the drop");
        std::thread::sleep(Duration::from_millis(50));
    }
    drag.tell(onto, "XdndDrop", [from, 0, CURRENT_TIME, 0, 0]);
    drag.answer("XdndFinished");
}

impl Drag {
    fn atom(&self, name: &str) -> u32 {
        self.x.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom
    }

    /// The window below this one that says it takes drops.
    fn target(&self, below: Window) -> Option<Window> {
        let aware = self.atom("XdndAware");
        let takes = self.x.get_property(false, below, aware, AtomEnum::ATOM, 0, 1).unwrap().reply();
        let shown = self.x.get_window_attributes(below).unwrap().reply();
        let is_shown = shown.is_ok_and(|shown| u8::from(shown.map_state) == 2);
        if is_shown && takes.is_ok_and(|takes| takes.value_len > 0) {
            return Some(below);
        }
        let children = self.x.query_tree(below).unwrap().reply().ok()?.children;
        children.into_iter().find_map(|child| self.target(child))
    }

    fn tell(&self, onto: Window, message: &str, data: [u32; 5]) {
        let event = ClientMessageEvent::new(32, onto, self.atom(message), data);
        self.x.send_event(false, onto, EventMask::NO_EVENT, event).unwrap();
        self.x.flush().unwrap();
    }

    /// Waits for a message; gives what is dragged to who asks for it meanwhile.
    fn answer(&self, message: &str) -> [u32; 5] {
        let message_type = self.atom(message);
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            match self.x.poll_for_event().unwrap() {
                Some(Event::SelectionRequest(request)) => self.hand_over(&request),
                Some(Event::ClientMessage(told)) if told.type_ == message_type => {
                    return told.data.as_data32();
                }
                Some(_) => {}
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        }
        panic!("no {message} from the window");
    }

    fn hand_over(&self, request: &SelectionRequestEvent) {
        let uris = self.uris.as_bytes();
        self.x
            .change_property8(PropMode::REPLACE, request.requestor, request.property, request.target, uris)
            .unwrap();
        let given = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor: request.requestor,
            selection: request.selection,
            target: request.target,
            property: request.property,
        };
        self.x.send_event(false, request.requestor, EventMask::NO_EVENT, given).unwrap();
        self.x.flush().unwrap();
    }
}
