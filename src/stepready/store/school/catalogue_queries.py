"""What is asked of PostgreSQL's catalogue about a school, each a query that names the schema, the owner, the groups."""

TABLES = """
SELECT relname::text AS name, relkind::text AS kind, pg_get_userbyid(relowner)::text AS owner,
  relrowsecurity AS walled, relforcerowsecurity AS forced,
  coalesce(reloptions @> ARRAY['security_invoker=true'], false) AS asks_as_reader,
  EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'owner' AND NOT attisdropped) AS has_owner
FROM pg_class AS c WHERE relnamespace = %(schema)s::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
ORDER BY relname
"""
POLICIES = """
SELECT tablename::text AS table, policyname::text AS name, cmd AS command, permissive, roles::text[] AS roles,
  coalesce(qual, '') AS using, coalesce(with_check, '') AS check
FROM pg_policies WHERE schemaname = %(name)s ORDER BY tablename, policyname
"""
RIGHTS = """
SELECT relname::text AS name, privilege_type AS right, is_grantable AS grantable, grantee::regrole::text AS who
FROM pg_class, aclexplode(relacl)
WHERE relnamespace = %(schema)s::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND grantee <> relowner
UNION ALL
SELECT relname || '.' || attname, privilege_type, is_grantable, grantee::regrole::text
FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid, aclexplode(attacl)
WHERE relnamespace = %(schema)s::regnamespace AND grantee <> relowner
UNION ALL
SELECT proname || '()', privilege_type, is_grantable, grantee::regrole::text
FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner)))
WHERE pronamespace = %(schema)s::regnamespace AND grantee <> proowner
  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
ORDER BY 1, 2, 4
"""
FUNCTIONS = """
SELECT proname::text AS name, pg_get_userbyid(proowner)::text AS owner, prosecdef AS as_owner, prosrc AS body,
  coalesce(proconfig, '{}') AS settings
FROM pg_proc WHERE pronamespace = %(schema)s::regnamespace
  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
ORDER BY proname
"""
SAMPLED = """
SELECT relname::text AS table, string_agg(attname::text, ', ' ORDER BY attnum) AS columns
FROM pg_class AS c JOIN pg_attribute ON attrelid = c.oid
WHERE relnamespace = %(schema)s::regnamespace AND relkind IN ('r', 'p') AND relrowsecurity
  AND attnum > 0 AND NOT attisdropped AND attname <> 'owner' AND coalesce(attstattarget, -1) <> 0
  AND has_table_privilege(%(students)s, c.oid, 'SELECT')
GROUP BY relname ORDER BY relname
"""
RUN_UNASKED = """
SELECT 'trigger ' || tgname || ' on ' || relname AS what FROM pg_trigger JOIN pg_class AS c ON c.oid = tgrelid
WHERE relnamespace = %(schema)s::regnamespace AND NOT tgisinternal
UNION ALL
SELECT 'rule ' || rulename || ' on ' || tablename FROM pg_rules WHERE schemaname = %(name)s
UNION ALL
SELECT 'publication ' || pubname || ' of ' || tablename FROM pg_publication_tables WHERE schemaname = %(name)s
UNION ALL
SELECT 'default rights on what ' || defaclrole::regrole || ' makes' FROM pg_default_acl
WHERE defaclnamespace IN (0, %(schema)s::regnamespace)
ORDER BY 1
"""
CROSSING_KEYS = """
SELECT indexrelid::regclass::text AS name FROM pg_index AS i
JOIN pg_class AS c ON c.oid = indrelid JOIN pg_attribute AS a ON a.attrelid = indrelid AND attname = 'owner'
WHERE relnamespace = %(schema)s::regnamespace AND indisunique AND NOT attnum = ANY (indkey::int2[]) ORDER BY 1
"""
OPEN_TO_ALL = """
SELECT who, string_agg(what, ', ' ORDER BY what) AS what FROM (
  SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END AS who,
    privilege_type || ' on the database' AS what
  FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
  WHERE datname = current_database() AND grantee <> datdba AND grantee <> %(owner)s::regrole
    AND NOT (privilege_type = 'CONNECT' AND grantee <> 0)
  UNION ALL
  SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,
    privilege_type || ' on the schema'
  FROM pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner)))
  WHERE oid = %(schema)s::regnamespace AND grantee <> nspowner AND grantee <> %(owner)s::regrole
    AND (grantee = 0 OR privilege_type = 'CREATE')
) AS held GROUP BY who ORDER BY who
"""
ROLES = """
SELECT r.rolname::text AS name, m.part, m.left_at IS NOT NULL AS has_left, r.rolcanlogin AS may_log_in,
  array_remove(ARRAY[CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
    CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolcreatedb THEN 'CREATEDB' END,
    CASE WHEN rolreplication THEN 'REPLICATION' END], NULL) AS rights,
  ARRAY(SELECT roleid::regrole::text FROM pg_auth_members WHERE member = r.oid ORDER BY 1) AS groups,
  EXISTS (SELECT FROM pg_shdepend WHERE refobjid = r.oid AND refclassid = 'pg_authid'::regclass AND deptype = 'o')
    AS owns,
  ARRAY(SELECT unnest(setconfig) FROM pg_db_role_setting WHERE setrole = r.oid) AS settings
FROM pg_roles AS r LEFT JOIN member AS m ON m.owner = r.rolname::text COLLATE "default"
WHERE m.owner IS NOT NULL OR r.rolname IN (%(owner_name)s, %(students)s, %(advisors)s)
  OR r.oid IN (SELECT member FROM pg_auth_members
    WHERE roleid IN (to_regrole(%(students_quoted)s), to_regrole(%(advisors_quoted)s)) AND NOT {admin_alone})
ORDER BY r.rolname
"""
HELD_BY = """
SELECT roleid::regrole::text AS name, member::regrole::text AS holder FROM pg_auth_members
WHERE roleid IN (SELECT r.oid FROM pg_roles AS r JOIN member ON owner = r.rolname::text COLLATE "default")
  AND NOT {admin_alone}
ORDER BY 1, 2
"""
WITHOUT_ROLE = """
SELECT count(*) AS many, min(owner) AS first FROM member WHERE left_at IS NULL
  AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname::text COLLATE "default" = owner)
"""
ADMIN_ALONE = {True: "(admin_option AND NOT inherit_option AND NOT set_option)", False: "false"}
"""Since PostgreSQL 16 who makes a role is its administrator and can be it no more than others can."""
SECURE_MEMBERSHIPS = 16
READ_ALL = """
SELECT rolname::text AS name FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND rolcanlogin ORDER BY rolname
"""
MAKE_ROLES = """
SELECT rolname::text AS name FROM pg_roles WHERE rolcreaterole AND NOT rolsuper AND rolcanlogin ORDER BY rolname
"""
IDLE = """
SELECT 1 AS there FROM pg_db_role_setting JOIN pg_database AS d ON d.oid = setdatabase, unnest(setconfig) AS said
WHERE datname = current_database() AND setrole = 0 AND said LIKE 'idle\\_in\\_transaction\\_session\\_timeout=%'
  AND said NOT LIKE '%=0%'
"""
