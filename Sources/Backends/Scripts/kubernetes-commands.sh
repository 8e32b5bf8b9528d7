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
  rbac           print the Role that this script needs
  render         print all objects as a deployment would apply them, for Argo CD or Flux
  secrets        make the Secrets whose values are new, and nothing else

  --tag T          deploy images of this tag
  --no-build       take images as they are
  --backing NAME   replace that backing service, if it changed: it is away meanwhile
  --output DIR     write what is rendered into that folder; -o DIR
  --dry-run        tell what would be done, change nothing
  --help
Values come from the environment or docker/.env; kubectl's current context says which cluster.
TEXT
}
REPLACE=()
own_option() {
  if [[ $1 == -o || $1 == --output ]]; then
    [[ $COMMAND == render && -n ${2-} ]] || misuse "$1 needs the command render before it, and a folder behind it"
    # Folders are named from where the script was called.
    OUTPUT=$(cd -- "$CALLED_IN" && realpath -m -- "$2") OPTION_WORDS=2
    return
  fi
  [[ $1 == --backing ]] || return 1
  within "${2-}" "${BACKING[@]}" || misuse "--backing needs one of: ${BACKING[*]}"
  REPLACE+=("$2") OPTION_WORDS=2
}
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
    rbac) role ;;
    render) run_steps render ;;
    secrets) run_steps reconcile put ;;
    status) kube get deployments,statefulsets,cronjobs,pods -o wide -l "$MINE" ;;
    logs)
      kube logs -l "$MINE${ARGUMENTS[0]+,app.kubernetes.io/name=${ARGUMENTS[0]}}" --all-containers --prefix \
        --tail=100 --follow --max-log-requests=100
      ;;
    *) misuse "unknown command '$COMMAND'" ;;
  esac
  exit
}
