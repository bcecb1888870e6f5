DELETE FROM shortcuts_state; -- what the table held is built anew beside the work
DROP TABLE category_buyers;
-- Who bought from which category of product, and when first and last, owner by owner: an edit asks for hers. An import of
-- many owners drops them; they are built anew beside the work, and `shortcuts_state` has a row only while they hold.
CREATE TABLE category_buyers (
  owner_id INTEGER NOT NULL, -- no reference: a cascade would look through the whole table for her
  category TEXT NOT NULL, -- without accents and capitals
  first_on INTEGER NOT NULL,
  last_on INTEGER NOT NULL, -- it may lie ahead: what day counts is asked when read
  PRIMARY KEY (owner_id, category)
) STRICT, WITHOUT ROWID;
-- Who bought from a category since a day, without a look at those who bought from it earlier only.
CREATE INDEX category_buyers_by_last ON category_buyers (category, last_on, first_on);
