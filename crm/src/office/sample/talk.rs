//! What was said in the sample: interactions with their follow-ups, messages, feedback.

use super::{chance::Chance, people::Person, store::Sample, words};
use crate::{
    Result,
    values::{
        Day, Lang,
        words::{look_up, phrase},
    },
};

pub(super) const INTERACTION: &str = "owner_id, pet_id, kind, channel, direction, subject, notes, outcome, \
    duration_minutes, sentiment, happened_at, happened_on, handled_by, follow_up_required, follow_up_on, \
    follow_up_is_completed, created_at";
pub(super) const MESSAGE: &str = "owner_id, channel, direction, purpose, body, status, created_at, sent_at, sent_on, \
    delivered_at, opened_at, answered_at, answered_on";
pub(super) const FEEDBACK: &str = "owner_id, is_anonymous, service_type, rating, comments, sentiment, source, \
    received_at, received_on, is_resolved, interaction_id";

/// Interactions of an owner beside visits.
const INTERACTIONS: &[f64] = &[0.0, 1.0, 1.5, 2.5, 3.5, 4.5, 6.0, 9.0, 14.0, 38.0];
/// Messages to an owner.
const MESSAGES: &[f64] = &[0.0, 1.5, 2.5, 3.5, 5.0, 6.5, 9.0, 13.0, 20.0, 46.0];

/// Adds what was said with an owner.
pub(super) fn add(sample: &mut Sample<'_>, chance: &mut Chance, person: &Person) -> Result<()> {
    // A longer history holds more of them.
    let share = 0.6 + f64::from(person.until.since(person.since)) / 1_650.0;
    for _ in 0..(chance.quantile(INTERACTIONS) * share) as u32 {
        let day = past(sample, chance, person);
        interaction(sample, chance, person, day, None)?;
    }
    if person.is_active && chance.happens(sample.desk.is_followed_up) {
        let due = sample.today.plus(chance.weighted(&[
            (30, 0),
            (14, -1),
            (10, -3),
            (8, -6),
            (18, 1),
            (12, 2),
            (8, 5),
        ]));
        let day = sample.today.plus(-chance.days(7, 12)).max(person.since);
        interaction(sample, chance, person, day, Some(due))?;
    }
    for _ in 0..(chance.quantile(MESSAGES) * share) as u32 {
        let day = past(sample, chance, person);
        message(sample, chance, person, day)?;
    }
    if chance.happens(0.13) {
        let day = past(sample, chance, person);
        feedback(sample, chance, person, day)?;
    }
    if person.is_active && chance.happens(sample.desk.is_unhappy) {
        unhappy(sample, chance, person)?;
    }
    Ok(())
}

/// A day of an owner's history, today at the latest.
fn past(sample: &Sample<'_>, chance: &mut Chance, person: &Person) -> Day {
    person
        .since
        .plus(chance.days(0, person.until.since(person.since)))
        .min(sample.today.plus(-1))
        .max(person.since)
}

fn interaction(
    sample: &mut Sample<'_>,
    chance: &mut Chance,
    person: &Person,
    day: Day,
    due: Option<Day>,
) -> Result<()> {
    let (kind, channel) = chance.weighted(words::KINDS);
    let direction = chance.weighted(&[(68, "inbound"), (32, "outbound")]);
    let sentiment = match kind {
        "complaint" => Some("negative"),
        _ => chance.weighted(&[
            (58, None),
            (26, Some("neutral")),
            (11, Some("positive")),
            (5, Some("negative")),
        ]),
    };
    let subject = if due.is_some() { words::FOLLOW_UPS } else { words::SUBJECTS };
    let was_due = (due.is_none() && chance.happens(0.1)).then(|| day.plus(7));
    // Follow-ups were done, but for a few of the last weeks.
    let is_open = chance.happens(0.08);
    let is_done = was_due.is_some_and(|due| {
        let late = sample.today.since(due);
        late > 3 && (late > 40 || !is_open)
    });
    let due = due.or(was_due);
    let pet = chance.pick(&person.pets);
    let at = sample.opening(chance, day);
    let staff = chance.pick(&sample.catalog.staff);
    sample.interactions.add(&[
        &person.id,
        &(pet.id > 0 && chance.happens(0.5)).then_some(pet.id),
        &kind,
        &channel,
        &direction,
        &chance.pick(subject),
        &chance.happens(0.9).then(|| chance.pick(words::SUMMARIES)),
        &chance.happens(0.86).then(|| chance.pick(words::OUTCOMES)),
        &(channel == "phone").then(|| chance.between(1, 14)),
        &sentiment,
        &at,
        &day,
        &staff,
        &due.is_some(),
        &due,
        &is_done,
        &at,
    ])?;
    Ok(())
}

fn message(sample: &mut Sample<'_>, chance: &mut Chance, person: &Person, day: Day) -> Result<()> {
    let channel = chance.weighted(&[(74, "whatsapp"), (22, "email"), (4, "sms")]);
    let minute = chance.between(540, 1_080);
    let at = sample.at(day, minute);
    if chance.happens(0.04) {
        let none = None::<crate::values::Instant>;
        let body = chance.pick(&["Sí, gracias", "¿A qué hora abren mañana?", "Confirmo la cita", "Merci !"]);
        sample.messages.add(&[
            &person.id,
            &channel,
            &"inbound",
            &"reply",
            &body,
            &"received",
            &at,
            &at,
            &day,
            &none,
            &none,
            &none,
            &None::<Day>,
        ])?;
        return Ok(());
    }
    let purpose = chance.weighted(&[(48, 0), (23, 1), (15, 2), (8, 3), (6, 4)]);
    let (purpose, [spanish, english, french]) = words::MESSAGES.get(purpose).copied().unwrap_or_default();
    let text = match person.language {
        "en" => english,
        "fr" => french,
        _ => spanish,
    };
    let body = text.replace("{o}", person.first_name).replace("{p}", chance.pick(&person.pets).name);
    let status = chance.weighted(&[(48, "opened"), (27, "answered"), (21, "delivered"), (4, "failed")]);
    let is_delivered = status != "failed";
    let opened =
        matches!(status, "opened" | "answered").then(|| sample.at(day, minute + chance.between(0, 200)));
    let answered_on =
        (status == "answered").then(|| day.plus(chance.days(0, 2)).min(sample.today.plus(-1)).max(day));
    let answered = answered_on.map(|day| sample.at(day, minute + chance.between(201, 300)));
    sample.messages.add(&[
        &person.id,
        &channel,
        &"outbound",
        &purpose,
        &body,
        &status,
        &at,
        &at,
        &day,
        &is_delivered.then_some(at),
        &opened,
        &answered,
        &answered_on,
    ])?;
    Ok(())
}

fn feedback(sample: &mut Sample<'_>, chance: &mut Chance, person: &Person, day: Day) -> Result<()> {
    let is_anonymous = chance.happens(0.2);
    let rating = chance.weighted(&[(50, 5), (31, 4), (13, 3), (3, 2), (3, 1)]);
    let (good, bad) = words::COMMENTS;
    let sentiment = match rating {
        4.. => "positive",
        3 => "neutral",
        _ => "negative",
    };
    let services = ["consultation", "store", "grooming", "surgery", "boarding", "support"];
    let at = sample.opening(chance, day);
    sample.feedback.add(&[
        &(!is_anonymous).then_some(person.id),
        &is_anonymous,
        &chance.pick(&services),
        &rating,
        &chance.pick(if rating > 3 { good } else { bad }),
        &sentiment,
        &chance.pick(&["web", "email", "in_person", "mobile"]),
        &(!is_anonymous).then_some(at),
        &if is_anonymous { day.first_of_month() } else { day },
        &(rating > 2 || sample.today.since(day) > 20),
        &None::<i64>,
    ])?;
    Ok(())
}

/// Somebody was not content these days: the opinion waits for an answer, and opened a follow-up.
fn unhappy(sample: &mut Sample<'_>, chance: &mut Chance, person: &Person) -> Result<()> {
    let day = sample.today.plus(-chance.days(1, 5)).max(person.since);
    let (at, due) = (sample.opening(chance, day), day.plus(1));
    let rating = chance.pick(&[1, 2]);
    let service = chance.pick(&["consultation", "grooming", "store"]);
    let comment = chance.pick(words::COMMENTS.1);
    let staff = chance.pick(&sample.catalog.staff);
    let named = look_up(Lang::Es, &format!("values.serviceType.{service}")).unwrap_or(service);
    let values = [("rating", rating.to_string()), ("service", named.to_owned())];
    let subject = phrase(Lang::Es, "values.feedback.followUp", &values);
    let interaction = sample.interactions.add(&[
        &person.id,
        &None::<i64>,
        &"feedback",
        &"in_person",
        &"inbound",
        &subject,
        &comment,
        &None::<&str>,
        &None::<i64>,
        &"negative",
        &at,
        &day,
        &staff,
        &true,
        &due,
        &false,
        &at,
    ])?;
    sample.feedback.add(&[
        &person.id,
        &false,
        &service,
        &rating,
        &comment,
        &"negative",
        &"in_person",
        &at,
        &day,
        &false,
        &interaction,
    ])?;
    Ok(())
}
