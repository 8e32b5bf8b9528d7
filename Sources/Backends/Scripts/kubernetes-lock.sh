# One run at a time, from whatever machine: a Lease, which its holder renews as long as it runs. One that
# was not renewed for so many seconds is another run's to take. Two machines' clocks differ, so that one
# that looks that old is watched for a while first.
LOCK='' HOLDER='' RENEWED='' TRANSITIONS='' RENEWER='' LEASE_SECONDS=30 RENEW_SECONDS=5 WATCH_SECONDS=15
lease_time() { # [SECONDS AGO], as the API has times: in microseconds
  local LC_ALL=C second
  printf -v second '%(%s)T' -1
  TZ=UTC0 printf '%(%Y-%m-%dT%H:%M:%S)T.000000Z' "$((second - ${1-0}))"
}
read_lease() {
  IFS='|' read -r HOLDER RENEWED TRANSITIONS < <(kube get lease "$PROJECT-lock" \
    -o 'jsonpath={.spec.holderIdentity}|{.spec.renewTime}|{.spec.leaseTransitions}{"\n"}') ||
    die 'the lock cannot be read: may you read Leases here?'
  [[ $TRANSITIONS =~ ^[0-9]+$ ]] || TRANSITIONS=0
}
patch_lease() { # OPERATION…: all of them or none; a `test` that is wrong is an error
  local IFS=,
  kube patch lease "$PROJECT-lock" --type=json -o name -p "[$*]"
}
operation() { printf '{"op":"%s","path":"/spec/%s","value":%s}' "$1" "$2" "$3"; } # NAME FIELD VALUE

# What a process is called here names its machine's start and its namespace too: only where those are the
# same does its number mean anything, and then it tells at once that a killed run is gone.
take_lock() {
  local host process place elsewhere now said claims
  place=$(cut -c 1-8 /proc/sys/kernel/random/boot_id)-$(readlink /proc/self/ns/pid | tr -cd 0-9)
  LOCK="$(uname -n) $$ $place $RANDOM"
  if ! said=$(new_lease | kube create -f - 2>&1 >/dev/null); then
    [[ $said == *AlreadyExists* ]] || die "the lock cannot be taken: may you make Leases here? $said"
    read_lease
    read -r host process elsewhere _ <<<"$HOLDER" || true
    if [[ -n $HOLDER ]] && { [[ $elsewhere != "$place" ]] || is_running "$process"; }; then await_expiry; fi
    now=$(lease_time)
    claims=("$(operation test renewTime "\"$RENEWED\"")")
    [[ -z $HOLDER ]] || claims+=("$(operation test holderIdentity "\"$HOLDER\"")")
    claims+=("$(operation add holderIdentity "\"$LOCK\"")" "$(operation add acquireTime "\"$now\"")")
    claims+=("$(operation add renewTime "\"$now\"")" "$(operation add leaseTransitions "$((TRANSITIONS + 1))")")
    said=$(patch_lease "${claims[@]}" 2>&1) || die "another run was faster with the lock: $said"
    [[ -z $HOLDER ]] || say "  the lock of process $process on $host, which is gone, is taken over"
  fi
  renew_lock "$$" </dev/null >/dev/null 2>&1 &
  RENEWER=$!
}
new_lease() {
  local now
  now=$(lease_time)
  printf 'apiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata:\n  name: %s-lock\n' "$PROJECT"
  printf 'spec:\n  holderIdentity: "%s"\n  acquireTime: "%s"\n  renewTime: "%s"\n' "$LOCK" "$now" "$now"
  printf '  leaseDurationSeconds: %s\n  leaseTransitions: 0\n' "$LEASE_SECONDS"
}
is_running() { # PROCESS: another user's too, which may not be signalled
  local LC_ALL=C said
  said=$(kill -0 "$1" 2>&1) || [[ $said != *'No such process'* ]]
}
await_expiry() {
  local LC_ALL=C host process begin seen=$RENEWED
  read -r host process _ <<<"$HOLDER"
  if [[ $RENEWED > $(lease_time "$LEASE_SECONDS") && $RENEWED < $(lease_time "-$LEASE_SECONDS") ]]; then
    refuse_run "$process" "$host"
  fi
  say "  process $process on $host holds the lock since long and may be gone: its lock is watched for $WATCH_SECONDS s"
  now && begin=$NOW
  while now && ((NOW - begin < WATCH_SECONDS)); do
    pause 1
    read_lease
    [[ $RENEWED == "$seen" ]] || refuse_run "$process" "$host"
  done
}
refuse_run() { # PROCESS HOST
  die "another run is under way: process $1 on $2;" \
    "if that was killed, its lock is free $LEASE_SECONDS s after it was last renewed, at $RENEWED"
}

# renew_lock PROCESS: as long as that lives. Who lost the lock, since the machine slept or did not reach
# the server for so long, stops.
renew_lock() {
  local held
  [[ $MESSAGES == 2 ]] || exec {MESSAGES}>&-
  while pause "$RENEW_SECONDS" && kill -0 "$1"; do
    patch_lease "$(operation test holderIdentity "\"$LOCK\"")" \
      "$(operation add renewTime "\"$(lease_time)\"")" && continue
    held=$(kube get lease "$PROJECT-lock" -o 'jsonpath={.spec.holderIdentity}') || continue
    [[ $held == "$LOCK" ]] || { kill -TERM "$1" && return; }
  done
}
holds_lock() {
  local held
  held=$(kube get lease "$PROJECT-lock" -o 'jsonpath={.spec.holderIdentity}') && [[ $held == "$LOCK" ]]
}
free_lock() {
  [[ -n $LOCK ]] || return 0
  [[ -z $RENEWER ]] || { kill "$RENEWER" && wait "$RENEWER"; } 2>/dev/null || true
  patch_lease "$(operation test holderIdentity "\"$LOCK\"")" '{"op":"remove","path":"/spec/holderIdentity"}' \
    >/dev/null 2>&1 || true
}
clean_up() {
  free_lock
  [[ -z $WORK ]] || rm -rf -- "$WORK"
}
