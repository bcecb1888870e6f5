-- Search: what an owner is found by. It follows from owners, pets and visits and is kept by the write door.
-- A place is an owner's id behind her importance (deactivated last; then by the last visit, newest first). Both
-- indexes have it as their rowid, so they give the most important hits first and a search can stop early.
CREATE TABLE search_owners (
  owner_id INTEGER PRIMARY KEY, -- no reference: it must outlive the owner until the indexes forget her
  place INTEGER NOT NULL,
  card TEXT NOT NULL -- folded names, pets, phones, e-mail, microchips: a line each, with a letter for its kind
) STRICT;

-- Whole words and their beginnings: from one letter on.
CREATE VIRTUAL TABLE search_words USING fts5 (words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', tokenize = 'ascii');
-- Any three characters in a row of phones, e-mails and microchips.
CREATE VIRTUAL TABLE search_fragments USING fts5 (phones, emails, chips, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1');
-- What the two indexes hold, for the check.
CREATE VIRTUAL TABLE search_words_held USING fts5vocab (search_words, instance);
CREATE VIRTUAL TABLE search_fragments_held USING fts5vocab (search_fragments, instance);

-- Every word that the indexes hold, sorted, a line each: where misspelt words and parts of words look first.
-- In pieces by length and first letter, so that a new word rewrites little.
CREATE TABLE search_lexicon (
  length INTEGER NOT NULL,
  initial TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (length, initial)
) STRICT, WITHOUT ROWID;
