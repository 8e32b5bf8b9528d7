# parse_options WORD…: sets COMMAND, ARGUMENTS and the options; own_option takes those that only
# this script has, and says in OPTION_WORDS how many words one has.
COMMAND='' ARGUMENTS=() TAG_OPTION='' BUILD=1 DRY_RUN=0 OPTION_WORDS=1
parse_options() {
  while (($#)); do
    OPTION_WORDS=1
    case $1 in
      -h | --help) usage && exit 0 ;;
      --tag)
        [[ -n ${2-} ]] || misuse "--tag needs a value"
        TAG_OPTION=$2 OPTION_WORDS=2
        ;;
      --no-build) BUILD=0 ;;
      --dry-run) DRY_RUN=1 ;;
      -*) own_option "$@" || misuse "unknown option $1" ;;
      *) if [[ -z $COMMAND ]]; then COMMAND=$1; else ARGUMENTS+=("$1"); fi ;;
    esac
    shift "$OPTION_WORDS"
  done
  COMMAND=${COMMAND:-deploy}
}

# Folders and locks of a remote engine would be elsewhere.
refuse_remote_engine() {
  local host
  host=${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null || true)}
  [[ -z $host || $host == unix://* ]] || die "the engine at $host is not on this host"
}

use_tag() {
  [[ -n $TAG_OPTION ]] || return 0
  [[ -n $TAG_VARIABLE ]] || misuse "--tag changes nothing: no image of $PROJECT holds \${TAG}, or the variable of 'version'"
  ZDC_VALUES["$TAG_VARIABLE"]=$TAG_OPTION
}
