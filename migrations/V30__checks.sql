-- A closed list of three words and more, asked by IN in a CHECK, is put into a table of its own for every row that is
-- written, and that took more than half of the time of an insert. Asked word by word it costs a few comparisons. The
-- rules are the same, and so is every page of the tables: only their text in the schema is exchanged, which SQLite
-- allows for such a change (https://sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '(contact_preference IN (''email'', ''sms'', ''whatsapp'', ''phone''))',
  '(contact_preference = ''email'' OR contact_preference = ''sms'' OR contact_preference = ''whatsapp'' OR contact_preference = ''phone'')') WHERE type = 'table' AND name = 'owners';
UPDATE sqlite_schema SET sql = replace(sql, '(preferred_contact_time IN (''morning'', ''afternoon'', ''evening''))',
  '(preferred_contact_time = ''morning'' OR preferred_contact_time = ''afternoon'' OR preferred_contact_time = ''evening'')') WHERE type = 'table' AND name = 'owners';
UPDATE sqlite_schema SET sql = replace(sql, '(reminder_preference IN (''none'', ''2h'', ''24h'', ''48h'', ''1w''))',
  '(reminder_preference = ''none'' OR reminder_preference = ''2h'' OR reminder_preference = ''24h'' OR reminder_preference = ''48h'' OR reminder_preference = ''1w'')') WHERE type = 'table' AND name = 'owners';
UPDATE sqlite_schema SET sql = replace(sql, '(acquisition_source IN (''referral'', ''google'', ''facebook'', ''instagram'', ''walk_in'', ''event'', ''other''))',
  '(acquisition_source = ''referral'' OR acquisition_source = ''google'' OR acquisition_source = ''facebook'' OR acquisition_source = ''instagram'' OR acquisition_source = ''walk_in'' OR acquisition_source = ''event'' OR acquisition_source = ''other'')') WHERE type = 'table' AND name = 'owners';
UPDATE sqlite_schema SET sql = replace(sql, '(hand_tier IN (''new'', ''regular'', ''vip'', ''professional''))',
  '(hand_tier = ''new'' OR hand_tier = ''regular'' OR hand_tier = ''vip'' OR hand_tier = ''professional'')') WHERE type = 'table' AND name = 'owners';
UPDATE sqlite_schema SET sql = replace(sql, '(purpose IN (''marketing'', ''newsletters'', ''promotions'', ''appointment_reminders'', ''vaccination_reminders'', ''birthday_messages''))',
  '(purpose = ''marketing'' OR purpose = ''newsletters'' OR purpose = ''promotions'' OR purpose = ''appointment_reminders'' OR purpose = ''vaccination_reminders'' OR purpose = ''birthday_messages'')') WHERE type = 'table' AND name = 'consents';
UPDATE sqlite_schema SET sql = replace(sql, '(channel IN (''email'', ''sms'', ''whatsapp'', ''phone''))',
  '(channel = ''email'' OR channel = ''sms'' OR channel = ''whatsapp'' OR channel = ''phone'')') WHERE type = 'table' AND name = 'consents';
UPDATE sqlite_schema SET sql = replace(sql, '(status IN (''active'', ''deceased'', ''transferred''))',
  '(status = ''active'' OR status = ''deceased'' OR status = ''transferred'')') WHERE type = 'table' AND name = 'pets';
UPDATE sqlite_schema SET sql = replace(sql, '(kind IN (''routine'', ''emergency'', ''surgery'', ''grooming'', ''boarding'', ''vaccination'', ''other''))',
  '(kind = ''routine'' OR kind = ''emergency'' OR kind = ''surgery'' OR kind = ''grooming'' OR kind = ''boarding'' OR kind = ''vaccination'' OR kind = ''other'')') WHERE type = 'table' AND name = 'appointments';
UPDATE sqlite_schema SET sql = replace(sql, '(status IN (''scheduled'', ''completed'', ''cancelled'', ''no_show''))',
  '(status = ''scheduled'' OR status = ''completed'' OR status = ''cancelled'' OR status = ''no_show'')') WHERE type = 'table' AND name = 'appointments';
UPDATE sqlite_schema SET sql = replace(sql, '(status IN (''draft'', ''issued'', ''paid'', ''void'', ''refunded''))',
  '(status = ''draft'' OR status = ''issued'' OR status = ''paid'' OR status = ''void'' OR status = ''refunded'')') WHERE type = 'table' AND name = 'invoices';
UPDATE sqlite_schema SET sql = replace(sql, '(payment_status IN (''pending'', ''paid'', ''refunded'', ''cancelled'', ''failed''))',
  '(payment_status = ''pending'' OR payment_status = ''paid'' OR payment_status = ''refunded'' OR payment_status = ''cancelled'' OR payment_status = ''failed'')') WHERE type = 'table' AND name = 'orders';
UPDATE sqlite_schema SET sql = replace(sql, '(visibility IN (''printable'', ''internal'', ''private''))',
  '(visibility = ''printable'' OR visibility = ''internal'' OR visibility = ''private'')') WHERE type = 'table' AND name = 'notes';
UPDATE sqlite_schema SET sql = replace(sql, '(kind IN (''call'', ''email'', ''chat'', ''visit'', ''sms'', ''whatsapp'', ''ai_chat'', ''review'', ''complaint'', ''feedback'', ''referral''))',
  '(kind = ''call'' OR kind = ''email'' OR kind = ''chat'' OR kind = ''visit'' OR kind = ''sms'' OR kind = ''whatsapp'' OR kind = ''ai_chat'' OR kind = ''review'' OR kind = ''complaint'' OR kind = ''feedback'' OR kind = ''referral'')') WHERE type = 'table' AND name = 'interactions';
UPDATE sqlite_schema SET sql = replace(sql, '(channel IN (''phone'', ''email'', ''chat'', ''in_person'', ''sms'', ''whatsapp'', ''social''))',
  '(channel = ''phone'' OR channel = ''email'' OR channel = ''chat'' OR channel = ''in_person'' OR channel = ''sms'' OR channel = ''whatsapp'' OR channel = ''social'')') WHERE type = 'table' AND name = 'interactions';
UPDATE sqlite_schema SET sql = replace(sql, '(sentiment IN (''positive'', ''neutral'', ''negative''))',
  '(sentiment = ''positive'' OR sentiment = ''neutral'' OR sentiment = ''negative'')') WHERE type = 'table' AND name = 'interactions';
UPDATE sqlite_schema SET sql = replace(sql, '(channel IN (''email'', ''sms'', ''whatsapp'', ''phone'', ''letter''))',
  '(channel = ''email'' OR channel = ''sms'' OR channel = ''whatsapp'' OR channel = ''phone'' OR channel = ''letter'')') WHERE type = 'table' AND name = 'messages';
UPDATE sqlite_schema SET sql = replace(sql, '(status IN (''draft'', ''queued'', ''sent'', ''delivered'', ''opened'', ''clicked'', ''answered'', ''failed'', ''received''))',
  '(status = ''draft'' OR status = ''queued'' OR status = ''sent'' OR status = ''delivered'' OR status = ''opened'' OR status = ''clicked'' OR status = ''answered'' OR status = ''failed'' OR status = ''received'')') WHERE type = 'table' AND name = 'messages';
UPDATE sqlite_schema SET sql = replace(sql, '(sentiment IN (''positive'', ''neutral'', ''negative''))',
  '(sentiment = ''positive'' OR sentiment = ''neutral'' OR sentiment = ''negative'')') WHERE type = 'table' AND name = 'feedback';
UPDATE sqlite_schema SET sql = replace(sql, '(source IN (''web'', ''mobile'', ''email'', ''in_person'', ''phone'', ''other''))',
  '(source = ''web'' OR source = ''mobile'' OR source = ''email'' OR source = ''in_person'' OR source = ''phone'' OR source = ''other'')') WHERE type = 'table' AND name = 'feedback';
UPDATE sqlite_schema SET sql = replace(sql, '(kind IN (''earn'', ''redeem'', ''expire'', ''adjust'', ''reverse'', ''opening''))',
  '(kind = ''earn'' OR kind = ''redeem'' OR kind = ''expire'' OR kind = ''adjust'' OR kind = ''reverse'' OR kind = ''opening'')') WHERE type = 'table' AND name = 'loyalty_entries';
UPDATE sqlite_schema SET sql = replace(sql, '(churn_risk IN (''none'', ''low'', ''medium'', ''high''))',
  '(churn_risk = ''none'' OR churn_risk = ''low'' OR churn_risk = ''medium'' OR churn_risk = ''high'')') WHERE type = 'table' AND name = 'owner_figures';
UPDATE sqlite_schema SET sql = replace(sql, '(lifecycle IN (''lead'', ''first_visit'', ''active'', ''vip'', ''at_risk'', ''churned'', ''closed''))',
  '(lifecycle = ''lead'' OR lifecycle = ''first_visit'' OR lifecycle = ''active'' OR lifecycle = ''vip'' OR lifecycle = ''at_risk'' OR lifecycle = ''churned'' OR lifecycle = ''closed'')') WHERE type = 'table' AND name = 'owner_figures';
UPDATE sqlite_schema SET sql = replace(sql, '(tier IN (''new'', ''regular'', ''vip'', ''professional''))',
  '(tier = ''new'' OR tier = ''regular'' OR tier = ''vip'' OR tier = ''professional'')') WHERE type = 'table' AND name = 'owner_figures';
UPDATE sqlite_schema SET sql = replace(sql, '(visit_pattern IN (''emergency'', ''seasonal'', ''regular'', ''occasional''))',
  '(visit_pattern = ''emergency'' OR visit_pattern = ''seasonal'' OR visit_pattern = ''regular'' OR visit_pattern = ''occasional'')') WHERE type = 'table' AND name = 'owner_figures';
PRAGMA writable_schema = RESET;
-- Other connections read the schema anew when it changes in a way they are told of.
CREATE INDEX schema_changes ON figures_state (id);
DROP INDEX schema_changes;
