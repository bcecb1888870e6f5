use super::*;
use proptest::prelude::*;

fn history(repeats: u32, last: f64, observed: f64) -> History {
    History { repeats, last, observed }
}

/// The customers of the CDNOW sample are described by BG/NBD with these.
const CDNOW: Buying = Buying { model: BuyingModel::BgNbd, r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

prop_compose! {
    fn any_history()(repeats in 0..60_u32, last in 0.0..1.0_f64, observed in 0.01..300.0_f64) -> History {
        history(repeats, if repeats == 0 { 0.0 } else { last * observed }, observed)
    }
}

prop_compose! {
    fn any_model()(
        is_modified in any::<bool>(),
        logs in prop::array::uniform4(-2.5..2.5_f64),
    ) -> (BuyingModel, [f64; 4]) {
        (if is_modified { BuyingModel::MbgNbd } else { BuyingModel::BgNbd }, logs)
    }
}

proptest! {
    #[test]
    fn the_gradient_and_the_bend_are_those_of_the_likelihood(
        histories in prop::collection::vec(any_history(), 1..20),
        (model, logs) in any_model(),
    ) {
        let histories = Histories::of(histories);
        let mut evaluation = Evaluation::new(model, &histories);
        let place = evaluation.at(&logs);
        let d = 1e-5;
        for i in 0..4 {
            let (mut less, mut more) = (logs, logs);
            less[i] -= d;
            more[i] += d;
            let (less, more) = (evaluation.at(&less), evaluation.at(&more));
            let slope = (more.value - less.value) / (2.0 * d);
            prop_assert!((slope - place.gradient[i]).abs() < 1e-5 * (1.0 + place.value.abs()), "{i}: {slope} {place:?}");
            for j in 0..4 {
                let bend = (more.gradient[j] - less.gradient[j]) / (2.0 * d);
                prop_assert!((bend - place.bend[i][j]).abs() < 1e-5 * (1.0 + place.value.abs()), "{i} {j}: {bend} {place:?}");
            }
        }
    }

    #[test]
    fn chances_are_chances_whatever_the_history(
        repeats in any::<u32>(), last in 0.0..=1.0_f64, observed in -3.0..5.0_f64, (model, logs) in any_model(),
    ) {
        let observed = 10_f64.powf(observed);
        let history = history(repeats, if repeats == 0 { 0.0 } else { last * observed }, observed);
        let buying = Buying::of(model, logs.map(f64::exp));
        let active = buying.active(&history);
        prop_assert!((0.0..=1.0).contains(&active), "{active}");
        let expected = buying.expected(&history, 52.0);
        prop_assert!(expected.is_finite() && expected >= 0.0, "{expected}");
    }
}

#[test]
fn who_bought_yesterday_is_likelier_active_than_who_did_long_ago() {
    let mut before = 1.1;
    for silent in [0.0, 1.0, 5.0, 20.0, 100.0, 1_000.0] {
        let active = CDNOW.active(&history(5, 30.0, 30.0 + silent));
        assert!(active < before, "{silent}: {active}");
        before = active;
    }
}

#[test]
fn in_the_first_model_nobody_leaves_before_a_repeat() {
    let once = history(0, 0.0, 500.0);
    assert_eq!(CDNOW.active(&once), 1.0);
    assert!(Buying { model: BuyingModel::MbgNbd, ..CDNOW }.active(&once) < 0.7);
}

#[test]
fn thousands_of_repeats_in_twenty_years_stay_finite() {
    let histories = Histories::of((1..200).map(|n| history(n * 37, f64::from(n) * 5.0, 1_043.0)));
    for model in [BuyingModel::BgNbd, BuyingModel::MbgNbd] {
        let place = Evaluation::new(model, &histories).at(&[0.243_f64, 4.414, 0.793, 2.426].map(f64::ln));
        assert!(place.value.is_finite() && place.gradient.iter().all(|slope| slope.is_finite()), "{place:?}");
        let found = fit(model, &histories);
        assert!(found.is_none_or(|(_, likelihood)| likelihood.is_finite()), "{found:?}");
    }
}

#[test]
fn without_a_repeat_there_is_nothing_to_fit() {
    let once = Histories::of((1..100).map(|n| history(0, 0.0, f64::from(n))));
    assert_eq!(fit(BuyingModel::BgNbd, &once), None);
    assert_eq!(fit(BuyingModel::BgNbd, &Histories::of([])), None);
}
