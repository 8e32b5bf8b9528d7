# The stack file is the one truth. STACK is its text, or that of an earlier deployment's record.
STACK='' FILLED='' OURS=com.docker.stack.namespace=$PROJECT RECORD=${PROJECT}_zdc-record_ TOUCHED=()

# read_stack: the stack file, in which each service that has files of variables gets one that Swarm,
# which takes a line as it stands, reads as Compose reads the manifest's
read_stack() {
  local service name text REPLIES
  local -A FOUND_VALUES=()
  STACK=$(<"$STACK_FILE")
  ((${#ENV_FILES[@]})) || return 0
  FILLED=$(mktemp -d)
  file_readers
  for service in "${REPLIES[@]}"; do
    read_env_files "$service" && text=''
    for name in "${!FOUND_VALUES[@]}"; do
      [[ ${FOUND_VALUES[$name]} != *[$'\r\n']* ]] || die "${PLACES[$name]}: Swarm takes no line break in $name"
      [[ ${FOUND_VALUES[$name]} != *'{{'* ]] || die "${PLACES[$name]}: Swarm would expand the '{{' in $name"
      text+=$name=${FOUND_VALUES[$name]}$'\n'
    done
    printf %s "$text" >"$FILLED/$service"
  done
  STACK=$(awk -v folder="$FILLED" '/^[^ #]/ { inside = $1 == "services:" } inside && /^  [^ #]/ { name = $1; gsub(/["\047:]/, "", name); sub(/-release$/, "", name) }
    /^ ? ? ? ?[^ ]/ { skip = 0 } inside && /^    env_file:/ { print "    env_file: [\"" folder "/" name "\"]"; skip = 1 } !skip' <<<"$STACK")
}
clean_up() { [[ -z $FILLED ]] || rm -rf -- "$FILLED"; }

keys() { # of the services; the file's writer and `docker stack config` indent alike
  awk '/^[^ #]/ { inside = $1 == "services:" } inside && /^  [^ #]/ { gsub(/["\047: ]/, ""); print }' <<<"$STACK"
}
part() { # part KEY: the stack with that service alone
  awk -v key="$1" '/^[^ #]/ { inside = $1 == "services:"; keep = 1 }
    inside && /^  [^ #]/ { name = $1; gsub(/["\047:]/, "", name); keep = name == key }
    keep' <<<"$STACK"
}
rendered() { # with every value filled in, so that it can be deployed again from anywhere
  with_values docker stack config --compose-file - <<<"$STACK" | sed 's/\$/$$/g' | awk '/^[^ ]/ { section = $1 }
    /^  ([^ ]|  [^ ])/ { skip = section == "services:" && $1 == "env_file:" }
    section == "configs:" && /^    file: / { print "    external: true"; next }
    !skip'
}
records() { docker config ls --filter "label=$OURS" --format '{{.Name}}' | sed -n "s/^$RECORD//p" | sort -rn; }
read_record() { STACK=$(docker config inspect --format '{{printf "%s" .Spec.Data}}' "$RECORD$1"); }
write_record() { act docker config create --label "$OURS" "$RECORD$1" - <<<"$STACK" >/dev/null; }

names() { docker service ls --filter "label=$OURS" --format '{{.Name}}' | sed "s/^${PROJECT}_//"; }
ask() { docker service inspect --format "$2" "${PROJECT}_$1"; }
replicas() {
  docker service ls --filter "name=${PROJECT}_$1" --format '{{.Name}} {{.Replicas}}' | sed -n "s/^${PROJECT}_$1 \([^ ]*\).*/\1/p"
}
remove() { # remove NAME…: those of these services that there are
  local name found
  for name in "$@"; do
    found=$(docker service ls --filter "name=${PROJECT}_$name" --format '{{.Name}}') || return
    ! grep -qx -- "${PROJECT}_$name" <<<"$found" || act docker service rm "${PROJECT}_$name" >/dev/null
  done
}
failures() { # newest first: ID, state and error of tasks that ended by themselves, or got no node
  local tasks
  mapfile -t tasks < <(docker service ps --quiet --no-trunc "${PROJECT}_$1")
  ((${#tasks[@]})) || return 0
  docker inspect --type task --format '{{json .CreatedAt}} {{.ID}} {{.Status.State}}: {{.Status.Err}}' "${tasks[@]}" |
    sort -r | cut -d ' ' -f 2- | grep -E '^[^ ]+ (failed|rejected|complete|pending):' || true
}
explain() { # explain NAME STATE: the newest failure, and that task's last lines
  local failure
  failure=$(failures "$1" | sed -n 1p)
  say "  $1: $2${failure:+; a task is ${failure#* }}"
  if [[ $failure == *' complete:'* ]]; then say "    it was stopped because of its health check, or ended by itself"; fi
  if [[ -n $failure ]]; then docker service logs --raw --tail 20 "${failure%% *}" 2>&1 | sed 's/^/    /' >&2 || true; fi
}

# An image of others is looked up again only when its name changes: a tag that moved must not
# restart a database in passing.
deploy_part() {
  local text
  text=$(part "$1")
  if within "$1" "${BACKING[@]}"; then
    text=$(printf '%s\n' "$text" | sed "s/^\( *\)zdc\.deployment: .*/&\n\1zdc.made-of: \"$MADE_OF\"/")
  fi
  act with_values docker stack deploy --compose-file - --resolve-image "${RESOLVE[${1%-release}]-changed}" \
    --with-registry-auth "${DETACH[@]}" "$PROJECT" <<<"$text" >&2
}
# made_of NAME: a hash of what its tasks are made of: its part of STACK, with all values, and what its
# secrets and configs are called. A backing service has it in a label; of one that an older script made,
# the last record tells.
MADE_OF=''
made_of() {
  rendered | awk -v key="$1" '/^[^ ]/ { section = $1 }
    /^  [^ -]/ { name = $1; gsub(/["\047:]/, "", name) }
    /^    [^ -]/ { part = $1; skip = 0 }
    part == "deploy:" && /^      [^ -]/ { skip = $1 ~ /^(mode|replicas|labels|endpoint_mode|update_config|rollback_config):$/ }
    section == "services:" && name == key && !skip {
      print
      if ($(NF - 1) == "source:") used[++count] = $NF
    }
    section == "secrets:" || section == "configs:" { held[name] = held[name] $0 "\n" }
    END { for (i = 1; i <= count; i++) printf "%s", held[used[i]] }' | sha256sum | cut -c 1-12
}
was_made_of() {
  local label last
  label=$(ask "$1" '{{index .Spec.Labels "zdc.made-of"}}')
  if [[ ! $label =~ ^[0-9a-f]{12}$ ]]; then
    last=$(records | sed -n 1p)
    label=$([[ -z $last ]] || { read_record "$last" && made_of "$1"; })
  fi
  printf %s "$label"
}
TASKS='{{json .Spec.TaskTemplate}}' UPDATE='{{with .UpdateStatus}}{{.State}}{{end}}'
# settle NAME WANTED BEFORE: waits for a final state. An update that changes no task has none; then
# the running tasks count, which are healthy ones where there is a health check.
settle() {
  local begin steady=0 least=10 state='' count='' spec
  now && begin=$NOW
  spec=$(ask "$1" "$TASKS")
  if [[ $spec == *'"Healthcheck":{"Test"'* ]]; then least=1; fi
  while now && ((NOW - begin < ${DEADLINES[$1]-600})); do
    state=$(ask "$1" "$UPDATE") || state=unknown
    if [[ $state == "$2" ]]; then return 0; fi
    if [[ $state == *paused || $state == rollback_completed ]]; then break; fi
    count=$(replicas "$1") steady=$((steady + 1))
    if [[ -n $state || -z $count || ${count%/*} != "${count#*/}" ]]; then steady=0; fi
    # The engine is given some seconds to see that there is something to do.
    if [[ -n $3 && $3 != "$spec" ]] && ((NOW - begin < 10)); then steady=0; fi
    if ((steady > least)); then return 0; fi
    if [[ -z $3 ]] && (($(failures "$1" | grep -vc pending) > 2)); then break; fi
    pause 1
  done
  explain "$1" "${state:-$count run} after $((NOW - begin)) s"
  if [[ $state == paused ]]; then TOUCHED=(); fi # the manifest wants people to see it as it is
  return 1
}
# BEFORE has the spec of each, '' where the service is new.
declare -A BEFORE=()
update() { # update NAME…: one after another, each to its end; TOUCHED has the last one first
  local name known before
  for name in "$@"; do
    say "  $name"
    known=$(names)
    BEFORE[$name]='' before=''
    if grep -qx -- "$name" <<<"$known"; then
      BEFORE[$name]=$(ask "$name" '{{json .Spec}}')
      before=$(ask "$name" "$TASKS")
    fi
    TOUCHED=("$name" "${TOUCHED[@]}")
    deploy_part "$name"
    ((DRY_RUN)) || settle "$name" completed "$before" || die "$name did not take the new version"
  done
}
revert() {
  local name
  for name in "${TOUCHED[@]}"; do
    if [[ -z ${BEFORE[$name]} ]]; then
      remove "$name" || warn "$name is left"
      continue
    fi
    # What the engine never took must not go back: that would be to the version before.
    [[ $(ask "$name" '{{json .Spec}}') != "${BEFORE[$name]}" || $(ask "$name" "$UPDATE") == rollback* ]] || continue
    say "  $name goes back"
    [[ $(ask "$name" "$UPDATE") == rollback* ]] || docker service rollback --detach "${PROJECT}_$name" >/dev/null
    settle "$name" rollback_completed undone || warn "$name did not go back"
  done
  TOUCHED=()
}
await_job() { # await_job NAME SECONDS: its first outcome; restarts are for who deploys by hand
  local begin
  now && begin=$NOW
  REPLY='not ended'
  until [[ $REPLY =~ ^(Complete|Failed|Rejected) ]]; do
    now
    ((NOW - begin < $2)) || return 1
    pause 1
    REPLY=$(docker service ps --format '{{.CurrentState}}' "${PROJECT}_$1" | sed -n 1p) || return 1
  done
  [[ $REPLY == Complete* ]]
}
