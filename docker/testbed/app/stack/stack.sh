#!/bin/sh
# As `bundle exec …`, or as the entrypoint of an image, before its command.
set -eu
for word in "$@"; do
  case $word in
    migrate | db:migrate)
      # The database is asked by the address that the deployment gave, or it would not have to be there.
      address=${FLYWAY_URL-}
      address=${address#jdbc:postgresql://}
      address=${DB_HOST:-${address%%[:/]*}}
      exec python3 -c 'import socket, sys; socket.create_connection((sys.argv[1], 5432), 5).close()' "$address"
      ;;
    sidekiq)
      trap 'exit 0' TERM
      sleep infinity &
      wait
      exit 0
      ;;
  esac
done
exec uvicorn main:app --host 0.0.0.0 --port "$PORT"
