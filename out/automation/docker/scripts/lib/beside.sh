#!/usr/bin/env bash
# Made by zdc from ../../manifests/automation.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/automation.yml
# Rule ZDC222 = off: the editor may be away for a moment; webhooks are not
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
set -euo pipefail

# What both colours share: the gateway and the backing services.

# find_gateway: by its role, since what runs may have another name than the manifest's by now. One
# that only was created, because its port was taken, never was the gateway.
find_gateway() {
  local found state name rank best=0 own=$GATEWAY_CONTAINER
  found=$(docker ps --all "${OURS[@]}" --filter label=zdc.role=gateway --format '{{.State}} {{.Names}}') || return
  while read -r state name; do
    case $state in running) rank=3 ;; created) rank=1 ;; *) rank=2 ;; esac
    if ((rank > best)) || [[ $rank == "$best" && $name == "$own" ]]; then best=$rank GATEWAY_CONTAINER=$name; fi
  done < <(printf %s "${found:+$found$'\n'}")
}

# await_gateway: SERVING gets its answer, which counts; what Docker calls it may be of an older path
await_gateway() {
  local end
  now && end=$((NOW + 15))
  until ask_serving; do
    now
    ((NOW < end)) || return 1
    pause 0.5
  done
}

# replace_gateway: what is under way ends first, while the port is open; told to quit, nginx would
# close it and then wait for them. What began meanwhile has GATEWAY_SECONDS more.
replace_gateway() {
  local began name found
  if [[ -n $SERVING ]]; then
    reload
    wait_drained ''
  fi
  list role=gateway
  now && began=$NOW
  ((${#IDS[@]} == 0)) || act docker stop -t "$GATEWAY_SECONDS" "${IDS[@]}" >/dev/null
  if ! act compose up --detach --no-deps --force-recreate "$GATEWAY"; then
    find_gateway
    act docker start "$GATEWAY_CONTAINER" >/dev/null || true
    die "the gateway was not replaced"
  fi
  find_gateway
  dry "wait until it answers" || await_gateway ||
    die "the gateway does not answer; see: docker logs $GATEWAY_CONTAINER"
  now && say "  $GATEWAY was away, for at most $((NOW - began)) s"
  found=$(docker ps --all "${OURS[@]}" --filter label=zdc.role=gateway --format '{{.Names}}')
  while read -r name; do # under the name that it had before
    [[ $name == "$GATEWAY_CONTAINER" ]] || act docker rm --force "$name" >/dev/null
  done < <(printf %s "${found:+$found$'\n'}")
}

step_backing() {
  local name hash began away=()
  [[ -e $STATE/gateway/live ]] || act state adopt "$STATE" "$SERIAL" "$COLOUR"
  for name in "${REPLACE[@]}"; do
    now && began=$NOW
    if [[ $name == "$GATEWAY" ]]; then
      replace_gateway
    else
      act compose up --detach --no-deps --force-recreate --wait --wait-timeout "$HEALTH_TIMEOUT" "$name"
      now && say "  $name was away, for at most $((NOW - began)) s"
    fi
  done
  for name in "${BACKING[@]}"; do
    [[ $(docker ps "${OURS[@]}" --filter "label=zdc.service=$name" --format '{{.Status}}') =~ ^Up\ [^\(]*(\(healthy\))?$ ]] || away+=("$name")
  done
  ((${#away[@]} == 0)) || start_beside --wait --wait-timeout "$HEALTH_TIMEOUT" "${away[@]}"
  # A gateway that runs has answered. If Docker calls it unhealthy, this deployment may mend that.
  if [[ -n $GATEWAY && -z $(docker ps --quiet "${OURS[@]}" --filter label=zdc.role=gateway) ]]; then
    act compose up --detach --no-deps --no-recreate "$GATEWAY"
    find_gateway
    dry "wait until the gateway answers" || await_gateway ||
      die "the gateway does not answer; see: docker logs $GATEWAY_CONTAINER"
  fi
  [[ $COMMAND != rollback ]] || return 0
  while read -r name hash; do
    if within "$name" "$GATEWAY" "${BACKING[@]}" && [[ -z $(docker ps -aq --filter "label=com.docker.compose.config-hash=$hash") ]]; then
      say "  $name differs from the manifest and stays as it is until --gateway or --backing $name"
    fi
  done < <(compose config --hash '*')
}

# start_beside WORD…: as the version has it that this run goes to: an earlier one has a record
start_beside() {
  local COMPOSE=("${COMPOSE[@]}")
  if [[ $COMMAND != deploy && -e $STATE/record/$SERIAL.yml ]]; then
    trust "$STATE/record/$SERIAL.yml"
    COMPOSE=(-f "$STATE/record/$SERIAL.yml")
  fi
  act compose up --detach --no-deps --no-recreate "$@"
}

step_down() {
  local name
  each stop
  each rm
  for name in "${NETWORKS[@]}"; do act docker network rm "$name" >/dev/null || true; done # another project may share one
}

step_certificates() {
  find_gateway
  TLS_BEFORE=$(linked tls)
  refresh_certificates "$(next_serial)"
  check_conf live
  reload
}
undo_certificates() { [[ -z $TLS_BEFORE ]] || relink tls "$TLS_BEFORE"; }

# empty_copies: what an earlier version left in this colour's copy of a volume would be served with the new
# one's. The version that this colour ran has lost its files by that, so no rollback leads to it.
empty_copies() {
  ((${#COPIES[@]})) || return 0
  if [[ -n $REPLACES && $REPLACES != "$ACTIVE_SERIAL" && -d $STATE/gateway/$REPLACES ]]; then
    act touch "$STATE/gateway/$REPLACES/emptied"
  fi
  act compose run --rm --no-deps -T --entrypoint sh "$SETUP" /from/nginx/gateway.sh empty "${COPIES[@]/%//$COLOUR}" </dev/null >&2 ||
    die "$COLOUR's copy of ${COPIES[*]##*/} can't be emptied"
}
