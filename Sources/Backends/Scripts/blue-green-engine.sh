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
