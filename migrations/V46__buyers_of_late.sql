-- Who bought from a category since a day, without a look at those who bought from it earlier only.
CREATE INDEX category_buyers_by_last ON category_buyers (category, last_on, first_on);
