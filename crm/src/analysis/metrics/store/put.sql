INSERT INTO owner_figures (
  owner_id, first_visit_on, last_visit_on, total_visits, total_appointments, cancelled_appointments,
  no_show_count, next_appointment_on, total_spent_cents, order_count, last_purchase_on, visit_gap_halves,
  purchase_gap_halves, messages_sent, messages_responded, interaction_count, last_interaction_on,
  last_engagement_on, referral_count, value_score, engagement_score, churn_risk, lifecycle, tier,
  visit_pattern, stale_on, first_purchase_on, purchase_days, first_purchase_cents, created_at
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
  ?24, ?25, ?26, ?27, ?28, ?29, ?30
)
ON CONFLICT (owner_id) DO UPDATE SET
  first_visit_on = ?2, last_visit_on = ?3, total_visits = ?4, total_appointments = ?5,
  cancelled_appointments = ?6, no_show_count = ?7, next_appointment_on = ?8, total_spent_cents = ?9,
  order_count = ?10, last_purchase_on = ?11, visit_gap_halves = ?12, purchase_gap_halves = ?13,
  messages_sent = ?14, messages_responded = ?15, interaction_count = ?16, last_interaction_on = ?17,
  last_engagement_on = ?18, referral_count = ?19, value_score = ?20, engagement_score = ?21,
  churn_risk = ?22, lifecycle = ?23, tier = ?24, visit_pattern = ?25, stale_on = ?26,
  first_purchase_on = ?27, purchase_days = ?28, first_purchase_cents = ?29, created_at = ?30
