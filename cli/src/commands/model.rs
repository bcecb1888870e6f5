//! The models of buying and spending.

use crate::{
    args::{ModelCommand, ModelFitArguments},
    session::{ACTOR, Session},
    shown::{Align, Shown, snake_case, table},
};
use crm::{
    Clinic, Code, Error, Result,
    clinic::{View, write_file},
    model::{self, Buying, BuyingModel, ClinicFit, CustomerFile, Fit, FitVerdict, Fitted, Spending, fit_all},
    values::{
        Lang,
        words::{look_up, phrase, word},
    },
};
use serde_json::{Map, Value, json};
use std::{fs::File, path::Path};

pub fn run(session: &Session, command: ModelCommand) -> Result<Shown> {
    match command {
        ModelCommand::Fit(arguments) => match &arguments.csv {
            Some(csv) => fit_file(session.lang(), csv, &arguments),
            None => show(session, &session.foresee()?),
        },
        ModelCommand::Show => show(session, &session.read()?),
    }
}

/// Fits a file of customers; no clinic is needed.
fn fit_file(lang: Lang, csv: &Path, arguments: &ModelFitArguments) -> Result<Shown> {
    let file = CustomerFile::read(File::open(csv)?)?;
    let fit = fit_all(file.customers());
    let likelier =
        fit.likelier().ok_or_else(|| Error::new(Code::Invalid, "no parameters are the likeliest"))?;
    let model = arguments.model.unwrap_or(likelier.parameters.model);
    if let Some(scores) = &arguments.scores {
        write_file(scores, |out| file.write_scores(&fit, model, arguments.horizon, out))?;
    }
    let mut json = fit_json(&fit);
    json.insert("model".into(), likelier.parameters.model.as_str().into());
    json.insert("customers".into(), file.customers().len().into());
    json.insert("horizon".into(), arguments.horizon.into());
    let mut text = fit_text(lang, &fit);
    if let Some(scores) = &arguments.scores {
        json.insert("scores".into(), scores.display().to_string().into());
        text += &phrase(lang, "terminal.file", &[("file", path(scores))]);
    }
    Shown::new(text, &Value::Object(json))
}

/// The clinic's models as they are kept.
fn show(session: &Session, clinic: &Clinic) -> Result<Shown> {
    let lang = session.lang();
    let Some(kept) = clinic.read(&ACTOR, View::Reports, model::kept)? else {
        return Shown::new(word(lang, "terminal.modelNone"), &Value::Null);
    };
    let mut json = snake_case(serde_json::to_value(&kept)?);
    if let Some(json) = json.as_object_mut() {
        json.remove("fit");
        json.append(&mut fit_json(&kept.fit));
        let speaks = kept.fit.likelier().map(|fitted| fitted.parameters.model.as_str());
        json.insert("model".into(), speaks.into());
    }
    Shown::new(kept_text(lang, &kept), &json)
}

/// Who speaks and on what grounds, the parameters, and what half a year ago would have been predicted of today.
fn kept_text(lang: Lang, kept: &ClinicFit) -> String {
    let basis = look_up(lang, &format!("values.basis.{}", kept.basis)).unwrap_or_default();
    let values = [
        ("day", kept.fitted_on.to_string()),
        ("basis", basis.to_owned()),
        ("owners", kept.owners.to_string()),
        ("repeaters", kept.repeaters.to_string()),
        ("needed", kept.needed.to_string()),
    ];
    let mut text = phrase(lang, "terminal.modelKept", &values) + "\n";
    text += &match kept.verdict {
        FitVerdict::Speaks => fit_text(lang, &kept.fit),
        FitVerdict::TooFew => phrase(lang, "terminal.modelTooFew", &values) + "\n",
        FitVerdict::NotConverged => word(lang, "terminal.modelNotConverged").to_owned() + "\n",
    };
    if let Some(check) = &kept.hold_out {
        let values = [("from", check.from.to_string()), ("to", check.to.to_string())];
        text += &format!("\n{}\n", phrase(lang, "terminal.holdOut", &values));
        let heading = ["repeats", "customers", "predicted", "actual"].map(|name| said(lang, name));
        let mut lines = vec![heading.to_vec()];
        lines.extend(check.bands.iter().map(|band| {
            let to = band.to.map_or_else(|| "+".to_owned(), |to| format!("–{to}"));
            let repeats = if band.to == Some(band.from) { String::new() } else { to };
            line(format!("{}{repeats}", band.from), band.customers, band.predicted, band.actual)
        }));
        lines.push(line(said(lang, "total"), check.customers, check.predicted, check.actual));
        text += &table(&[Align::Start, Align::End, Align::End, Align::End], &lines);
    }
    text
}

fn line(name: String, customers: u32, predicted: f64, actual: u32) -> Vec<String> {
    vec![name, customers.to_string(), format!("{predicted:.1}"), actual.to_string()]
}

fn path(file: &Path) -> String {
    file.display().to_string()
}

/// Each model under its name; null where none was found.
pub fn fit_json(fit: &Fit) -> Map<String, Value> {
    let buying = |fitted: &Fitted<Buying>| {
        let Buying { r, alpha, a, b, .. } = fitted.parameters;
        json!({
            "r": r, "alpha": alpha, "a": a, "b": b,
            "log_likelihood": fitted.log_likelihood, "customers": fitted.customers,
        })
    };
    let spending = |fitted: &Fitted<Spending>| {
        let Spending { p, q, gamma } = fitted.parameters;
        json!({
            "p": p, "q": q, "gamma": gamma,
            "log_likelihood": fitted.log_likelihood, "customers": fitted.customers,
        })
    };
    let mut json = Map::new();
    json.insert("bg_nbd".into(), fit.bg_nbd.as_ref().map(buying).into());
    json.insert("mbg_nbd".into(), fit.mbg_nbd.as_ref().map(buying).into());
    json.insert("gamma_gamma".into(), fit.gamma_gamma.as_ref().map(spending).into());
    json
}

/// The parameters under each other, and which of the two models of buying is likelier.
pub fn fit_text(lang: Lang, fit: &Fit) -> String {
    let mut lines =
        vec![["model", "parameters", "logLikelihood", "customers"].map(|name| said(lang, name)).to_vec()];
    let mut add = |name: &str, parameters: &[(&str, f64)], log_likelihood: f64, customers: u32| {
        let parameters: Vec<String> =
            parameters.iter().map(|(name, value)| format!("{name} {value:.4}")).collect();
        lines.push(vec![
            label(lang, name),
            parameters.join("  "),
            format!("{log_likelihood:.1}"),
            customers.to_string(),
        ]);
    };
    for fitted in fit.bg_nbd.iter().chain(&fit.mbg_nbd) {
        let Buying { model, r, alpha, a, b } = fitted.parameters;
        let parameters = [("r", r), ("α", alpha), ("a", a), ("b", b)];
        add(model.as_str(), &parameters, fitted.log_likelihood, fitted.customers);
    }
    if let Some(fitted) = &fit.gamma_gamma {
        let Spending { p, q, gamma } = fitted.parameters;
        add("gamma_gamma", &[("p", p), ("q", q), ("γ", gamma)], fitted.log_likelihood, fitted.customers);
    }
    let likelier = fit.likelier().map(|fitted| fitted.parameters.model);
    let speaks = likelier.map_or_else(String::new, |model: BuyingModel| {
        phrase(lang, "terminal.modelSpeaks", &[("model", label(lang, model.as_str()))]) + "\n"
    });
    table(&[Align::Start, Align::Start, Align::End, Align::End], &lines) + &speaks
}

fn said(lang: Lang, name: &str) -> String {
    look_up(lang, &format!("terminal.{name}")).unwrap_or(name).to_owned()
}

fn label(lang: Lang, model: &str) -> String {
    look_up(lang, &format!("values.model.{model}")).unwrap_or(model).to_owned()
}
