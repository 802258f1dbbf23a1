COMMENT ON COLUMN member.since IS 'Since when this is who the login is: an advisor of another name begins anew';
