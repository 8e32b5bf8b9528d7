# shellcheck shell=bash
# BASH_ENV of a script before the model. A process for each call of docker would take most of the
# time, so that docker is a function; and nothing waits: each pause is five seconds, and the clocks
# know of no others.
unset SECONDS
SECONDS=0
# Not `builtin command docker`: `set -e` would look at what it returns even in a condition.
command() {
  case $1 in
    sleep) SECONDS=$((SECONDS + 5)) ;;
    docker) ask_the_model "${@:2}" ;;
    cat) if [[ ${2-} == /proc/uptime ]]; then echo "$((SECONDS + 100)).00 0"; else builtin command "$@"; fi ;;
    *) builtin command "$@" ;;
  esac
}

# ask_the_model WORD…: one call of docker, answered by server.py at ENGINE_PORT
ask_the_model() {
  local name code errors output link input='' values=()
  exec {link}<>"/dev/tcp/127.0.0.1/$ENGINE_PORT" || return 125
  case " $* " in *' - '*) IFS= read -r -d '' input || true ;; esac
  for name in TAG GATEWAY_TAG GREETING "${!ZDC_@}"; do
    [[ ! -v $name ]] || values+=("$name=${!name}")
  done
  printf '%s\0' "$$" "$PWD" "$input" "${values[@]}" '<words>' "$@" '<end>' >&"$link"
  { IFS= read -r code && IFS= read -r errors; } <&"$link" || return 125
  [[ -z $errors ]] || printf '%b\n' "$errors" >&2
  if [[ $code == *+ ]]; then
    # What ends with a NUL has several of them.
    while IFS= read -r -d '' output; do printf '%s\0' "$output"; done <&"$link"
    printf %s "$output"
  fi
  exec {link}>&-
  return "${code%+}"
}
