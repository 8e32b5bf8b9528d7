#!/bin/sh
# Made by zdc from ../../manifests/clinic.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/clinic.yml
# Rule ZDC206 = off: a migration adds first and removes a version later
set -eu

# entrypoint.sh [--secret VARIABLE=FILE]... [--pause SECONDS [--signal NAME]] [--image WORDS] -- COMMAND...
# Runs COMMAND as the container's process.
#   --secret  exports the content of a mounted file, byte for byte, so that no engine knows the value
#   --pause   holds the stop signal back that long: names and connections elsewhere still point
#             here when it comes, and not every server finishes the requests it has
#   --image   what the image says of its command, quoted for a shell; it goes before COMMAND

image=
pause=0
stop=TERM
while [ "$1" != -- ]; do
  case $1 in
    --secret)
      # The added dot keeps trailing newlines, which a substitution drops.
      value=$(cat -- "${2#*=}" && printf .)
      export "${2%%=*}=${value%.}"
      unset value
      ;;
    --image) image=$2 ;;
    --pause) pause=$2 ;;
    --signal) stop=$2 ;;
    *)
      echo "entrypoint.sh: unknown option $1" >&2
      exit 64
      ;;
  esac
  shift 2
done
shift
eval "set -- $image \"\$@\""
if [ "$#" -eq 0 ]; then
  echo "entrypoint.sh: no command: start this by zdc's deploy script, which reads the image's" >&2
  exit 64
fi

if [ "$pause" -eq 0 ]; then
  exec "$@"
fi

child=
# shellcheck disable=SC2317,SC2329 # traps call it
forward() { [ -z "$child" ] || kill -s "$1" "$child" 2>/dev/null || :; }
# shellcheck disable=SC2317,SC2329 # traps call it
hold() {
  while [ "$pause" -gt 0 ] && [ -n "$child" ] && kill -0 "$child" 2>/dev/null; do
    sleep 1
    pause=$((pause - 1))
  done
  forward "$stop"
}
for signal in HUP INT QUIT USR1 USR2 WINCH TERM; do
  # shellcheck disable=SC2064 # the name as it is now
  trap "forward $signal" "$signal"
done
# shellcheck disable=SC2064
trap hold "$stop"

# Without job control a shell makes background commands ignore INT and QUIT, and some servers
# then never listen to them. Old shells want a terminal for it; they go on without.
set -m 2>/dev/null || :
"$@" &
child=$!
set +m

# A trapped signal ends `wait` before the command has ended.
status=0
wait "$child" || status=$?
while kill -0 "$child" 2>/dev/null; do
  status=0
  wait "$child" || status=$?
done
# Where it ended while a trap ran, its own status is still to be had.
last=0
wait "$child" 2>/dev/null || last=$?
[ "$last" -eq 127 ] || status=$last
exit "$status"
