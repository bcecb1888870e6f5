use super::*;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn rules() -> LoyaltyRules {
    LoyaltyRules { started_on: Some(day("2025-01-01")), ..LoyaltyRules::default() }
}

fn posting(id: i64, kind: EntryKind, points: i64, on: &str) -> Posting {
    Posting { id: LoyaltyEntryId(id), kind, points, on: day(on), purchase: None, reverses: None }
}

fn left(postings: &[Posting]) -> Vec<(i64, i64)> {
    lots(postings, &rules()).iter().map(|lot| (lot.entry.0, lot.left)).collect()
}

#[test]
fn the_oldest_points_go_first_and_come_back_where_they_were() {
    let mut postings = vec![
        posting(71, EntryKind::Earn, 50, "2025-03-01"),
        posting(72, EntryKind::Earn, 30, "2025-02-01"),
        posting(73, EntryKind::Redeem, -40, "2025-04-01"),
    ];
    assert_eq!(left(&postings), [(72, 0), (71, 40)]);
    postings.push(Posting {
        reverses: Some(LoyaltyEntryId(73)),
        ..posting(74, EntryKind::Reverse, 40, "2025-05-01")
    });
    assert_eq!(left(&postings), [(72, 30), (71, 50)]);
}

#[test]
fn a_refund_takes_the_purchases_own_points_first() {
    let of = |purchase: &str, posting| Posting { purchase: Some(purchase.into()), ..posting };
    let postings = [
        posting(71, EntryKind::Opening, 20, "2025-02-01"),
        of("invoice/F1", posting(72, EntryKind::Earn, 50, "2025-03-01")),
        of("invoice/F1", posting(73, EntryKind::Reverse, -60, "2025-03-02")),
    ];
    assert_eq!(left(&postings), [(71, 10), (72, 0)]);
    // One that is dated before its points takes them all the same.
    let early = [
        of("invoice/F1", posting(73, EntryKind::Reverse, -10, "2025-03-01")),
        of("invoice/F1", posting(72, EntryKind::Earn, 50, "2025-03-01")),
    ];
    assert_eq!(left(&early), [(72, 40)]);
}

#[test]
fn points_expire_365_days_after_their_day_and_those_before_the_programme_after_its_start() {
    let postings =
        [posting(71, EntryKind::Opening, 20, "2023-06-01"), posting(72, EntryKind::Earn, 50, "2025-03-01")];
    let lots = lots(&postings, &rules());
    assert_eq!(expiries(&lots), [(day("2026-01-01"), 20), (day("2026-03-01"), 50)]);
    let gone = |today: &str| expired(&lots, day(today)).iter().map(|lot| lot.left).collect::<Vec<_>>();
    assert_eq!(gone("2025-12-31"), [0; 0]);
    assert_eq!(gone("2026-01-01"), [20]);
    assert_eq!(gone("2026-03-01"), [20, 50]);
    for never in [LoyaltyRules { expiry_days: 0, ..rules() }, LoyaltyRules::default()] {
        assert_eq!(expiries(&super::lots(&postings, &never)), []);
    }
}

#[test]
fn a_point_is_earned_for_each_whole_ten_pesos() {
    for (cents, points) in
        [(0, 0), (999, 0), (1_000, 1), (1_999, 1), (12_345, 12), (1_245_000, 1_245), (-5_000, 0)]
    {
        assert_eq!(worth(Money::from_cents(cents), Money::from_cents(1_000)), points, "{cents}");
    }
}

#[test]
fn a_purchase_is_settled_once_and_a_reversal_takes_what_is_left() {
    let paid = Settled { granted: 50, standing: 50, due: 50 };
    let refunded = Settled { granted: 40, standing: 40, due: 0 };
    for (settled, target, balance, is) in [
        (Settled::default(), 50, 0, Settlement::Grant(50)),
        (paid, 50, 50, Settlement::Nothing),
        (paid, 25, 50, Settlement::Take { points: 25, shortfall: 0 }),
        (paid, 0, 10, Settlement::Take { points: 10, shortfall: 40 }),
        (paid, 0, 0, Settlement::Take { points: 0, shortfall: 50 }),
        // Expired points are gone already: those of other purchases stay.
        (Settled { standing: 0, ..paid }, 0, 30, Settlement::Take { points: 0, shortfall: 0 }),
        // After a shortfall nothing is taken again, and what was kept is not earned twice.
        (refunded, 0, 90, Settlement::Nothing),
        (refunded, 50, 90, Settlement::Grant(10)),
        (refunded, 30, 90, Settlement::Grant(0)),
    ] {
        assert_eq!(settle(settled, target, balance), is, "{settled:?} {target} {balance}");
    }
}

#[test]
fn tiers_begin_at_their_points_and_count_365_days() {
    let is = |earned| tier(earned, &rules());
    assert_eq!(is(0), (LoyaltyTier::Bronze, Some((LoyaltyTier::Silver, 500))));
    assert_eq!(is(499), (LoyaltyTier::Bronze, Some((LoyaltyTier::Silver, 1))));
    assert_eq!(is(500), (LoyaltyTier::Silver, Some((LoyaltyTier::Gold, 1_000))));
    assert_eq!(is(1_500).0, LoyaltyTier::Gold);
    assert_eq!(is(5_000), (LoyaltyTier::Platinum, None));

    let postings = [
        posting(71, EntryKind::Earn, 100, "2024-11-17"),
        posting(72, EntryKind::Opening, 10, "2024-11-18"),
        posting(73, EntryKind::Earn, 7, "2025-11-17"),
        posting(74, EntryKind::Reverse, -3, "2025-11-17"),
        // Neither a redemption nor what gives it back, nor a correction, counts.
        posting(75, EntryKind::Redeem, -5, "2025-11-17"),
        posting(76, EntryKind::Reverse, 5, "2025-11-17"),
        posting(77, EntryKind::Adjust, 500, "2025-11-17"),
    ];
    assert_eq!(earned_lately(&postings, day("2025-11-17")), 14);
}
