/// A line of an artefact and the value in the manifest that it follows from, written out by hand.
struct LinePair: Sendable, CustomStringConvertible {
  /// `shop/docker/…`, below `out/`.
  let artefact: String
  /// A line above it, the nearest of its text; empty where it is the first of its own text.
  let after: String
  /// How the line begins, without indentation.
  let line: String
  let manifest: String
  /// As `after`, in the manifest.
  let under: String
  /// The manifest's line from its key on, with `⟦` before the value.
  let value: String

  init(
    _ artefact: String, after: String = "", _ line: String, in manifest: String = "shop",
    under: String = "", _ value: String
  ) {
    self.artefact = artefact
    self.after = after
    self.line = line
    self.manifest = "manifests/\(manifest).yml"
    self.under = under
    self.value = value
  }

  var description: String { "\(artefact): \(after) \(line)" }

  private static let compose = "shop/docker/docker-compose.blue-green.yml"
  private static let stack = "shop/docker/docker-compose.swarm.yml"
  private static let conf = "shop/docker/nginx/nginx-blue-green.conf"
  private static let script = "shop/docker/scripts/deploy-blue-green.sh"
  private static let pods = "shop/kubernetes/api-deployment.yml"

  static let all = gateway + storefront + api + backing + scripts + swarm + kubernetes + others

  private static let gateway = [
    LinePair(compose, after: "edge:", "image: nginx:1.29", under: "gateway:", "image: ⟦nginx:1.29"),
    LinePair(compose, "- '8080:80'", "listen: { http: ⟦8080"),
    LinePair(compose, "- '8443:443'", "listen: { http: 8080, https: ⟦8443"),
    LinePair(compose, "- uploads:/srv/volumes", "/uploads/: { volume: ⟦uploads"),
    LinePair(compose, "test: [CMD, curl, -fksS", "health: ⟦/edge-health"),
    LinePair(conf, "client_max_body_size 20m", "maxBodySize: ⟦20Mi"),
    LinePair(conf, "worker_shutdown_timeout 40s", "drain: ⟦40s"),
    LinePair(
      conf, after: "location /api/", "proxy_read_timeout 25s",
      "/api/: { service: api, timeout: ⟦25s"),
    LinePair(
      conf, after: "location /api/", "proxy_buffering off",
      "/api/: { service: api, timeout: 25s, stripPrefix: true, buffering: ⟦false"),
    LinePair(
      conf, after: "location /api/", "rewrite ^/api",
      "/api/: { service: api, timeout: 25s, stripPrefix: ⟦true"),
    LinePair(
      conf, after: "location /chat/", "proxy_set_header Upgrade",
      "/chat/: { service: chat, websocket: ⟦true"),
    LinePair(conf, "ssl_certificate /etc", "tls: { certificates: ⟦shop/certificates"),
    LinePair(conf, "add_header X-Frame-Options", "server: ⟦|"),
    LinePair(conf, "server_name www.", "serverNames: [shop.example.com, ⟦www.shop.example.com"),
    LinePair("shop/docker/nginx/upstreams/blue.conf", "server storefront-blue:3000", "port: ⟦3000"),
  ]

  private static let storefront = [
    LinePair(compose, after: "x-storefront:", "command: [uvicorn", "command: [⟦uvicorn"),
    LinePair(compose, after: "storefront-blue:", "API_URL:", "API_URL: ⟦${api.url}"),
    LinePair(compose, after: "x-storefront:", "BANNER:", "BANNER: ⟦\"50 %"),
    LinePair(
      compose, after: "x-storefront:", "SESSION_KEY_FILE:", "secrets: { ⟦SESSION_KEY_FILE"),
    LinePair(compose, after: "x-storefront:", "user:", "user: ⟦\"1000:1000\""),
    LinePair(compose, after: "x-storefront:", "read_only: true", "readOnly: ⟦true"),
    LinePair(compose, after: "x-storefront:", "- /tmp", "tmpfs: ⟦/tmp"),
    LinePair(compose, after: "x-storefront:", "cpus: '0.5'", "resources: { cpu: ⟦0.5"),
    LinePair(
      compose, after: "x-storefront:", "memory: 256M", "resources: { cpu: 0.5, memory: ⟦256Mi"),
    LinePair(
      compose, after: "x-storefront:", "cpus: '0.1'",
      "resources: { cpu: 0.5, memory: 256Mi, reserve: { cpu: ⟦100m"),
    LinePair(
      compose, after: "x-storefront:", "memory: 128M",
      "resources: { cpu: 0.5, memory: 256Mi, reserve: { cpu: 100m, memory: ⟦128Mi"),
  ]

  private static let api = [
    LinePair(compose, after: "x-api:", "context:", "context: ⟦shop/api"),
    LinePair(compose, after: "x-api:", "dockerfile:", "dockerfile: ⟦Dockerfile"),
    LinePair(compose, after: "x-api:", "PYTHON_OPTIMISE:", "args: { PYTHON_OPTIMISE: ⟦2"),
    LinePair(compose, after: "x-api:", "target: runtime", "target: ⟦runtime"),
    LinePair(compose, after: "x-api:", "- shop-api:cache", "cacheFrom: [⟦shop-api:cache"),
    LinePair(compose, after: "api-blue:", "METRICS:", "METRICS: ⟦${api.host}"),
    LinePair(compose, after: "x-api:", "interval: 5s", "interval: ⟦5s"),
    LinePair(compose, after: "x-api:", "retries: 4", "retries: ⟦4"),
    LinePair(compose, after: "x-api:", "stop_signal:", "stop: { signal: ⟦SIGTERM"),
    LinePair(
      compose, after: "x-api:", "stop_grace_period: 60s", "stop: { signal: SIGTERM, grace: ⟦60s"),
    LinePair(compose, after: "x-api:", "working_dir:", "workingDir: ⟦/app"),
    LinePair(
      compose, after: "x-api:", "payments.internal:", "extraHosts: { payments.internal: ⟦192"),
    LinePair(
      compose, after: "x-api:", "com.example.team:", "labels: { com.example.team: ⟦checkout"),
    LinePair(
      compose, after: "x-api:", "max-size: 10m",
      "api: { logging: { driver: json-file, options: { max-size: ⟦10m"),
    LinePair(
      compose, after: "x-api-release:", "python3 manage.py migrate", "- [⟦python3, manage.py"),
    LinePair(
      compose, after: "x-api-release:", "python3 manage.py warm-cache",
      "- ⟦python3 manage.py warm-cache"),
  ]

  private static let backing = [
    LinePair(compose, after: "  database:", "image: mysql:8.0", "image: ⟦mysql:8.0"),
    LinePair(
      compose, "- 127.0.0.1:${DATABASE_PORT:-33306}:3306",
      "publish: [⟦\"127.0.0.1:${DATABASE_PORT:-33306}:3306\""),
    LinePair(
      compose, after: "  database:", "start_period: 1m",
      "health: { command: [mysqladmin, ping, -h, 127.0.0.1], start: ⟦60s"),
    LinePair(compose, "shm_size: 128M", "shmSize: ⟦128Mi"),
    LinePair(compose, "- SYS_NICE", "capAdd: [⟦SYS_NICE"),
    LinePair(compose, "name: shop_database", "database: { size: 20Gi, name: ⟦shop_database"),
  ]

  private static let scripts = [
    LinePair(script, "PROJECT='shop'", "project: ⟦shop"),
    LinePair(script, "CONFIRM_TIMES=3", "confirm: { times: ⟦3"),
    LinePair(script, "HEALTH_TIMEOUT=120", "strategy: { blueGreen: { healthTimeout: ⟦2m"),
    LinePair(script, "RETAIN='running'", "retain: ⟦running"),
    LinePair(script, "CONFIRM_HOST='shop.example.com'", "serverNames: [⟦shop.example.com"),
    LinePair(script, "['beforeSwitch']=", "beforeSwitch: ⟦shop/hooks/before-switch.sh"),
    LinePair("shop/docker/.env.example", "#TAG=1.0.0", "version: ⟦${TAG:-1.0.0}"),
    LinePair(
      "shop/docker/.env.example", "SHOP_PAYMENT_KEY=", "payment-key: { env: ⟦SHOP_PAYMENT_KEY"),
  ]

  private static let swarm = [
    LinePair(stack, after: "  api:", "delay: 15s", "rolling: { pause: ⟦15s"),
    LinePair(
      stack, after: "  api:", "order: start-first", "rolling: { batch: 1, pause: 10s, order: ⟦start"
    ),
    LinePair(
      stack, after: "  api:", "failure_action: rollback",
      "rolling: { batch: 1, pause: 10s, order: start-first, onFailure: ⟦rollback"),
    LinePair(stack, after: "  chat:", "stop_grace_period: 37s", "drain: ⟦30s"),
  ]

  private static let kubernetes = [
    LinePair(
      "shop/kubernetes/storefront-deployment.yml", "replicas: 3", "replicas: ⟦3"),
    LinePair(pods, "minReadySeconds: 15", "rolling: { pause: ⟦15s"),
    LinePair(pods, "- containerPort: 9100", "ports: { metrics: ⟦9100"),
    LinePair(
      pods, after: "livenessProbe:", "failureThreshold: 6",
      "live: { tcp: true, interval: 10s, timeout: 2s, retries: ⟦6"),
    LinePair(
      pods, "effect: NoSchedule", "tolerations: [{ key: dedicated, value: shop, effect: ⟦NoSchedule"
    ),
    LinePair(pods, "namespace: shop", "project: ⟦shop"),
    LinePair(
      "shop/kubernetes/10-volumes.yml", "storageClassName: fast",
      "volumes: { database: { storageClass: ⟦fast"),
    LinePair("shop/kubernetes/cleanup-cronjob.yml", "schedule:", "schedule: ⟦\"30 3 * * *\""),
    LinePair(
      "shop/kubernetes/scripts/deploy-kubernetes.sh", "'session-key external shop-session'",
      "secrets: { session-key: { file: null, external: ⟦shop-session"),
    LinePair("shop/kustomization.yaml", "- kubernetes/api-deployment.yml", "⟦api:"),
  ]

  private static let others = [
    LinePair("shop/RUNBOOK.md", "| `confirm: 3`", "confirm: { times: ⟦3"),
    LinePair("shop/RUNBOOK.md", "- `onFailure`", "onFailure: ⟦shop/hooks/on-failure.sh"),
    LinePair(
      "shop-staging/docker/docker-compose.blue-green.yml", "- 127.0.0.1:18080:80",
      under: "staging:",
      "listen: { http: ⟦18080"),
    LinePair(
      "shop-production/kubernetes/api-deployment.yml", "cpu: '2'", under: "production:",
      "resources: { cpu: ⟦2"),
    LinePair(
      "brain-tumor/docker/docker-compose.swarm.yml", "stop_grace_period: 67s", in: "brain-tumor",
      "drain: ⟦60s"),
    LinePair(
      "brain-tumor/kubernetes/django-deployment.yml", "replicas: 3", in: "brain-tumor",
      "services: { django: { replicas: ⟦3"),
    LinePair(
      "brain-tumor/docker/docker-compose.swarm.yml", "MYSQL_DATABASE: brain_tumor",
      in: "brain-tumor", "env: { MYSQL_DATABASE: ⟦brain_tumor"),
  ]
}
