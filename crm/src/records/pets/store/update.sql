UPDATE pets SET
  name = ?2, species = ?3, breed = ?4, sex = ?5, is_neutered = ?6, birth_on = ?7, is_birth_estimated = ?8,
  colour = ?9, microchip = ?10, weight_g = ?11, status = ?12, deceased_on = ?13, notes = ?14, updated_at = ?15
WHERE id = ?1
  AND (name, species, breed, sex, is_neutered, birth_on, is_birth_estimated, colour, microchip, weight_g, status, deceased_on, notes)
    IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
