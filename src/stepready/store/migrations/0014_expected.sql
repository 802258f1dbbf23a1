ALTER TABLE shortlist ADD COLUMN expected TEXT;
