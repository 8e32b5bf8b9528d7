# take_lock FILE: one run at a time. The kernel frees it however the holder ends.
take_lock() {
  exec 9>>"$1"
  flock -n 9 || die "another run holds the lock: $(<"$1")"
  printf '%s (process %s, by %s, since %(%F %T)T)\n' "$COMMAND" "$$" "$(id -un)" -1 >"$1"
}
