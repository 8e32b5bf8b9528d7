#!/usr/bin/env bash
# Made by zdc from ../../manifests/clinic.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/clinic.yml
# Rule ZDC206 = off: a migration adds first and removes a version later
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
set -euo pipefail

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

MINE="app.kubernetes.io/part-of=$PROJECT,app.kubernetes.io/managed-by=zdc"
WORK='' RENDERED='' STATE='' FRESH=() TOUCHED=()
declare -A SERIAL=()
kube() { kubectl --namespace "$PROJECT" "$@"; }
named() { printf '%s' "$MINE,app.kubernetes.io/name=$1"; }
apply() { act kube apply --server-side --force-conflicts --field-manager=zdc "$@" >/dev/null; }

# The data of a secret; a value goes through a pipe and no command line.
secret_data() { # env|file|folder|envFile SOURCE
  local name file from=(--from-file=value=/dev/stdin)
  local -A FOUND_VALUES=()
  case $1 in
    folder)
      from=()
      for name in tls "${SERVER_NAMES[@]}"; do
        file=$2/$name
        [[ -e $file.crt ]] || file=$2/tls
        from+=("--from-file=$name.crt=$file.crt" "--from-file=$name.key=$file.key")
      done
      ;;
    envFile)
      read_env_files "$2" && from=()
      for name in "${!FOUND_VALUES[@]}"; do
        exec {file}< <(printf %s "${FOUND_VALUES[$name]}")
        from+=("--from-file=$name=/dev/fd/$file")
      done
      ;;
  esac
  case $1 in
    env) printf '%s' "${ZDC_VALUES[$2]}" ;;
    file) cat -- "$2" ;;
  esac | kubectl create secret generic data "${from[@]}" --dry-run=client -o 'jsonpath={.data}'
}

# Each secret is compared with its newest copy in the cluster; a changed one gets the next number.
choose_serials() {
  local entry name kind source held
  local -A FOUND_VALUES=()
  for entry in "${SECRETS[@]}"; do
    read -r name kind source <<<"$entry"
    if [[ $kind == external ]]; then
      kube get secret "$source" >/dev/null || die "secret $source is not in the cluster"
      continue
    fi
    [[ $kind != envFile ]] || read_env_files "$source" # here a refusal ends the run
    SERIAL[$name]=$(newest_serial "$name")
    held=$(kube get secret "$name-${SERIAL[$name]}" --ignore-not-found -o 'jsonpath={.data}')
    [[ $held != "$(secret_data "$kind" "$source")" ]] || continue
    SERIAL[$name]=$((SERIAL[$name] + 1)) FRESH+=("$entry")
  done
}
newest_serial() { # NAME; 0: none
  { echo 0 && kube get secrets -l "$(named "$1")" -o name; } | sed "s|^secret/$1-||" | sort -n | tail -n 1
}
make_secrets() {
  local entry name kind source
  for entry in "${FRESH[@]}"; do
    read -r name kind source <<<"$entry"
    if dry "make the secret $name-${SERIAL[$name]}"; then continue; fi
    say "  secret $name-${SERIAL[$name]}"
    {
      printf 'apiVersion: v1\nkind: Secret\nimmutable: true\nmetadata:\n  name: %s\n' "$name-${SERIAL[$name]}"
      printf '  labels: {app.kubernetes.io/name: %s, app.kubernetes.io/component: secret, ' "$name"
      printf 'app.kubernetes.io/part-of: %s, app.kubernetes.io/managed-by: zdc}\ndata: ' "$PROJECT"
      secret_data "$kind" "$source"
    } | apply -f -
  done
}

# The artefacts in one file, with tags, serials and variables set by an overlay beside their folder
# (inside it kustomize sees a cycle). In its text a value can't end the quotes that it stands in.
render() {
  local name value
  [[ -z $LOCK ]] || rm -rf -- "${ROOT%/*}/.zdc-$PROJECT."* # what a killed run left
  WORK=$(mktemp -d "${ROOT%/*}/.zdc-$PROJECT.XXXXXX") RENDERED=$WORK/rendered
  ln -s -- "../${ROOT##*/}" "$WORK/base"
  for name in "${RELEASES[@]}" ${CONFIRM:+"$CONFIRM"}; do cp -- "$ROOT/kubernetes/jobs/$name.yml" "$WORK"; done
  for name in "${CONFIGURED[@]}"; do
    expand "${name#*=}"
    printf '%s' "$REPLY" >"$WORK/${name%%=*}.value"
  done
  (
    for name in "${REQUIRED[@]}" "${OPTIONAL[@]}"; do
      value=${ZDC_VALUES[$name]-} value=${value//\\/\\\\} value=${value//\"/\\\"} value=${value//$'\t'/\\t}
      ZDC_VALUES["$name"]=${value//$'\n'/\\n}
    done
    for name in "${!SERIAL[@]}"; do
      ZDC_VALUES[$(serial_variable "$name")]=${SERIAL[$name]}
    done
    expand "$(<"$ROOT/kubernetes/scripts/overlay.yml")"
    printf '%s\n' "$REPLY"
  ) >"$WORK/kustomization.yaml"
  kubectl kustomize "$WORK" >"$RENDERED"
}

# What ran last: the renderings `current` and `previous`, and `state`, `pending` while they change.
read_record() {
  local key
  for key in current previous; do
    kube get configmap "$PROJECT-record" --ignore-not-found -o "jsonpath={.binaryData.$key}" | base64 -d |
      { gzip -dc 2>/dev/null || true; } >"$WORK/$key"
  done
  STATE=$(kube get configmap "$PROJECT-record" --ignore-not-found -o 'jsonpath={.data.state}')
}
write_record() { # pending|finished CURRENT PREVIOUS
  if dry "record the deployment as $1"; then return; fi
  kubectl create configmap "$PROJECT-record" --from-literal="state=$1" --from-file=current=<(gzip -nc "$2") \
    --from-file=previous=<(gzip -nc "$3") --dry-run=client -o yaml | apply -f -
}

# Applies one workload from a rendering and waits until it is rolled out.
roll() { # KIND NAME FILE
  grep -q "app.kubernetes.io/name: $2\$" "$3" || return 0
  [[ $1 != job ]] || act kube delete job "$2" --ignore-not-found --cascade=foreground >/dev/null
  OLD_PODS=$(pods "$2" | cut -d ' ' -f 1)
  apply -f "$3" -l "$(named "$2")" || return 1
  [[ $1 == cronjob ]] || ((DRY_RUN)) || await "$1" "$2"
}
roll_each() { # KIND NAME…; each is noted first, so that an undo reaches it
  local name
  for name in "${@:2}"; do
    TOUCHED=("$1 $name" "${TOUCHED[@]}")
    roll "$1" "$name" "$RENDERED" || return 1
  done
}
# A certificate never goes back with a version.
with_certificate() { sed "s/\(secretName: tls\)-[0-9]*\$/\1-$(newest_serial tls)/" "$1"; }
restore() { # what this run touched, to the rendering that was recorded
  local entry
  if ! holds_lock; then
    say "  the lock is no longer this run's: nothing is taken back, since another may be under way"
    return 1
  fi
  if within tls "${FRESH[@]%% *}"; then kube delete secret "tls-${SERIAL[tls]}" --ignore-not-found >/dev/null; fi
  if [[ ! -s $WORK/current ]]; then
    say '  nothing was recorded before: there is no version to go back to'
    return 1
  fi
  with_certificate "$WORK/current" >"$WORK/restored"
  for entry in "${TOUCHED[@]}"; do
    if within "${entry#* }" "${KEPT_ON_FAILURE[@]}"; then continue; fi
    say "  ${entry#* }: back to the recorded version"
    roll "${entry% *}" "${entry#* }" "$WORK/restored" || return 1
  done
  write_record finished "$WORK/current" "$WORK/previous"
  (run_hook afterRollback) || warn 'hook afterRollback failed'
}

# Objects that left the manifest go, claims never; ConfigMaps and Secrets go when no revision and
# neither recorded rendering names them.
step_clean() {
  local object wanted used before=$WORK/current
  if [[ ! -s $before ]] || cmp -s "$before" "$RENDERED"; then before=$WORK/previous; fi
  write_record finished "$RENDERED" "$before"
  if dry 'remove what no version uses'; then return; fi
  wanted=$(kube apply --dry-run=client -o name -f "$RENDERED")
  used=$(kube get replicasets,statefulsets,cronjobs,jobs,pods -o json && cat "$RENDERED" "$before")
  for object in $(kube get deployments,statefulsets,cronjobs,services,pdb,networkpolicies,configmaps,secrets -l "$MINE" -o name); do
    if [[ $object == configmap/* || $object == secret/* ]]; then
      grep -qE "ame\"?: \"?${object#*/}\"?,?\$" <<<"$used" || kube delete "$object" >/dev/null
    else
      grep -qxF "$object" <<<"$wanted" || kube delete "$object" >/dev/null
    fi
  done
  [[ $COMMAND != rollback ]] || run_hook afterRollback
}
step_recall() { # a rollback's version: the one before; after a broken-off deployment the last whole one
  local version=previous
  WORK=$(mktemp -d) RENDERED=$WORK/recalled
  read_record
  if [[ $STATE == pending || $COMMAND == certificates ]]; then version=current; fi
  [[ -s $WORK/$version ]] || die 'no earlier version is recorded'
  with_certificate "$WORK/$version" >"$RENDERED"
}
step_renew() {
  [[ -n $CERTIFICATES ]] || die 'the gateway has no certificate'
  check_certificates
  SECRETS=("tls folder $CERTIFICATES")
  choose_serials
  make_secrets
  step_recall
}
undo_renew() { restore; }
step_scale() {
  local entry
  for entry in "${ARGUMENTS[@]}"; do
    act kube scale "deployment/${entry%%=*}" --replicas="${entry#*=}"
    ((DRY_RUN)) || await deployment "${entry%%=*}"
  done
  say 'the next deploy goes back to the number in the manifest'
}
step_rm() {
  act kube delete deployments,statefulsets,cronjobs,jobs,services,pdb,networkpolicies,configmaps,secrets -l "$MINE"
  act kube delete configmap "$PROJECT-record" --ignore-not-found
  act kube delete lease "$PROJECT-lock" --ignore-not-found --wait=false
  say "the claims and their data stay; to delete those for good: kubectl delete namespace $PROJECT"
}
