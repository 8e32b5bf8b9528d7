# run_steps STEP…: runs step_NAME in order. When one fails or the run is interrupted, undo_NAME of
# each step that began runs in reverse order. A step that nothing can undo any more empties BEGUN, and
# says in STANDS what is so from then on.
#
# A trap that runs between two `$(…)` of one command is a parse error in bash 5.2, exit 2 (it parses
# each anew). So no command here has two of them side by side.
STEP='' BEGUN=() STANDS='' MESSAGES=2
run_steps() {
  local number=0
  exec {MESSAGES}>&2
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
  # A signal may have come in the middle of `IFS= read`, or of what runs with `2>/dev/null`.
  local status=$? failed=$STEP IFS=$' \t\n'
  exec 2>&"$MESSAGES"
  trap - EXIT
  trap '' HUP INT TERM
  set +e
  if ((status && ${#BEGUN[@]})); then
    say "error: step '$failed' failed; undoing"
  elif ((status)) && [[ -n $STANDS ]]; then
    say "error: $COMMAND did not end; $STANDS"
    (run_hook onFailure) || warn "hook onFailure failed"
  fi
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
