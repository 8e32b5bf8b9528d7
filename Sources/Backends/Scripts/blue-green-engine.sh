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
