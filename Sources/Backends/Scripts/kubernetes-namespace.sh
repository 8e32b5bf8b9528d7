# A namespace that is there is the platform's. The script makes one where there is none; of one that it
# made, the labels follow the manifest, as far as nobody else has set them.
NAMESPACE_FILE=$ROOT/kubernetes/00-namespace.yml NAMESPACE_IS_MISSING=0 NAMESPACE_IS_OURS=0
apply_namespace() {
  { kubectl apply --server-side --field-manager=zdc -f "$NAMESPACE_FILE" "$@" >/dev/null; } 2>&1
}

prepare_namespace() {
  local said
  said=$(kubectl get namespace "$PROJECT" -o name 2>&1) && return
  [[ $said == *NotFound* ]] || return 0 # whoever may not look at it may well be its admin
  NAMESPACE_IS_MISSING=1
  if dry "make the namespace $PROJECT"; then return; fi
  said=$(apply_namespace) || die "the namespace $PROJECT can't be made; have it made, then run this again: $said"
  NAMESPACE_IS_MISSING=0
}

# Pods that the namespace refuses would be missing one by one, long after the deployment began.
check_namespace() {
  local owner='' have='' need said
  ((NAMESPACE_IS_MISSING == 0)) || return 0
  IFS='|' read -r owner have < <(kubectl get namespace "$PROJECT" -o \
    'jsonpath={.metadata.labels.app\.kubernetes\.io/managed-by}|{.metadata.labels.pod-security\.kubernetes\.io/enforce}{"\n"}' 2>/dev/null) || true
  if [[ $owner == zdc ]]; then
    if said=$(apply_namespace --dry-run=server); then
      NAMESPACE_IS_OURS=1
      return
    fi
    say "  the labels of namespace $PROJECT stay as they are: ${said//$'\n'/ }"
  fi
  need=$(sed -n 's|^ *pod-security.kubernetes.io/enforce: ||p' "$NAMESPACE_FILE")
  (($(strictness "$have") <= $(strictness "$need"))) ||
    die "namespace $PROJECT enforces '$have', and the manifest's pods need '$need': say so to whoever runs the" \
      "cluster, or give each service a numeric 'user' and take 'capAdd', 'privileged' and 'sysctls' away (ZDC383)"
}
strictness() { case $1 in restricted) echo 2 ;; baseline) echo 1 ;; *) echo 0 ;; esac }
update_namespace() {
  local said
  ((NAMESPACE_IS_OURS)) || return 0
  if dry "apply the labels of namespace $PROJECT"; then return; fi
  said=$(apply_namespace) || die "the labels of namespace $PROJECT can't be set: $said"
}

# What the script needs, all of it in its namespace; to make the namespace or set its labels takes more.
role() {
  cat <<TEXT
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: $PROJECT-deploy
  namespace: $PROJECT
rules:
  - apiGroups: [apps]
    resources: [deployments, statefulsets]
    verbs: [get, list, watch, create, patch, delete]
  - apiGroups: [apps]
    resources: [deployments/scale]
    verbs: [patch]
  - apiGroups: [apps]
    resources: [replicasets]
    verbs: [list]
  - apiGroups: [batch]
    resources: [jobs, cronjobs]
    verbs: [get, list, watch, create, patch, delete]
  - apiGroups: [policy]
    resources: [poddisruptionbudgets]
    verbs: [get, list, create, patch, delete]
  - apiGroups: [networking.k8s.io]
    resources: [networkpolicies]
    verbs: [get, list, create, patch, delete]
  - apiGroups: ['']
    resources: [namespaces]
    verbs: [get]
  - apiGroups: ['']
    resources: [configmaps, secrets, services]
    verbs: [get, list, watch, create, patch, delete]
  - apiGroups: [coordination.k8s.io]
    resources: [leases]
    verbs: [get, create, patch, delete]
  - apiGroups: ['']
    resources: [persistentvolumeclaims]
    verbs: [get, list, create, patch]
  - apiGroups: ['']
    resources: [pods]
    verbs: [get, list, watch]
  - apiGroups: ['']
    resources: [events]
    verbs: [list]
  - apiGroups: ['']
    resources: [pods/log]
    verbs: [get]
TEXT
}
