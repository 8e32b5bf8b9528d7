# Compose mounts a secret's file as it is on this host, with its owner and mode. SECRET_READERS has
# `SECRET SERVICE USER PATH`. Without a user in the manifest, which is `-`, the image's own counts:
# those are looked at by `check_secret_files images`, once the images are here.
check_secret_files() {
  local entry name service user path mode uid gid
  for entry in "${SECRET_READERS[@]}"; do
    read -r name service user path <<<"$entry"
    if [[ $user == - ]]; then image_user "${1-}" || continue; elif [[ -n ${1-} ]]; then continue; fi
    read -r mode uid gid < <(stat -L -c '%a %u %g' -- "$path") || die "$path can't be looked at"
    if may_read "$user" $((8#$mode)) "$uid" "$gid" || remaps_users; then continue; fi
    die "secret $name: user $user of service $service can't read $path, which is of $uid:$gid with mode $mode;" \
      "write: chown ${user%%:*} $path"
  done
}
image_user() { # image_user images: user becomes that of service's image
  [[ -n $1 ]] || return 1
  expand "${IMAGES[$service]}"
  if dry "look which user $REPLY runs as"; then return 1; fi
  docker image inspect "$REPLY" >/dev/null 2>&1 || docker pull --quiet "$REPLY" >&2
  user=$(docker image inspect --format '{{.Config.User}}' "$REPLY") || die "$REPLY can't be looked at"
  user=${user:-root}
}
check_files() { check_env_files && check_secret_files; }
check_env_files() { # what Compose would refuse, or fill in from elsewhere, before anything starts
  local service REPLIES
  local -A FOUND_VALUES=()
  file_readers
  for service in "${REPLIES[@]}"; do read_env_files "$service"; done
}
may_read() { # may_read USER[:GROUP] MODE UID GID; a name is the image's, and may be any number
  local user=${1%%:*} group=''
  [[ $1 != *:* ]] || group=${1#*:}
  if [[ $user == 0 || $user == root ]] || (($2 & 8#004)); then return 0; fi
  if [[ ! $user =~ ^[0-9]+$ ]]; then
    warn "user $user can read $path only if that is $uid or of group $gid"
  elif [[ $user == "$3" ]]; then
    (($2 & 8#400))
  else
    (($2 & 8#040)) && [[ ! $group =~ ^[0-9]+$ || $group == "$4" ]]
  fi
}
# Where the engine maps users, this host's numbers are not the container's.
remaps_users() { [[ $(docker info --format '{{.SecurityOptions}}') == *name=@(userns|rootless)* ]]; }
