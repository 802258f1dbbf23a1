COMMENT ON TABLE school_guide IS 'The school''s own guides: every member''s program reads them through school_guides()';
