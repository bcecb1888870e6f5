-- The plainest fast SQL for the same figures on the same database, but for the medians and the visit pattern,
-- which SQL has no plain way to say. ?1 is today.
INSERT INTO owner_figures (
  owner_id, first_visit_on, last_visit_on, total_visits, total_appointments, cancelled_appointments,
  no_show_count, next_appointment_on, total_spent_cents, order_count, last_purchase_on, messages_sent,
  messages_responded, interaction_count, last_interaction_on, last_engagement_on, referral_count, value_score,
  engagement_score, churn_risk, lifecycle, tier
)
WITH a AS (
  SELECT owner_id,
    min(starts_on) FILTER (WHERE status = 'completed' AND starts_on <= ?1) AS first_on,
    max(starts_on) FILTER (WHERE status = 'completed' AND starts_on <= ?1) AS last_on,
    count(DISTINCT CASE WHEN status = 'completed' AND starts_on <= ?1 THEN starts_on END) AS visits,
    count(*) FILTER (WHERE starts_on <= ?1) AS total,
    count(*) FILTER (WHERE starts_on <= ?1 AND status = 'cancelled') AS cancelled,
    count(*) FILTER (WHERE starts_on <= ?1 AND status = 'no_show') AS no_shows,
    min(starts_on) FILTER (WHERE starts_on > ?1 AND status = 'scheduled') AS next_on
  FROM appointments GROUP BY owner_id
), v AS (
  SELECT owner_id, count(*) AS n, sum(total_cents - refunded_cents) AS spent,
    max(coalesce(paid_on, issued_on)) AS last_on
  FROM invoices
  WHERE owner_id IS NOT NULL AND status = 'paid' AND total_cents > refunded_cents
    AND coalesce(paid_on, issued_on) <= ?1
  GROUP BY owner_id
), b AS (
  SELECT owner_id, count(*) AS n, sum(total_cents - refunded_cents) AS spent,
    max(coalesce(paid_on, ordered_on)) AS last_on
  FROM orders o
  WHERE owner_id IS NOT NULL AND payment_status = 'paid' AND total_cents > refunded_cents
    AND coalesce(paid_on, ordered_on) <= ?1
    AND (invoice_id IS NULL OR NOT EXISTS (
      SELECT 1 FROM invoices i WHERE i.id = o.invoice_id AND i.status IN ('paid', 'refunded')))
  GROUP BY owner_id
), m AS (
  SELECT owner_id, count(*) AS sent, count(*) FILTER (WHERE answered_on <= ?1) AS answered,
    max(answered_on) FILTER (WHERE answered_on <= ?1) AS last_on
  FROM messages
  WHERE direction = 'outbound' AND sent_on <= ?1 AND status NOT IN ('draft', 'queued', 'failed')
  GROUP BY owner_id
), i AS (
  SELECT owner_id, count(*) AS n, max(happened_on) AS last_on
  FROM interactions WHERE happened_on <= ?1 GROUP BY owner_id
), r AS (
  SELECT referred_by AS owner_id, count(*) AS n FROM owners WHERE referred_by IS NOT NULL GROUP BY referred_by
), p AS (
  SELECT owner_id, max(status = 'active' OR (status = 'deceased' AND deceased_on > ?1)) AS is_one_here
  FROM pets GROUP BY owner_id
), facts AS (
  SELECT o.id, o.is_active, o.hand_tier, a.first_on, a.last_on, coalesce(a.visits, 0) AS visits,
    coalesce(a.total, 0) AS total, coalesce(a.cancelled, 0) AS cancelled, coalesce(a.no_shows, 0) AS no_shows,
    a.next_on, coalesce(v.spent, 0) + coalesce(b.spent, 0) AS spent, coalesce(v.n, 0) + coalesce(b.n, 0) AS bought,
    max(coalesce(v.last_on, b.last_on), coalesce(b.last_on, v.last_on)) AS bought_on,
    coalesce(m.sent, 0) AS sent, coalesce(m.answered, 0) AS answered, coalesce(i.n, 0) AS talks,
    i.last_on AS talked_on,
    nullif(max(coalesce(a.last_on, 0), coalesce(v.last_on, 0), coalesce(b.last_on, 0), coalesce(i.last_on, 0),
      coalesce(m.last_on, 0)), 0) AS engaged_on,
    coalesce(r.n, 0) AS brought, p.is_one_here, ?1 - a.last_on AS days
  FROM owners o
  LEFT JOIN a ON a.owner_id = o.id
  LEFT JOIN v ON v.owner_id = o.id
  LEFT JOIN b ON b.owner_id = o.id
  LEFT JOIN m ON m.owner_id = o.id
  LEFT JOIN i ON i.owner_id = o.id
  LEFT JOIN r ON r.owner_id = o.id
  LEFT JOIN p ON p.owner_id = o.id
)
SELECT id, first_on, last_on, visits, total, cancelled, no_shows, next_on, spent, bought, bought_on, sent, answered,
  talks, talked_on, engaged_on, brought,
  CASE WHEN days <= 30 THEN 30 WHEN days <= 90 THEN 20 WHEN days <= 180 THEN 10 ELSE 0 END
    + CASE WHEN visits >= 12 THEN 30 WHEN visits >= 6 THEN 20 WHEN visits >= 3 THEN 10 ELSE 0 END
    + CASE WHEN spent >= 1000000 THEN 40 WHEN spent >= 500000 THEN 30 WHEN spent >= 100000 THEN 20
        WHEN spent >= 50000 THEN 10 ELSE 0 END,
  min(3 * visits, 30) + min(talks, 20)
    + CASE WHEN days < 30 THEN 30 WHEN days < 90 THEN 20 WHEN days < 180 THEN 10 ELSE 0 END
    + CASE WHEN spent > 1000000 THEN 20 WHEN spent > 500000 THEN 15 WHEN spent > 100000 THEN 10 ELSE 0 END,
  CASE WHEN days IS NULL THEN 'none' WHEN days > 180 THEN 'high' WHEN days > 90 THEN 'medium' ELSE 'low' END,
  CASE WHEN is_active = 0 OR is_one_here = 0 THEN 'closed'
    WHEN days IS NULL THEN 'lead'
    WHEN days > 365 AND next_on IS NULL THEN 'churned'
    WHEN days > 90 AND next_on IS NULL THEN 'at_risk'
    WHEN hand_tier = 'vip' OR (visits >= 10 AND spent >= 500000) THEN 'vip'
    WHEN visits = 1 THEN 'first_visit' ELSE 'active' END,
  coalesce(hand_tier, CASE WHEN visits >= 10 AND spent >= 500000 THEN 'vip' WHEN visits < 2 THEN 'new' ELSE 'regular' END)
FROM facts
