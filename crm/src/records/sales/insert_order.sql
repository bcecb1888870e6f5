INSERT INTO orders (external_id, number, owner_id, ordered_at, ordered_on, channel, delivery_status, currency,
  subtotal_cents, shipping_cents, tax_cents, total_cents)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
