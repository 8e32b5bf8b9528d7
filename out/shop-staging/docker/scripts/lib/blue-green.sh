#!/usr/bin/env bash
# Made by zdc from ../../manifests/shop.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/shop.yml --environment staging
# Rule ZDC206 = off until 2027-12-31: migrations add first and remove a release later
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
set -euo pipefail

usage() {
  cat <<TEXT
usage: ${0##*/} [deploy|up|rollback|status|down|certificates] [options]

  deploy        build, rehearse and switch to a new version of $PROJECT (the default)
  up            start again what was deployed last, with the settings that it was deployed with
  rollback      switch back to the other colour's version
  status        what serves, what each colour runs, the last deployments
  down          stop and remove the containers; volumes and records stay
  certificates  test and load renewed certificates

  --tag T           deploy images of this tag
  --no-build        take images as they are
  --gateway         replace the gateway, if the manifest changed it: nothing listens for some seconds
  --backing NAME    replace that backing service: it is away meanwhile
  --dry-run         tell what would be done, change nothing
  --help

Values come from the environment, then from docker/.env. State: ZDC_STATE, else /var/lib/zdc/$PROJECT.
TEXT
}

REPLACE=() REMAKE=0 STAYS=0 TLS_BEFORE='' UP_SINCE=0
own_option() {
  case $1 in
    --gateway) REPLACE+=("$GATEWAY") ;;
    --backing)
      within "${2-}" "${BACKING[@]}" || misuse "--backing needs one of: ${BACKING[*]}"
      REPLACE+=("$2") OPTION_WORDS=2
      ;;
    *) return 1 ;;
  esac
}

hook_facts() {
  export ZDC_COLOUR=$COLOUR ZDC_PREVIOUS_COLOUR=$OLD ZDC_STATE=$STATE
  ZDC_TAG=$(current_tag) && export ZDC_TAG
}

# Compose mounts a secret's file as it is on this host, with its owner and mode. SECRET_READERS has
# `SECRET SERVICE USER PATH`. Without a user in the manifest, which is `-`, the image's own counts:
# those are looked at by `check_secret_files images`, once the images are here.
check_secret_files() {
  local entry name service user path mode uid gid
  for entry in "${SECRET_READERS[@]}"; do
    read -r name service user path <<<"$entry"
    if [[ $user == - ]]; then image_user "${1-}" || continue; elif [[ -n ${1-} ]]; then continue; fi
    read -r mode uid gid < <(stat -L -c '%a %u %g' -- "$path") || die "$path can't be looked at"
    if may_read "$user" $((8#$mode)) "$uid" "$gid" || remaps_users; then continue; fi
    die "secret $name: user $user of service $service can't read $path, which is of $uid:$gid with mode $mode;" \
      "write: chown ${user%%:*} $path"
  done
}
image_user() { # image_user images: user becomes that of service's image
  [[ -n $1 ]] || return 1
  expand "${IMAGES[$service]}"
  if dry "look which user $REPLY runs as"; then return 1; fi
  docker image inspect "$REPLY" >/dev/null 2>&1 || docker pull --quiet "$REPLY" >&2
  user=$(docker image inspect --format '{{.Config.User}}' "$REPLY") || die "$REPLY can't be looked at"
  user=${user:-root}
}
check_files() { check_env_files && check_secret_files; }
check_env_files() { # what Compose would refuse, or fill in from elsewhere, before anything starts
  local service REPLIES
  local -A FOUND_VALUES=()
  file_readers
  for service in "${REPLIES[@]}"; do read_env_files "$service"; done
}
may_read() { # may_read USER[:GROUP] MODE UID GID; a name is the image's, and may be any number
  local user=${1%%:*} group=''
  [[ $1 != *:* ]] || group=${1#*:}
  if [[ $user == 0 || $user == root ]] || (($2 & 8#004)); then return 0; fi
  if [[ ! $user =~ ^[0-9]+$ ]]; then
    warn "user $user can read $path only if that is $uid or of group $gid"
  elif [[ $user == "$3" ]]; then
    (($2 & 8#400))
  else
    (($2 & 8#040)) && [[ ! $group =~ ^[0-9]+$ || $group == "$4" ]]
  fi
}
# Where the engine maps users, this host's numbers are not the container's.
remaps_users() { [[ $(docker info --format '{{.SecurityOptions}}') == *name=@(userns|rootless)* ]]; }

# ACTIVE serves, and ACTIVE_SERIAL is its folder. COLOUR and SERIAL are this run's. OLD is the colour
# to come back to, '' where none runs. REPLACES is what COLOUR's link pointed to before.
ACTIVE='' ACTIVE_SERIAL='' COLOUR='' SERIAL='' OLD='' REPLACES=''
COMPOSE=(-f "$COMPOSE_FILE")

compose() { with_values docker compose --env-file /dev/null --project-directory . -p "$PROJECT" "${COMPOSE[@]}" "$@"; }
inside() { docker exec "$GATEWAY_CONTAINER" sh /etc/zdc/gateway.sh "$@"; }
# OLD_WORKERS are nginx's workers from before the last reload.
OLD_WORKERS=()
reload() {
  local old
  dry "let nginx read its configuration again" && return
  if ! old=$(inside reload); then
    docker logs --tail 15 "$GATEWAY_CONTAINER" >&2
    say "error: nginx did not take the new configuration"
    return 1
  fi
  read -ra OLD_WORKERS <<<"$old"
}
# renew: only where nginx would read something else than it has. A reload closes idle connections, and
# after the drain it cuts WebSockets and downloads, of whatever route.
renew() {
  dry "let nginx read its configuration again, where that has changed" && return
  inside fresh || reload
}
other() { if [[ $1 == blue ]]; then echo green; else echo blue; fi; }

# What Compose started of this project. Its own label keeps the tasks of a Swarm stack out, which have
# the project's too; `com.docker.compose.project` would not, since tasks inherit that from an image.
# What somebody made by `docker compose run` is not the deployment's; release commands are made so too.
OURS=(--filter "label=zdc.project=$PROJECT" --filter label=com.docker.compose.oneoff=False)
RELEASED=(--filter "label=zdc.project=$PROJECT" --filter label=com.docker.compose.oneoff --filter label=zdc.role=release)

# containers FILTER…: ids of our containers with those labels, running or not. Plain docker: Compose
# would want every deploy-time variable even to list them.
containers() {
  local ours=("${OURS[@]}")
  ! within role=release "$@" || ours=("${RELEASED[@]}")
  docker ps --all --quiet "${@/#/--filter=label=zdc.}" "${ours[@]}"
}

# list FILTER…: IDS has them. Where the engine does not tell, it fails: that must not pass for none.
IDS=()
list() {
  local found
  found=$(containers "$@") || return
  mapfile -t IDS < <(printf %s "$found")
}

# each VERB FILTER…: does it to all of them at once
each() {
  local verb=("$1")
  list "${@:2}" || return
  [[ $1 != rm ]] || verb+=(--force)
  ((${#IDS[@]} == 0)) || act docker "${verb[@]}" "${IDS[@]}" >/dev/null
}

name_of() { docker inspect --format '{{slice .Name 1}}' "$1"; }

show_logs() { # show_logs FILTER…
  local id
  for id in $(containers "$@"); do
    say "  the last lines of $(name_of "$id"):"
    docker logs --tail 15 "$id" 2>&1 | sed 's/^/    /' >&2
  done
}

# ask_serving: SERVING is what the running nginx says. What is no answer of its own is not used.
SERVING=''
ask_serving() {
  SERVING=''
  local said
  said=$(inside serving 2>/dev/null) || return 1
  [[ $said =~ ^(blue|green)\ [0-9]{1,9}$ ]] || die "the gateway says '${said//[^[:print:]]/?}', and no colour and number"
  SERVING=$said
}

# What the running nginx says is the truth; where none runs the links count, as a gateway that starts
# would follow them, then the colour that runs. Nothing at all means blue.
read_active() {
  local found
  ACTIVE=$(linked live)
  found=$(conf_of live)
  [[ -z $found || ! $(linked "$found") =~ ^serves\.[0-9]+\.(blue|green)$ ]] || ACTIVE=${BASH_REMATCH[1]}
  if [[ ! $ACTIVE =~ ^(blue|green)$ ]]; then
    found=$(docker ps "${OURS[@]}" --filter label=zdc.role=web --format '{{.Label "zdc.colour"}}')
    ACTIVE=blue
    [[ $found != *green* || $found == *blue* ]] || ACTIVE=green
  fi
  ACTIVE_SERIAL=$(linked "$ACTIVE")
  [[ -z $SERVING ]] || read -r ACTIVE ACTIVE_SERIAL <<<"$SERVING"
}

# wait_drained COLOUR [watch]: until nothing of COLOUR is under way, for at most DRAIN: what is left then
# ends with its containers. After a reload also until no older worker is left, which nginx ends itself. A
# new version that dies meanwhile fails the step.
wait_drained() {
  local end said
  dry "wait until nothing of ${1:-an older conf} is under way" && return
  now && end=$((NOW + DRAIN))
  until said=$(inside draining "$1" "${OLD_WORKERS[@]}" 2>/dev/null) && [[ $said == drained ]]; do
    now
    if [[ $said == requests ]] && ((NOW >= end)); then
      tell_left "$1" "is under way after $DRAIN s, and ends with its containers"
      break
    fi
    ((NOW < end + 10)) || die "old nginx workers are left after $DRAIN + 10 s"
    [[ -z ${2-} ]] || refuse_restarted web
    pause 0.5
  done
  rm -f "$STATE/draining"
}
# tell_left COLOUR TEXT: by number, as far as it has come to a container
tell_left() {
  local addresses count=0
  list "colour=$1" role=web || return
  if ((${#IDS[@]})); then
    addresses=$(docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}' "${IDS[@]}") &&
      read -d '' -ra addresses <<<"$addresses" || true
    count=$(inside connected "${addresses[@]}") || count=0
  fi
  say "  something of $1 $2: $count connections to it"
}

# refuse_restarted ROLE: a version that stops by itself once will do it again under load
refuse_restarted() {
  local names
  dry "see that no $1 of $COLOUR has restarted" && return
  list "colour=$COLOUR" "role=$1" || return
  ((${#IDS[@]})) || die "no $1 container of $COLOUR is there any more"
  names=$(docker inspect --format '{{if or (ne .State.Status "running") .RestartCount}}{{slice .Name 1}} {{end}}' "${IDS[@]}")
  [[ -z ${names//[[:space:]]/} ]] || die "stopped or restarted by itself: ${names//$'\n'/}"
}

# A release command that a killed run left is not cut off, however long it takes: a migration may not
# bear it.
await_releases() {
  local names told=''
  while :; do
    names=$(docker ps "${RELEASED[@]}" --format '{{.Names}}') || return
    [[ -n $names ]] || break
    dry "wait for $names" && return
    [[ $names == "$told" ]] || say "  waits for the end of ${names//$'\n'/, }, a release command that an earlier run left; docker logs shows it, docker stop gives it up"
    told=$names
    pause 1
  done
}

status() {
  local colour serial name
  find_gateway
  ask_serving || true
  read_active
  echo "active: $ACTIVE"
  for colour in blue green; do
    serial=$(linked "$colour")
    if is_record "$serial"; then
      (read_record "$serial" && echo "$colour: deployment $serial, tag ${RECORDED[TAG]:-(default)}")
    fi
  done
  while read -r name; do
    echo "$name: another value than $ACTIVE started with; the next deployment takes it"
  done < <(rotated "$ACTIVE_SERIAL")
  docker ps --all "${OURS[@]}" --format 'table {{.Names}}\t{{.Label "zdc.role"}}\t{{.Image}}\t{{.Status}}'
  if [[ -e $STATE/history ]]; then tail -n 5 "$STATE/history"; fi
}

# verdict ID SECONDS: prints up, waiting, or why it will not come up; SECONDS is how long it has been
# waited for. The engine asks seldom, so of its verdict only `unhealthy` counts: the container's own
# health command is run here. A restart counts against a new version, not against the old colour.
verdict() {
  local state restarts health via service check
  mapfile -d '' -t check < <(docker inspect --format "$HEALTH_COMMAND" "$1")
  unset 'check[-1]' # the newline that ends the output
  read -r state restarts health via service < <(docker inspect --format "$VERDICT_FACTS" "$1")
  if [[ $state != running ]] || { ((restarts)) && [[ $COLOUR != "$OLD" ]]; }; then
    echo "stopped or restarted by itself ($state)"
  elif [[ $health == unhealthy ]]; then
    echo "is unhealthy"
  elif [[ $via != own ]]; then
    answers inside answering 4 2 "$COLOUR.zdc" "http://127.0.0.1:8079/zdc/health/$service"
  elif ((${#check[@]})); then
    answers timeout 10 docker exec "$1" "${check[@]}"
  elif (($2 >= 10)); then
    echo up # without a health check: it ran ten seconds
  else
    echo waiting
  fi
}
VERDICT_FACTS='{{.State.Status}} {{.RestartCount}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} {{or (index .Config.Labels "zdc.health") "own"}} {{index .Config.Labels "zdc.service"}}'
# shellcheck disable=SC2016 # $i and $word are the template's
HEALTH_COMMAND='{{with .Config.Healthcheck}}{{range $i, $word := .Test}}{{if eq $word "NONE"}}{{else if $i}}{{$word}}{{"\x00"}}{{else if eq $word "CMD-SHELL"}}{{"/bin/sh\x00-c\x00"}}{{end}}{{end}}{{end}}'
answers() { if "$@" >/dev/null 2>&1 9>&-; then echo up; else echo waiting; fi; }

# wait_up ROLE [SERVICE…]: until each of COLOUR's containers in that role passes, at most
# HEALTH_TIMEOUT. Where there is none, of a service or at all, nothing is well.
wait_up() {
  local ids waiting id verdict service began
  dry "wait until each $1 of $COLOUR passes its health command" && return
  for service in "${@:2}"; do
    list "colour=$COLOUR" "service=$service" "role=$1" || return
    ((${#IDS[@]})) || die "no container of $service in $COLOUR is there"
  done
  list "colour=$COLOUR" "role=$1" || return
  ((${#IDS[@]})) || die "no $1 container of $COLOUR is there"
  ids=("${IDS[@]}")
  now && began=$NOW
  while ((${#ids[@]})); do
    waiting=()
    for id in "${ids[@]}"; do
      now && verdict=$(verdict "$id" $((NOW - began)))
      case $verdict in
        up) ;;
        waiting) waiting+=("$id") ;;
        *) die "$(name_of "$id") $verdict" ;;
      esac
    done
    ids=("${waiting[@]}")
    if ((${#ids[@]})); then
      ((NOW - began < HEALTH_TIMEOUT)) || die "$(name_of "${ids[0]}") was not healthy within $HEALTH_TIMEOUT s"
      pause 0.5
    fi
  done
  now && UP_SINCE=$TICKS
}

# hold ROLE: a version that crashes a moment after it was well must not have been taken for good
hold() {
  dry "see that it stays up for a moment" && return
  until now && ((TICKS - UP_SINCE >= 150)); do pause 0.1; done
  refuse_restarted "$1"
}

# compare_colours: a route that answers on the old colour must not answer 5xx on the new one
compare_colours() {
  [[ $COMMAND == deploy && -n $OLD && ${#COMPARE_URLS[@]} -gt 0 ]] || return 0
  dry "compare both colours' answers: ${COMPARE_URLS[*]}" && return
  inside compare "$OLD.zdc" "$COLOUR.zdc" "${COMPARE_URLS[@]}" || die "$COLOUR answers worse than $OLD"
}

# ask HOST URL…: asked from inside the gateway, as often in a row as the manifest says
ask() {
  dry "ask, $CONFIRM_TIMES times in a row: ${*:2}" && return
  inside answering "$CONFIRM_TIMES" "$CONFIRM_SECONDS" "$@" || die "$COLOUR does not answer as it must"
}
