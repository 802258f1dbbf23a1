#!/bin/sh
# Start a PostgreSQL on loopback for trying a school's server: docs/try-server.sh [PORT]. Ctrl-C ends it; nothing stays.
# Its files are in a new folder of the system's temporary one; the administrator's role owns the database `school`.
set -eu
port=${1:-5499}
bin=$(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null | tail -n 1)
bin=${bin:-$(dirname "$(command -v initdb || echo /initdb)")}
if [ ! -x "$bin/initdb" ]; then
  echo "no PostgreSQL is installed: on Debian, apt install postgresql" >&2
  exit 1
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/stepready-school.XXXXXX")
as=
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  as="runuser -u postgres --"
  chown postgres "$folder"
fi
stop() {
  trap - EXIT INT TERM
  $as "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop 2>/dev/null || true
  rm -rf "$folder"
}
trap stop EXIT INT TERM

$as "$bin/initdb" -D "$folder/data" -U postgres -E UTF8 --locale=C --auth-local=trust --auth-host=scram-sha-256 >/dev/null
$as "$bin/pg_ctl" -D "$folder/data" -s -w -l "$folder/log" \
  -o "-p $port -k $folder -c listen_addresses=127.0.0.1" start
"$bin/psql" -q -v ON_ERROR_STOP=1 -h "$folder" -p "$port" -U postgres \
  -c "CREATE ROLE registrar LOGIN CREATEROLE PASSWORD 'registrar'" -c "CREATE DATABASE school OWNER registrar"

echo "A server for trying, on loopback; Ctrl-C ends it and leaves nothing."
echo
echo "  export STEPREADY_DB=postgresql://registrar:registrar@127.0.0.1:$port/school"
echo "  stepready school init"
echo
echo "docs/server.md leads on from here. The machine's keeper: psql -h $folder -p $port -U postgres school"
while $as "$bin/pg_ctl" -D "$folder/data" status >/dev/null 2>&1; do sleep 1; done
