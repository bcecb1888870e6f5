//! People looked for as the front desk looks for them. Shared by the tests and the benchmark.

use crm::{
    clinic::Read,
    values::{OwnerId, fold},
};

/// Somebody, and what is typed to find her.
pub struct Sought {
    pub owner: OwnerId,
    pub text: String,
}

/// `count` owners spread over the clinic, each looked for in one of five ways: by the folded name, the last
/// digits of the phone, the e-mail address, a living pet and the surname, the name with a letter missing.
pub fn sought(r: &Read, count: usize) -> Vec<Sought> {
    let sql = "SELECT o.id, o.full_name, o.last_name, o.phone_e164, coalesce(o.email, ''),
                 coalesce((SELECT name FROM pets WHERE owner_id = o.id AND status = 'active' LIMIT 1), '')
               FROM owners o ORDER BY o.id LIMIT 1 OFFSET ?1";
    let mut statement = r.conn().prepare(sql).unwrap();
    let all: i64 = r.conn().query_row("SELECT count(*) FROM owners", [], |row| row.get(0)).unwrap();
    let mut sought = Vec::new();
    for nth in 0..count {
        let row = |row: &rusqlite::Row<'_>| -> rusqlite::Result<(i64, [String; 5])> {
            Ok((row.get(0)?, [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?]))
        };
        let (id, [name, surname, phone, email, pet]) =
            statement.query_row([nth as i64 * all / count as i64], row).unwrap();
        let folded = fold(&name);
        let missing = {
            let letters: Vec<char> = folded.chars().collect();
            let at = (nth * 7 + 3) % letters.len();
            letters.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, letter)| letter).collect()
        };
        let text = match nth % 5 {
            1 => phone[phone.len() - (4 + nth % 4)..].to_owned(),
            2 if !email.is_empty() => email,
            3 if !pet.is_empty() => format!("{} {}", fold(&pet), fold(&surname)),
            4 => missing,
            _ => folded,
        };
        sought.push(Sought { owner: OwnerId(id), text });
    }
    sought
}
