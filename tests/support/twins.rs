//! A clinic in which some owners were entered twice, and it is known who: as front desks do it.

use super::{Place, transfer::file};
use std::{collections::BTreeSet, fmt::Write as _};

/// How the second entry differs from the first.
const SLIPS: usize = 6;

/// The pairs that are one.
pub type Known = BTreeSet<(String, String)>;

#[rustfmt::skip]
const GIVEN: &[&str] = &[
    "María", "Guadalupe", "Ana", "Patricia", "Lucía", "Carmen", "Sofía", "Valeria", "Fernanda", "Daniela", "Andrea",
    "Gabriela", "Mariana", "Alejandra", "Verónica", "Leticia", "Rosa", "Elena", "Claudia", "Laura", "José", "Luis",
    "Juan", "Carlos", "Jorge", "Miguel", "Francisco", "Alejandro", "Fernando", "Eduardo", "Ricardo", "Roberto", "Raúl",
    "Óscar", "Diego", "Santiago", "Matías", "Sebastián", "Mario", "Luisa", "Antonio", "Antonia", "Manuel", "Manuela",
];
#[rustfmt::skip]
const SURNAMES: &[&str] = &[
    "Hernández", "García", "Martínez", "López", "González", "Pérez", "Rodríguez", "Sánchez", "Ramírez", "Cruz", "Flores",
    "Gómez", "Morales", "Vázquez", "Reyes", "Jiménez", "Torres", "Díaz", "Gutiérrez", "Ruiz", "Mendoza", "Aguilar", "Ortiz",
    "Moreno", "Castillo", "Romero", "Álvarez", "Méndez", "Chávez", "Rivera", "Juárez", "Ramos", "Domínguez", "Herrera",
    "Medina", "Castro", "Vargas", "Guzmán", "Pech", "Poot", "Canul", "Chan", "Dzul", "Balam", "Núñez", "Muñoz", "Peña",
];
const PETS: &[&str] =
    &["Max", "Luna", "Rocky", "Bella", "Toby", "Nina", "Simón", "Coco", "Lola", "Thor", "Kira", "Milo"];
const STREETS: &[&str] =
    &["Calle Coral", "Av. Tulum", "Calle Arrecife", "Av. Kabah", "Calle Sábalo", "Calle 12 Norte"];

/// Numbers that are the same in every run.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }

    /// Commoner ones first, as names are.
    fn pick<'t>(&mut self, list: &[&'t str]) -> &'t str {
        let at = self.below(list.len()).min(self.below(list.len()));
        list[at]
    }

    fn is(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

#[derive(Clone)]
struct Person {
    given: String,
    surnames: Vec<String>,
    email: String,
    phone: String,
    street: String,
    pets: Vec<&'static str>,
}

fn person(chance: &mut Chance, number: usize) -> Person {
    let given = chance.pick(GIVEN).to_owned();
    let given = if chance.is(30) { format!("{given} {}", chance.pick(GIVEN)) } else { given };
    let count = if chance.is(85) { 2 } else { 1 };
    let surnames: Vec<String> = (0..count).map(|_| chance.pick(SURNAMES).to_owned()).collect();
    let email = if chance.is(80) {
        format!("{}{number}@email.com", crm::values::fold(&surnames[0]))
    } else {
        String::new()
    };
    let pets = (0..1 + chance.below(2)).map(|_| chance.pick(PETS)).collect();
    Person { given, surnames, email, phone: phone(chance), street: street(chance), pets }
}

fn phone(chance: &mut Chance) -> String {
    format!("998{:07}", 1_000_000 + chance.below(8_999_999))
}

fn street(chance: &mut Chance) -> String {
    format!("{} {}", chance.pick(STREETS), 1 + chance.below(900))
}

/// The same person, entered again by somebody in a hurry.
fn again(chance: &mut Chance, first: &Person, slip: usize) -> Person {
    let mut second = first.clone();
    match slip {
        0 => {
            second.given = crm::values::fold(&second.given);
            second.surnames = second.surnames.iter().map(|name| crm::values::fold(name)).collect();
        }
        1 => second.surnames.truncate(1),
        2 => {
            let at = chance.below(second.surnames.len());
            second.surnames[at] = misspelt(chance, &second.surnames[at]);
        }
        3 => second.given = format!("{}.", second.given.chars().next().unwrap()),
        4 => second.email.clear(),
        _ => second.phone = phone(chance),
    }
    second
}

fn misspelt(chance: &mut Chance, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + chance.below(letters.len() - 2);
    match chance.below(3) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        _ => letters[at] = 'x',
    }
    letters.into_iter().collect()
}

/// Writes owners and pets of a clinic: families that share a phone and an address, namesakes, and of every hundred
/// owners two that are entered twice.
pub fn write(place: &Place, owners: usize) -> Known {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut people: Vec<Person> = Vec::new();
    while people.len() < owners {
        let head = person(&mut chance, people.len());
        if chance.is(12) {
            // A family: another name, the same phone, address and pets.
            let mut other = person(&mut chance, people.len() + owners);
            other.surnames[0].clone_from(&head.surnames[0]);
            if other.given.split(' ').next() != head.given.split(' ').next() {
                (other.phone, other.street) = (head.phone.clone(), head.street.clone());
                other.pets.clone_from(&head.pets);
                people.push(other);
            }
        }
        people.push(head);
    }
    people.truncate(owners);
    let mut known = Known::new();
    let mut entered: Vec<(String, Person)> =
        people.into_iter().enumerate().map(|(at, person)| (format!("O{at:06}"), person)).collect();
    for twice in 0..owners / 50 {
        let (id, first) = entered[twice * 47 % owners].clone();
        let mut second = again(&mut chance, &first, twice % SLIPS);
        if chance.is(30) {
            let slip = chance.below(SLIPS);
            second = again(&mut chance, &second, slip);
        }
        if chance.is(50) {
            second.pets.clear();
        }
        let other = format!("X{twice:06}");
        known.insert((id, other.clone()));
        entered.push((other, second));
    }
    let (mut owners_csv, mut pets_csv) = (
        String::from(
            "owner_id,first_name,last_name,full_name,email,phone_primary,street_address,postal_code\n",
        ),
        String::from("pet_id,owner_id,name,species\n"),
    );
    for (id, Person { given, surnames, email, phone, street, pets }) in &entered {
        let last = surnames.join(" ");
        writeln!(owners_csv, "{id},{given},{last},{given} {last},{email},{phone},{street},77580").unwrap();
        for (at, pet) in pets.iter().enumerate() {
            writeln!(pets_csv, "{id}-{at},{id},{pet},dog").unwrap();
        }
    }
    file(place, "twins/owners.csv", owners_csv);
    file(place, "twins/pets.csv", pets_csv);
    known
}
