//! Sums that agree: of rows, of totals, of the owners' own figures, for the five reports and the dashboard. Shared by the
//! tests (a clinic of 1,000 owners) and the benchmark (100,000).

use crm::{
    Clinic,
    clinic::{Actor, Read, View},
    insights, metrics,
    reports::*,
    sales::{self, SaleFilter, SaleStatus, SalesQuery},
    values::{Day, Lifecycle, OwnerId},
};

const ME: Actor = Actor::BUILT_IN;

fn of(clinic: &Clinic, kind: ReportKind, params: &ReportParams) -> Report {
    clinic.read(&ME, View::Reports, |r| build(r, kind, params)).unwrap()
}

fn is(label: &Label, key: &str) -> bool {
    matches!(label, Label::Word(word) | Label::Phrase(word, _) if *word == key)
}

/// The number of a key figure.
fn kpi(report: &Report, key: &str) -> i64 {
    let kpi = report.kpis.iter().find(|kpi| is(&kpi.label, key)).unwrap_or_else(|| panic!("no {key}"));
    kpi.value.number().unwrap_or(0)
}

fn table<'r>(report: &'r Report, key: &str) -> &'r Table {
    let section = report.sections.iter().find(|section| is(&section.heading, key)).unwrap();
    match &section.body {
        Body::Table(table) => table,
        _ => panic!("{key} is a table"),
    }
}

/// Of every table with a total: each column of counts or amounts sums to it.
pub fn sums_of_rows_are_totals(report: &Report) {
    let average = |label: &Label| is(label, "reports.average_column");
    for section in &report.sections {
        let Body::Table(table) = &section.body else { continue };
        let Some(total) = table.rows.iter().find(|row| row.kind == RowKind::Total) else { continue };
        for (i, column) in table.columns.iter().enumerate() {
            let sums = matches!(total.cells[i].figure(), Cell::Count(_) | Cell::Money(_) | Cell::Quantity(_));
            if !sums || average(&column.heading) {
                continue;
            }
            let data = table.rows.iter().filter(|row| row.kind == RowKind::Data);
            let sum: i64 = data.filter_map(|row| row.cells[i].number()).sum();
            let (heading, column) = (&section.heading, &column.heading);
            assert_eq!(Some(sum), total.cells[i].number(), "{} {heading:?} {column:?}", report.name);
        }
    }
}

fn number(r: &Read<'_>, sql: &str, params: impl rusqlite::Params) -> i64 {
    r.conn().query_row(sql, params, |row| row.get::<_, Option<i64>>(0)).unwrap().unwrap_or(0)
}

const COUNTS: &str = "owner_id NOT IN (SELECT id FROM owners
    WHERE is_active = 0 OR blocked_at IS NOT NULL OR anonymised_at IS NOT NULL)";

/// All reports and the dashboard of a clinic against each other and against the owners' figures, to the cent. The figures
/// must be those of today.
pub fn everything_reconciles(clinic: &Clinic, today: Day) {
    let ever = ReportParams { from: Day::from_ymd(1990, 1, 1), to: Some(today), ..ReportParams::default() };
    let year = ReportParams { from: Some(today.plus(-364)), to: Some(today), ..ReportParams::default() };
    let month = ReportParams::default();
    for params in [&month, &year, &ever] {
        for kind in ReportKind::ALL {
            sums_of_rows_are_totals(&of(clinic, *kind, params));
        }
    }
    let figures = |column: &str, counts: bool| -> i64 {
        let only = if counts { COUNTS } else { "TRUE" };
        let sql = format!("SELECT sum({column}) FROM owner_figures WHERE {only}");
        clinic.read(&ME, View::Reports, |r| Ok(number(r, &sql, []))).unwrap()
    };
    revenue(clinic, &ever, &figures);
    appointments(clinic, &ever, &figures);
    customers(clinic, &month, &figures);
    months_are_their_year(clinic, today);
    retention(clinic, &year, today);
    the_dashboard(clinic, &month, today);
}

type OwnersSum<'f> = &'f dyn Fn(&str, bool) -> i64;

/// All income there ever was is what the owners spent and the sales without an owner; what is outstanding is what each
/// owner owes, payments in parts and all.
fn revenue(clinic: &Clinic, ever: &ReportParams, figures: OwnersSum<'_>) {
    let revenue = of(clinic, ReportKind::Revenue, ever);
    let sources = table(&revenue, "reports.by_source");
    let sum = |is_owned: bool, column: usize| -> i64 {
        let rows = sources.rows.iter().filter(|row| row.kind == RowKind::Data);
        let rows = rows.filter(|row| (row.cells[0] != Cell::word("reports.no_owner")) == is_owned);
        rows.filter_map(|row| row.cells[column].number()).sum()
    };
    assert_eq!(sum(true, 2), figures("total_spent_cents", false), "what the owners spent");
    assert_eq!(sum(true, 1), figures("order_count", false), "their purchases");
    assert_eq!(kpi(&revenue, "reports.net_income"), sum(true, 2) + sum(false, 2));

    let due = kpi(&revenue, "reports.outstanding");
    let owed = |r: &Read<'_>| {
        let mut statement = r.conn().prepare("SELECT id FROM owners")?;
        let owners: Vec<OwnerId> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut sum = 0;
        for owner in owners {
            sum += sales::owed(r, owner)?.iter().map(|sale| sale.outstanding_cents.cents()).sum::<i64>();
        }
        let filter = SaleFilter { to: ever.to, ..SaleFilter::default() };
        let all = sales::sums(r, &filter)?.outstanding_cents.cents();
        let (mut rows, mut cursor) = (0, None);
        let open = SaleFilter { status: Some(SaleStatus::Open), ..filter };
        loop {
            let page = sales::page(r, &SalesQuery { filter: open.clone(), cursor, limit: 500 })?;
            rows += page.rows.iter().map(|row| row.outstanding_cents.cents()).sum::<i64>();
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        Ok((sum, all, rows))
    };
    let (owners, all, rows) = clinic.read(&ME, View::Records, owed).unwrap();
    let nobodys = clinic
        .read(&ME, View::Records, |r| {
            Ok(number(
                r,
                "SELECT sum(total_cents - (SELECT coalesce(sum(amount_cents), 0) FROM payments WHERE invoice_id = i.id))
                 FROM invoices i WHERE owner_id IS NULL AND status = 'issued'",
                [],
            ))
        })
        .unwrap();
    assert_eq!(due, owners + nobodys, "what is owed by owners");
    assert_eq!((due, due), (all, rows), "what is owed in the list of sales: its foot, and its lines");
    let failed =
        |r: &Read<'_>| Ok(number(r, "SELECT count(*) FROM orders WHERE payment_status = 'failed'", []));
    assert!(clinic.read(&ME, View::Records, failed).unwrap() > 0, "some payments failed");

    let products = of(clinic, ReportKind::Products, ever);
    let things = table(&revenue, "reports.by_thing");
    let subtotal = things.rows.iter().find(|row| row.cells[0] == Cell::word("reports.products_total"));
    let subtotal = subtotal.and_then(|row| row.cells[4].number()).unwrap_or(0);
    assert_eq!(kpi(&products, "reports.product_income"), subtotal);
}

fn appointments(clinic: &Clinic, ever: &ReportParams, figures: OwnersSum<'_>) {
    let report = of(clinic, ReportKind::Appointments, ever);
    assert_eq!(kpi(&report, "reports.appointments_column"), figures("total_appointments", false));
    assert_eq!(kpi(&report, "reports.cancelled"), figures("cancelled_appointments", false));
    assert_eq!(kpi(&report, "reports.visits"), figures("total_visits", false));
}

fn customers(clinic: &Clinic, month: &ReportParams, figures: OwnersSum<'_>) {
    let report = of(clinic, ReportKind::Customers, month);
    let column = |key: &str, at: usize| -> i64 {
        let rows = table(&report, key).rows.iter().filter(|row| row.kind == RowKind::Total);
        rows.filter_map(|row| row.cells[at].number()).sum()
    };
    let owners = figures("1", true);
    for key in ["reports.stages", "reports.tiers", "reports.bands"] {
        assert_eq!(column(key, 1), owners, "{key}");
    }
    let bands = table(&report, "reports.bands");
    let spent = bands.columns.iter().position(|column| is(&column.heading, "reports.value_column")).unwrap();
    assert_eq!(column("reports.bands", spent), figures("total_spent_cents", true));
    let stages = table(&report, "reports.stages");
    let at_risk = figures("lifecycle IN ('at_risk', 'churned')", true);
    assert_eq!(kpi(&report, "reports.at_risk_owners"), at_risk);
    let in_stages: i64 = stages
        .rows
        .iter()
        .filter(|row| row.kind == RowKind::Data)
        .map(|row| row.cells[1].number().unwrap())
        .sum();
    assert_eq!(in_stages, owners);
}

fn months_are_their_year(clinic: &Clinic, today: Day) {
    let first = Day::parse(&format!("{}-01-01", &today.to_string()[..4])).unwrap();
    let year = ReportParams { from: Some(first), to: Some(today), ..ReportParams::default() };
    for kind in [ReportKind::Revenue, ReportKind::Appointments, ReportKind::Products] {
        let mut from = first;
        let mut sum = 0;
        while from <= today {
            let to = from.plus(31).first_of_month().plus(-1);
            let month = ReportParams { from: Some(from), to: Some(to), ..ReportParams::default() };
            sum += of(clinic, kind, &month).kpis[0].value.number().unwrap();
            from = to.plus(1);
        }
        assert_eq!(sum, of(clinic, kind, &year).kpis[0].value.number().unwrap(), "{kind}");
    }
}

/// The rate of the report is that of the clinic's own figures.
fn retention(clinic: &Clinic, year: &ReportParams, today: Day) {
    let report = of(clinic, ReportKind::Retention, year);
    let own = clinic.read(&ME, View::Reports, |r| metrics::retention(r, today.plus(-364), today)).unwrap();
    let rate = report.kpis.iter().find(|kpi| is(&kpi.label, "reports.retention_rate")).unwrap();
    assert_eq!(*rate.value.figure(), Cell::Share { part: own.returned, whole: own.before });
    assert_eq!(kpi(&report, "reports.returned"), own.returned);
}

fn the_dashboard(clinic: &Clinic, month: &ReportParams, today: Day) {
    let board = clinic.read(&ME, View::Reports, dashboard).unwrap();
    let tile = |name: &str| board.tiles.iter().find(|tile| tile.name == name).unwrap();
    let value = |name: &str| tile(name).value.number().unwrap_or(0);
    let [revenue, appointments, customers] =
        [ReportKind::Revenue, ReportKind::Appointments, ReportKind::Customers]
            .map(|kind| of(clinic, kind, month));
    assert_eq!(value("income"), kpi(&revenue, "reports.net_income"));
    assert_eq!(value("visits"), kpi(&appointments, "reports.visits"));
    assert_eq!(value("new_owners"), kpi(&customers, "reports.new_owners"));
    let own = clinic.read(&ME, View::Reports, |r| metrics::retention(r, today.plus(-364), today)).unwrap();
    assert_eq!(*tile("retention").value.figure(), Cell::Share { part: own.returned, whole: own.before });
    let points = "SELECT sum(points) FROM loyalty_balances";
    let points = clinic.read(&ME, View::Reports, |r| Ok(number(r, points, []))).unwrap();
    assert_eq!(value("points"), points);

    // What is at stake: on the dashboard, on the screen of insights, and each owner's own.
    let overview = clinic.read(&ME, View::Reports, insights::overview).unwrap();
    assert_eq!(value("at_risk"), overview.at_stake_cents.cents());
    let stages: Vec<i64> =
        tile("at_risk").course.points.iter().map(|point| point.value.number().unwrap()).collect();
    assert_eq!(stages, overview.stages.iter().map(|stage| stage.owners).collect::<Vec<_>>());
    let each = clinic
        .read(&ME, View::Reports, |r| {
            let sql = format!("SELECT owner_id FROM owner_figures WHERE lifecycle = 'at_risk' AND {COUNTS}");
            let mut statement = r.conn().prepare(&sql)?;
            let owners: Vec<OwnerId> =
                statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            let mut sum = 0;
            for owner in owners {
                let figures = metrics::of_owner(r, owner)?;
                assert_eq!(figures.lifecycle, Lifecycle::AtRisk);
                sum += figures.at_stake_cents.map_or(0, |stake| stake.cents());
            }
            Ok(sum)
        })
        .unwrap();
    assert_eq!(value("at_risk"), each, "each owner's own");
    // The rows behind the tile are those owners.
    let rows = |cell: &Cell| {
        clinic
            .read(&ME, View::Reports, |r| {
                rows(r, cell.rows().unwrap(), &ReportFilter::default(), crm::values::Lang::Es, None, 1)
            })
            .unwrap()
    };
    assert_eq!(rows(&tile("at_risk").value).count, overview.at_risk);
}
