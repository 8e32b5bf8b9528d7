#!/usr/bin/env bash
# Made by zdc from ../../manifests/shop.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/shop.yml --environment staging
# Rule ZDC206 = off until 2027-12-31: migrations add first and remove a release later
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
# The environment as it was, before a name of this script hides any of it; _ before each name.
declare -A ZDC_ENVIRONMENT=() ZDC_VALUES=()
while IFS= read -r -d '' ZDC_ENTRY; do ZDC_ENVIRONMENT["_${ZDC_ENTRY%%=*}"]=${ZDC_ENTRY#*=}; done < <(env -0)
set -euo pipefail

PROJECT='shop-staging'
STACK_FILE='docker-compose.swarm.yml'
NETWORKS=(shop-staging shop-staging-workers)
EXTERNAL_NETWORKS=(host-proxy)
STEPS=(reconcile preflight build secrets backing release services gateway workers singletons record clean)
GATEWAY='edge'
SERVICES=(storefront api chat)
WORKERS=(mailer)
SINGLETONS=(scheduler)
BACKING=(database cache)
RELEASES=(templates api-release)
declare -A DEADLINES=(
  ['storefront']='774'
  ['api']='810'
  ['chat']='394'
  ['mailer']='435'
  ['scheduler']='365'
  ['database']='475'
  ['cache']='415'
)
declare -A IMAGES=(
  ['edge']='nginx:1.29-alpine'
  ['storefront']="shop-staging-storefront:\${TAG:-1.0.0}"
  ['templates']="shop-staging-templates:\${TAG:-1.0.0}"
  ['api']="shop/api:\${TAG:-1.0.0}"
  ['chat']="shop-staging-chat:\${TAG:-1.0.0}"
  ['mailer']="shop-staging-mailer:\${TAG:-1.0.0}"
  ['scheduler']="shop-staging-scheduler:\${TAG:-1.0.0}"
  ['database']='mysql:8.0'
  ['cache']='redis:7-alpine'
)
declare -A RESOLVE=(
  ['edge']='changed'
  ['storefront']='never'
  ['templates']='never'
  ['api']='never'
  ['chat']='never'
  ['mailer']='never'
  ['scheduler']='never'
  ['database']='changed'
  ['cache']='changed'
)
BUILDS=(
  "shop-staging-storefront:\${TAG:-1.0.0}" keep ../../../manifests/shop/storefront ';'
  "shop-staging-templates:\${TAG:-1.0.0}" keep ../../../manifests/shop/worker ';'
  "shop/api:\${TAG:-1.0.0}" keep --file ../../../manifests/shop/api/Dockerfile --target runtime --build-arg 'PYTHON_OPTIMISE=2' --build-arg "RELEASE=\${TAG:-1.0.0}" --cache-from shop-api:cache ../../../manifests/shop/api ';'
  "shop-staging-chat:\${TAG:-1.0.0}" keep ../../../manifests/shop/chat ';'
  "shop-staging-mailer:\${TAG:-1.0.0}" keep ../../../manifests/shop/worker ';'
  "shop-staging-scheduler:\${TAG:-1.0.0}" keep ../../../manifests/shop/worker ';'
  "shop-staging-cleanup:\${TAG:-1.0.0}" keep ../../../manifests/shop/worker ';'
)
GATEWAY_CONTEXT=''
WRAPPED=(storefront api chat)
OF_IMAGE=(storefront chat)
CMD_OF_IMAGE=()
ASKED=(cache)
REQUIRED=()
OPTIONAL=(TAG GREETING SPOOL TZ)
HOST_PATHS=(SPOOL)
TAG_VARIABLE='TAG'
SECRET_VARIABLES=(SHOP_PAYMENT_KEY SHOP_DATABASE_PASSWORD)
SECRET_FILES=(
  '../../../manifests/shop/session.key'
  '../../../manifests/shop/uploads.htpasswd'
  '../../../manifests/shop/api.env'
)
OPTIONAL_FILES=(
  '../../../manifests/shop/region.env'
)
SECRETS=(
  'session-key file ../../../manifests/shop/session.key'
  'payment-key env SHOP_PAYMENT_KEY'
  'database-password env SHOP_DATABASE_PASSWORD'
  'uploads-login file ../../../manifests/shop/uploads.htpasswd'
)
EXTERNAL_SECRETS=()
SHELL_IMAGE='nginx:1.29-alpine'
TLS=(
  'shop.example.com.crt file ../../../manifests/shop/certificates/shop.example.com.crt'
  'shop.example.com.key file ../../../manifests/shop/certificates/shop.example.com.key'
  'www.shop.example.com.crt file ../../../manifests/shop/certificates/www.shop.example.com.crt'
  'www.shop.example.com.key file ../../../manifests/shop/certificates/www.shop.example.com.key'
)
ENV_FILES=('api required ../../../manifests/shop/api.env' 'api optional ../../../manifests/shop/region.env')
CERTIFICATES='../../../manifests/shop/certificates'
SERVER_NAMES=(shop.example.com www.shop.example.com)
KEEP_IMAGES=2
declare -A HOOKS=(
  ['beforeRelease']='../../../manifests/shop/hooks/before-release.sh'
  ['beforeSwitch']='../../../manifests/shop/hooks/before-switch.sh'
  ['afterSwitch']='../../../manifests/shop/hooks/after-switch.sh'
  ['afterRollback']='../../../manifests/shop/hooks/after-rollback.sh'
  ['onFailure']='../../../manifests/shop/hooks/on-failure.sh'
)

CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=/dev/null
for PART in common images swarm; do source "scripts/lib/$PART.sh"; done

usage() {
  cat <<TEXT
usage: ${0##*/} [COMMAND] [options]

  deploy           build and roll out a new version of $PROJECT (the default)
  rollback         back to the deployment before the one that runs
  status           what runs
  scale NAME=N…    other numbers of replicas, until the next deploy
  logs NAME        follow a service's logs
  certificates     roll out renewed certificates
  rm               remove everything but the volumes

  --tag T          deploy images of this tag    --no-build  take images as they are
  --backing NAME   replace that backing service, if it changed: it is away meanwhile
  --dry-run        tell, change nothing         --help
Values come from the environment, then from docker/.env; DOCKER_HOST may name another manager.
TEXT
}
REPLACE=()
own_option() {
  [[ $1 == --backing ]] || return 1
  within "${2-}" "${BACKING[@]}" || misuse "--backing needs one of: ${BACKING[*]}"
  REPLACE+=("$2") OPTION_WORDS=2
}
check_engine() {
  local version help
  version=$(docker version --format '{{.Client.Version}}')
  ((${version%%.*} >= 25)) || die "the docker CLI is $version; 25 or newer is needed"
  [[ $(docker info --format '{{.Swarm.ControlAvailable}}') == true ]] || die "no manager of a swarm; see: docker swarm init"
  DETACH=()
  help=$(docker stack deploy --help)
  if [[ $help == *--detach* ]]; then DETACH=(--detach=true); fi
}
lock() {
  local folder=${ZDC_VALUES[ZDC_STATE]:-/var/lib/zdc/$PROJECT}
  dry "take the lock in $folder" || { mkdir -p "$folder" && take_lock "$folder/lock"; }
}
status() {
  local name
  docker service ls --filter "label=$OURS" --format 'table {{.Name}}\t{{.Replicas}}\t{{.Image}}'
  for name in $(names); do
    ask "$name" '{{.Spec.Name}}: deployment {{index .Spec.Labels "zdc.deployment"}}{{with .UpdateStatus}}, {{.State}}: {{.Message}}{{end}}'
  done
}
scale() {
  local entry before
  for entry in "$@"; do
    if [[ ! $entry =~ ^([^=]+)=[0-9]+$ ]] || ! within "${BASH_REMATCH[1]}" "${SERVICES[@]}" "${WORKERS[@]}" "$GATEWAY"; then
      misuse "'$entry' is not NAME=NUMBER of one of: ${SERVICES[*]} ${WORKERS[*]} $GATEWAY"
    fi
    before=$(ask "${entry%=*}" "$TASKS")
    act docker service scale --detach "${PROJECT}_$entry" >/dev/null
    ((DRY_RUN)) || settle "${entry%=*}" completed "$before" || die "$entry was not reached"
  done
  say "the next deploy goes back to the manifest's number"
}
remove_stack() {
  act docker stack rm "$PROJECT" >&2
  until ((DRY_RUN)) || [[ -z $(names && docker network ls --quiet --filter "label=$OURS") ]]; do pause 1; done
  say "the volumes of $PROJECT stay; docker volume ls shows them on each node"
}

# In braces, since bash reads a file while it runs it: what is written into it meanwhile is not read.
{
  parse_options "$@"
  case $COMMAND in
    status | logs) check_engine ;;
    deploy | rollback | scale | certificates | rm) read_environment .env && check_engine && lock ;;
    *) misuse "unknown command '$COMMAND'" ;;
  esac
  case $COMMAND in
    deploy) use_tag && run_steps "${STEPS[@]}" ;;
    rollback) run_steps reconcile restore clean ;;
    certificates) run_steps reconcile renew clean ;;
    scale) scale "${ARGUMENTS[@]}" ;;
    logs) docker service logs --follow --tail 100 "${PROJECT}_${ARGUMENTS[0]:-$GATEWAY}" ;;
    status) status ;;
    rm) remove_stack ;;
  esac
  exit
}
