ALTER TABLE study_settings ADD COLUMN rotations TEXT;
