//! The lowest place of a smooth function of a few variables, from its first and second derivatives.

/// Steps before the search is given up.
const STEPS: usize = 200;

/// The longest step in one variable: these are logarithms of parameters, so a factor of about 7.
const LONGEST: f64 = 2.0;

/// A step this small in every variable is the last one: Newton's next would be its square.
const SMALL: f64 = 1e-7;

/// Damping is given up below and the search above.
const DAMPING: (f64, f64) = (1e-12, 1e12);

/// A function's value and derivatives at one place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place<const N: usize> {
    pub(super) value: f64,
    pub(super) gradient: [f64; N],
    /// The matrix of second derivatives; symmetric.
    pub(super) bend: [[f64; N]; N],
}

impl<const N: usize> Place<N> {
    fn is_finite(&self) -> bool {
        self.value.is_finite()
            && self.gradient.iter().chain(self.bend.iter().flatten()).all(|number| number.is_finite())
    }
}

/// Newton's method with damping (Levenberg and Marquardt): where the function bends the wrong way or a step
/// goes too far, the step turns towards the steepest descent and shortens. `None` when it runs away from
/// `within` or finds no lowest place.
pub(super) fn lowest<const N: usize>(
    start: [f64; N],
    within: &[(f64, f64); N],
    mut function: impl FnMut(&[f64; N]) -> Place<N>,
) -> Option<([f64; N], Place<N>)> {
    let (mut at, mut place) = (start, function(&start));
    let mut damping = 1e-3;
    if !place.is_finite() {
        return None;
    }
    for _ in 0..STEPS {
        let Some(step) = step(&place, damping) else {
            damping = f64::max(damping * 10.0, 1e-6);
            if damping > DAMPING.1 {
                return None;
            }
            continue;
        };
        let size = step.iter().fold(0.0_f64, |size, part| size.max(part.abs()));
        let shorten = if size > LONGEST { LONGEST / size } else { 1.0 };
        let mut next = at;
        next.iter_mut().zip(&step).for_each(|(to, part)| *to += part * shorten);
        let there = function(&next);
        // Close to the lowest place the values differ by less than they can be computed to.
        let noise = 1e-13 * place.value.abs();
        if there.is_finite() && there.value <= place.value + noise {
            if next.iter().zip(within).any(|(next, (least, most))| next < least || next > most) {
                return None;
            }
            (at, place) = (next, there);
            damping = if damping < DAMPING.0 { 0.0 } else { damping / 10.0 };
            if size < SMALL && damping < 1e-4 {
                return Some((at, place));
            }
        } else if size < SMALL {
            return Some((at, place));
        } else {
            damping = f64::max(damping * 10.0, 1e-6);
            if damping > DAMPING.1 {
                return None;
            }
        }
    }
    None
}

/// Solves (bend + damping · |diagonal|) step = −gradient by Cholesky; `None` where the matrix bends the wrong way.
#[allow(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    reason = "written as in the books; every index runs to N"
)]
fn step<const N: usize>(place: &Place<N>, damping: f64) -> Option<[f64; N]> {
    let mut lower = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let mut sum = place.bend[i][j];
            if i == j {
                sum += damping * place.bend[i][i].abs().max(1e-9);
            }
            for k in 0..j {
                sum -= lower[i][k] * lower[j][k];
            }
            if i != j {
                lower[i][j] = sum / lower[j][j];
            } else if sum > 1e-14 * place.bend[i][i].abs() {
                lower[i][i] = sum.sqrt();
            } else {
                return None;
            }
        }
    }
    let mut step = [0.0; N];
    for i in 0..N {
        let mut sum = -place.gradient[i];
        for k in 0..i {
            sum -= lower[i][k] * step[k];
        }
        step[i] = sum / lower[i][i];
    }
    for i in (0..N).rev() {
        let mut sum = step[i];
        for k in i + 1..N {
            sum -= lower[k][i] * step[k];
        }
        step[i] = sum / lower[i][i];
    }
    Some(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley: bends the wrong way in places, lowest at (1, 1).
    fn valley(&[x, y]: &[f64; 2]) -> Place<2> {
        let across = y - x * x;
        Place {
            value: 100.0 * across * across + (1.0 - x).powi(2),
            gradient: [-400.0 * x * across - 2.0 * (1.0 - x), 200.0 * across],
            bend: [[1_200.0 * x * x - 400.0 * y + 2.0, -400.0 * x], [-400.0 * x, 200.0]],
        }
    }

    #[test]
    fn a_crooked_valley_is_followed_to_its_lowest_place() {
        for start in [[-1.2, 1.0], [3.0, -4.0], [0.0, 8.0]] {
            let (at, _) = lowest(start, &[(-9.0, 9.0); 2], valley).unwrap();
            assert!(at.iter().all(|x| (x - 1.0).abs() < 1e-9), "{start:?}: {at:?}");
        }
    }

    #[test]
    fn a_slope_without_an_end_has_no_lowest_place() {
        let slope =
            |&[x]: &[f64; 1]| Place { value: (-x).exp(), gradient: [-(-x).exp()], bend: [[(-x).exp()]] };
        assert_eq!(lowest([0.0], &[(-20.0, 20.0)], slope), None);
        let nowhere = |_: &[f64; 1]| Place { value: f64::NAN, gradient: [0.0], bend: [[0.0]] };
        assert_eq!(lowest([0.0], &[(-20.0, 20.0)], nowhere), None);
    }
}
