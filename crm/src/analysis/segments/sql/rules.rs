//! Each rule as a condition on the owner at hand, and as the ids of all for whom it holds.

use super::{Compiler, ID, IS_OUT, OUT_FIRST, OUT_OF_LISTS, Part, Source, Weight};
use crate::{
    Result,
    analysis::{
        metrics,
        segments::{
            criteria::{Bought, LoyaltyStatus, Measure, OptIn, Permission, Quality, Quantity, Rule},
            shortcuts::{self, Goods},
        },
    },
    records::{consents::Purpose, owners::ContactChannel},
    values::fold,
};

/// Days over which earned points make a loyalty tier, today among them.
const LOYALTY_DAYS: i32 = 365;
/// Products whose buyers are found faster by the products than owner by owner.
const FEW_PRODUCTS: usize = 5;
/// Entries that earn: an opening balance was earned elsewhere.
const EARNS: &str = "e.kind IN ('earn', 'opening')";

fn figure(test: String) -> Part {
    Part { test, source: None, weight: Weight::Figure }
}

fn looked_up(test: String, source: String, weight: Weight) -> Part {
    Part { test, source: Some(Source { sql: source }), weight }
}

impl Compiler<'_, '_> {
    pub(super) fn rule(&mut self, rule: &Rule) -> Result<Part> {
        let today = self.ground.today;
        Ok(match rule {
            Rule::AtLeast(measure, number) => figure(self.at_least(*measure, *number)?),
            Rule::AtMost(measure, number) => figure(self.at_most(*measure, *number)),
            Rule::OneOf(quality, words) => self.one_of(*quality, words)?,
            Rule::Tags(quantity, names) => self.tags(*quantity, names)?,
            Rule::Species(words) => self.species(words)?,
            Rule::Loyalty(statuses) => self.loyalty(statuses),
            Rule::OptedIn(opt_in) => self.opted_in(opt_in),
            Rule::EmailOptIn(yes) => {
                let flag = self.flag(None, Some(ContactChannel::Email), *yes);
                Part { test: flag, source: None, weight: Weight::Wide }
            }
            Rule::BirthdayMonth(months) => self.birthday(months),
            Rule::Bought(bought) => self.bought(bought)?,
            Rule::Referred(yes) => {
                let not = if *yes { "NOT " } else { "" };
                let test = format!(
                    "EXISTS (SELECT 1 FROM owners o WHERE o.id = {ID} AND o.referred_by IS {not}NULL)"
                );
                let source = "SELECT id AS owner_id FROM owners WHERE referred_by IS NOT NULL".to_owned();
                if *yes {
                    looked_up(test, source, Weight::Narrow)
                } else {
                    Part { test, source: None, weight: Weight::Wide }
                }
            }
            Rule::FutureAppointment(yes) => {
                figure(format!("f.next_appointment_on IS {}NULL", if *yes { "NOT " } else { "" }))
            }
            Rule::IsActive(true) => {
                let test = format!("{ID} NOT IN ({OUT_OF_LISTS})");
                Part { test, source: None, weight: Weight::Wide }
            }
            Rule::IsActive(false) => {
                let source =
                    format!("SELECT q.id AS owner_id FROM {OUT_FIRST} WHERE {IS_OUT} AND q.is_active = 0");
                let test = format!("EXISTS (SELECT 1 FROM owners q WHERE q.id = {ID} AND q.is_active = 0)");
                looked_up(test, source, Weight::Narrow)
            }
            Rule::VaccinationDueWithin(days) => self.vaccination(*days),
            Rule::FeedbackMaxRating(rating) => {
                let (rating, today) = (self.bind(*rating), self.day(today));
                let is = format!("b.rating <= {rating} AND b.received_on <= {today}");
                looked_up(
                    format!("EXISTS (SELECT 1 FROM feedback b WHERE b.owner_id = {ID} AND {is})"),
                    format!("SELECT b.owner_id FROM feedback b WHERE b.owner_id IS NOT NULL AND {is}"),
                    Weight::Narrow,
                )
            }
            Rule::FirstVisitSince(since) => {
                figure(format!("f.first_visit_on >= {}", self.day(since.day(today))))
            }
            Rule::Owners(ids) => {
                let list = self.bind(serde_json::to_string(ids)?);
                let source = format!(
                    "SELECT o.id AS owner_id FROM json_each({list}) j CROSS JOIN owners o ON o.external_id = j.value"
                );
                let test = format!("{ID} IN ({source})");
                looked_up(test, source, Weight::Narrow)
            }
        })
    }

    fn at_least(&mut self, measure: Measure, number: i64) -> Result<String> {
        Ok(match measure {
            // So many days ago or earlier.
            Measure::Days => format!("f.last_visit_on <= {}", self.days_ago(number)),
            Measure::ChurnScore => {
                format!("{} >= {}", metrics::offer_churn_score(self.ground.read)?, self.bind(number))
            }
            other => format!("f.{} >= {}", column(other), self.bind(number)),
        })
    }

    fn at_most(&mut self, measure: Measure, number: i64) -> String {
        match measure {
            Measure::Days => format!("f.last_visit_on >= {}", self.days_ago(number)),
            other => format!("f.{} <= {}", column(other), self.bind(number)),
        }
    }

    fn days_ago(&mut self, days: i64) -> String {
        let days = i32::try_from(days).unwrap_or(i32::MAX);
        self.day(self.ground.today.plus(-days))
    }

    fn one_of(&mut self, quality: Quality, words: &[String]) -> Result<Part> {
        let (column, weight) = match quality {
            Quality::Tier => ("f.tier", Weight::Figure),
            Quality::ChurnRisk => ("f.churn_risk", Weight::Figure),
            Quality::Lifecycle => ("f.lifecycle", Weight::Figure),
            Quality::VisitPattern => ("f.visit_pattern", Weight::Figure),
            Quality::ContactType => ("o.kind", Weight::Wide),
            Quality::ContactMethod => ("o.contact_preference", Weight::Wide),
            Quality::Language => ("o.preferred_language", Weight::Wide),
            Quality::AcquisitionSource => ("o.acquisition_source", Weight::Middling),
            Quality::Nationality => ("o.nationality", Weight::Middling),
            Quality::Region => ("o.region", Weight::Wide),
            Quality::City => ("o.city", Weight::Middling),
        };
        let words = match quality {
            Quality::Nationality | Quality::Region | Quality::City | Quality::Language => {
                self.ground.names.spelled(quality, words)?
            }
            _ => words.to_vec(),
        };
        let is = format!("{column} IN ({})", self.bind_all(words));
        if weight == Weight::Figure {
            return Ok(figure(is));
        }
        Ok(looked_up(
            format!("EXISTS (SELECT 1 FROM owners o WHERE o.id = {ID} AND {is})"),
            format!("SELECT o.id AS owner_id FROM owners o WHERE {is}"),
            weight,
        ))
    }

    fn tags(&mut self, quantity: Quantity, names: &[String]) -> Result<Part> {
        let ids = self.ground.names.tags(names)?;
        let marks: Vec<String> = ids.iter().map(|ids| self.bind_all(ids.iter().map(|id| id.0))).collect();
        let has = |marks: &str| {
            format!("EXISTS (SELECT 1 FROM owner_tags t WHERE t.owner_id = {ID} AND t.tag_id IN ({marks}))")
        };
        let known: Vec<&str> = marks.iter().map(String::as_str).filter(|marks| !marks.is_empty()).collect();
        let any = known.join(", ");
        if quantity == Quantity::None {
            return Ok(Part { test: format!("NOT {}", has(&any)), source: None, weight: Weight::Wide });
        }
        if quantity == Quantity::All && marks.len() > 1 {
            let test = marks.iter().map(|marks| has(marks)).collect::<Vec<_>>().join(" AND ");
            return Ok(Part { test: format!("({test})"), source: None, weight: Weight::Wide });
        }
        let source = format!("SELECT t.owner_id FROM owner_tags t WHERE t.tag_id IN ({any})");
        Ok(looked_up(has(&any), source, Weight::Middling))
    }

    fn species(&mut self, words: &[String]) -> Result<Part> {
        let species = self.ground.names.species(words)?;
        let marked: Vec<String> = species.iter().map(|one| shortcuts::marked(one)).collect();
        let is = format!("p.status = 'active' AND p.species IN ({})", self.bind_all(species));
        let source = format!("SELECT p.owner_id FROM pets p WHERE {is}");
        let exists = format!("EXISTS (SELECT 1 FROM pets p WHERE p.owner_id = {ID} AND {is})");
        let kept: Vec<String> =
            marked.into_iter().map(|one| format!("instr(f.species, {}) > 0", self.bind(one))).collect();
        let kept = if kept.is_empty() { "FALSE".to_owned() } else { kept.join(" OR ") };
        // A look-up that is never made still doubles the time of the walk.
        let test = match shortcuts::are_species_kept(self.ground.read.conn())? {
            true => format!("({kept})"),
            false => format!("CASE WHEN f.species IS NULL THEN {exists} ELSE {kept} END"),
        };
        Ok(looked_up(test, source, Weight::FigureOrSource))
    }

    fn loyalty(&mut self, statuses: &[LoyaltyStatus]) -> Part {
        let today = self.ground.today;
        let (from, to) = (self.day(today.plus(1 - LOYALTY_DAYS)), self.day(today));
        let has_earned = format!(
            "EXISTS (SELECT 1 FROM loyalty_entries e WHERE e.owner_id = {ID} AND e.entered_on <= {to} AND {EARNS} AND e.points > 0)"
        );
        let earned = format!(
            "(SELECT coalesce(sum(e.points), 0) FROM loyalty_entries e WHERE e.owner_id = {ID} AND e.entered_on BETWEEN {from} AND {to} AND ({EARNS} OR (e.kind = 'reverse' AND e.points < 0)))"
        );
        let [silver, gold, platinum] = self.ground.loyalty.tier_points;
        let tests: Vec<String> = statuses
            .iter()
            .map(|status| {
                let range = match status {
                    LoyaltyStatus::New => return format!("NOT {has_earned}"),
                    LoyaltyStatus::Vip => return "f.tier = 'vip'".to_owned(),
                    LoyaltyStatus::Bronze => [i64::MIN, silver - 1],
                    LoyaltyStatus::Silver => [silver, gold - 1],
                    LoyaltyStatus::Gold => [gold, platinum - 1],
                    LoyaltyStatus::Platinum => [platinum, i64::MAX],
                };
                let [least, most] = range.map(|points| self.bind(points));
                format!("({has_earned} AND {earned} BETWEEN {least} AND {most})")
            })
            .collect();
        let is_figure = statuses == [LoyaltyStatus::Vip];
        Part {
            test: format!("({})", tests.join(" OR ")),
            source: None,
            weight: if is_figure { Weight::Figure } else { Weight::Wide },
        }
    }

    fn opted_in(&mut self, opt_in: &OptIn) -> Part {
        let test = match opt_in {
            OptIn::Marketing(yes) => self.flag(Some(Purpose::Marketing), None, *yes),
            OptIn::Any(permissions) => {
                let tests: Vec<String> = permissions
                    .iter()
                    .map(|permission| match *permission {
                        Permission::Channel(channel) => self.flag(None, Some(channel), true),
                        Permission::Purpose(purpose) => self.flag(Some(purpose), None, true),
                        Permission::Pair(channel, purpose) => self.pair(channel, purpose),
                    })
                    .collect();
                format!("({})", tests.join(" OR "))
            }
        };
        Part { test, source: None, weight: Weight::Wide }
    }

    /// The newest entry among those that `is` picks: 1 given, 0 withdrawn, null none.
    fn newest(is: &str) -> String {
        format!(
            "(SELECT c.is_given FROM consents c WHERE c.owner_id = {ID} AND {is} ORDER BY c.given_at DESC, c.id DESC LIMIT 1)"
        )
    }

    /// The newest word on exactly this.
    fn flag(&mut self, purpose: Option<Purpose>, channel: Option<ContactChannel>, is_given: bool) -> String {
        let is = |column: &str, word: Option<String>| match word {
            Some(mark) => format!("c.{column} = {mark}"),
            None => format!("c.{column} IS NULL"),
        };
        let purpose = purpose.map(|purpose| self.bind(purpose.as_str().to_owned()));
        let channel = channel.map(|channel| self.bind(channel.as_str().to_owned()));
        let newest = Self::newest(&format!("{} AND {}", is("purpose", purpose), is("channel", channel)));
        format!("{newest} = {}", self.bind(i64::from(is_given)))
    }

    /// Whether a message for the purpose may go out over the channel: of the words on the channel, the purpose
    /// and marketing none is withdrawn, and for marketing one is given.
    fn pair(&mut self, channel: ContactChannel, purpose: Purpose) -> String {
        let (c, p) = (self.bind(channel.as_str().to_owned()), self.bind(purpose.as_str().to_owned()));
        let mut words = vec![
            Self::newest(&format!("c.channel = {c} AND (c.purpose IS NULL OR c.purpose = {p})")),
            Self::newest(&format!("c.purpose = {p} AND (c.channel IS NULL OR c.channel = {c})")),
        ];
        if purpose.is_marketing() {
            let marketing = self.bind(Purpose::Marketing.as_str().to_owned());
            words.push(Self::newest(&format!(
                "c.purpose = {marketing} AND (c.channel IS NULL OR c.channel = {c})"
            )));
        }
        let unknown = self.bind(i64::from(!purpose.is_marketing()));
        let words: Vec<String> = words.iter().map(|word| format!("SELECT {word} AS word")).collect();
        format!("(SELECT coalesce(min(word), {unknown}) FROM ({}))", words.join(" UNION ALL "))
    }

    fn birthday(&mut self, months: &[u32]) -> Part {
        let mut ranges = Vec::new();
        for month in months {
            let (first, last) = (self.bind(format!("{month:02}00")), self.bind(format!("{month:02}99")));
            ranges.push(format!(
                "strftime('%m%d', o.birth_on * 86400, 'unixepoch') BETWEEN {first} AND {last}"
            ));
        }
        let is = format!("o.birth_on IS NOT NULL AND ({})", ranges.join(" OR "));
        looked_up(
            format!("EXISTS (SELECT 1 FROM owners o WHERE o.id = {ID} AND {is})"),
            format!("SELECT o.id AS owner_id FROM owners o WHERE {is}"),
            Weight::Narrow,
        )
    }

    /// The goods of a purchase are the product lines of its invoice; where an invoice has none, the items of the
    /// order that it bills.
    fn bought(&mut self, bought: &Bought) -> Result<Part> {
        let today = self.ground.today;
        let since = bought.since.map(|since| self.day(since.day(today)));
        if bought.products.is_empty() && bought.categories.is_empty() {
            let since = since.unwrap_or_else(|| "NULL".into());
            return Ok(figure(format!("f.last_purchase_on >= {since}")));
        }
        if bought.products.is_empty() && Goods::of(self.ground.read.conn())?.is_kept {
            return self.bought_category(bought, since);
        }
        let ids = self.ground.names.products(bought)?;
        // The buyers of a whole category are not looked up purchase by purchase where a figure narrows them.
        let weight = if ids.len() > FEW_PRODUCTS { Weight::Wide } else { Weight::Narrow };
        let (orders, invoices) = self.purchases(bought, since.as_deref())?;
        let source = format!(
            "SELECT r.owner_id FROM order_items i CROSS JOIN orders r ON r.id = i.order_id WHERE r.owner_id IS NOT NULL AND {orders} \
             UNION ALL SELECT v.owner_id FROM invoice_lines l CROSS JOIN invoices v ON v.id = l.invoice_id WHERE v.owner_id IS NOT NULL AND {invoices}"
        );
        Ok(looked_up(purchased(ID, &orders, &invoices), source, weight))
    }

    /// The purchases meant: among the orders and their items, and among the invoices and their lines.
    fn purchases(&mut self, bought: &Bought, since: Option<&str>) -> Result<(String, String)> {
        let ids = self.ground.names.products(bought)?;
        let products = self.bind_all(ids.into_iter().map(|id| id.0));
        let to = self.day(self.ground.today);
        let when = |day: &str| match since {
            Some(since) => format!("{day} BETWEEN {since} AND {to}"),
            None => format!("{day} <= {to}"),
        };
        let (ordered, billed) =
            (when("coalesce(r.paid_on, r.ordered_on)"), when("coalesce(v.paid_on, v.issued_on)"));
        let orders = format!(
            "i.product_id IN ({products}) AND r.payment_status = 'paid' AND r.total_cents > r.refunded_cents AND {ordered} \
             AND NOT EXISTS (SELECT 1 FROM invoices b WHERE b.id = r.invoice_id AND (b.status = 'refunded' OR (b.status = 'paid' AND (b.total_cents <= b.refunded_cents OR EXISTS (SELECT 1 FROM invoice_lines n WHERE n.invoice_id = b.id AND n.product_id IS NOT NULL)))))"
        );
        let invoices = format!(
            "l.product_id IN ({products}) AND v.status = 'paid' AND v.total_cents > v.refunded_cents AND {billed}"
        );
        Ok((orders, invoices))
    }

    /// Read off the kept first and last days. Only where the last lies ahead does "since" need the purchases.
    fn bought_category(&mut self, bought: &Bought, since: Option<String>) -> Result<Part> {
        let categories: Vec<String> = bought.categories.iter().map(|name| fold(name)).collect();
        let names = self.bind_all(categories);
        let to = self.day(self.ground.today);
        let is = format!("g.category IN ({names}) AND g.first_on <= {to}");
        let is = match since {
            None => is,
            Some(since) => {
                let (orders, invoices) = self.purchases(bought, Some(&since))?;
                let ahead = purchased("g.owner_id", &orders, &invoices);
                format!("{is} AND g.last_on >= {since} AND (g.last_on <= {to} OR {ahead})")
            }
        };
        Ok(looked_up(
            format!("EXISTS (SELECT 1 FROM category_buyers g WHERE g.owner_id = {ID} AND {is})"),
            format!("SELECT g.owner_id FROM category_buyers g WHERE {is}"),
            Weight::Wide,
        ))
    }

    /// A later one of the same vaccine stands for one that is due: given after it, or (where that was never
    /// given) about its day. Which days remain is kept.
    fn vaccination(&mut self, days: i32) -> Part {
        let today = self.ground.today;
        let (from, to) = (self.day(today), self.day(today.plus(days)));
        let is = format!("w.due_on BETWEEN {from} AND {to}");
        looked_up(
            format!("EXISTS (SELECT 1 FROM vaccinations_awaited w WHERE w.owner_id = {ID} AND {is})"),
            format!("SELECT w.owner_id FROM vaccinations_awaited w WHERE {is}"),
            Weight::Narrow,
        )
    }
}

/// Whether an owner made one of these purchases.
fn purchased(owner: &str, orders: &str, invoices: &str) -> String {
    format!(
        "(EXISTS (SELECT 1 FROM orders r CROSS JOIN order_items i ON i.order_id = r.id WHERE r.owner_id = {owner} AND {orders}) \
         OR EXISTS (SELECT 1 FROM invoices v CROSS JOIN invoice_lines l ON l.invoice_id = v.id WHERE v.owner_id = {owner} AND {invoices}))"
    )
}

/// The column of a figure.
const fn column(measure: Measure) -> &'static str {
    match measure {
        Measure::Visits => "total_visits",
        Measure::Spent => "total_spent_cents",
        Measure::Days => "last_visit_on",
        Measure::ChurnScore => "visit_gap_halves",
        Measure::Referrals => "referral_count",
        Measure::ValueScore => "value_score",
        Measure::EngagementScore => "engagement_score",
    }
}
