INSERT INTO invoices (external_id, number, owner_id, appointment_id, issued_on, due_on, status, currency, subtotal_cents,
  discount_cents, tax_cents, total_cents)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
