//! Fields of a record as they were given: by flags, by name, as JSON.

use crate::shown::snake;
use crm::{Error, Result};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use std::{
    fs,
    io::{Read as _, stdin},
    path::Path,
};

/// Fields by their names on the bridge.
#[derive(Debug, Default)]
pub struct Given(Map<String, Value>);

impl Given {
    /// Those of a JSON file (- for standard input) and those said by name, which speak louder.
    ///
    /// # Errors
    /// `invalid` where the file holds no object, or a field is said without a value; those of the disk.
    pub fn read(from: Option<&Path>, set: &[String]) -> Result<Self> {
        let mut given = Self::default();
        if let Some(file) = from {
            for (name, value) in object(file)? {
                given.0.insert(camel(&name), value);
            }
        }
        for said in set {
            let (name, value) =
                said.split_once('=').ok_or_else(|| Error::invalid("set", "not FIELD=VALUE"))?;
            given.say(name.trim(), Some(value));
        }
        Ok(given)
    }

    /// Says a field, where there is a value; an empty one is nothing.
    pub fn say(&mut self, name: &str, value: Option<&str>) {
        let Some(value) = value else { return };
        let value = match value.trim() {
            "" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            text => text.into(),
        };
        self.0.insert(camel(name), value);
    }

    /// Sets a field, where there is a value.
    pub fn set(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.insert(camel(name), value.into());
        }
    }

    /// What was said of a field.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(&camel(name))
    }

    /// The form that these fields make by themselves.
    ///
    /// # Errors
    /// `invalid` with the field that is unknown or not understood.
    pub fn form<T: DeserializeOwned>(self) -> Result<T> {
        for (name, value) in &self.0 {
            let alone = Map::from_iter([(name.clone(), value.clone())]);
            if let Err(error) = serde_json::from_value::<T>(alone.into()) {
                let why =
                    if error.to_string().starts_with("unknown field") { "unknown" } else { "not understood" };
                return Err(Error::invalid(&snake(name), why));
            }
        }
        Ok(serde_json::from_value(self.0.into())?)
    }

    /// The form of a record as it stands, with these fields over it; `not_edited` of the record are no fields of the form.
    ///
    /// # Errors
    /// As [`Given::form`].
    pub fn form_over<T: DeserializeOwned>(self, record: &impl Serialize, not_edited: &[&str]) -> Result<T> {
        let Value::Object(mut stands) = serde_json::to_value(record)? else {
            return Err(Error::invalid("record", "no record"));
        };
        stands.retain(|name, _| !not_edited.contains(&name.as_str()));
        for (name, value) in self.0 {
            if !stands.contains_key(&name) {
                return Err(Error::invalid(&snake(&name), "unknown"));
            }
            stands.insert(name, value);
        }
        // A field that is never blank takes nothing as its default.
        stands.retain(|_, value| !value.is_null());
        Self(stands).form()
    }
}

fn object(file: &Path) -> Result<Map<String, Value>> {
    let mut text = String::new();
    if file == Path::new("-") {
        stdin().read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(fs::read(file)?).map_err(|_| Error::invalid("from", "not UTF-8"))?;
    }
    match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(Value::Object(fields)) => Ok(fields),
        _ => Err(Error::invalid("from", "no JSON object")),
    }
}

/// `birth_on` as `birthOn`; what is written so already stays.
fn camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut is_next_large = false;
    for letter in name.chars() {
        match letter {
            '_' | '-' => is_next_large = true,
            letter if is_next_large => {
                camel.extend(letter.to_uppercase());
                is_next_large = false;
            }
            letter => camel.push(letter),
        }
    }
    camel
}

#[cfg(test)]
mod tests {
    use super::*;
    use crm::pets::PetInput;

    #[test]
    fn fields_are_known_by_either_name_and_wrong_ones_are_named() {
        let given = |set: &[&str]| {
            let set: Vec<String> = set.iter().map(|text| (*text).to_owned()).collect();
            Given::read(None, &set).unwrap().form::<PetInput>()
        };
        let pet = given(&["name=Max", "birth_on=2020-05-02", "isNeutered=true", "breed="]).unwrap();
        assert_eq!((pet.name.as_str(), pet.is_neutered, pet.breed), ("Max", Some(true), None));
        assert_eq!(given(&["birth_on=tomorrow"]).unwrap_err().field.as_deref(), Some("birth_on"));
        assert_eq!(given(&["wings=two"]).unwrap_err().field.as_deref(), Some("wings"));
        assert_eq!(Given::read(None, &["name".into()]).unwrap_err().field.as_deref(), Some("set"));
    }
}
