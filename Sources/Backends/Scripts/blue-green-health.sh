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
