-- The plainest statement with the report's counts: every combination of what its tables group by, once.
WITH visits AS (
  SELECT owner_id, min(starts_on) AS first_on, max(starts_on) AS last_on, count(DISTINCT starts_on) AS visits
  FROM appointments
  WHERE status = 'completed' AND starts_on <= ?2
  GROUP BY owner_id
),
purchases AS (
  SELECT owner_id, coalesce(paid_on, issued_on) AS day, total_cents - refunded_cents AS net
  FROM invoices
  WHERE status = 'paid' AND total_cents > refunded_cents
  UNION ALL
  SELECT owner_id, coalesce(paid_on, ordered_on), total_cents - refunded_cents
  FROM orders
  WHERE payment_status = 'paid' AND total_cents > refunded_cents AND NOT EXISTS (
    SELECT 1 FROM invoices AS i WHERE i.id = orders.invoice_id AND i.status IN ('paid', 'refunded'))
),
spending AS (
  SELECT owner_id, sum(net) AS spent, sum(iif(day > ?2 - 365, net, 0)) AS year_spent, max(day) AS last_on
  FROM purchases
  WHERE day <= ?2 AND owner_id IS NOT NULL
  GROUP BY owner_id
),
booked AS (SELECT DISTINCT owner_id FROM appointments WHERE status = 'scheduled' AND starts_on > ?2),
homes AS (
  SELECT owner_id, sum(status = 'active' OR (status = 'deceased' AND deceased_on > ?2)) AS here
  FROM pets
  GROUP BY owner_id
)
SELECT
  CASE
    WHEN homes.here = 0 THEN 'closed'
    WHEN visits.visits IS NULL THEN 'lead'
    WHEN ?2 - visits.last_on > 365 AND booked.owner_id IS NULL THEN 'churned'
    WHEN ?2 - visits.last_on > 90 AND booked.owner_id IS NULL THEN 'at_risk'
    WHEN visits.visits >= 10 AND spent >= 500000 THEN 'vip'
    WHEN visits.visits = 1 THEN 'first_visit'
    ELSE 'active'
  END AS stage,
  coalesce(hand_tier, CASE WHEN visits.visits >= 10 AND spent >= 500000 THEN 'vip' WHEN visits.visits >= 2 THEN 'regular' ELSE 'new' END) AS tier,
  CASE WHEN spent >= 1000000 THEN 5 WHEN spent >= 500000 THEN 4 WHEN spent >= 100000 THEN 3 WHEN spent >= 50000 THEN 2 WHEN spent > 0 THEN 1 ELSE 0 END AS band,
  acquisition_source,
  preferred_language,
  count(*),
  sum(spent),
  sum(year_spent),
  sum(max(coalesce(visits.last_on, 0), coalesce(spending.last_on, 0)) > ?2 - 365) AS active,
  sum(visits.first_on >= ?1) AS new
FROM owners
LEFT JOIN visits ON visits.owner_id = owners.id
LEFT JOIN spending ON spending.owner_id = owners.id
LEFT JOIN booked ON booked.owner_id = owners.id
LEFT JOIN homes ON homes.owner_id = owners.id
WHERE is_active = 1 AND blocked_at IS NULL AND anonymised_at IS NULL
GROUP BY 1, 2, 3, 4, 5
