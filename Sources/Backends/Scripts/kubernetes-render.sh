# For who applies from a repository, as Argo CD and Flux do: all objects as a deployment would apply them,
# with tags, digests, values and the numbers of Secrets. No value of a secret is among them.
OUTPUT=''
step_render() {
  use_tag
  require_values
  choose_serials
  ((${#FRESH[@]} == 0)) ||
    die "these Secrets are not in the cluster as their values are here: ${FRESH[*]%% *}; '${0##*/} secrets' makes them"
  choose_gateway_tag
  render
  pin_others
  order_objects
  if [[ -z $OUTPUT ]]; then
    cat -- "$WORK/ordered/objects.yaml"
    return
  fi
  mkdir -p -- "$OUTPUT"
  cp -- "$WORK/ordered/objects.yaml" "$WORK/ordered/kustomization.yaml" "$OUTPUT"
  say "  $OUTPUT has objects.yaml and a kustomization.yaml"
}
step_put() {
  require_values
  check_certificates
  choose_serials
  make_secrets
}

# What the steps of a deployment see to, said to Argo CD: what others need comes first, a release runs
# before the new version and the confirmation after it. Flux makes a Job anew only where it is told to.
# https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
# https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
order_objects() {
  local again='argocd.argoproj.io/hook-delete-policy: BeforeHookCreation'
  mkdir -- "$WORK/ordered" "$WORK/unordered"
  cp -- "$RENDERED" "$WORK/unordered/objects.yaml"
  {
    printf 'resources: [objects.yaml]\npatches:\n'
    annotate namespace 'argocd.argoproj.io/sync-wave: "-4"'
    annotate 'volume, config' 'argocd.argoproj.io/sync-wave: "-3"'
    annotate backing 'argocd.argoproj.io/sync-wave: "-2"'
    annotate release 'argocd.argoproj.io/sync-wave: "-1"' 'argocd.argoproj.io/hook: Sync' "$again" \
      'kustomize.toolkit.fluxcd.io/force: enabled'
    annotate confirm 'argocd.argoproj.io/hook: PostSync' "$again" 'kustomize.toolkit.fluxcd.io/force: enabled'
  } >"$WORK/unordered/kustomization.yaml"
  kubectl kustomize "$WORK/unordered" >"$WORK/ordered/objects.yaml"
  printf 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [objects.yaml]\n' \
    >"$WORK/ordered/kustomization.yaml"
}
annotate() { # COMPONENTS ANNOTATION…
  printf '  - target: {labelSelector: "app.kubernetes.io/component in (%s)"}\n    patch: |-\n' "$1"
  printf '      apiVersion: any\n      kind: any\n      metadata:\n        name: any\n        annotations:\n'
  printf '          %s\n' "${@:2}"
}
