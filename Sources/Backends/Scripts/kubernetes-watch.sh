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
# The rollout's own deadline has room for pulls of images; a pod that runs and does not become ready is
# given HEALTH_TIMEOUT, as a colour is.
SINCE='' READY=0 UNREADY=0
unready() { # PODS: UNREADY gets the seconds since one ran, or one more became ready
  local count
  count=$(grep -c ' true ' <<<"$1") || true
  if ((count > READY)) || [[ $1 != *' false '* ]]; then SINCE=''; fi
  if [[ -z $SINCE ]] && grep -q ' false $' <<<"$1"; then SINCE=$NOW; fi
  READY=$count UNREADY=$((NOW - ${SINCE:-$NOW}))
}
await() { # KIND NAME
  local begin bad=0 line='' found new reasons='BackOff|NeverPull|InvalidImage|CreateContainer|RunContainer'
  SINCE='' READY=0 UNREADY=0
  now && begin=$NOW
  until line=$(progress "$1" "$2"); do
    now
    found=$(hindrances "$1" "$2")
    new=$(new_pods "$2")
    ((NOW - begin < 15)) || tell_hindrances "$2" "$found"
    # Three looks in a row, since a pull or a first connection may fail once.
    if [[ $new =~ $reasons || $found == *'- ReplicaFailure:'* ]]; then bad=$((bad + 1)); else bad=0; fi
    [[ $1 != deployment ]] || unready "$new"
    if [[ $line == *progress\ deadline* ]] || ((bad == 3 || UNREADY > HEALTH_TIMEOUT || NOW - begin > 3600)) ||
      job_failed "$1" "$2"; then
      tell_hindrances "$2" "$found"
      ((UNREADY <= HEALTH_TIMEOUT)) || say "  $2: runs, and was not ready within $HEALTH_TIMEOUT s"
      show_failure "$1" "$2"
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
show_failure() { # KIND NAME
  local pod what='did not become ready'
  [[ $1 != job ]] || what=failed
  pod=$(new_pods "$2" | sed -n '/ true /!{s/^[^ ]* //;s/ .*//p;}')
  pod=${pod%%$'\n'*}
  say "$2 $what${pod:+; the last lines of pod $pod:}"
  [[ -n $pod ]] || return 0
  kube logs "$pod" --all-containers --tail=20 >&2 || true
  kube get events --field-selector "involvedObject.name=$pod" \
    -o 'jsonpath={range .items[*]}{.reason}: {.message}{"\n"}{end}' | tail -n 5 >&2
}
