//! Two tags that mean the same become one: who carried either carries the one that stays, since when and by whom it
//! was put on first; segments, campaigns and kept views that name the other name this one. The other is retired under its name, so
//! that a later import of it is no surprise.

use super::{Tag, store, store::Criteria};
use crate::{
    Error, Result,
    clinic::{Action, Actor, Clinic, Done, Write},
    values::{TagId, fold},
};
use serde_json::Value;

/// Keys of criteria that name tags.
const NAMING: [&str; 4] = ["tags", "tags_include", "tags_any", "tags_exclude"];

/// Merges one tag into another.
///
/// # Errors
/// `invalid` for a tag and itself; `not_found`.
pub fn merge(clinic: &Clinic, actor: &Actor, into: TagId, from: TagId) -> Result<Done<Tag>> {
    clinic.write(actor, Action::MergeTags, |w| {
        if into == from {
            return Err(Error::invalid("from", "the tag itself"));
        }
        let (stays, goes) = (store::by_id(w, into)?, store::by_id(w, from)?);
        w.about(format!("{} → {}", goes.name, stays.name));
        store::move_owners(w, into, from)?;
        store::retire(w, from)?;
        for of in [Criteria::Segments, Criteria::Campaigns] {
            rename_in_criteria(w, of, &goes.name, &stays.name)?;
        }
        rename_in_views(w, &goes.external_id.0, &stays.external_id.0)?;
        store::by_id(w, into)
    })
}

fn rename_in_criteria(w: &mut Write<'_>, of: Criteria, from: &str, into: &str) -> Result<()> {
    let folded = fold(from);
    for (id, criteria) in store::criteria(w, of)? {
        // An import's criteria may be no JSON that is understood: they are left alone.
        let Ok(mut tree) = serde_json::from_str::<Value>(&criteria) else { continue };
        if replace(&mut tree, &mut |name| fold(name) == folded, into, false) {
            store::set_criteria(w, of, id, &tree.to_string())?;
        }
    }
    Ok(())
}

fn rename_in_views(w: &mut Write<'_>, from: &str, into: &str) -> Result<()> {
    for (id, filters) in store::filters_of_views(w)? {
        let mut tree = serde_json::from_str::<Value>(&filters)?;
        if replace(&mut tree, &mut |known| known == from, into, false) {
            store::set_filters(w, id, &tree.to_string())?;
        }
    }
    Ok(())
}

/// Puts `into` in place of each tag that `is_meant` below a key that names tags, once a list. Whether any was.
fn replace(tree: &mut Value, is_meant: &mut impl FnMut(&str) -> bool, into: &str, names_tags: bool) -> bool {
    match tree {
        Value::String(name) if names_tags && is_meant(name) => {
            into.clone_into(name);
            true
        }
        Value::Array(values) => {
            // Every one of them, not up to the first.
            let mut found = false;
            for value in values.iter_mut() {
                found |= replace(value, is_meant, into, names_tags);
            }
            if found && names_tags {
                let mut is_there = false;
                values.retain(|value| value != into || !std::mem::replace(&mut is_there, true));
            }
            found
        }
        Value::Object(map) => {
            let mut found = false;
            for (key, value) in map.iter_mut() {
                found |= replace(value, is_meant, into, NAMING.contains(&key.as_str()));
            }
            found
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_tag_is_renamed_only_where_tags_are_named() {
        let mut tree =
            json!({ "all": [{ "tags_any": ["VIP", "Gold"], "city": "VIP" }, { "tags_exclude": "vip" }] });
        assert!(replace(&mut tree, &mut |name| fold(name) == "vip", "Gold", false));
        assert_eq!(
            tree,
            json!({ "all": [{ "tags_any": ["Gold"], "city": "VIP" }, { "tags_exclude": "Gold" }] })
        );
        assert!(!replace(&mut tree, &mut |name| fold(name) == "vip", "Gold", false));
    }
}
