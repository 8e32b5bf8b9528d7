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
