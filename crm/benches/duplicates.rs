//! The radar over a whole clinic: every pair of owners who are perhaps one.

use crate::support::{Bench, ME, clinic, timed};
use crm::{
    clinic::{Progress, View},
    duplicates::{self, Hints},
};

pub fn run(bench: &mut Bench) {
    let (clinic, _) = clinic();
    let radar = |hints| {
        timed(|| {
            clinic.read(&ME, View::Records, |r| duplicates::radar(r, hints, &Progress::silent())).unwrap()
        })
        .1
    };
    bench.alone("duplicates: the radar over the whole clinic", || radar(Hints::Without));
    bench.alone("the same with hints", || radar(Hints::With));
}
