# run_steps STEP…: runs step_NAME in order. When one fails or the run is interrupted, undo_NAME of
# each step that began runs in reverse order.
STEP='' BEGUN=()
run_steps() {
  local number=0
  trap finish EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  for STEP in "$@"; do
    say "[$((++number))/$#] $STEP"
    BEGUN=("$STEP" "${BEGUN[@]}")
    "step_$STEP"
  done
  BEGUN=()
}

finish() {
  local status=$? failed=$STEP
  trap - EXIT
  trap '' HUP INT TERM
  set +e
  if ((status && ${#BEGUN[@]})); then say "error: step '$failed' failed; undoing"; fi
  if ((status && ${#BEGUN[@]} && DRY_RUN == 0)); then
    for STEP in "${BEGUN[@]}"; do
      if declare -F "undo_$STEP" >/dev/null; then "undo_$STEP"; fi
    done
    STEP=$failed
    (run_hook onFailure) || warn "hook onFailure failed"
  fi
  if declare -F clean_up >/dev/null; then clean_up; fi
  exit "$status"
}

# run_hook NAME: the manifest's hook, with the facts of this run; its failure is the step's.
run_hook() {
  local file=${HOOKS[$1]-}
  [[ -n $file ]] || return 0
  say "  hook $1: $file"
  hook_facts
  dry "run: $file" || ZDC_HOOK=$1 ZDC_PROJECT=$PROJECT ZDC_COMMAND=$COMMAND ZDC_STEP=$STEP with_values "$file" ||
    die "hook $1 failed: $file"
}
