step_reconcile() {
  kubectl version >/dev/null || die 'kubectl does not reach a cluster'
  say "  cluster: $(kubectl config current-context || true)"
  prepare_namespace
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
  check_namespace
  choose_serials
  choose_gateway_tag
  render
  pin_others
  read_record
  [[ $STATE != pending ]] || say '  the last deployment did not finish; this one brings all to one version'
  if ((NAMESPACE_IS_MISSING)); then
    say "  the server checks what goes into namespace $PROJECT once that is there; its form is checked here"
    kube apply --dry-run=client -f "$RENDERED" >/dev/null
    return
  fi
  # A Job never changes: the one that the last run left goes when its step makes its successor.
  checked=(-f "$RENDERED" -l "$MINE,app.kubernetes.io/component notin (namespace)")
  [[ -z $(kube get jobs -l "$MINE,app.kubernetes.io/component in (release, confirm)" -o name) ]] ||
    checked=(-f "$RENDERED" -l "$MINE,app.kubernetes.io/component notin (namespace, release, confirm)")
  ((DRY_RUN == 0)) || kube diff --server-side --force-conflicts --field-manager=zdc "${checked[@]}" || true
  apply "${checked[@]}" --dry-run=server
}
step_build() {
  ((BUILD)) || return 0
  build_images
  each_build pin_image
}
step_secrets() { make_secrets; }
step_foundation() {
  update_namespace
  apply -f "$RENDERED" -l "$MINE,app.kubernetes.io/component in (volume, config)"
}
step_backing() {
  local name
  for name in "${BACKING[@]}"; do
    if would_restart "$name" && ! within "$name" "${REPLACE[@]}"; then
      say "  $name has changed and stays as it is: --backing $name replaces it, and it is away meanwhile"
      continue
    fi
    roll statefulset "$name" "$RENDERED"
    [[ -z $OLD_PODS || -z $(new_pods "$name") ]] || warn "$name has changed, and was away while it restarted"
  done
}
would_restart() { # NAME: it runs, from another template than the rendering's
  local held made template='jsonpath={..spec.template}'
  held=$(kube get statefulset "$1" --ignore-not-found -o "$template")
  [[ -n $held ]] || return 1
  made=$(kube apply --server-side --force-conflicts --field-manager=zdc --dry-run=server \
    -f "$RENDERED" -l "$(named "$1")" -o "$template")
  [[ $made != "$held" ]]
}
step_release() {
  local name
  run_hook beforeRelease
  for name in "${RELEASES[@]}"; do roll job "$name" "$RENDERED"; done
}
step_services() {
  [[ $COMMAND != deploy ]] || run_hook beforeSwitch
  write_record pending "$WORK/current" "$WORK/previous"
  roll_each deployment "${WEB[@]}"
}
undo_services() { restore; } # and what the steps after it touched
step_gateway() {
  roll_each deployment "$GATEWAY"
  [[ -n $CONFIRM || $COMMAND != deploy ]] || run_hook afterSwitch
}
# That pods are ready says what their health says. This asks what visitors ask, the way that they come; a
# rollback asks what its own version is to answer.
step_confirm() {
  roll job "$CONFIRM" "$RENDERED"
  [[ $COMMAND != deploy ]] || run_hook afterSwitch
}
step_workers() { roll_each deployment "${WORKERS[@]}"; }
step_singletons() {
  say "  never two at a time, so these are away for a moment: ${SINGLETONS[*]}"
  roll_each deployment "${SINGLETONS[@]}"
}
step_jobs() { roll_each cronjob "${JOBS[@]}"; }
