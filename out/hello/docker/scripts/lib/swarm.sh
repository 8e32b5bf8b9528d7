#!/usr/bin/env bash
# Made by zdc from ../../manifests/minimal.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/minimal.yml
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
set -euo pipefail

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

value_of() { # value_of env VARIABLE, or of a file; a server name without a certificate has tls.crt
  if [[ $1 == env ]]; then printf %s "${ZDC_VALUES[$2]}"; elif [[ -e $2 ]]; then cat -- "$2"; else cat -- "${2%/*}/tls.${2##*.}"; fi
}
make_secret() { docker secret create --label "$OURS" "${PROJECT}_$1" - >/dev/null; }
newest() { # newest NAME: its highest serial, 0 where there is none
  { echo 0 && docker secret ls --filter "label=$OURS" --format '{{.Name}}'; } |
    sed -n "s/^${PROJECT}_$1_\([0-9]*\)\$/\1/p; /^0\$/p" | sort -n | tail -n 1
}
use_serial() { ZDC_VALUES[$(serial_variable "$1")]=$2; }

# roll_secrets ENTRY…: a new serial for each value that differs from the newest one's. Swarm hands
# no value back, and a hash of one would give weak ones away: a one-shot job compares two files.
roll_secrets() {
  local entry name source value serial
  for entry in "$@"; do
    read -r name source value <<<"$entry"
    serial=$(newest "$name")
    if ! dry "compare the secret $name with its serial $serial" && ! same_secret "$name" "$serial" "$source" "$value"; then
      serial=$((serial + 1))
      value_of "$source" "$value" | make_secret "${name}_$serial"
      say "  the secret $name has a new value: serial $serial"
    fi
    use_serial "$name" "$serial"
  done
}
same_secret() { # same_secret NAME SERIAL SOURCE VALUE; as a condition it has no `set -e`
  local check=zdc-check status=0
  (($2)) || return 1
  remove "$check" # what a killed run left
  docker secret rm "${PROJECT}_$check" >/dev/null 2>&1 || true
  value_of "$3" "$4" | make_secret "$check" || die "the secret $1 can't be compared"
  docker service create --detach --quiet --no-resolve-image --name "${PROJECT}_$check" --mode replicated-job \
    --restart-condition none --constraint node.role==manager --secret "source=${PROJECT}_$1_$2,target=old" \
    --secret "source=${PROJECT}_$check,target=new" --entrypoint /bin/sh "$SHELL_IMAGE" \
    -c 'cd /run/secrets && test "$(cat old && echo .)" = "$(cat new && echo .)"' >/dev/null ||
    die "the secret $1 can't be compared"
  await_job "$check" 300 || status=1
  remove "$check"
  docker secret rm "${PROJECT}_$check" >/dev/null || true
  return "$status"
}

hook_facts() {
  export ZDC_TAG='' ZDC_DEPLOYMENT
  [[ -z $TAG_VARIABLE ]] || ZDC_TAG=${ZDC_VALUES[$TAG_VARIABLE]-}
}
step_reconcile() {
  local name
  remove "${RELEASES[@]}"
  # A rollback leaves backing services at the higher number.
  LAST=$({
    records
    for name in $(names); do
      within "$name" "${BACKING[@]}" || ask "$name" '{{index .Spec.Labels "zdc.deployment"}}'
    done
  } | sort -n | tail -n 1)
  export ZDC_DEPLOYMENT=$((LAST + 1))
}
undo_reconcile() { revert; }
step_preflight() {
  local name driver
  require_values
  check_certificates
  name=$(docker ps --quiet --filter "label=zdc.project=$PROJECT" --filter label=com.docker.compose.oneoff)
  [[ -z $name ]] || die "$PROJECT runs by Compose on this host, with the same volumes and ports: stop it first, with deploy-blue-green.sh down"
  check_external_networks 'overlay --attachable'
  for name in "${NETWORKS[@]}" "${EXTERNAL_NETWORKS[@]}"; do
    driver=$(docker network inspect --format '{{.Driver}}' "$name" 2>/dev/null) || driver=overlay
    [[ $driver == overlay ]] || die "there is a network $name already that is no overlay network"
  done
  for name in "${EXTERNAL_SECRETS[@]}"; do
    docker secret inspect "$name" >/dev/null || die "there is no secret $name in the swarm"
  done
  for name in "${SECRETS[@]%% *}" "${TLS[@]%% *}"; do use_serial "$name" 0; done
  choose_gateway_tag
  read_stack
  with_values docker stack config --compose-file - <<<"$STACK" >/dev/null
}

# Under the name that runs already, Swarm would replace no task and have nothing to go back to.
# Images from a registry are told apart by their digest.
step_build() {
  local name image running clash=''
  if ((BUILD)); then build_images; fi
  check_images
  for name in "${!RESOLVE[@]}"; do
    if [[ ${RESOLVE[$name]} != never || $name == "$GATEWAY" ]] || dry "compare ${IMAGES[$name]} with what runs"; then continue; fi
    expand "${IMAGES[$name]}" && image=$REPLY
    running=$(docker ps --quiet --filter "label=com.docker.swarm.service.name=${PROJECT}_$name" | sed -n 1p)
    running=${running:+$(docker inspect --format '{{.Config.Image}} {{.Image}}' "$running")}
    if [[ ${running% *} == "$image" && ${running#* } != "$(docker image inspect --format '{{.Id}}' "$image")" ]]; then
      docker tag "${running#* }" "$image"
      clash+=" $image"
    fi
  done
  [[ -z $clash ]] || die "these run already, with other content: give the new version a --tag of its own:$clash"
}
step_secrets() {
  roll_secrets "${SECRETS[@]}" "${TLS[@]}"
}
step_backing() {
  local name known was
  known=$(names)
  for name in "${BACKING[@]}"; do
    MADE_OF=$(made_of "$name") was=''
    if grep -qx -- "$name" <<<"$known"; then was=$(was_made_of "$name"); fi
    if [[ -n $was && $was != "$MADE_OF" ]] && ! within "$name" "${REPLACE[@]}"; then
      say "  $name has changed and stays as it is: --backing $name replaces it, and it is away meanwhile"
      continue
    fi
    update "$name"
  done
}
step_release() {
  local name
  run_hook beforeRelease
  for name in "${RELEASES[@]}"; do
    say "  $name"
    deploy_part "$name"
    if ((DRY_RUN == 0)) && ! await_job "$name" "${DEADLINES[$name]-600}"; then
      explain "$name" "$REPLY"
      die "$name failed"
    fi
  done
  remove "${RELEASES[@]}"
}
undo_release() { remove "${RELEASES[@]}"; }
step_services() { run_hook beforeSwitch && update "${SERVICES[@]}"; }
step_gateway() {
  update "$GATEWAY" # not `&&`: in a condition no failure would end it
  run_hook afterSwitch
}
step_workers() { update "${WORKERS[@]}"; }
step_singletons() {
  say "  while each is replaced, none of it runs"
  update "${SINGLETONS[@]}"
}

# The record's first line is the order of the update, since a later manifest may have another.
step_record() {
  local name
  STACK="# ${SERVICES[*]} $GATEWAY ${WORKERS[*]} ${SINGLETONS[*]}"$'\n'$(rendered)
  write_record "$ZDC_DEPLOYMENT"
  for name in $(names); do
    grep -qx "$name" <<<"$(keys)" || remove "$name" # it left the manifest
  done
}
# A config or secret stays while a spec names it, also the one that Swarm would go back to, or one
# of three records.
step_clean() {
  local kind name used count=0
  used=$(for name in $(names); do ask "$name" '{{json .}}'; done)
  for name in $(records); do
    if ((++count > 3 || name > ZDC_DEPLOYMENT)); then continue; fi
    read_record "$name"
    used+=$RECORD$name$'\n'$STACK
  done
  for kind in config secret; do
    for name in $(docker "$kind" ls --filter "label=$OURS" --format '{{.Name}}'); do
      [[ $used == *"$name"* ]] || act docker "$kind" rm "$name" >/dev/null
    done
  done
  [[ $COMMAND != deploy ]] || remove_images "zdc.image=$PROJECT" "$used"
}

# A certificate never goes back with a version.
with_newest_certificate() {
  local name edits=()
  for name in "${TLS[@]%% *}"; do edits+=(-e "s/^\( *name: ${PROJECT}_${name//./\\.}_\)[0-9]*\$/\1$(newest "$name")/"); done
  STACK=$(sed -e '' "${edits[@]}" <<<"$STACK")
}
step_restore() {
  local name order=()
  ZDC_DEPLOYMENT=$(records | awk -v last="$LAST" '$1 < last' | sed -n 1p)
  [[ -n $ZDC_DEPLOYMENT ]] || die "there is no record of a deployment before number $LAST"
  say "  from deployment $LAST back to $ZDC_DEPLOYMENT"
  read_record "$ZDC_DEPLOYMENT"
  with_newest_certificate
  for name in $(head -n 1 <<<"$STACK" | tr -d '#'); do order=("$name" "${order[@]}"); done
  update "${order[@]}"
  run_hook afterRollback
}
step_renew() {
  [[ -n $CERTIFICATES ]] || die "the gateway of $PROJECT has no certificate"
  check_certificates
  ZDC_DEPLOYMENT=$(records | sed -n 1p)
  [[ -n $ZDC_DEPLOYMENT ]] || die "nothing is deployed yet"
  roll_secrets "${TLS[@]}"
  read_record "$ZDC_DEPLOYMENT"
  with_newest_certificate
  update "$GATEWAY"
  act docker config rm "$RECORD$ZDC_DEPLOYMENT" >/dev/null
  write_record "$ZDC_DEPLOYMENT"
}
