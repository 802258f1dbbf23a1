#!/bin/sh
# Run the main job on a sample log in a throw-away database.
set -eu
stepready=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export STEPREADY_DB="$folder/demo.db" STEPREADY_TODAY=2027-07-15

show() {
    printf '\n$ stepready %s\n' "$*"
    "$stepready" "$@"
}

show plan set --exam step2ck --on 2027-07-28 --applicant us-img --specialty pmr --season 2028 --step1 passed
show import sample_logs/hovering.csv
show check
show why two-at-target
show chart trend --height 20
