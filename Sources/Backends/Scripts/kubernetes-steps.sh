step_reconcile() {
  kubectl version >/dev/null || die 'kubectl does not reach a cluster'
  say "  cluster: $(kubectl config current-context || true)"
  kubectl get namespace "$PROJECT" &>/dev/null || act kubectl create -f "$ROOT/kubernetes/00-namespace.yml" >/dev/null
  dry 'take the lock' || take_lock
}
step_preflight() {
  local version checked
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
  # A Job never changes: the one that the last run left goes when step `release` makes its successor.
  checked=(-f "$RENDERED" -l "$MINE")
  [[ -z $(kube get jobs -l "$MINE,app.kubernetes.io/component=release" -o name) ]] ||
    checked=(-f "$RENDERED" -l "$MINE,app.kubernetes.io/component!=release")
  ((DRY_RUN == 0)) || kube diff --server-side --force-conflicts --field-manager=zdc "${checked[@]}" || true
  apply "${checked[@]}" --dry-run=server
}
step_build() { ((BUILD == 0)) || build_images; }
step_secrets() { make_secrets; }
step_foundation() {
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
