use super::*;
use proptest::prelude::*;
use std::path::Path;

/// Within a share of what it should be.
fn close(is: f64, should: f64, share: f64) -> bool {
    (is - should).abs() <= share * should.abs()
}

/// Chance that is the same each time (SplitMix64).
struct Chance(u64);

impl Chance {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (((z ^ (z >> 31)) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn exponential(&mut self, rate: f64) -> f64 {
        -self.uniform().ln() / rate
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * self.uniform().ln()).sqrt() * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Marsaglia and Tsang's method.
    fn gamma(&mut self, shape: f64, rate: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0, rate) * self.uniform().powf(1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        loop {
            let x = self.normal();
            let v = (1.0 + x / (9.0 * d).sqrt()).powi(3);
            if v > 0.0 && self.uniform().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v / rate;
            }
        }
    }

    fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (one, other) = (self.gamma(a, 1.0), self.gamma(b, 1.0));
        one / (one + other)
    }
}

/// Customers who do what the models say, each observed for a while of their own.
fn simulated(buying: &Buying, spending: &Spending, customers: usize) -> Vec<Customer> {
    let mut chance = Chance(42);
    let one = |_| {
        let (rate, leaves) = (chance.gamma(buying.r, buying.alpha), chance.beta(buying.a, buying.b));
        let observed = (150.0 + 700.0 * chance.uniform()).round() / 7.0;
        let (mut repeats, mut last) = (0_u32, 0.0);
        let mut is_active = buying.model == BuyingModel::BgNbd || chance.uniform() > leaves;
        let mut next = chance.exponential(rate);
        while is_active && next <= observed {
            (repeats, last) = (repeats + 1, next);
            next += chance.exponential(rate);
            is_active = chance.uniform() > leaves;
        }
        let typical = chance.gamma(spending.q, spending.gamma);
        let sum: f64 = (0..repeats).map(|_| chance.gamma(spending.p, typical)).sum();
        let mean_amount = (repeats > 0).then(|| sum / f64::from(repeats));
        Customer { history: History { repeats, last, observed }, mean_amount }
    };
    (0..customers).map(one).collect()
}

#[test]
fn parameters_are_recovered_from_simulated_customers() {
    let spending = Spending { p: 6.25, q: 3.74, gamma: 15.45 };
    for model in [BuyingModel::BgNbd, BuyingModel::MbgNbd] {
        let buying = Buying { model, r: 0.8, alpha: 6.0, a: 0.9, b: 3.0 };
        let fit = fit_all(&simulated(&buying, &spending, 20_000));
        let likelier = fit.likelier().unwrap().parameters;
        assert_eq!(likelier.model, model);
        for (is, should) in [
            (likelier.r, buying.r),
            (likelier.alpha, buying.alpha),
            (likelier.a / (likelier.a + likelier.b), buying.a / (buying.a + buying.b)),
            (likelier.a, buying.a),
        ] {
            assert!(close(is, should, 0.12), "{likelier:?}");
        }
        let is = fit.gamma_gamma.unwrap().parameters;
        // p and γ make up for each other; the amount that they give is what the data tell.
        let [one, other] = [is, spending].map(|spending| spending.amount(3, 40.0).unwrap());
        assert!(
            close(is.p, spending.p, 0.2) && close(is.q, spending.q, 0.1) && close(one, other, 0.01),
            "{is:?}"
        );
    }
}

/// r, α, a, b and the log-likelihood on the CDNOW sample by SciPy 1.17: Nelder-Mead on a likelihood written down by
/// itself with `betaln`, to a tolerance of 1e-12.
const BG_NBD: [f64; 5] =
    [0.242_592_909_675, 4.413_531_799_237, 0.792_886_077_661, 2.425_753_487_002, -9_582.425_560_567];
const MBG_NBD: [f64; 5] =
    [0.524_837_969_742, 6.182_991_614_410, 0.891_356_111_641, 1.613_999_169_551, -9_582.132_684_900];
/// p, q, γ and the log-likelihood, likewise.
const GAMMA_GAMMA: [f64; 4] = [6.248_804_230_250, 3.744_588_321_630, 15.447_742_388_747, -4_055.923_243_503];

fn cdnow() -> Vec<Customer> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/cdnow/customers.csv");
    std::fs::read_to_string(file)
        .unwrap()
        .lines()
        .skip(1)
        .map(|line| {
            let numbers: Vec<f64> = line.split(',').map(|number| number.parse().unwrap()).collect();
            Customer {
                history: History { repeats: numbers[0] as u32, last: numbers[1], observed: numbers[2] },
                mean_amount: Some(numbers[3]),
            }
        })
        .collect()
}

#[test]
fn the_published_figures_are_met() {
    let fit = fit_all(&cdnow());
    let Fitted { parameters: buying, log_likelihood, customers } = fit.bg_nbd.unwrap();
    let rounded = |number: f64, digits: i32| (number * 10_f64.powi(digits)).round() / 10_f64.powi(digits);
    assert_eq!(
        [buying.r, buying.alpha, buying.a, buying.b].map(|p| rounded(p, 3)),
        [0.243, 4.414, 0.793, 2.426]
    );
    assert_eq!((rounded(log_likelihood, 1), customers), (-9_582.4, 2_357));
    let Fitted { parameters: spending, customers, .. } = fit.gamma_gamma.unwrap();
    assert_eq!([spending.p, spending.q, spending.gamma].map(|p| rounded(p, 2)), [6.25, 3.74, 15.45]);
    assert_eq!(customers, 946);
}

#[test]
fn parameters_agree_with_an_independent_implementation() {
    let fit = fit_all(&cdnow());
    let of = |fitted: Option<Fitted<Buying>>| {
        let fitted = fitted.unwrap();
        let Buying { r, alpha, a, b, .. } = fitted.parameters;
        [r, alpha, a, b, fitted.log_likelihood]
    };
    for (is, should) in [(of(fit.bg_nbd), BG_NBD), (of(fit.mbg_nbd), MBG_NBD)] {
        assert!(is.iter().zip(should).all(|(is, should)| close(*is, should, 2e-6)), "{is:?} {should:?}");
    }
    let Fitted { parameters: Spending { p, q, gamma }, log_likelihood, .. } = fit.gamma_gamma.unwrap();
    let is = [p, q, gamma, log_likelihood];
    assert!(is.iter().zip(GAMMA_GAMMA).all(|(is, should)| close(*is, should, 2e-6)), "{is:?}");
}

#[test]
fn values_of_customers_are_those_of_the_closed_form() {
    // By equation 10 as it is printed, in sixty digits (mpmath); a = 1 and a + b = 1 as limits.
    let reference = include_str!("buying/reference.csv");
    for line in reference.lines().skip(1) {
        let (model, numbers) = line.split_once(',').unwrap();
        let numbers: Vec<f64> = numbers.split(',').map(|number| number.parse().unwrap()).collect();
        let [r, alpha, a, b, repeats, last, observed, horizon, active, expected] = numbers[..] else {
            panic!()
        };
        let buying = Buying { model: BuyingModel::parse(model).unwrap(), r, alpha, a, b };
        let history = History { repeats: repeats as u32, last, observed };
        let is = (buying.active(&history), buying.expected(&history, horizon));
        assert!(close(is.0, active, 1e-11) && close(is.1, expected, 1e-11), "{line}: {is:?}");
    }
    assert_eq!(reference.lines().count(), 63);
}

proptest! {
    #[test]
    fn the_gradient_of_the_amounts_is_that_of_their_likelihood(
        spent in prop::collection::vec((1..40_u32, 0.5..900.0_f64), 1..15),
        logs in prop::array::uniform3(-1.5..2.5_f64),
    ) {
        let amounts = Amounts::of(spent);
        let place = spending::at(&amounts, &logs);
        let d = 1e-5;
        for i in 0..3 {
            let (mut less, mut more) = (logs, logs);
            less[i] -= d;
            more[i] += d;
            let (less, more) = (spending::at(&amounts, &less), spending::at(&amounts, &more));
            let allowed = 1e-5 * (1.0 + place.value.abs());
            let slope = (more.value - less.value) / (2.0 * d);
            prop_assert!((slope - place.gradient[i]).abs() < allowed, "{i}: {slope} {place:?}");
            for j in 0..3 {
                let bend = (more.gradient[j] - less.gradient[j]) / (2.0 * d);
                prop_assert!((bend - place.bend[i][j]).abs() < allowed, "{i} {j}: {bend} {place:?}");
            }
        }
    }
}

#[test]
fn a_customer_seen_often_is_expected_to_spend_what_they_spent() {
    let spending = Spending { p: 6.25, q: 3.74, gamma: 15.45 };
    // Fader & Hardie 2013: the weighed mean of the population's and the customer's own.
    let population = 6.25 * 15.45 / 2.74;
    assert!(close(spending.amount(0, 0.0).unwrap(), population, 1e-12));
    let (few, many) = (spending.amount(1, 100.0).unwrap(), spending.amount(50, 100.0).unwrap());
    assert!(population < few && few < many && close(many, 100.0, 0.02), "{few} {many}");
    assert_eq!(Spending { q: 0.9, ..spending }.amount(0, 0.0), None, "no mean");
    assert!(Spending { q: 0.9, ..spending }.amount(1, 10.0).is_some());
}

#[test]
fn models_that_nothing_speaks_for_are_not_there() {
    let once = Customer { history: History { repeats: 0, last: 0.0, observed: 9.0 }, mean_amount: None };
    for customers in [vec![], vec![once; 500]] {
        let fit = fit_all(&customers);
        assert_eq!((fit, fit.likelier()), (Fit::default(), None));
    }
}
