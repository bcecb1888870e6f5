//! A report with everything in it: the clinic and the figures are invented.

use crm::{
    reports::*,
    values::{Day, Money},
};

fn text(text: &str) -> Label {
    Label::Text(text.into())
}

fn pesos(amount: f64) -> Cell {
    Cell::Money(Money::from_cents((amount * 100.0).round() as i64))
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Income by week and category, with groups, subtotals and a total.
pub fn income() -> Report {
    let period = Period { from: day("2025-09-01"), to: day("2025-11-16") };
    Report {
        name: "income",
        title: text("Reporte de ingresos"),
        letterhead: Letterhead {
            clinic: "Clínica Veterinaria Arrecife".into(),
            lines: vec![
                "Av. Rafael E. Melgar 12, Puerto Morelos, Quintana Roo".into(),
                "998 871 0240 · hola@veterinaria-arrecife.mx".into(),
            ],
            logo: None,
        },
        period,
        compared: Some(Period { from: day("2025-06-16"), to: day("2025-08-31") }),
        scope: Vec::new(),
        kpis: kpis(),
        sections: vec![weeks(period), categories()],
        definitions: definitions(),
        data_on: day("2025-11-17"),
        data_time: chrono::NaiveTime::from_hms_opt(9, 42, 0),
        made_by: "Laura Cárdenas".into(),
    }
}

fn kpis() -> Vec<Kpi> {
    let plain =
        |label, value, detail| Kpi { label: text(label), value, change: None, detail: Some(text(detail)) };
    vec![
        Kpi {
            change: Some((Cell::Change { now: 97_475_300, before: 96_306_550 }, Better::More)),
            ..plain("Ingreso neto $", pesos(974_753.0), "antes 963,065.50")
        },
        plain("Cobrado $", pesos(985_765.5), "1,412 compras"),
        plain("Devuelto $", pesos(11_012.5), "1.1 % de lo cobrado"),
        plain("Por cobrar $", pesos(48_260.0), "37 facturas"),
        plain("Por compra $", pesos(690.33), "antes 688.89"),
    ]
}

fn weeks(period: Period) -> Section {
    let now = [790, 868, 819, 936, 877, 907, 848, 965, 897, 916, 925];
    let before = [880, 903, 855, 912, 998, 967, 925, 828, 850, 800, 843];
    let bars = now.iter().zip(before).enumerate().map(|(week, (value, compared))| {
        let from = period.from.plus(7 * week as i32);
        Bar { period: Period { from, to: from.plus(6) }, value: *value, compared: Some(compared), rows: None }
    });
    Section {
        heading: text("Ingreso neto por semana"),
        note: Some(text("cientos de $, semanas de lunes a domingo")),
        span: Span::Full,
        body: Body::Chart(Chart {
            series: text("este periodo"),
            compared: Some(text("periodo anterior")),
            bars: bars.collect(),
            scale: Scale::Count,
            empty: text("Sin ingresos en el periodo."),
        }),
    }
}

fn column(heading: &str, kind: ColumnKind) -> Column {
    Column { heading: text(heading), kind }
}

fn categories() -> Section {
    use ColumnKind::{Number, Strong, Text};
    let total = 97_475_300;
    let line = |kind, name: &str, lines: i64, gross: f64, back: f64, before: f64| {
        let net = ((gross - back) * 100.0).round() as i64;
        let back = if back == 0.0 { Cell::Blank } else { pesos(back) };
        Row {
            kind,
            cells: vec![
                Cell::text(name),
                Cell::Count(lines),
                pesos(gross),
                back,
                Cell::Money(Money::from_cents(net)),
                Cell::Share { part: net, whole: total },
                pesos(before),
                Cell::Change { now: net, before: (before * 100.0).round() as i64 },
            ],
        }
    };
    let group = |name: &str| {
        let mut cells = vec![Cell::text(name)];
        cells.resize(8, Cell::Blank);
        Row { kind: RowKind::Group, cells }
    };
    let data = RowKind::Data;
    Section {
        heading: text("Por categoría"),
        note: Some(text("montos en pesos mexicanos ($)")),
        span: Span::Full,
        body: Body::Table(Table {
            columns: vec![
                column("Categoría", Text),
                column("Renglones", Number),
                column("Cobrado", Number),
                column("Devuelto", Number),
                column("Neto", Strong),
                column("% del neto", Number),
                column("Neto anterior", Number),
                column("Cambio", Number),
            ],
            rows: vec![
                group("Servicios"),
                line(data, "Consultas", 487, 214_680.0, 1_840.0, 201_340.0),
                line(data, "Vacunación", 312, 118_450.0, 0.0, 109_900.0),
                line(data, "Cirugía", 41, 156_300.0, 4_200.0, 171_250.0),
                line(data, "Estética", 168, 74_820.0, 650.0, 69_410.0),
                line(data, "Laboratorio", 96, 61_240.0, 0.0, 48_730.0),
                line(data, "Hospedaje", 58, 38_900.0, 1_200.0, 52_600.0),
                line(RowKind::Subtotal, "Subtotal de servicios", 1_162, 664_390.0, 7_890.0, 653_230.0),
                group("Productos"),
                line(data, "Alimento", 402, 186_720.5, 2_318.0, 172_310.0),
                line(data, "Farmacia", 223, 67_480.0, 415.5, 63_925.5),
                line(data, "Antiparasitarios", 147, 52_945.0, 0.0, 58_120.0),
                line(data, "Accesorios", 61, 14_230.0, 389.0, 15_480.0),
                line(RowKind::Subtotal, "Subtotal de productos", 833, 321_375.5, 3_122.5, 309_835.5),
                line(RowKind::Total, "Total", 1_995, 985_765.5, 11_012.5, 963_065.5),
            ],
            empty: text("Sin ingresos en el periodo."),
        }),
    }
}

fn definitions() -> Vec<Definition> {
    [
        ("Ingreso neto", "Lo cobrado menos lo devuelto, en el día del pago."),
        ("Compra", "Una factura pagada, o un pedido pagado que ninguna factura cubre."),
        ("Por cobrar", "Facturas emitidas en el periodo y no pagadas a la fecha de los datos."),
    ]
    .map(|(term, meaning)| Definition { term: text(term), meaning: text(meaning) })
    .into()
}

/// A long list of people with `rows` lines, as an appendix.
pub fn people(rows: usize) -> Section {
    use ColumnKind::{Day as Days, Number, Strong, Text};
    let names = [
        "María García",
        "Ñandú Güemes Peña",
        "Élodie Rousseau",
        "مريم النور",
        "José Antonio Sánchez de la Barquera y Mendoza",
    ];
    let row = |i: usize| Row {
        kind: RowKind::Data,
        cells: vec![
            Cell::text(names[i % names.len()]),
            Cell::text(format!("998 {:03} {:04}", i % 1000, i * 37 % 10_000)),
            Cell::text(["activo", "en riesgo", "perdido"][i % 3]),
            Cell::text(["regular", "VIP"][i % 2]),
            Cell::Day(day("2025-11-15").plus(-(i as i32 % 400))),
            Cell::Count(i as i64 % 40),
            Cell::Count(i as i64 % 12),
            if i.is_multiple_of(7) { Cell::Blank } else { Cell::Money(Money::from_cents(i as i64 * 12_345)) },
        ],
    };
    Section {
        heading: text("Lista de clientes"),
        note: Some(text("montos en pesos mexicanos ($)")),
        span: Span::Appendix,
        body: Body::Table(Table {
            columns: vec![
                column("Cliente", Text),
                column("Teléfono", Text),
                column("Etapa", Text),
                column("Nivel", Text),
                column("Última visita", Days),
                column("Visitas", Number),
                column("Compras", Number),
                column("Gastado", Strong),
            ],
            rows: (0..rows).map(row).collect(),
            empty: text("Sin clientes."),
        }),
    }
}

/// A small table of shares, half a page wide.
pub fn shares(heading: &str, rows: &[(&str, i64)]) -> Section {
    use ColumnKind::{Bar as Bars, Strong, Text};
    let whole: i64 = rows.iter().map(|(_, count)| count).sum();
    let line = |kind, name: &str, part: i64| Row {
        kind,
        cells: vec![Cell::text(name), Cell::Count(part), Cell::Share { part, whole }],
    };
    let data = rows.iter().map(|(name, count)| line(RowKind::Data, name, *count));
    Section {
        heading: text(heading),
        note: None,
        span: Span::Half,
        body: Body::Table(Table {
            columns: vec![column(heading, Text), column("Clientes", Strong), column("%", Bars)],
            rows: data.chain([line(RowKind::Total, "Total", whole)]).collect(),
            empty: text("—"),
        }),
    }
}
