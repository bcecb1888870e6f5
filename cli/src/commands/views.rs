//! Kept views of the owners' list, and the list as it is narrowed.

use crate::{
    args::{OwnerFilterArguments, OwnerOrderArguments, OwnerPartArguments, ViewsCommand},
    commands::owners::as_a_list,
    session::{ACTOR, Session},
    shown::{Align, Shown, snake_case, table},
};
use crm::{
    Clinic, Result,
    clinic::{Read, View},
    owners::{self, Direction, OwnerColumn, OwnerFilters, OwnerSort, OwnersExport, OwnersQuery},
    saved_views::{self, SavedView, SavedViewInput},
    tags,
    values::{
        Lang, fold,
        words::{counted, look_up, phrase, word},
    },
};
use serde_json::{Value, json};

pub fn run(session: &Session, command: ViewsCommand) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    let find = |view: &str| clinic.read(&ACTOR, View::Records, |read| saved_views::find(read, view));
    match command {
        ViewsCommand::List => list(lang, &clinic),
        ViewsCommand::Show { view, part } => {
            let SavedView { filters, sort, is_descending, columns, .. } = find(&view)?;
            shown(lang, &clinic, part, Wanted { filters, sort, is_descending, columns })
        }
        ViewsCommand::Save { name, filters, order, column, default } => {
            // By its name alone: one that is called "3" is not the third.
            let views = clinic.read(&ACTOR, View::Records, saved_views::list)?;
            let stands = views.into_iter().find(|view| fold(&view.name) == fold(&name));
            let input = SavedViewInput {
                name: stands.as_ref().map_or(name, |view| view.name.clone()),
                filters: filters_of(&clinic, *filters)?,
                sort: order.sort,
                is_descending: order.descending,
                columns: column,
                is_default: default || stands.as_ref().is_some_and(|view| view.is_default),
            };
            let done = match stands {
                Some(view) => saved_views::update(&clinic, &ACTOR, view.id, &input)?,
                None => saved_views::create(&clinic, &ACTOR, &input)?,
            };
            kept(lang, &done.value)
        }
        ViewsCommand::Rename { view, name } => {
            let SavedView { id, filters, sort, is_descending, columns, is_default, .. } = find(&view)?;
            let input = SavedViewInput { name, filters, sort, is_descending, columns, is_default };
            kept(lang, &saved_views::update(&clinic, &ACTOR, id, &input)?.value)
        }
        ViewsCommand::Delete { view } => {
            let view = find(&view)?;
            saved_views::delete(&clinic, &ACTOR, view.id)?;
            Shown::new(phrase(lang, "terminal.viewDeleted", &[("name", view.name.clone())]), &view)
        }
    }
}

fn kept(lang: Lang, view: &SavedView) -> Result<Shown> {
    Shown::new(phrase(lang, "terminal.viewKept", &[("name", view.name.clone())]), view)
}

/// The owners' list, as the arguments narrow and sort it.
pub fn owners(
    session: &Session,
    filters: OwnerFilterArguments,
    order: OwnerOrderArguments,
    part: OwnerPartArguments,
) -> Result<Shown> {
    let clinic = session.read()?;
    let filters = filters_of(&clinic, filters)?;
    let wanted = Wanted { filters, sort: order.sort, is_descending: order.descending, columns: Vec::new() };
    shown(session.lang(), &clinic, part, wanted)
}

/// A list that is asked for.
struct Wanted {
    filters: OwnerFilters,
    sort: OwnerSort,
    is_descending: bool,
    columns: Vec<OwnerColumn>,
}

fn shown(lang: Lang, clinic: &Clinic, part: OwnerPartArguments, wanted: Wanted) -> Result<Shown> {
    let Wanted { filters, sort, is_descending, columns } = wanted;
    let direction = if is_descending { Direction::Descending } else { Direction::Ascending };
    let Some(file) = part.csv else {
        let query = OwnersQuery { filters, sort, direction, ..OwnersQuery::default() };
        return as_a_list(lang, clinic, query, part.limit);
    };
    let columns = if columns.is_empty() { OwnerColumn::ALL.to_vec() } else { columns };
    let export = OwnersExport { filters, sort, direction, columns, only: None };
    let count = owners::export(clinic, &ACTOR, &export, lang, &file)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let number = i64::try_from(count).unwrap_or(i64::MAX);
    let said = [("count", count.to_string()), ("file", name)];
    Shown::new(counted(lang, "terminal.ownersWritten", number, &said), &json!({ "rows": count }))
}

fn filters_of(clinic: &Clinic, given: OwnerFilterArguments) -> Result<OwnerFilters> {
    let tags = clinic.read(&ACTOR, View::Records, |read| {
        given.tag.iter().map(|tag| Ok(tags::find(read, tag)?.id)).collect::<Result<Vec<_>>>()
    })?;
    Ok(OwnerFilters {
        active: given.active,
        text: given.text,
        cities: given.city,
        tags,
        species: given.species,
        tiers: given.tier,
        lifecycles: given.lifecycle,
        risks: given.risk,
        sources: given.source,
        spent_min: given.spent_min,
        spent_max: given.spent_max,
        days_min: given.days_min,
        days_max: given.days_max,
    })
}

fn list(lang: Lang, clinic: &Clinic) -> Result<Shown> {
    let found = clinic.read(&ACTOR, View::Records, |read| {
        let views = saved_views::list(read)?.into_iter();
        views
            .map(|view| Ok((owners::totals(read, &view.filters)?.count, sentence(lang, read, &view)?, view)))
            .collect::<Result<Vec<_>>>()
    })?;
    let json = found.iter().map(|(count, sentence, view)| as_json(view, *count, sentence));
    let json = json.collect::<Result<Vec<Value>>>()?;
    if found.is_empty() {
        return Shown::new(word(lang, "terminal.noViews"), &json);
    }
    let heading = ["terminal.view", "terminal.ownersHeading", "terminal.shows", "terminal.order"];
    let mut lines = vec![heading.map(|key| word(lang, key).to_owned()).to_vec()];
    lines.extend(found.into_iter().map(|(count, sentence, view)| {
        let sort = look_up(lang, &format!("values.ownerColumn.{}", view.sort.as_str())).unwrap_or_default();
        let sort = format!("{sort} {}", if view.is_descending { '↓' } else { '↑' });
        let first = view.is_default.then(|| word(lang, "terminal.opensWithIt").to_owned());
        let order = [Some(sort), first].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        vec![view.name, count.to_string(), sentence, order]
    }));
    Shown::new(table(&[Align::Start, Align::End, Align::Start, Align::Start], &lines), &json)
}

fn as_json(view: &SavedView, owners: u32, sentence: &str) -> Result<Value> {
    let mut json = snake_case(serde_json::to_value(view)?);
    if let Some(json) = json.as_object_mut() {
        json.insert("owners".into(), owners.into());
        json.insert("sentence".into(), sentence.into());
    }
    Ok(json)
}

/// Whom a view shows, as the list itself says it: "activos, con riesgo alto, con gasto de 3000.00 o más".
fn sentence(lang: Lang, read: &Read, view: &SavedView) -> Result<String> {
    let OwnerFilters {
        active, text, cities, tags: marked, species, tiers, lifecycles, risks, sources, ..
    } = &view.filters;
    let said = |list: &str, value: &str| {
        look_up(lang, &format!("values.{list}.{value}")).unwrap_or(value).to_owned()
    };
    let all = tags::list(read)?;
    let marked = marked.iter().filter_map(|id| all.iter().find(|tag| tag.id == *id));
    let conditions: [(&str, Vec<String>); 7] = [
        ("cities", cities.clone()),
        ("species", species.iter().map(|one| said("species", one).to_lowercase()).collect()),
        ("tags", marked.map(|tag| tag.name.clone()).collect()),
        ("tiers", tiers.iter().map(|one| said("tier", one.as_str())).collect()),
        ("lifecycles", lifecycles.iter().map(|one| said("lifecycle", one.as_str()).to_lowercase()).collect()),
        ("risks", risks.iter().map(|one| said("risk", one.as_str()).to_lowercase()).collect()),
        ("sources", sources.iter().map(|one| said("source", one.as_str())).collect()),
    ];
    let mut parts = vec![said("activity", active.as_str())];
    parts.extend(text.iter().map(|text| format!("«{text}»")));
    let or = format!(" {} ", word(lang, "terminal.or"));
    let conditions = conditions.iter().filter(|(_, values)| !values.is_empty());
    parts.extend(
        conditions.map(|(name, values)| format!("{} {}", said("filterBefore", name), values.join(&or))),
    );
    parts.extend(limits(lang, &view.filters).into_iter().flatten());
    Ok(parts.join(", "))
}

/// What was spent and how long ago they came.
fn limits(lang: Lang, filters: &OwnerFilters) -> [Option<String>; 4] {
    let OwnerFilters { spent_min, spent_max, days_min, days_max, .. } = filters;
    let one = |key, value: String| phrase(lang, key, &[("value", value)]);
    [
        spent_min.map(|amount| one("terminal.spentMin", amount.to_string())),
        spent_max.map(|amount| one("terminal.spentMax", amount.to_string())),
        days_min.map(|days| one("terminal.daysMin", days.to_string())),
        days_max.map(|days| one("terminal.daysMax", days.to_string())),
    ]
}
