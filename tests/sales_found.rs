//! What a text names in the list of sales, however it is found: beside a plain look at every sale.

use crate::support::{ACTOR, Place, clinic_on};
use crm::{
    clinic::{Progress, View},
    sales::{self, SaleFilter, SaleKind, SaleRef, SaleRow, SalesQuery},
    sample,
    values::fold,
};

/// All sales that a filter lets through, page by page.
fn listed(place: &Place, filter: &SaleFilter) -> Vec<SaleRow> {
    let (mut rows, mut cursor) = (Vec::new(), None);
    loop {
        let query = SalesQuery { filter: filter.clone(), cursor, limit: 70 };
        let page = place.read(&ACTOR, View::Records, |r| sales::page(r, &query)).unwrap();
        rows.extend(page.rows);
        cursor = page.next;
        if cursor.is_none() {
            return rows;
        }
    }
}

/// The rule as it is said: the words in the name, or the text at the number's beginning or, of three letters, its end.
fn names(row: &SaleRow, text: &str) -> bool {
    let (name, number) = (
        fold(row.owner_name.as_deref().unwrap_or_default()),
        fold(row.number.as_deref().unwrap_or_default()),
    );
    text.split(' ').all(|word| name.contains(word))
        || number.starts_with(text)
        || (text.chars().count() >= 3 && number.ends_with(text))
}

#[test]
fn a_text_names_the_same_sales_however_they_are_found() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 400, sample::SEED, &Progress::silent()).unwrap();
    let all = listed(&place, &SaleFilter::default());
    assert!(all.len() > 4_000);
    let mut found = 0;
    for text in [
        "a",
        "ga",
        "garcia",
        "lopez",
        "maria garcia",
        "garcia maria",
        "ez",
        "ñ",
        "o'",
        "-",
        "t",
        "t-",
        "T-00",
        "2",
        "2025",
        "2025-",
        "12",
        "012",
        "0012",
        "00012",
        "zz",
        "nobody of that name",
    ] {
        let folded = fold(text);
        let filters = [
            SaleFilter::default(),
            SaleFilter { status: Some(sales::SaleStatus::Paid), ..SaleFilter::default() },
            SaleFilter { status: Some(sales::SaleStatus::Open), ..SaleFilter::default() },
            SaleFilter {
                kind: Some(SaleKind::Order),
                to: Some(all[all.len() / 2].on),
                ..SaleFilter::default()
            },
        ];
        for filter in filters {
            let expected: Vec<SaleRef> = all
                .iter()
                .filter(|row| filter.status.is_none_or(|status| row.status == status))
                .filter(|row| filter.kind.is_none_or(|kind| row.sale.kind == kind))
                .filter(|row| filter.to.is_none_or(|to| row.on <= to))
                .filter(|row| names(row, &folded))
                .map(|row| row.sale)
                .collect();
            let filter = SaleFilter { text: text.into(), ..filter };
            let rows: Vec<SaleRef> = listed(&place, &filter).into_iter().map(|row| row.sale).collect();
            assert_eq!(rows, expected, "{filter:?}");
            found += rows.len();
        }
    }
    assert!(found > 10_000, "{found}");
}
