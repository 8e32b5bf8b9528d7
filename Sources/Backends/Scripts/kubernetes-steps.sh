step_reconcile() {
  kubectl version >/dev/null || die 'kubectl does not reach a cluster'
  say "  cluster: $(kubectl config current-context || true)"
  kubectl get namespace "$PROJECT" &>/dev/null || act kubectl create -f "$ROOT/kubernetes/00-namespace.yml" >/dev/null
  dry 'take the lock' || take_lock
}
step_preflight() {
  local version
  use_tag
  require_values
  check_certificates
  version=$(kubectl version -o json | tr -d ' \n')
  if [[ ! $version =~ serverVersion.*\"minor\":\"([0-9]+) ]] || ((BASH_REMATCH[1] < 30)); then
    die "the server is older than Kubernetes 1.30, which preStop's sleep needs"
  fi
  choose_serials
  choose_gateway_tag
  render
  read_record
  [[ $STATE != pending ]] || say '  the last deployment did not finish; this one brings all to one version'
  ((!DRY_RUN)) || kube diff --server-side --force-conflicts --field-manager=zdc -f "$RENDERED" || true
  apply -f "$RENDERED" --dry-run=server
}
step_build() { build_images; }
step_foundation() {
  make_secrets
  apply -f "$RENDERED" -l "$MINE,app.kubernetes.io/component in (namespace, volume, config)"
}
step_backing() {
  local name
  for name in "${BACKING[@]}"; do
    roll statefulset "$name" "$RENDERED"
    [[ -z $OLD_PODS || -z $(new_pods "$name") ]] || warn "$name has changed, and was away while it restarted"
  done
}
step_release() {
  local name
  run_hook beforeRelease
  for name in "${RELEASES[@]}"; do roll job "$name-release" "$RENDERED"; done
}
step_services() {
  [[ $COMMAND != deploy ]] || run_hook beforeSwitch
  write_record pending "$WORK/current" "$WORK/previous"
  roll_each deployment "${WEB[@]}"
}
undo_services() { restore; } # and what the steps after it touched
step_gateway() {
  roll_each deployment "$GATEWAY"
  [[ $COMMAND != deploy ]] || run_hook afterSwitch
}
step_workers() { roll_each deployment "${WORKERS[@]}"; }
step_singletons() {
  say "  never two at a time, so these are away for a moment: ${SINGLETONS[*]}"
  roll_each deployment "${SINGLETONS[@]}"
}
step_jobs() { roll_each cronjob "${JOBS[@]}"; }
# Objects that left the manifest go, claims never; ConfigMaps and Secrets go when no revision and
# neither recorded rendering names them.
step_clean() {
  local object wanted used before=$WORK/current
  if [[ ! -s $before ]] || cmp -s "$before" "$RENDERED"; then before=$WORK/previous; fi
  write_record finished "$RENDERED" "$before"
  ! dry 'remove what no version uses' || return 0
  wanted=$(kube apply --dry-run=client -o name -f "$RENDERED")
  used=$(kube get replicasets,statefulsets,cronjobs,jobs,pods -o json && cat "$RENDERED" "$before")
  for object in $(kube get deployments,statefulsets,cronjobs,services,pdb,configmaps,secrets -l "$MINE" -o name); do
    if [[ $object == configmap/* || $object == secret/* ]]; then
      grep -qE "ame\"?: \"?${object#*/}\"?,?\$" <<<"$used" || kube delete "$object" >/dev/null
    else
      grep -qxF "$object" <<<"$wanted" || kube delete "$object" >/dev/null
    fi
  done
  [[ $COMMAND != rollback ]] || run_hook afterRollback
}
step_recall() { # a rollback's version: the one before; after a broken-off deployment the last whole one
  local from=previous
  WORK=$(mktemp -d) RENDERED=$WORK/recalled
  read_record
  if [[ $STATE == pending || $COMMAND == certificates ]]; then from=current; fi
  [[ -s $WORK/$from ]] || die 'no earlier version is recorded'
  with_certificate "$WORK/$from" >"$RENDERED"
}
step_renew() {
  [[ -n $CERTIFICATES ]] || die 'the gateway has no certificate'
  check_certificates
  SECRETS=("tls folder $CERTIFICATES")
  choose_serials
  make_secrets
  step_recall
}
undo_renew() { restore; }
step_scale() {
  local entry
  for entry in "${ARGUMENTS[@]}"; do
    act kube scale "deployment/${entry%%=*}" --replicas="${entry#*=}"
    ((DRY_RUN)) || await deployment "${entry%%=*}"
  done
  say 'the next deploy goes back to the number in the manifest'
}
step_rm() {
  act kube delete deployments,statefulsets,cronjobs,jobs,services,pdb,configmaps,secrets -l "$MINE"
  act kube delete configmap "$PROJECT-record" --ignore-not-found
  say "the claims and their data stay; to delete those for good: kubectl delete namespace $PROJECT"
}
