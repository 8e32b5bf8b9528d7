#!/usr/bin/env bash
# Made by zdc from ../../manifests/shop.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/shop.yml --environment staging
# Rule ZDC206 = off until 2027-12-31: migrations add first and remove a release later
# shellcheck disable=SC2034,SC2153,SC2154
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
# `SECRET SERVICE USER PATH`, where the manifest names the user.
check_secret_files() {
  local entry name service user path mode uid gid
  for entry in "${SECRET_READERS[@]}"; do
    read -r name service user path <<<"$entry"
    read -r mode uid gid < <(stat -L -c '%a %u %g' -- "$path") || die "$path can't be looked at"
    if may_read "$user" $((8#$mode)) "$uid" "$gid" || remaps_users; then continue; fi
    die "secret $name: user $user of service $service can't read $path, which is of $uid:$gid with mode $mode;" \
      "write: chown ${user%%:*} $path"
  done
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
reload() { act docker exec "$GATEWAY_CONTAINER" nginx -c /etc/zdc/live/nginx.conf -s reload; }
other() { if [[ $1 == blue ]]; then echo green; else echo blue; fi; }

# What Compose started of this project. Its own label keeps the tasks of a Swarm stack out, which have
# the project's too; `com.docker.compose.project` would not, since tasks inherit that from an image.
OURS=(--filter "label=zdc.project=$PROJECT" --filter label=com.docker.compose.oneoff)

# containers FILTER…: ids of our containers with those labels, running or not. Plain docker: Compose
# would want every deploy-time variable even to list them.
containers() { docker ps --all --quiet "${@/#/--filter=label=zdc.}" "${OURS[@]}"; }

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

# What the running nginx says is the truth; the links count where none runs. Empty means blue.
SERVING=''
read_active() {
  read -r ACTIVE ACTIVE_SERIAL <<<"${SERVING:-$(linked live) $(linked "$(linked live)")}" || true
  ACTIVE=${ACTIVE:-blue}
}

# Requests under way end on workers of the older configuration; nginx itself cuts what is left of
# them after the drain. A new version that dies meanwhile fails the step.
wait_drained() { # wait_drained [watch]
  local end=$((SECONDS + DRAIN + 10))
  dry "wait until no old nginx worker is left" && return
  until [[ $(inside draining 2>/dev/null) == drained ]]; do
    ((SECONDS < end)) || die "old nginx workers are left after $DRAIN + 10 s"
    [[ -z ${1-} ]] || refuse_restarted web
    pause 0.5
  done
}

# refuse_restarted ROLE: a version that stops by itself once will do it again under load
refuse_restarted() {
  local names
  list "colour=$COLOUR" "role=$1" || return
  ((${#IDS[@]})) || return 0
  names=$(docker inspect --format '{{if or (ne .State.Status "running") .RestartCount}}{{slice .Name 1}} {{end}}' "${IDS[@]}")
  [[ -z ${names//[[:space:]]/} ]] || die "stopped or restarted by itself: ${names//$'\n'/}"
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

# wait_up ROLE: until each of COLOUR's containers in that role passes, at most HEALTH_TIMEOUT
wait_up() {
  local ids waiting id verdict began=$SECONDS
  dry "wait until each $1 of $COLOUR passes its health command" && return
  list "colour=$COLOUR" "role=$1" || return
  ids=("${IDS[@]}")
  while ((${#ids[@]})); do
    waiting=()
    for id in "${ids[@]}"; do
      verdict=$(verdict "$id" $((SECONDS - began)))
      case $verdict in
        up) ;;
        waiting) waiting+=("$id") ;;
        *) die "$(name_of "$id") $verdict" ;;
      esac
    done
    ids=("${waiting[@]}")
    if ((${#ids[@]})); then
      ((SECONDS - began < HEALTH_TIMEOUT)) || die "$(name_of "${ids[0]}") was not healthy within $HEALTH_TIMEOUT s"
      pause 0.5
    fi
  done
  UP_SINCE=$(date +%s%N)
}

# hold ROLE: a version that crashes a moment after it was well must not have been taken for good
hold() {
  dry "see that it stays up for a moment" && return
  while (($(date +%s%N) - UP_SINCE < 1500000000)); do pause 0.1; done
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

# The state folder. Links change by rename, so whatever reads one at any instant finds the old or
# the new. gateway/N is made once and never changed; `live` names the colour that serves.
linked() { readlink "$STATE/gateway/$1" || true; }
relink() { act state link "$STATE/gateway" "$1" "$2"; }
state() { sh nginx/gateway.sh "$@" 9>&-; }

next_serial() {
  local entry last=0
  for entry in "$STATE"/gateway/* "$STATE"/record/*; do
    entry=${entry##*/} entry=${entry%%.*}
    if [[ $entry =~ ^[0-9]+$ ]] && ((entry > last)); then last=$entry; fi
  done
  echo $((last + 1))
}

prepare_folder() {
  local file
  dry "copy configuration, static files and certificate to $STATE/gateway/$SERIAL" && return
  state prepare "$STATE" "$SERIAL" "$COLOUR" nginx "$STATIC"
  for file in "${FILES[@]}"; do
    state keep "${file#*=}" "$STATE/files/${file%%=*}"
  done
}

refresh_certificates() { # refresh_certificates SERIAL
  [[ -n $CERTIFICATES ]] || return 0
  check_certificates
  act state certificates "$STATE" "$1" "$CERTIFICATES" "${SERVER_NAMES[@]}"
}

# check_conf FOLDER…: nginx's own verdict, from the nginx that will read them. A gateway that sees
# other bytes than those that were written here would reload something else.
check_conf() {
  local seen where=(inside)
  dry "test with nginx -t: $*" && return
  if [[ -z $(docker ps --quiet "${OURS[@]}" --filter label=zdc.role=gateway) ]] ||
    within "$GATEWAY" "${REPLACE[@]}"; then
    where=(compose run --rm --no-deps -T --entrypoint sh "$GATEWAY" /etc/zdc/gateway.sh)
  fi
  seen=$("${where[@]}" check "$@" </dev/null) || die "nginx refuses a configuration in $STATE/gateway: $*"
  [[ $seen == "$(state sums "$STATE/gateway" "$@")" ]] ||
    die "the gateway does not see $STATE/gateway: was it started with another ZDC_STATE?"
}

# What a colour runs, for `rollback` and `up`: read by `source`. It holds values of secrets, so only
# its owner may read it. record/N.new until the deployment is over, then record/N.
declare -A VARIABLES=() IMAGE_IDS=() IMAGE_NAMES=()
write_record() (
  dry "write the record $SERIAL" && return
  umask 077
  cp "$COMPOSE_FILE" "$STATE/record/$SERIAL.yml"
  {
    printf 'COLOUR=%q REPLACES=%q TAG=%q ' "$COLOUR" "$REPLACES" "$(current_tag)"
    printf 'CONFIRM_HOST=%q\n' "$CONFIRM_HOST"
    for name in WEB WORKERS SINGLETONS BACKING REHEARSE_URLS CONFIRM_URLS; do
      declare -n words=$name
      printf '%s=(%s)\n' "$name" "${words[*]@Q}"
    done
    for name in "${REQUIRED[@]}" "${OPTIONAL[@]}" "${SECRET_VARIABLES[@]}"; do
      if [[ -v ZDC_VALUES[$name] ]]; then printf 'VARIABLES[%s]=%q\n' "$name" "${ZDC_VALUES[$name]}"; fi
    done
  } >"$STATE/record/.new"
  mv -f "$STATE/record/.new" "$STATE/record/$SERIAL.new"
)
current_tag() { if [[ -n $TAG_VARIABLE ]]; then printf %s "${ZDC_VALUES[$TAG_VARIABLE]-}"; fi; }

# tell_rotated: a new value of a secret reaches what this deployment starts, and nothing else
tell_rotated() {
  local name old
  [[ -n $OLD && -e $STATE/record/$ACTIVE_SERIAL ]] || return 0
  for name in "${SECRET_VARIABLES[@]}"; do
    # shellcheck disable=SC1090 # written by write_record
    old=$(source "$STATE/record/$ACTIVE_SERIAL" && printf %s. "${VARIABLES[$name]-}")
    [[ ${old%.} == "${ZDC_VALUES[$name]-}" ]] ||
      say "  $name has a new value: $COLOUR gets it, $OLD and backing services keep theirs (one is made again by --backing NAME)"
  done
}

# build_labelled: with the label by which remove_images finds what was built here for this project
build_labelled() {
  local service COMPOSE=("${COMPOSE[@]}" -f "$STATE/record/labels.yml")
  dry "write labels.yml" || {
    echo 'services:'
    for service in "${BUILDS[@]}"; do echo "  $service-$COLOUR: {build: {labels: {zdc.image: '$PROJECT'}}}"; done
  } >"$STATE/record/labels.yml"
  act compose build "${BUILDS[@]/%/-$COLOUR}" >&2
}

# images_of FILTER…: FOUND has a line `SERVICE ID NAME` for each container
FOUND=''
images_of() {
  FOUND=''
  list "$@" || return
  ((${#IDS[@]} == 0)) || FOUND=$(docker inspect --format '{{index .Config.Labels "zdc.service"}} {{.Image}} {{.Config.Image}}' "${IDS[@]}")
}

# record_images ROLE: known once the containers exist; a tag keeps an image from being pruned
record_images() {
  local service image name
  [[ $COMMAND == deploy ]] && ! dry "record the images of each $1" || return 0
  images_of "colour=$COLOUR" "role=$1"
  while read -r service image name; do
    printf 'IMAGE_IDS[%s]=%q IMAGE_NAMES[%s]=%q\n' "$service" "$image" "$service" "$name" >>"$STATE/record/$SERIAL.new"
    docker tag "$image" "$PROJECT/$service:zdc-$COLOUR"
  done < <(printf %s "${FOUND:+$FOUND$'\n'}")
}

# recall_…: what the sourced record says, for containers that have to be made again
recall_variables() {
  local name
  ((${#VARIABLES[@]})) || return 0 # started by plain `docker compose up`: nothing was recorded
  for name in "${REQUIRED[@]}" "${OPTIONAL[@]}" "${SECRET_VARIABLES[@]}"; do unset "ZDC_VALUES[$name]"; done
  for name in "${!VARIABLES[@]}"; do ZDC_VALUES["$name"]=${VARIABLES[$name]}; done
}
recall_images() { # recall_images SERVICE…: a tag may have moved since: the id decides
  local service
  [[ -e $STATE/record/$SERIAL.yml ]] || die "$COLOUR has no record: its containers cannot be made again"
  for service in "$@"; do find_image "$service"; done
  COMPOSE=(-f "$STATE/record/$SERIAL.yml" -f "$STATE/record/images.yml")
  {
    echo 'services:'
    for service in "${!IMAGE_IDS[@]}"; do echo "  $service-$COLOUR: {image: '${IMAGE_IDS[$service]}'}"; done
  } >"$STATE/record/images.yml"
}

# find_image SERVICE: one that was pruned is pulled by its name, if that is still the same image
find_image() {
  local id=${IMAGE_IDS[$1]-} name=${IMAGE_NAMES[$1]-}
  [[ -n $id ]] && ! docker image inspect --format x "$id" >/dev/null 2>&1 || return 0
  say "  the image of $1 is not on this host any more${name:+; looking for $name}"
  [[ -z $name ]] || dry "pull $name" || docker pull --quiet "$name" >/dev/null || true
  dry "see that it is $id" || docker image inspect --format x "$id" >/dev/null 2>&1 ||
    die "the image that $1 of $COLOUR ran, ${name:-without a recorded name}, is gone ($id): load it, or deploy that version again"
}

# drop SERIAL COLOUR REPLACES: what an unfinished deployment started, and nothing else
drop() {
  each rm "colour=$2"
  if [[ $(linked "$2") == "$1" && -n $3 ]]; then
    relink "$2" "$3"
    reload || true # nginx forgets the dropped version's addresses; without a gateway there is nothing to forget
  fi
  act rm -rf "$STATE/record/$1.new" "$STATE/record/$1.yml"
}

# settle: what an unfinished deployment put live is taken over; the rest of it is dropped
settle() {
  local file serial colour replaces
  for file in "$STATE"/record/*.new; do
    [[ -e $file ]] || continue
    serial=${file##*/} serial=${serial%.new}
    # shellcheck disable=SC1090 # written by write_record
    read -r colour replaces < <(source "$file" && echo "$COLOUR $REPLACES")
    say "  deployment $serial ($colour) was not finished"
    if [[ $colour == "$ACTIVE" ]]; then
      relink "$colour" "$serial"
      act mv -f "$file" "${file%.new}"
    else
      drop "$serial" "$colour" "$replaces"
    fi
  done
}

# close_books: the deployment is over; folders and records that no colour uses any more go
close_books() {
  local entry used
  dry "close the record $SERIAL" && return
  if [[ -e $STATE/record/$SERIAL.new ]]; then mv -f "$STATE/record/$SERIAL.new" "$STATE/record/$SERIAL"; fi
  used=("$(linked blue)" "$(linked green)" "$(linked tls)")
  for entry in "$STATE"/gateway/[0-9]* "$STATE"/record/[0-9]* "$STATE"/gateway/tls.*; do
    entry=${entry##*/}
    within "$entry" "${used[@]}" || within "${entry%%.*}" "${used[@]}" || rm -rf "$STATE/gateway/$entry" "$STATE/record/$entry"
  done
  printf '%(%F %T)T %s %s %s\n' -1 "$COMMAND" "$COLOUR" "$(current_tag)" >>"$STATE/history"
}
