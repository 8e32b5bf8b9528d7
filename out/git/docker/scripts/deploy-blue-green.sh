#!/usr/bin/env bash
# Made by zdc from ../../manifests/git.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/git.yml
# Rule ZDC222 = off: one process writes the repositories
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
# The environment as it was, before a name of this script hides any of it; _ before each name.
declare -A ZDC_ENVIRONMENT=() ZDC_VALUES=()
while IFS= read -r -d '' ZDC_ENTRY; do ZDC_ENVIRONMENT["_${ZDC_ENTRY%%=*}"]=${ZDC_ENTRY#*=}; done < <(env -0)
set -euo pipefail

PROJECT='git'
COMPOSE_FILE='docker-compose.blue-green.yml'
NETWORKS=(git)
EXTERNAL_NETWORKS=()
STEPS=(reconcile preflight build backing start stage health rehearse candidate rename reload confirm drain singletons stop)
ROLLBACK_STEPS=(reconcile recall backing restart health rehearse candidate rename reload confirm drain singletons stop)
UP_STEPS=(reconcile recall backing certificates restart health singletons)
GATEWAY='nginx'
GATEWAY_CONTAINER='git-nginx'
GATEWAY_SECONDS=1
GATEWAY_PORTS=(127.0.0.1/80 127.0.0.1/443)
SETUP='setup'
COPIES=()
STATIC=''
WEB=()
WORKERS=()
SINGLETONS=(git)
RELEASES=()
BACKING=(database)
BUILDS=()
WRAPPED=(git)
OF_IMAGE=(git)
CMD_OF_IMAGE=(git)
ASKED=()
declare -A IMAGES=(
  ['git']="registry.example.com/git-server:\${GIT_VERSION:-1.23.7}"
)
REQUIRED=()
OPTIONAL=(GIT_VERSION TZ SSH_PORT)
HOST_PATHS=()
TAG_VARIABLE='GIT_VERSION'
SECRET_VARIABLES=(GIT_DATABASE_PASSWORD)
SECRET_FILES=()
OPTIONAL_FILES=()
SECRET_READERS=()
ENV_FILES=()
CERTIFICATES='../../../manifests/tls'
SERVER_NAMES=(git.example.com)
FILES=(
  'entrypoint.sh-96a5b82a46f0=wrapper/entrypoint.sh'
)
HEALTH_TIMEOUT=120
DRAIN=600
CONFIRM_TIMES=5
CONFIRM_SECONDS=15
REHEARSE_URLS=()
CONFIRM_URLS=()
COMPARE_URLS=()
CONFIRM_HOST=''
RETAIN='stopped'
KEEP_IMAGES=0
declare -A HOOKS=()

CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=/dev/null
for PART in common images blue-green state beside; do source "scripts/lib/$PART.sh"; done

# After a kill at any instant this brings back one truth: what nginx serves runs, nothing else does.
step_reconcile() {
  local found id role state colour gateways idle=() stopped=()
  found=$(docker ps --quiet --filter "label=com.docker.stack.namespace=$PROJECT")
  [[ -z $found ]] || die "a Swarm stack $PROJECT runs on this host, with the same volumes and ports: remove it first, with deploy-swarm.sh rm"
  act state keep nginx/gateway.sh "$STATE/gateway/gateway.sh"
  list role=gateway
  gateways=${#IDS[@]}
  if ((gateways)); then
    find_gateway
    ask_serving || true
  fi
  read_active
  mend # a gateway that starts reads it
  if ((gateways)); then
    act docker start "$GATEWAY_CONTAINER" >/dev/null || within "$GATEWAY" "${REPLACE[@]}"
    await_gateway || { renew && await_gateway; } || within "$GATEWAY" "${REPLACE[@]}" ||
      die "the gateway does not answer; see: docker logs $GATEWAY_CONTAINER"
  fi
  read_active
  mend
  # A run that was killed before its drain was over left the mark of it; its requests still end.
  [[ -z $SERVING ]] || wait_drained "$([[ ! -e $STATE/draining ]] || other "$ACTIVE")"
  settle
  found=$(docker ps --all "${OURS[@]}" --format '{{.ID}} {{.Label "zdc.role"}} {{.State}} {{.Label "zdc.colour"}}')
  while read -r id role state colour; do
    case $role-$state in
      web-running) [[ $colour == "$ACTIVE" || $RETAIN == running ]] || idle+=("$id") ;;
      worker-running | singleton-running) [[ $colour == "$ACTIVE" ]] || idle+=("$id") ;;
      web-* | worker-* | singleton-*) [[ $colour != "$ACTIVE" ]] || stopped+=("$id") ;;
    esac
  done <<<"$found"
  ((${#idle[@]} == 0)) || act docker stop "${idle[@]}" >/dev/null
  ((${#stopped[@]} == 0)) || act docker start "${stopped[@]}" >/dev/null
  await_releases
  each rm role=release
  choose_colour
}

# The idle colour is deployed to; where nothing runs, the active one.
choose_colour() {
  COLOUR=$ACTIVE SERIAL=$ACTIVE_SERIAL OLD=''
  list "colour=$ACTIVE"
  if [[ $COMMAND == rollback || ($COMMAND == deploy && ${#IDS[@]} -gt 0) ]]; then
    OLD=$ACTIVE COLOUR=$(other "$ACTIVE")
    SERIAL=$(linked "$COLOUR")
  fi
  [[ $COMMAND != rollback || ! -e $STATE/gateway/$SERIAL/emptied ]] ||
    die "a deployment that did not end has emptied what the version of $COLOUR served of its own: deploy that version again"
  if [[ $COMMAND == deploy ]]; then
    REPLACES=$(linked "$COLOUR")
    SERIAL=$(next_serial)
  elif is_record "$SERIAL"; then
    read_record "$SERIAL"
  else
    list "colour=$COLOUR"
    ((${#IDS[@]})) || die "nothing of $COLOUR is here or recorded: run deploy"
  fi
  say "  $ACTIVE serves; this run's colour is $COLOUR"
}

step_preflight() {
  local port folder free
  require_values
  check_external_networks bridge
  tell_rotated
  check_files
  list role=gateway
  for port in "${GATEWAY_PORTS[@]}"; do # ADDRESS/PORT
    if ((${#IDS[@]} == 0)) && (: <"/dev/tcp/$port") 2>/dev/null; then die "port ${port#*/} of this host is in use"; fi
  done
  for folder in "$STATE" "$(docker info --format '{{.DockerRootDir}}')"; do
    [[ -d $folder ]] || continue
    free=$(df -Pk "$folder" | awk 'NR == 2 { print $4 }')
    ((free >= 262144)) || die "only $((free / 1024)) MiB are free in $folder"
  done
  TLS_BEFORE=$(linked tls)
  prepare_folder
  refresh_certificates "$SERIAL"
  check_conf "$SERIAL" ${OLD:+"$ACTIVE_SERIAL"} # the new one, and the one to come back to
}
undo_preflight() {
  [[ -z $TLS_BEFORE ]] || relink tls "$TLS_BEFORE"
  ((STAYS)) || [[ $(linked "$COLOUR") == "$SERIAL" ]] || rm -rf "$STATE/gateway/${SERIAL:?}"
}

step_build() {
  local services=("${WEB[@]}" "${WORKERS[@]}" "${SINGLETONS[@]}")
  if ((BUILD && ${#BUILDS[@]})); then build_labelled; fi
  pull_missing "${services[@]/%/-$COLOUR}"
  check_images
  check_secret_files images
}

# `up` and `rollback` take every value from the record, so they need none in the environment.
step_recall() {
  recall_variables
  [[ $COMMAND == rollback ]] || require_values
}

step_release() {
  local service
  empty_copies
  run_hook beforeRelease
  for service in "${RELEASES[@]}"; do
    act compose run --rm --no-deps -T "$service-$COLOUR" </dev/null >&2 ||
      die "the release command of ${service%-release} failed; its last lines are above"
  done
}

# bring_up ROLE [SERVICE…]: `docker start` where the version's own containers are there, since `up`
# would make them again with today's settings.
bring_up() {
  (($# > 1)) || return 0
  if [[ $COMMAND == deploy ]] || ((REMAKE)); then
    act compose up --detach --no-deps --no-build "${@:2}"
  else
    each start "colour=$COLOUR" "role=$1"
  fi
}
step_start() {
  ((${#RELEASES[@]})) || empty_copies
  write_record
  each rm "colour=$COLOUR"
  bring_up web "${WEB[@]/%/-$COLOUR}"
}
undo_start() {
  ((STAYS)) && return
  show_logs "colour=$COLOUR"
  drop "$SERIAL" "$COLOUR" "$REPLACES"
}

# Containers of another version than the recorded one, or none, are made again from the record.
step_restart() {
  local service image
  for service in "${WEB[@]}" "${WORKERS[@]}" "${SINGLETONS[@]}"; do
    list "colour=$COLOUR" "service=$service"
    ((${#IDS[@]})) || REMAKE=1
  done
  images_of "colour=$COLOUR"
  while read -r service image _; do
    [[ ${IMAGE_IDS[$service]-$image} == "$image" ]] || REMAKE=1
  done < <(printf %s "${FOUND:+$FOUND$'\n'}")
  if ((REMAKE)); then
    recall_variables
    recall_images "${WEB[@]}" "${WORKERS[@]}" "${SINGLETONS[@]}"
    each rm "colour=$COLOUR"
  fi
  bring_up web "${WEB[@]/%/-$COLOUR}"
}
undo_restart() {
  ((STAYS)) && return
  show_logs "colour=$COLOUR"
  [[ $RETAIN == running ]] || each stop "colour=$COLOUR"
}

# The idle colour's link moves: its addresses and static files, which nobody is sent to yet.
step_stage() {
  relink "$COLOUR" "$SERIAL"
  check_conf live
  renew
}

step_health() { wait_up web "${WEB[@]}"; }
step_rehearse() {
  ask "$COLOUR.zdc" "${REHEARSE_URLS[@]}"
  compare_colours
}

step_candidate() {
  check_conf "$SERIAL"
  record_images web
  hold web
  run_hook beforeSwitch
}

old_is_healthy() {
  local COLOUR=$OLD
  (exec 9>&- && wait_up web)
}
step_rename() {
  act touch "$STATE/draining"
  switch_to "$COLOUR"
}
undo_rename() {
  [[ -n $OLD ]] || return 0
  if ! old_is_healthy; then
    STAYS=1
    warn "$OLD is not healthy either: $COLOUR stays, and serves"
    return
  fi
  switch_to "$OLD"
  renew
  inside switched "$OLD $ACTIVE_SERIAL" 15 || warn "nginx does not say that it serves $OLD again"
  # What it was asked in between still ends before its containers go.
  (exec 9>&- && wait_drained "$COLOUR") || warn "requests to $COLOUR may have been cut"
  say "  $OLD serves again"
  (run_hook afterRollback) || warn "hook afterRollback failed"
}

step_reload() {
  renew
  dry "wait until nginx serves $COLOUR" || inside switched "$COLOUR $SERIAL" 15 || {
    docker logs --tail 15 "$GATEWAY_CONTAINER" >&2
    die "nginx did not take the new configuration"
  }
}

step_confirm() {
  ask "$CONFIRM_HOST" "${CONFIRM_URLS[@]}"
  refuse_restarted web
  run_hook afterSwitch
}

step_drain() { wait_drained "$OLD" watch; }

step_workers() {
  bring_up worker "${WORKERS[@]/%/-$COLOUR}"
  wait_up worker "${WORKERS[@]}"
  hold worker
  record_images worker
  stop_old worker
}
undo_workers() { replace_back worker; }

step_singletons() {
  local began
  now && began=$NOW
  stop_old singleton
  bring_up singleton "${SINGLETONS[@]/%/-$COLOUR}"
  now && say "  no ${SINGLETONS[*]} ran for at most $((NOW - began)) s"
  wait_up singleton "${SINGLETONS[@]}"
  hold singleton
  record_images singleton
}
undo_singletons() { replace_back singleton; }

STOPPING=()
stop_old() { # stop_old ROLE
  STOPPING+=("$1")
  [[ -z $OLD ]] || each stop "colour=$OLD" "role=$1"
}
replace_back() { # replace_back ROLE
  ((STAYS)) && return
  each stop "colour=$COLOUR" "role=$1"
  [[ -n $OLD ]] || return 0
  # The engine goes on with a stop whose caller is gone, and would end what is started before that
  # is over: another stop waits for its end.
  ! within "$1" "${STOPPING[@]}" || each stop "colour=$OLD" "role=$1"
  each start "colour=$OLD" "role=$1"
}

# From here the only way is forward: what is being stopped can't serve again.
step_stop() {
  local found id service role
  commit
  [[ -z $OLD || $RETAIN == running ]] || each stop "colour=$OLD" role=web
  found=$(docker ps "${OURS[@]}" --format '{{.ID}} {{.Label "zdc.service"}} {{.Label "zdc.role"}}')
  # Services that left the manifest have no other name here than their label. Their volumes stay. A
  # gateway that was renamed serves until it is replaced.
  while read -r id service role; do
    [[ $role != gateway || -z $GATEWAY ]] || continue
    within "$service" "${WEB[@]}" "${WORKERS[@]}" "${SINGLETONS[@]}" "${BACKING[@]}" || act docker stop "$id" >/dev/null
  done <<<"$found"
  clear_away
  if [[ $RETAIN == removed && -n $OLD ]] && is_record "$(linked "$OLD")"; then each rm "colour=$OLD"; fi
}

main() {
  parse_options "$@"
  within "$COMMAND" deploy up rollback status down certificates || misuse "unknown command $COMMAND"
  [[ -z $TAG_OPTION || $COMMAND == deploy ]] || misuse "--tag goes with deploy: $COMMAND takes the recorded one"
  ((${#ARGUMENTS[@]} == 0)) || misuse "too many arguments"
  refuse_remote_engine
  read_environment .env
  use_tag
  STATE=${ZDC_VALUES[ZDC_STATE]:-/var/lib/zdc/$PROJECT}
  [[ $STATE == /* ]] || die "ZDC_STATE must be an absolute path"
  umask 022
  trust "$STATE" "$STATE/gateway" "$STATE/record" "$STATE/files"
  if [[ $COMMAND == status ]]; then
    status
    return
  fi
  if ((DRY_RUN == 0)); then
    mkdir -p "$STATE/files" "$STATE/gateway/acme" "$STATE/record" || die "cannot write $STATE: own it, or set ZDC_STATE"
    take_lock "$STATE/lock"
  fi
  case $COMMAND in
    deploy)
      run_steps "${STEPS[@]}"
      clear_images
      ;;
    up) run_steps "${UP_STEPS[@]}" ;;
    rollback)
      run_steps "${ROLLBACK_STEPS[@]}"
      run_hook afterRollback
      ;;
    *) run_steps "$COMMAND" ;;
  esac
  if ((DRY_RUN)); then say "$PROJECT: nothing was changed"; else say "$PROJECT: $COMMAND done"; fi
}

# In braces, since bash reads a file while it runs it: what is written into it meanwhile is not read.
{
  main "$@"
  exit
}
