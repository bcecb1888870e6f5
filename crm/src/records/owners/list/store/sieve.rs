//! Where many meet each filter and still a page does not fill soon, the owners are those whom every filter's own index
//! names: a look at each entry alone, at no row.

use super::narrow::Narrow;
use crate::{
    Result,
    clinic::{IdSet, Read},
};

/// The owners that all parts of the filters name; once they are `few`, those whom the other parts do not name are among
/// them.
pub(super) fn named_by_all(read: &Read<'_>, parts: &[Narrow], few: usize) -> Result<IdSet> {
    let mut named: Option<IdSet> = None;
    for part in parts {
        if named.as_ref().is_some_and(|named| named.count() as usize <= few) {
            break;
        }
        let (sql, values) = part.ids();
        let these = IdSet::of(read.conn(), &sql, &values)?;
        named = Some(match named {
            Some(named) => named.and(&these),
            None => these,
        });
    }
    Ok(named.unwrap_or_default())
}
