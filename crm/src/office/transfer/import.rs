//! An import: one transaction, one undo step; a dry run is the same, rolled back.

use super::{
    folder::{self, Found},
    indexes,
    kinds::{Kind, Reading as FieldReading},
    manifest::{self, Manifest},
    options::ImportOptions,
    read::{self, Reading, Source},
    recipe::{Recipe, heading},
    settings_file,
    summary::{ManifestNotice, Summary},
    write::{Tally, Writer, owner::Beside},
};
use crate::{
    Code, Error, Result,
    clinic::{Action, Actor, Clinic, Done, DryRun, Progress, Write},
};
use std::{collections::BTreeSet, fs, path::Path, sync::mpsc, thread};

/// Batches that wait for the writer.
const AHEAD: usize = 8;
/// Pages at hand, in KiB below zero: sorting the indexes takes as much.
const CACHE: i32 = -65_536;
/// An import from this size on builds the indexes of an empty clinic at its end.
const LARGE: u64 = 8 * 1024 * 1024;

/// Imports a canonical file, or a folder of them.
///
/// # Errors
/// `file_missing`, `file_unreadable`, `unknown_format`, `too_large`, `ambiguous_dates`, `ambiguous_decimals` and
/// `cancelled`: nothing was changed then.
pub fn import(
    clinic: &Clinic,
    actor: &Actor,
    path: &Path,
    dry_run: DryRun,
    progress: &Progress,
) -> Result<Done<Summary>> {
    import_with(clinic, actor, path, ImportOptions::default(), dry_run, progress)
}

/// Whether there is something to import, before a clinic is opened or made for it.
///
/// # Errors
/// Those of [`import`] that the names and headings of the files give.
pub fn recognise(path: &Path) -> Result<()> {
    folder::find(path, &Recipe::canonical()).map(|_| ())
}

/// As [`import`], with what a person said of what the files leave open.
///
/// # Errors
/// Those of [`import`].
pub fn import_with(
    clinic: &Clinic,
    actor: &Actor,
    path: &Path,
    options: ImportOptions,
    dry_run: DryRun,
    progress: &Progress,
) -> Result<Done<Summary>> {
    progress.step("progress.reading", 0, 0)?;
    let found = folder::find(path, &Recipe::canonical())?;
    let manifest = Manifest::of(path).unwrap_or_default();
    if options.is_strict {
        let notices = manifest.compare(path, progress)?;
        if !notices.is_empty() {
            return Err(manifest::mismatch(&notices));
        }
        return write(clinic, actor, (found, &manifest), options, dry_run, progress, || Ok(notices));
    }
    // Reading the files takes one processor no more than half of the time.
    let beside = progress.beside();
    thread::scope(|scope| {
        let comparing = scope.spawn(|| manifest.compare(path, &beside));
        let notices = || comparing.join().unwrap_or_else(|_| Err(Error::new(Code::Internal, "comparing")));
        write(clinic, actor, (found, &manifest), options, dry_run, progress, notices)
    })
}

/// Writes what was found; `notices` are what the manifest says of the files' content.
fn write(
    clinic: &Clinic,
    actor: &Actor,
    (found, manifest): (Found, &Manifest),
    options: ImportOptions,
    dry_run: DryRun,
    progress: &Progress,
    notices: impl FnOnce() -> Result<Vec<ManifestNotice>>,
) -> Result<Done<Summary>> {
    clinic.write_bulk(actor, Action::Import, dry_run, progress, |w| {
        w.conn().pragma_update(None, "cache_size", CACHE)?;
        w.about(found.name.clone());
        let mut tally = Tally::new(&found.name, dry_run == DryRun::Yes);
        tally.summary.ignored_files = found.ignored;
        let mut settings = (*w.settings).clone();
        let mut sources = Vec::new();
        for source in found.sources {
            match source.recipe.kind {
                Kind::Settings => settings = settings_file::import(w, &mut tally, &source)?,
                _ => sources.push(source),
            }
        }
        let reading =
            Reading { zone: settings.zone(), country: settings.country, now: w.now, today: w.today, options };
        let mut tally = records(w, tally, &sources, &reading, progress)?;
        let recounted = manifest.count(&tally.summary.files);
        if options.is_strict && !recounted.is_empty() {
            return Err(manifest::mismatch(&recounted));
        }
        let mut notices = notices()?;
        let told: BTreeSet<String> = notices.iter().map(|notice| notice.file.clone()).collect();
        notices.extend(recounted.into_iter().filter(|new| !told.contains(&new.file)));
        tally.summary.manifest_notices = notices;
        tally.finish(w)
    })
}

fn records(
    w: &mut Write<'_>,
    tally: Tally,
    sources: &[Source],
    reading: &Reading,
    progress: &Progress,
) -> Result<Tally> {
    let kinds: BTreeSet<Kind> = sources.iter().map(|source| source.recipe.kind).collect();
    let beside =
        Beside { consents: !kinds.contains(&Kind::Consents), points: !kinds.contains(&Kind::Loyalty) };
    let mut bytes = 0;
    for source in sources {
        bytes += fs::metadata(&source.path)?.len();
    }
    let mut writer = Writer::new(w, tally, beside, reading.zone, &referred(sources), bytes)?;
    let is_fresh =
        bytes >= LARGE && kinds.iter().filter(|kind| !kind.adopts()).all(|kind| writer.was_empty(*kind));
    let dropped = if is_fresh {
        let empty = Kind::ALL.iter().copied().filter(|kind| writer.was_empty(*kind));
        Some(indexes::drop_of(writer.write(), empty)?)
    } else {
        None
    };
    let whole = |source: &Source| source.recipe.kind.whole();
    for stage in sources.chunk_by(|one, next| whole(one) == whole(next)) {
        let kinds: Vec<Kind> = stage.iter().map(|source| source.recipe.kind).collect();
        if kinds.iter().all(|kind| kind.part_of().is_none()) {
            files(&mut writer, stage, reading, progress)?;
            continue;
        }
        let mut is_whole = false;
        while !is_whole {
            let mark = writer.mark()?;
            files(&mut writer, stage, reading, progress)?;
            is_whole = writer.is_whole(mark, &kinds)?;
        }
    }
    if let Some(dropped) = dropped {
        dropped.restore(writer.write())?;
    }
    writer.finish()
}

/// Files one after the other, read in a thread of their own.
fn files(
    writer: &mut Writer<'_, '_>,
    sources: &[Source],
    reading: &Reading,
    progress: &Progress,
) -> Result<()> {
    thread::scope(|scope| {
        let (out, messages) = mpsc::sync_channel(AHEAD);
        let (emptied, empty) = mpsc::channel();
        scope.spawn(move || read::run(sources, reading, progress, &out, &empty));
        // By value: the reader ends when nobody listens any more.
        let messages = messages;
        writer.take(&messages, &emptied)
    })
}

/// The kinds that other rows refer to.
fn referred(sources: &[Source]) -> BTreeSet<Kind> {
    let mut referred = BTreeSet::new();
    for source in sources {
        let headings: Vec<String> = source.headings.iter().map(|text| heading(text)).collect();
        let fields = source.recipe.kind.spec().fields.iter();
        for field in fields {
            let is_there = headings.iter().any(|heading| {
                source.recipe.column(heading).is_some_and(|column| column.field == field.heading)
            });
            match field.reading {
                FieldReading::Reference(kind) if is_there => referred.insert(kind),
                FieldReading::Sibling if is_there => referred.insert(source.recipe.kind),
                _ => false,
            };
        }
    }
    referred
}
