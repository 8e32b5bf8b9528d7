#!/usr/bin/env bash
# Made by zdc from ../../manifests/shop.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/shop.yml --environment production
# Rule ZDC206 = off until 2027-12-31: migrations add first and remove a release later
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
# The environment as it was, before a name of this script hides any of it; _ before each name.
declare -A ZDC_ENVIRONMENT=() ZDC_VALUES=()
while IFS= read -r -d '' ZDC_ENTRY; do ZDC_ENVIRONMENT["_${ZDC_ENTRY%%=*}"]=${ZDC_ENTRY#*=}; done < <(env -0)
set -euo pipefail

PROJECT='shop-production'
STEPS=(reconcile preflight build secrets foundation backing release services gateway workers singletons jobs clean)
ROLLBACK_STEPS=(reconcile recall services gateway workers singletons jobs clean)
REQUIRED=()
OPTIONAL=(TAG GREETING)
TAG_VARIABLE='TAG'
CONFIGURED=(
  "TAG=\${TAG:-1.0.0}"
  "GREETING=\${GREETING:-welcome}"
)
SECRETS=(
  'session-key external shop-session'
  'payment-key external shop-payment-key'
  'database-password env SHOP_DATABASE_PASSWORD'
  'package-token env SHOP_PACKAGE_TOKEN'
  'api-env envFile ../../../manifests/shop/api.env'
  'tls folder ../../../manifests/shop/certificates'
)
SECRET_VARIABLES=(SHOP_DATABASE_PASSWORD SHOP_PACKAGE_TOKEN)
SECRET_FILES=(
  '../../../manifests/shop/api.env'
)
CERTIFICATES='../../../manifests/shop/certificates'
SERVER_NAMES=(shop.example.com www.shop.example.com)
GATEWAY='edge'
WEB=(storefront api chat)
WORKERS=(mailer)
SINGLETONS=(scheduler)
JOBS=(cleanup)
BACKING=(database cache)
RELEASES=(api)
KEPT_ON_FAILURE=()
BUILDS=(
  "registry.example.com/shop/shop-production-storefront:\${TAG:-1.0.0}" push ../../../manifests/shop/storefront ';'
  "registry.example.com/shop/shop-production-api:\${TAG:-1.0.0}" push --file ../../../manifests/shop/api/Dockerfile --target runtime --build-arg 'PYTHON_OPTIMISE=2' --build-arg "RELEASE=\${TAG:-1.0.0}" --secret 'id=package-token,env=SHOP_PACKAGE_TOKEN' --cache-from shop-api:cache ../../../manifests/shop/api ';'
  "registry.example.com/shop/shop-production-chat:\${TAG:-1.0.0}" push ../../../manifests/shop/chat ';'
  "registry.example.com/shop/shop-production-mailer:\${TAG:-1.0.0}" push ../../../manifests/shop/worker ';'
  "registry.example.com/shop/shop-production-scheduler:\${TAG:-1.0.0}" push ../../../manifests/shop/worker ';'
  "registry.example.com/shop/shop-production-cleanup:\${TAG:-1.0.0}" push ../../../manifests/shop/worker ';'
)
GATEWAY_CONTEXT=''
declare -A HOOKS=(
  ['beforeRelease']='../../../manifests/shop/hooks/before-release.sh'
  ['beforeSwitch']='../../../manifests/shop/hooks/before-switch.sh'
  ['afterSwitch']='../../../manifests/shop/hooks/after-switch.sh'
  ['afterRollback']='../../../manifests/shop/hooks/after-rollback.sh'
  ['onFailure']='../../../manifests/shop/hooks/on-failure.sh'
)

# Paths above are relative to docker/.
ROOT=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
cd -- "$ROOT/docker"
# shellcheck source=/dev/null
for PART in common images kubernetes; do source "scripts/lib/$PART.sh"; done

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

usage() {
  cat <<TEXT
usage: ${0##*/} [COMMAND] [options]

  deploy         build and roll out a new version of $PROJECT (the default)
  rollback       roll out the version before it
  certificates   test and roll out renewed certificates
  status         what runs
  scale NAME=N…  other numbers of replicas, until the next deploy
  logs [NAME]    follow the logs
  rm             remove everything but the claims and their data

  --tag T        deploy images of this tag    --no-build  take images as they are
  --dry-run      tell, change nothing         --help
Values come from the environment or docker/.env; kubectl's current context says which cluster.
TEXT
}
own_option() { return 1; }
hook_facts() { export ZDC_TAG=${TAG_VARIABLE:+${ZDC_VALUES[$TAG_VARIABLE]-}}; }

# In braces, since bash reads a file while it runs it: what is written into it meanwhile is not read.
{
  parse_options "$@"
  read_environment .env
  case $COMMAND in
    deploy) run_steps "${STEPS[@]}" ;;
    rollback) run_steps "${ROLLBACK_STEPS[@]}" ;;
    certificates) run_steps reconcile renew gateway ;;
    scale | rm) run_steps reconcile "$COMMAND" ;;
    status) kube get deployments,statefulsets,cronjobs,pods -o wide -l "$MINE" ;;
    logs)
      kube logs -l "$MINE${ARGUMENTS[0]+,app.kubernetes.io/name=${ARGUMENTS[0]}}" --all-containers --prefix \
        --tail=100 --follow --max-log-requests=100
      ;;
    *) misuse "unknown command '$COMMAND'" ;;
  esac
  exit
}
