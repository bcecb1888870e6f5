//! Notes on an owner.

use crate::{
    args::NotesCommand,
    session::{ACTOR, Session},
    shown::Shown,
};
use crm::{
    Clinic, Result,
    clinic::View,
    notes::{self, Note, NoteChange, NoteInput},
    owners,
    values::{
        Lang, NoteId, fold,
        words::{look_up, phrase, word},
    },
};

pub fn run(session: &Session, command: NotesCommand) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    match command {
        NotesCommand::List { owner, search } => list(lang, &clinic, &owner, search.as_deref()),
        NotesCommand::Add { owner, text, visibility, pinned } => {
            let owner = clinic.read(&ACTOR, View::Records, |read| owners::find(read, &owner))?;
            let input = NoteInput { content: text, is_pinned: pinned, visibility };
            kept(lang, &notes::create(&clinic, &ACTOR, owner, &input)?.value)
        }
        NotesCommand::Update { id, text, visibility, pinned } => {
            let stands = clinic.read(&ACTOR, View::Records, |read| notes::get(read, NoteId(id)))?;
            let note = NoteInput {
                content: text.unwrap_or(stands.content),
                is_pinned: pinned.unwrap_or(stands.is_pinned),
                visibility: visibility.unwrap_or(stands.visibility),
            };
            let change = NoteChange { note, read_at: stands.updated_at };
            kept(lang, &notes::update(&clinic, &ACTOR, NoteId(id), &change)?.value)
        }
        NotesCommand::Delete { id } => {
            let done = notes::delete(&clinic, &ACTOR, NoteId(id))?;
            Shown::new(phrase(lang, "terminal.noteDeleted", &[("id", id.to_string())]), &done.value)
        }
    }
}

fn list(lang: Lang, clinic: &Clinic, owner: &str, search: Option<&str>) -> Result<Shown> {
    let mut found =
        clinic.read(&ACTOR, View::Records, |read| notes::list(read, owners::find(read, owner)?))?;
    let wanted = fold(search.unwrap_or_default());
    found.retain(|note| {
        let content = fold(&note.content);
        wanted.split_whitespace().all(|word| content.contains(word))
    });
    if found.is_empty() {
        return Shown::new(word(lang, "terminal.noNotes"), &found);
    }
    let lines: Vec<String> = found.iter().map(|note| line(lang, clinic, note)).collect();
    Shown::new(lines.join("\n"), &found)
}

fn line(lang: Lang, clinic: &Clinic, note: &Note) -> String {
    let on = clinic.settings().zone().day(note.created_at).to_string();
    let visibility = look_up(lang, &format!("values.visibility.{}", note.visibility)).unwrap_or_default();
    let pinned = if note.is_pinned { Some(word(lang, "terminal.pinned")) } else { None };
    let about: Vec<&str> =
        [Some(on.as_str()), Some(visibility), pinned, note.author.as_deref()].into_iter().flatten().collect();
    format!("{}  {}\n    {}", note.id.0, about.join(" · "), note.content.replace('\n', "\n    "))
}

fn kept(lang: Lang, note: &Note) -> Result<Shown> {
    Shown::new(phrase(lang, "terminal.noteKept", &[("id", note.id.0.to_string())]), note)
}
