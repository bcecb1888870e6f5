//! SQL of pets.

mod due;
mod hands;

pub(crate) use due::keep_all_due;
pub(super) use due::{differing_due, due_count, keep_due};
pub(super) use hands::{delete_message, insert_transfer, set_deceased, set_owner, transfers, unsent};

use super::{Pet, PetInput, PetStatus, age};
use crate::{
    Result,
    clinic::{Read, Write},
    records::{columns::Columns, owners::stamp},
    values::{Day, ExternalId, OwnerId, PetId},
};
use rusqlite::{OptionalExtension, Row, params};

const COLUMNS: &str = "id, external_id, owner_id, name, species, breed, sex, is_neutered, birth_on,
    is_birth_estimated, colour, microchip, weight_g, status, deceased_on, notes, created_at, updated_at";

pub(super) fn by_id(read: &Read, id: PetId) -> Result<Option<Pet>> {
    let sql = format!("SELECT {COLUMNS} FROM pets WHERE id = ?1");
    Ok(read.conn().prepare_cached(&sql)?.query_row([id], |row| pet_of(row, read.today)).optional()?)
}

pub(super) fn by_external_id(read: &Read, id: &str) -> Result<Option<PetId>> {
    let sql = "SELECT id FROM pets WHERE external_id = ?1";
    Ok(read.conn().prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?)
}

/// Whether pets came with plain numbers as their ids.
pub(super) fn has_numbers_as_ids(read: &Read) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM pets WHERE external_id NOT GLOB '*[^0-9]*')";
    Ok(read.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

pub(super) fn of_owner(read: &Read, owner: OwnerId) -> Result<Vec<Pet>> {
    let sql = format!("SELECT {COLUMNS} FROM pets WHERE owner_id = ?1 ORDER BY status <> 'active', id");
    let mut statement = read.conn().prepare_cached(&sql)?;
    let pets = statement.query_map([owner], |row| pet_of(row, read.today))?;
    Ok(pets.collect::<rusqlite::Result<_>>()?)
}

/// How many of an owner's pets live and are still here.
pub(super) fn living(read: &Read, owner: OwnerId) -> Result<u32> {
    let sql = "SELECT count(*) FROM pets WHERE owner_id = ?1 AND status = 'active'";
    Ok(read.conn().prepare_cached(sql)?.query_row([owner], |row| row.get(0))?)
}

fn pet_of(row: &Row<'_>, today: Day) -> rusqlite::Result<Pet> {
    let mut columns = Columns::of(row);
    let mut pet = Pet {
        id: columns.next()?,
        external_id: columns.next()?,
        owner_id: columns.next()?,
        name: columns.next()?,
        species: columns.next()?,
        breed: columns.next()?,
        sex: columns.next()?,
        is_neutered: columns.next()?,
        birth_on: columns.next()?,
        is_birth_estimated: columns.next()?,
        age: None,
        colour: columns.next()?,
        microchip: columns.next()?,
        weight_g: columns.next()?,
        status: columns.next()?,
        deceased_on: columns.next()?,
        notes: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    };
    let until = match pet.status {
        // Of one that died on a day nobody knows there is no age.
        PetStatus::Deceased => pet.deceased_on,
        _ => Some(today),
    };
    pet.age = pet.birth_on.zip(until).and_then(|(born, on)| age(born, on));
    Ok(pet)
}

pub(super) fn insert(w: &mut Write<'_>, owner: OwnerId, pet: &PetInput) -> Result<PetId> {
    let sql = "INSERT INTO pets (external_id, owner_id, name, species, breed, sex, is_neutered, birth_on,
                 is_birth_estimated, colour, microchip, weight_g, status, deceased_on, notes, created_at, updated_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?16)";
    w.conn().prepare_cached(sql)?.execute(params![
        ExternalId::born(w.now),
        owner,
        pet.name,
        pet.species,
        pet.breed,
        pet.sex,
        pet.is_neutered,
        pet.birth_on,
        pet.is_birth_estimated,
        pet.colour,
        pet.microchip,
        pet.weight_g,
        pet.status,
        pet.deceased_on,
        pet.notes,
        w.now,
    ])?;
    Ok(PetId(w.conn().last_insert_rowid()))
}

/// An edit that changes nothing leaves the row, its stamp included, as it is.
pub(super) fn update(w: &mut Write<'_>, old: &Pet, pet: &PetInput) -> Result<()> {
    w.conn().prepare_cached(include_str!("update.sql"))?.execute(params![
        old.id,
        pet.name,
        pet.species,
        pet.breed,
        pet.sex,
        pet.is_neutered,
        pet.birth_on,
        pet.is_birth_estimated,
        pet.colour,
        pet.microchip,
        pet.weight_g,
        pet.status,
        pet.deceased_on,
        pet.notes,
        stamp(w.now, old.updated_at),
    ])?;
    Ok(())
}
