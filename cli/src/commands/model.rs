//! The models of buying and spending.

use crate::{
    args::{ModelCommand, ModelFitArguments},
    session::Session,
    shown::{Align, Shown, table},
};
use crm::{
    Code, Error, Result,
    clinic::write_file,
    model::{Buying, BuyingModel, CustomerFile, Fit, Fitted, Spending, fit_all},
    values::{
        Lang,
        words::{look_up, phrase},
    },
};
use serde_json::{Map, Value, json};
use std::{fs::File, path::Path};

pub fn run(session: &Session, command: ModelCommand) -> Result<Shown> {
    match command {
        ModelCommand::Fit(arguments) => fit_file(session.lang(), &arguments),
    }
}

/// Fits a file of customers; no clinic is needed.
fn fit_file(lang: Lang, arguments: &ModelFitArguments) -> Result<Shown> {
    let file = CustomerFile::read(File::open(&arguments.csv)?)?;
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
