-- From each species to the next in the index, instead of a look at every pet.
WITH RECURSIVE step (species) AS (
  SELECT min(species) FROM pets
  UNION ALL
  SELECT (SELECT min(species) FROM pets WHERE species > step.species) FROM step WHERE step.species IS NOT NULL
)
SELECT species FROM step WHERE species IS NOT NULL
