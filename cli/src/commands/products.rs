//! Products.

use crate::{
    args::{ProductArguments, ProductsCommand},
    session::{ACTOR, Session},
    shown::{Align, Shown, table},
};
use crm::{
    Result,
    clinic::View,
    products::{self, Product, ProductInput},
    values::words::{phrase, word},
};

pub fn run(session: &Session, command: ProductsCommand) -> Result<Shown> {
    match command {
        ProductsCommand::List => list(session),
        ProductsCommand::Create(arguments) => {
            let clinic = session.write()?;
            let input = given(arguments, ProductInput::default());
            saved(session, &products::create(&clinic, &ACTOR, &input)?.value)
        }
        ProductsCommand::Update { id, product: arguments, retire, restore } => {
            let clinic = session.write()?;
            let old = clinic.read(&ACTOR, View::Records, |read| products::find(read, &id))?;
            let is_active = if retire || restore { restore } else { old.is_active };
            let stands = ProductInput {
                sku: old.sku,
                name: old.name,
                brand: old.brand,
                category: old.category,
                species: old.species,
                price_cents: old.price_cents,
                cost_cents: old.cost_cents,
                is_active,
                launched_on: old.launched_on,
            };
            saved(session, &products::update(&clinic, &ACTOR, old.id, &given(arguments, stands))?.value)
        }
    }
}

fn given(arguments: ProductArguments, stands: ProductInput) -> ProductInput {
    ProductInput {
        sku: arguments.sku.unwrap_or(stands.sku),
        name: arguments.name.unwrap_or(stands.name),
        brand: arguments.brand.or(stands.brand),
        category: arguments.category.or(stands.category),
        species: arguments.species.or(stands.species),
        price_cents: arguments.price.or(stands.price_cents),
        cost_cents: arguments.cost.or(stands.cost_cents),
        ..stands
    }
}

fn list(session: &Session) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    let all = clinic.read(&ACTOR, View::Records, products::list)?;
    if all.is_empty() {
        return Shown::new(word(lang, "terminal.noProducts"), &all);
    }
    let mut lines = vec![vec![
        word(lang, "terminal.sku").to_owned(),
        word(lang, "terminal.name").to_owned(),
        word(lang, "terminal.category").to_owned(),
        word(lang, "terminal.price").to_owned(),
        String::new(),
    ]];
    lines.extend(all.iter().map(|product| {
        vec![
            product.sku.clone(),
            product.name.clone(),
            product.category.clone().unwrap_or_default(),
            product.price_cents.map(|price| price.to_string()).unwrap_or_default(),
            if product.is_active { String::new() } else { word(lang, "terminal.retired").to_owned() },
        ]
    }));
    let columns = [Align::Start, Align::Start, Align::Start, Align::End, Align::Start];
    Shown::new(table(&columns, &lines), &all)
}

fn saved(session: &Session, product: &Product) -> Result<Shown> {
    Shown::new(phrase(session.lang(), "terminal.productSaved", &[("name", product.name.clone())]), product)
}
