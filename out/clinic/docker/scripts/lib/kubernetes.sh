#!/usr/bin/env bash
# Made by zdc from ../../manifests/clinic.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/clinic.yml
# Rule ZDC206 = off: a migration adds first and removes a version later
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
set -euo pipefail

# A namespace that is there is the platform's. The script makes one where there is none; of one that it
# made, the labels follow the manifest, as far as nobody else has set them.
NAMESPACE_FILE=$ROOT/kubernetes/00-namespace.yml NAMESPACE_IS_MISSING=0 NAMESPACE_IS_OURS=0
apply_namespace() {
  { kubectl apply --server-side --field-manager=zdc -f "$NAMESPACE_FILE" "$@" >/dev/null; } 2>&1
}

prepare_namespace() {
  local said
  said=$(kubectl get namespace "$PROJECT" -o name 2>&1) && return
  [[ $said == *NotFound* ]] || return 0 # whoever may not look at it may well be its admin
  NAMESPACE_IS_MISSING=1
  if dry "make the namespace $PROJECT"; then return; fi
  said=$(apply_namespace) || die "the namespace $PROJECT can't be made; have it made, then run this again: $said"
  NAMESPACE_IS_MISSING=0
}

# Pods that the namespace refuses would be missing one by one, long after the deployment began.
check_namespace() {
  local owner='' have='' need said
  ((NAMESPACE_IS_MISSING == 0)) || return 0
  IFS='|' read -r owner have < <(kubectl get namespace "$PROJECT" -o \
    'jsonpath={.metadata.labels.app\.kubernetes\.io/managed-by}|{.metadata.labels.pod-security\.kubernetes\.io/enforce}{"\n"}' 2>/dev/null) || true
  if [[ $owner == zdc ]]; then
    if said=$(apply_namespace --dry-run=server); then
      NAMESPACE_IS_OURS=1
      return
    fi
    say "  the labels of namespace $PROJECT stay as they are: ${said//$'\n'/ }"
  fi
  need=$(sed -n 's|^ *pod-security.kubernetes.io/enforce: ||p' "$NAMESPACE_FILE")
  (($(strictness "$have") <= $(strictness "$need"))) ||
    die "namespace $PROJECT enforces '$have', and the manifest's pods need '$need': say so to whoever runs the" \
      "cluster, or give each service a numeric 'user' and take 'capAdd', 'privileged' and 'sysctls' away (ZDC383)"
}
strictness() { case $1 in restricted) echo 2 ;; baseline) echo 1 ;; *) echo 0 ;; esac }
update_namespace() {
  local said
  ((NAMESPACE_IS_OURS)) || return 0
  if dry "apply the labels of namespace $PROJECT"; then return; fi
  said=$(apply_namespace) || die "the labels of namespace $PROJECT can't be set: $said"
}

# What the script needs, all of it in its namespace; to make the namespace or set its labels takes more.
role() {
  cat <<TEXT
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: $PROJECT-deploy
  namespace: $PROJECT
rules:
  - apiGroups: [apps]
    resources: [deployments, statefulsets]
    verbs: [get, list, watch, create, patch, delete]
  - apiGroups: [apps]
    resources: [deployments/scale]
    verbs: [patch]
  - apiGroups: [apps]
    resources: [replicasets]
    verbs: [list]
  - apiGroups: [batch]
    resources: [jobs, cronjobs]
    verbs: [get, list, watch, create, patch, delete]
  - apiGroups: [policy]
    resources: [poddisruptionbudgets]
    verbs: [get, list, create, patch, delete]
  - apiGroups: [networking.k8s.io]
    resources: [networkpolicies]
    verbs: [get, list, create, patch, delete]
  - apiGroups: ['']
    resources: [namespaces]
    verbs: [get]
  - apiGroups: ['']
    resources: [configmaps]
    verbs: [get, list, watch, create, update, patch, delete]
  - apiGroups: ['']
    resources: [secrets, services]
    verbs: [get, list, watch, create, patch, delete]
  - apiGroups: ['']
    resources: [persistentvolumeclaims]
    verbs: [get, list, create, patch]
  - apiGroups: ['']
    resources: [pods]
    verbs: [get, list, watch]
  - apiGroups: ['']
    resources: [events]
    verbs: [list]
  - apiGroups: ['']
    resources: [pods/log]
    verbs: [get]
TEXT
}

MINE="app.kubernetes.io/part-of=$PROJECT,app.kubernetes.io/managed-by=zdc"
WORK='' RENDERED='' LOCKED='' STATE='' FRESH=() TOUCHED=()
declare -A SERIAL=()
kube() { kubectl --namespace "$PROJECT" "$@"; }
named() { printf '%s' "$MINE,app.kubernetes.io/name=$1"; }
apply() { act kube apply --server-side --force-conflicts --field-manager=zdc "$@" >/dev/null; }

# One run at a time, from whatever machine. One that was killed on this machine is told apart; its
# lock is replaced as it was read, which only one of several runs can do.
take_lock() {
  local me held host process
  me="$(uname -n) $$"
  if ! kube create configmap "$PROJECT-lock" --from-literal="by=$me" --dry-run=client -o yaml |
    kube create -f - &>/dev/null; then
    held=$(kube get configmap "$PROJECT-lock" -o yaml) || die 'cannot take the lock: may you make ConfigMaps here?'
    read -r host process < <(sed -n 's/^  by: //p' <<<"$held") || true
    if [[ $host != "$(uname -n)" ]] || is_running "$process" ||
      ! kube replace -f - <<<"${held/"  by: $host $process"/"  by: $me"}" &>/dev/null; then
      die "another run is under way: process $process on $host;" \
        "if that was killed: kubectl -n $PROJECT delete configmap $PROJECT-lock"
    fi
  fi
  LOCKED=$PROJECT-lock
}
is_running() { # PROCESS: another user's too, which may not be signalled
  local LC_ALL=C said
  said=$(kill -0 "$1" 2>&1) || [[ $said != *'No such process'* ]]
}
clean_up() {
  [[ -z $LOCKED ]] || kube delete configmap "$LOCKED" --ignore-not-found >/dev/null
  [[ -z $WORK ]] || rm -rf -- "$WORK"
}

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
  [[ -z $LOCKED ]] || rm -rf -- "${ROOT%/*}/.zdc-$PROJECT."* # what a killed run left
  WORK=$(mktemp -d "${ROOT%/*}/.zdc-$PROJECT.XXXXXX") RENDERED=$WORK/rendered
  ln -s -- "../${ROOT##*/}" "$WORK/base"
  for name in "${RELEASES[@]}"; do cp -- "$ROOT/kubernetes/jobs/$name.yml" "$WORK"; done
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
  say "the claims and their data stay; to delete those for good: kubectl delete namespace $PROJECT"
}

# How a rollout is watched, and what is said when it does not get on.
OLD_PODS='' TOLD=''
pods() { # NAME: UID NAME READY REASON, a line each
  kube get pods -l "$(named "$1")" -o "jsonpath={range .items[*]}{.metadata.uid} {.metadata.name} \
{.status.containerStatuses[0].ready} {..state.waiting.reason}{\"\\n\"}{end}"
}
# Those that this rollout started: an old one may be the reason for it.
new_pods() { pods "$1" | grep -vF -- "${OLD_PODS:-none}" || true; }
progress() { # KIND NAME: says how far it is; fails until it is there
  if [[ $1 == job ]]; then
    kube get job "$2" -o 'jsonpath={.status.conditions[?(@.status=="True")].type}' | grep -v Failed | grep Complete
  else
    kube rollout status "$1/$2" --timeout=5s 2>&1 | tail -n 1
  fi
}
await() { # KIND NAME
  local begin bad=0 line='' found reasons='BackOff|NeverPull|InvalidImage|CreateContainer|RunContainer'
  now && begin=$NOW
  until line=$(progress "$1" "$2"); do
    now
    found=$(hindrances "$1" "$2")
    ((NOW - begin < 15)) || tell_hindrances "$2" "$found"
    # Three looks in a row, since a pull or a first connection may fail once.
    if [[ $(new_pods "$2") =~ $reasons || $found == *'- ReplicaFailure:'* ]]; then bad=$((bad + 1)); else bad=0; fi
    if [[ $line == *progress\ deadline* ]] || ((bad == 3 || NOW - begin > 3600)) || job_failed "$1" "$2"; then
      tell_hindrances "$2" "$found"
      show_failure "$2"
      return 1
    fi
  done
  now && say "  $2: ready after $((NOW - begin)) s"
}
# hindrances KIND NAME: `- REASON: MESSAGE`, a line each, of what is in the way: the quota that a pod
# is refused by, a node that none has room on, an image, a probe. Events outlive what they tell of, so
# that only those of pods of this rollout count, or of the object itself while it has none.
hindrances() {
  local names line
  [[ $1 != deployment ]] || kube get deployment "$2" \
    -o 'jsonpath={range .status.conditions[?(@.type=="ReplicaFailure")]}- ReplicaFailure: {.message}{"\n"}{end}'
  names=$(new_pods "$2" | cut -d ' ' -f 2)
  kube get events --field-selector type=Warning \
    -o 'jsonpath={range .items[*]}{.involvedObject.name} {.reason}: {.message}{"\n"}{end}' |
    while IFS= read -r line; do
      if [[ $'\n'${names:-$2}$'\n' == *$'\n'"${line%% *}"$'\n'* ]]; then printf -- '- %s\n' "${line#* }"; fi
    done
}
tell_hindrances() { # NAME LINES: each once
  local line
  while IFS= read -r line; do
    if [[ $line != '- '* || $TOLD == *$'\n'"$1 $line"$'\n'* ]]; then continue; fi
    TOLD+=$'\n'"$1 $line"$'\n'
    say "  $1: ${line#- }"
  done <<<"$2"
}
job_failed() {
  [[ $1 == job ]] || return 1
  pause 2
  [[ $(kube get job "$2" -o 'jsonpath={.status.conditions[?(@.status=="True")].type}') == *Failed* ]]
}
show_failure() { # NAME
  local pod
  pod=$(new_pods "$1" | sed -n '/ true /!{s/^[^ ]* //;s/ .*//p;}')
  pod=${pod%%$'\n'*}
  say "$1 did not become ready${pod:+; the last lines of pod $pod:}"
  [[ -n $pod ]] || return 0
  kube logs "$pod" --all-containers --tail=20 >&2 || true
  kube get events --field-selector "involvedObject.name=$pod" \
    -o 'jsonpath={range .items[*]}{.reason}: {.message}{"\n"}{end}' | tail -n 5 >&2
}
