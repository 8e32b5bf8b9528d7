#!/bin/sh
# daphne -b 0.0.0.0 -p 8000 …, uvicorn … --port 9000 …: takes the port and serves.
. /app/behaviour.env
port=8000
[ "${0##*/}" = daphne ] || port=9000
colour=$(env | sed -n 's|.*//[a-z0-9-]*-\(blue\|green\)[:/].*|\1|p' | head -n 1)
colour=${colour:-none}
if [ -n "${TESTBED_COLOUR:-}" ]; then colour=$TESTBED_COLOUR; fi
sed -e "s|@PORT@|$port|" -e "s|@SERVICE@|$SERVICE|" -e "s|@COLOUR@|$colour|" \
  -e "s|@VERSION@|$VERSION|" /app/fast.conf >/tmp/fast.conf
exec nginx -c /tmp/fast.conf
