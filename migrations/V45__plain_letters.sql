-- The steps that take a letter to the one it comes from are taken for the names that need them: the engine computes all
-- of a row's columns whenever the row changes, and most names are written with the letters of Spanish.
-- Each looks at the name itself: a column that looked at the step before it would have it computed twice, and so on.
DROP INDEX owners_by_name;
DROP INDEX owners_in_short;
ALTER TABLE owners ADD COLUMN spanish_letters TEXT GENERATED ALWAYS AS (CASE WHEN shown_name GLOB '*[^ -~]*' THEN
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(
      shown_name
      , 'á', 'a') , 'é', 'e') , 'í', 'i') , 'ó', 'o') , 'ú', 'u') , 'ü', 'u')
      , 'ñ', 'n~') , 'Á', 'a') , 'É', 'e') , 'Í', 'i') , 'Ó', 'o') , 'Ú', 'u')
      , 'Ü', 'u') , 'Ñ', 'n~')
  END) VIRTUAL;
ALTER TABLE owners ADD COLUMN small_letters TEXT GENERATED ALWAYS AS (CASE WHEN shown_name GLOB '*[^ -~áéíóúüñÁÉÍÓÚÜÑ]*' THEN
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      spanish_letters
      , 'à', 'a') , 'â', 'a') , 'ä', 'a') , 'ã', 'a') , 'å', 'a') , 'è', 'e')
      , 'ê', 'e') , 'ë', 'e') , 'ì', 'i') , 'î', 'i') , 'ï', 'i') , 'ò', 'o')
      , 'ô', 'o') , 'ö', 'o') , 'õ', 'o') , 'ø', 'o') , 'ù', 'u') , 'û', 'u')
      , 'ç', 'c') , 'ý', 'y') , 'æ', 'ae') , 'œ', 'oe') , 'ß', 'ss') , 'ẞ', 'ss')
  END) VIRTUAL;
ALTER TABLE owners ADD COLUMN capital_letters TEXT GENERATED ALWAYS AS (CASE WHEN shown_name GLOB '*[^ -~áéíóúüñÁÉÍÓÚÜÑ]*' THEN
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      small_letters
      , 'À', 'a') , 'Â', 'a') , 'Ä', 'a') , 'Ã', 'a') , 'Å', 'a') , 'È', 'e')
      , 'Ê', 'e') , 'Ë', 'e') , 'Ì', 'i') , 'Î', 'i') , 'Ï', 'i') , 'Ò', 'o')
      , 'Ô', 'o') , 'Ö', 'o') , 'Õ', 'o') , 'Ø', 'o') , 'Ù', 'u') , 'Û', 'u')
      , 'Ç', 'c') , 'Ý', 'y') , 'Æ', 'ae') , 'Œ', 'oe') , 'ł', 'l') , 'Ł', 'l')
  END) VIRTUAL;
ALTER TABLE owners ADD COLUMN plain_letters TEXT GENERATED ALWAYS AS (CASE WHEN shown_name GLOB '*[^ -~áéíóúüñÁÉÍÓÚÜÑ]*' THEN
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(
      capital_letters
      , 'č', 'c') , 'Č', 'c') , 'ć', 'c') , 'Ć', 'c') , 'đ', 'd') , 'Đ', 'd')
      , 'ð', 'd') , 'Ð', 'd') , 'š', 's') , 'Š', 's') , 'ś', 's') , 'Ś', 's')
      , 'ž', 'z') , 'Ž', 'z') , 'ż', 'z') , 'Ż', 'z')
  END) VIRTUAL;
ALTER TABLE owners ADD COLUMN sorted_name TEXT NOT NULL GENERATED ALWAYS AS (lower(
  CASE WHEN shown_name GLOB '*[^ -~áéíóúüñÁÉÍÓÚÜÑ]*' THEN plain_letters WHEN shown_name GLOB '*[^ -~]*' THEN spanish_letters ELSE shown_name END
)) VIRTUAL;
ALTER TABLE owners DROP COLUMN sort_name;
ALTER TABLE owners DROP COLUMN name_plain;
ALTER TABLE owners DROP COLUMN name_capitals;
ALTER TABLE owners DROP COLUMN name_small;
ALTER TABLE owners DROP COLUMN name_spanish;
ALTER TABLE owners RENAME COLUMN sorted_name TO sort_name;
-- The owners' list in its default order, past the deactivated without a look at the wide rows.
CREATE INDEX owners_by_name ON owners (sort_name, id, is_active);
-- What figures, counts and lists read of the owners themselves, in the order of their ids, without their wide rows.
CREATE INDEX owners_in_short ON owners (
  id, is_active, hand_tier, blocked_at, anonymised_at, created_at, city, acquisition_source, sort_name
);
