ALTER TABLE standing ADD COLUMN supported BOOLEAN;
DROP FUNCTION IF EXISTS looked_standing(uuid);
