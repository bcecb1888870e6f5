//! Owners of the sample, and what is kept about them.

use super::{
    chance::Chance,
    doubles::Entry,
    names::{self, Names},
    patients::Patient,
    points,
    store::Sample,
    words,
};
use crate::{
    Result,
    values::{Day, fold},
};

pub(super) const OWNER: &str = "kind, first_name, last_name, full_name, company_name, email, phone, phone_e164, \
    phone_secondary, phone_secondary_e164, whatsapp, whatsapp_e164, street_address, neighborhood, city, region, country, \
    postal_code, location_notes, birth_on, gender, occupation, nationality, preferred_language, contact_preference, \
    preferred_contact_time, reminder_preference, acquisition_source, referred_by, hand_tier, instagram_handle, notes, \
    is_active, created_at, updated_at";
pub(super) const CONSENT: &str = "owner_id, purpose, channel, is_given, given_at, staff_id";
pub(super) const NOTE: &str = "owner_id, author_id, content, is_pinned, visibility, created_at, updated_at";
pub(super) const OWNER_TAG: &str = "owner_id, tag_id, added_by, added_at";
pub(super) const LOYALTY: &str = "owner_id, kind, points, description, order_id, invoice_id, reverses_id, \
    staff_id, entered_at, entered_on, purchase, due_points, point_cents, shortfall";

/// An owner, as the rest of the history needs her.
pub(super) struct Person {
    pub id: i64,
    pub first_name: &'static str,
    pub language: &'static str,
    /// The day she came first.
    pub since: Day,
    /// The day of her last visit, or today while she stays a customer.
    pub until: Day,
    /// Whether she stays a customer.
    pub stays: bool,
    pub is_active: bool,
    pub is_company: bool,
    /// What a first entry of her says that she came with.
    pub came_with: Option<Patient>,
    pub pets: Vec<Patient>,
    pub visits: u32,
    pub spent_cents: i64,
    /// What was paid and given back since the programme of points began.
    pub purchases: Vec<Purchase>,
}

/// A purchase that was paid.
pub(super) struct Purchase {
    pub row: i64,
    pub is_order: bool,
    /// Its permanent id.
    pub external_id: String,
    pub number: String,
    pub paid_on: Day,
    pub total_cents: i64,
    pub refunded_cents: i64,
}

/// Where somebody comes from: names, nationality, language.
#[derive(Clone, Copy, Default)]
struct Origin(Option<&'static Names>, &'static str, &'static str);

const ORIGINS: &[(u32, Origin)] = &[
    (700, Origin(Some(&names::MEXICAN), "Mexican", "es")),
    (75, Origin(Some(&names::ENGLISH), "Canadian", "en")),
    (55, Origin(Some(&names::ENGLISH), "American", "en")),
    (50, Origin(Some(&names::ENGLISH), "British", "en")),
    (30, Origin(Some(&names::FRENCH), "French", "fr")),
    (30, Origin(Some(&names::FRENCH), "Belgian", "fr")),
    (20, Origin(Some(&names::MAGHREBI), "Moroccan", "fr")),
    (10, Origin(Some(&names::MAGHREBI), "Lebanese", "en")),
    (10, Origin(Some(&names::MAGHREBI), "Tunisian", "fr")),
    (20, Origin(Some(&names::ARABIC), "Moroccan", "ar")),
];

/// How often owners join: most in the last years of ten.
const DAYS_SINCE_JOINED: &[f64] =
    &[4.0, 130.0, 290.0, 460.0, 640.0, 840.0, 1_050.0, 1_400.0, 1_900.0, 2_600.0, 3_600.0];

/// Adds an owner; gives what was entered, too.
pub(super) fn add(sample: &mut Sample<'_>, chance: &mut Chance, number: u64) -> Result<(Person, Entry)> {
    let origin: Origin = chance.weighted(ORIGINS);
    let names = origin.0.unwrap_or(&names::MEXICAN);
    let is_woman = chance.happens(0.57);
    let given = if is_woman { names.women } else { names.men };
    let first_name = chance.name(given);
    let is_mexican = origin.1 == "Mexican";
    let mut full_first = first_name.to_owned();
    let second = chance.name(given);
    if chance.happens(names.second_given) && second != first_name {
        full_first = format!("{first_name} {second}");
    }
    let surname = chance.name(names.surnames);
    let mut last_name = surname.to_owned();
    let other = chance.name(names.surnames);
    if chance.happens(names.second_surname) && (is_mexican || other != surname) {
        last_name = format!("{surname} {other}");
    }
    let is_company = chance.happens(0.012);
    let trade = chance.pick(&["Rancho", "Refugio", "Criadero", "Asociación", "Hotel"]);
    let company_name = is_company.then(|| format!("{trade} {surname}"));

    let phone = Phone::draw(chance, is_mexican);
    let secondary = chance.happens(0.12).then(|| Phone::draw(chance, true));
    let on_whatsapp = chance.happens(0.62);
    let town = chance.weighted(names::TOWNS);
    let street = format!("{} {}", chance.pick(names::STREETS), chance.between(2, 399));
    let today = sample.today;
    let since = today.plus(-(chance.quantile(DAYS_SINCE_JOINED) as i32));
    let stays = chance.happens(0.62);
    let until = if stays { today } else { since.plus(chance.days(0, today.since(since))) };
    let is_active = stays || !chance.happens(0.03);
    let birth = chance.happens(0.6).then(|| {
        let year = chance.days(19, 82);
        if chance.happens(sample.desk.has_birthday) {
            birthday(today.plus(chance.days(0, 6)), year)
        } else {
            today.plus(-365 * year - chance.days(0, 364))
        }
    });
    let source = chance.weighted(&[
        (25, "google"),
        (22, "walk_in"),
        (18, "referral"),
        (12, "facebook"),
        (10, "instagram"),
        (8, "other"),
        (5, "event"),
    ]);
    let ids = sample.owners.ids();
    let referred_by =
        (source == "referral" && ids.end > ids.start).then(|| chance.between(ids.start, ids.end - 1));
    let created_at = sample.opening(chance, since);
    let handle = chance.happens(0.18).then(|| format!("@{}_{number}", fold(first_name).replace(' ', ".")));
    let contact_preference = chance.weighted(&[(61, "whatsapp"), (17, "phone"), (16, "email"), (6, "sms")]);
    let entry = Entry {
        email: email(chance, number, first_name, surname),
        neighborhood: chance.pick(town.neighborhoods),
        first_name,
        full_first,
        last_name,
        company_name,
        phone,
        secondary,
        on_whatsapp,
        is_woman,
        street,
        city: town.city,
        postal_code: town.postal_code,
        nationality: origin.1,
        language: origin.2,
        occupation: None,
        pet: None,
    };
    let location = chance.happens(0.04).then_some("Frente al parque");
    let occupation = chance.happens(0.85).then(|| chance.pick(words::OCCUPATIONS));
    let entry = sample.doubles.or_again(number, Entry { occupation, ..entry });
    let is_company = entry.company_name.is_some();
    let Entry { phone, secondary, .. } = &entry;
    let id = sample.owners.add(&[
        &if is_company { "corporate" } else { "individual" },
        &entry.full_first,
        &entry.last_name,
        &format!("{} {}", entry.full_first, entry.last_name),
        &entry.company_name,
        &entry.email,
        &phone.typed,
        &phone.e164,
        &secondary.as_ref().map(|phone| phone.typed.as_str()),
        &secondary.as_ref().map(|phone| phone.e164.as_str()),
        &entry.on_whatsapp.then_some(phone.e164.as_str()),
        &entry.on_whatsapp.then_some(phone.e164.as_str()),
        &entry.street,
        &entry.neighborhood,
        &entry.city,
        &"Quintana Roo",
        &"MX",
        &entry.postal_code,
        &location,
        &birth,
        &if entry.is_woman { "female" } else { "male" },
        &entry.occupation,
        &entry.nationality,
        &entry.language,
        &contact_preference,
        &chance.happens(0.76).then(|| chance.pick(&["morning", "afternoon", "evening"])),
        &chance.weighted(&[(44, "24h"), (20, "none"), (18, "48h"), (18, "2h")]),
        &source,
        &referred_by,
        &is_company.then_some("professional"),
        &handle,
        &chance.happens(0.12).then(|| chance.pick(words::NOTES)),
        &is_active,
        &created_at,
        &created_at,
    ])?;
    let person = Person {
        id,
        first_name: entry.first_name,
        language: entry.language,
        since,
        until,
        stays,
        is_active,
        is_company,
        came_with: entry.pet,
        pets: Vec::new(),
        visits: 0,
        spent_cents: 0,
        purchases: Vec::new(),
    };
    Ok((person, entry))
}

/// The same day of the calendar `years` earlier.
pub(super) fn birthday(day: Day, years: i32) -> Day {
    use chrono::Datelike;
    let date = day.date();
    Day::from_ymd(date.year() - years, date.month(), date.day()).unwrap_or(day.plus(-365 * years))
}

fn email(chance: &mut Chance, number: u64, first_name: &str, surname: &str) -> Option<String> {
    if !chance.happens(0.85) {
        return None;
    }
    let plain = |name: &str| -> String {
        fold(name).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
    };
    let (first, last) = (plain(first_name), plain(surname));
    let host = chance.pick(&[
        "gmail.com",
        "hotmail.com",
        "outlook.com",
        "icloud.com",
        "yahoo.com.mx",
        "email.com",
        "prodigy.net.mx",
    ]);
    // Names in Arabic letters leave nothing for an address.
    if first.is_empty() || last.is_empty() {
        return Some(format!("cliente{number}@{host}"));
    }
    if number < 1_000 && chance.happens(0.3) {
        return Some(format!("{first}.{last}@{host}"));
    }
    Some(format!("{first}.{last}{}@{host}", chance.between(10, 9_999)))
}

/// A telephone number, as somebody typed it.
#[derive(Clone)]
pub(super) struct Phone {
    typed: String,
    e164: String,
}

impl Phone {
    fn draw(chance: &mut Chance, is_mexican: bool) -> Self {
        if !is_mexican && chance.happens(0.12) {
            let area = chance.pick(&["416", "514", "604", "212", "305", "512"]);
            let (exchange, line) = (chance.between(220, 989), chance.between(0, 9_999));
            let e164 = format!("+1{area}{exchange}{line:04}");
            return Self { typed: format!("+1 {area} {exchange} {line:04}"), e164 };
        }
        let area = chance.weighted(&[(88, "998"), (5, "984"), (4, "999"), (2, "983")]);
        let (a, b) = (chance.between(100, 999), chance.between(0, 9_999));
        let (national, e164) = if chance.happens(0.02) {
            (
                format!("55 {}{:02} {b:04}", a / 10, 10 + a % 90),
                format!("+5255{}{:02}{b:04}", a / 10, 10 + a % 90),
            )
        } else {
            (format!("{area} {a} {b:04}"), format!("+52{area}{a}{b:04}"))
        };
        let digits: String = national.chars().filter(char::is_ascii_digit).collect();
        let typed = match chance.between(0, 99) {
            0..=49 => national.replace(' ', "-"),
            50..=71 => digits,
            72..=81 => format!("+52 {national}"),
            82..=88 => format!("+52 1 {national}"),
            89..=94 => national.split_once(' ').map_or(digits, |(area, rest)| format!("({area}) {rest}")),
            _ => national,
        };
        Self { typed, e164 }
    }

    /// The same number, typed as nothing but digits.
    pub(super) fn typed_plainly(self) -> Self {
        let typed = self.e164.strip_prefix("+52").unwrap_or(&self.e164).to_owned();
        Self { typed, ..self }
    }
}

/// Notes, tags, consents and points: what follows from an owner's history.
pub(super) fn finish(sample: &mut Sample<'_>, chance: &mut Chance, person: &Person) -> Result<()> {
    let day = |chance: &mut Chance| person.since.plus(chance.days(0, person.until.since(person.since)));
    for _ in 0..chance.weighted(&[(50, 0), (30, 1), (13, 2), (7, 3)]) {
        let at = day(chance);
        let at = sample.opening(chance, at);
        let author = chance.pick(&sample.catalog.staff);
        let visibility = chance.weighted(&[(60, "internal"), (22, "printable"), (18, "private")]);
        sample.notes.add(&[
            &person.id,
            &author,
            &chance.pick(words::NOTES),
            &chance.happens(0.08),
            &visibility,
            &at,
            &at,
        ])?;
    }
    tags(sample, chance, person)?;
    let at = sample.opening(chance, person.since);
    let staff = chance.pick(&sample.catalog.staff);
    let given: [(Option<&str>, Option<&str>, f64); 4] = [
        (None, Some("whatsapp"), 0.84),
        (None, Some("email"), 0.45),
        (Some("appointment_reminders"), None, 0.9),
        (Some("promotions"), None, 0.3),
    ];
    for (purpose, channel, share) in given {
        if chance.happens(share) {
            sample.consents.add(&[&person.id, &purpose, &channel, &!chance.happens(0.04), &at, &staff])?;
        }
    }
    points::add(sample, chance, person)
}

fn tags(sample: &mut Sample<'_>, chance: &mut Chance, person: &Person) -> Result<()> {
    let owns = |species: &str| person.pets.iter().any(|pet| pet.is_alive && pet.species == species);
    let is_vip = person.visits >= 10 && person.spent_cents >= 500_000;
    for (index, (name, _)) in words::TAGS.iter().enumerate() {
        let fits = match *name {
            "VIP" => is_vip && chance.happens(0.8),
            "New Customer" => person.visits <= 1 && person.stays && chance.happens(0.5),
            "Multiple Pets" => person.pets.iter().filter(|pet| pet.is_alive).count() >= 3,
            "Regular" => person.visits >= 5 && chance.happens(0.5),
            "Dog Owner" => owns("dog") && chance.happens(0.4),
            "Cat Owner" => owns("cat") && chance.happens(0.4),
            "Repeat Customer" => person.visits >= 3 && chance.happens(0.2),
            "High Volume" => person.is_company,
            "Inactive" => !person.is_active,
            "Breeder" | "Rescue" | "Senior Discount" => chance.happens(0.02),
            _ => false,
        };
        if let (true, Some(tag)) = (fits, sample.catalog.tags.get(index).copied()) {
            let at = person.since.plus(chance.days(0, person.until.since(person.since)));
            let at = sample.opening(chance, at);
            let staff = chance.pick(&sample.catalog.staff);
            sample.owner_tags.add(&[&person.id, &tag, &staff, &at])?;
        }
    }
    Ok(())
}
