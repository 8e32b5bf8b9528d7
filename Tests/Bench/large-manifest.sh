#!/usr/bin/env bash
# Prints a manifest with as many routed services as asked for, written as a person would.
set -euo pipefail

count="${1:?usage: large-manifest.sh COUNT}"

cat <<'HEAD'
zdc: 1
project: large
version: ${TAG:-dev}

gateway:
  image: nginx:1.29-alpine
  listen: { http: 80 }
  health: /nginx-health
  routes:
HEAD
for ((number = 0; number < count; number++)); do
  printf '    /api-%d/: { service: service-%d, timeout: 20s }\n' "${number}" "${number}"
done
printf '\nservices:\n'
for ((number = 0; number < count; number++)); do
  next=$(((number + 1) % count))
  cat <<SERVICE
  service-${number}:
    build: ../service-${number}
    port: $((8000 + number % 1000))
    health: { path: /health/, interval: 10s, timeout: 5s, retries: 3, start: 30s }
    replicas: 2
    command: uvicorn main:app --host 0.0.0.0 --port $((8000 + number % 1000)) --workers 2
    env:
      DEBUG: "False"
      SERVICE_NUMBER: "${number}"
      NEIGHBOUR_URL: \${service-${next}.url}
SERVICE
done
