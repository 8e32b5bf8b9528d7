#!/bin/bash
# The part of the official entrypoint that people rely on: VARIABLE or VARIABLE_FILE, not both,
# and a root password for an empty data folder.
set -eo pipefail
if [[ -n ${MYSQL_ROOT_PASSWORD:-} && -n ${MYSQL_ROOT_PASSWORD_FILE:-} ]]; then
  echo 'mysql: both MYSQL_ROOT_PASSWORD and MYSQL_ROOT_PASSWORD_FILE are set' >&2
  exit 1
fi
if [[ -n ${MYSQL_ROOT_PASSWORD_FILE:-} ]]; then
  MYSQL_ROOT_PASSWORD=$(<"$MYSQL_ROOT_PASSWORD_FILE")
  export MYSQL_ROOT_PASSWORD
  unset MYSQL_ROOT_PASSWORD_FILE
fi
if [[ $1 == mysqld && ! -e /var/lib/mysql/root-password ]]; then
  if [[ -z ${MYSQL_ROOT_PASSWORD:-} ]]; then
    echo 'mysql: database is uninitialized and password option is not specified' >&2
    exit 1
  fi
  printf '%s' "$MYSQL_ROOT_PASSWORD" >/var/lib/mysql/root-password
fi
exec "$@"
