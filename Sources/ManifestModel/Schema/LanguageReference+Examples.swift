extension LanguageReference {
  /// Whole manifests for what people look for first; a test builds each.
  static let examples = """

    ## Examples

    ### A patch

    What has no key here is laid over the artefact itself. A patch names a service, or its release \
    (`web-release`), without colour and reaches both. Maps merge, and `null` removes a key. A list is \
    the whole list; where zdc has a list of its own there, `append` adds to it and `replace` takes \
    its place.

    ```yaml
    zdc: 1
    project: shop
    gateway: { listen: { http: 80 }, routes: { /: web } }
    services:
      web: { image: "shop/web:1", command: [serve], port: 8000, health: /up }
    targets:
      blueGreen:
        patches:
          docker/docker-compose.blue-green.yml:
            services:
              web:                          # web-blue and web-green
                oom_score_adj: -500
                mem_swappiness: 10
              nginx:                        # the gateway
                volumes: { append: ["./htpasswd:/etc/nginx/.htpasswd:ro"] }
      kubernetes:
        patches:
          kubernetes/web-deployment.yml#Deployment/web:
            spec: { template: { spec: { containers: [{ name: web, stdin: true }] } } }
    ```

    ### PHP-FPM, or a web server of your own

    The gateway speaks HTTP, so a route leads to the server that speaks FastCGI. Both have colours; a \
    reference stays inside its own.

    ```yaml
    zdc: 1
    project: wiki
    gateway: { listen: { http: 80 }, routes: { /: web } }
    services:
      web:
        build: ./nginx                      # its conf has: fastcgi_pass ${PHP};
        port: 80
        health: { path: /ping, via: wget }
        entrypoint: [/docker-entrypoint.sh]
        command: [nginx, -g, daemon off;]
        env: { PHP: "${php.host}:${php.port}" }
      php:
        build: ./php
        port: 9000
        command: [php-fpm]
        health: { tcp: true }
    ```

    ### Several environments

    `--environment staging` lays that part over the rest; `project` and `network` get `-staging`.

    ```yaml
    zdc: 1
    project: shop
    gateway: { listen: { http: 80 }, serverNames: [shop.example.com], routes: { /: web } }
    services:
      web: { image: "shop/web:1", command: [serve], port: 8000, health: /up, replicas: 3 }
    environments:
      staging:
        gateway: { listen: { http: 8080 }, serverNames: [staging.example.com] }
        services: { web: { replicas: 1, env: { LOG_LEVEL: debug } } }
    ```

    ### One process, by HTTP and at a port of its own

    What may not run twice is a `singleton`: no switch moves it, it may have ports of the host, and while \
    it is replaced its routes answer 502 (ZDC222). A backing service may have a route in the same way; \
    where one has been deployed to Kubernetes without, its Service has no address of its own and has to \
    go first: `kubectl delete service NAME`.

    ```yaml
    zdc: 1
    project: git
    gateway: { listen: { http: 80 }, routes: { /: { service: git, timeout: 10m } } }
    services:
      git:
        role: singleton
        image: registry.example.com/git-server:1.23
        port: 3000
        health: /api/healthz
        publish: ["0.0.0.0:22:22", "127.0.0.1:5514:514/udp"]
        volumes: { repositories: /data }
    volumes:
      repositories: { size: 200Gi, node: manager }
    targets: [blueGreen]
    rules:
      ZDC222: { severity: "off", reason: one process writes the repositories }
    ```

    ### Several networks, and what has to end first

    A service is on the networks that it names and on no others; without `networks` on `default`, where \
    the gateway is. Who reaches another shares a network with it (ZDC185). No way leads out of an \
    `internal` one. An `external` one is there already: a deployment looks for it before it changes \
    anything, and says how to make it; Kubernetes has none, and of the others makes a NetworkPolicy \
    each. A service with `role: init` runs once per deployment and has to end with 0 before anything \
    else of its version starts.

    ```yaml
    zdc: 1
    project: clinic
    gateway: { listen: { http: 80 }, routes: { /: web } }
    services:
      schema:
        role: init
        image: registry.example.com/clinic/schema:1
        command: [prepare]
        env: { DATABASE_HOST: "${database.host}" }
        networks: [data]
      web:
        image: registry.example.com/clinic/web:1
        port: 8080
        health: /up
        env: { DATABASE_HOST: "${database.host}" }
        networks: [default, data, metrics]
        dependsOn: [schema]
    backing:
      database:
        image: postgres:17
        port: 5432
        user: "999:999"
        health: { command: [pg_isready, -h, 127.0.0.1, -U, clinic], start: 60s }
        env: { POSTGRES_USER: clinic }
        secrets: { POSTGRES_PASSWORD_FILE: database-password }
        volumes: { database: /var/lib/postgresql/data }
        networks: [data]
    networks:
      data: { internal: true }
      metrics: { external: true, name: host-metrics }
    volumes: { database: { node: manager } }
    secrets: { database-password: { env: DATABASE_PASSWORD } }
    targets: [blueGreen, swarm]
    ```

    ### A volume that exists already

    ```yaml
    zdc: 1
    project: shop
    services:
      web: { image: "shop/web:1", command: [serve], port: 8000, health: /up }
    backing:
      database:
        image: postgres:17
        port: 5432
        user: "999:999"
        health: { command: [pg_isready, -h, 127.0.0.1, -U, shop], start: 60s }
        env: { POSTGRES_USER: shop }
        secrets: { POSTGRES_PASSWORD_FILE: database-password }
        volumes: { database: /var/lib/postgresql/data }
    volumes:
      database: { name: docker_postgres_data, external: true, node: manager }
    secrets:
      database-password: { env: DATABASE_PASSWORD }
    ```

    ### A service with a GPU

    A model takes long to load, and two colours need two GPUs for as long as a switch takes: where \
    there is one, the service is a `singleton`, which is down while it is replaced.

    ```yaml
    zdc: 1
    project: models
    gateway: { listen: { http: 80 }, routes: { /: { service: inference, timeout: 5m } } }
    strategy: { drain: 5m, blueGreen: { healthTimeout: 12m } }
    services:
      inference:
        image: registry.example.com/inference:1
        command: [python3, -m, inference]
        port: 8000
        health: { path: /health, via: python3, start: 10m }
        resources: { gpu: 1, memory: 16Gi }
        volumes: { models: /models }
    volumes:
      models: { access: shared, size: 100Gi, node: manager }
    ```

    ### An image without a shell

    Swarm has no pause before the stop signal, and neither Swarm nor Compose puts a secret's value into a \
    variable: zdc's wrapper does both, a shell script before the command. Which command that is, the \
    deploy script reads from the image (`ENTRYPOINT`, `CMD`) where the manifest has no `entrypoint`, so \
    that plain `docker compose up` refuses to start such a service; an image without `sh`, `cat` and \
    `sleep` the script refuses before anything starts. Such an image runs as it is on \
    Kubernetes, and under Compose with a secret by its file; for Swarm it takes a shell along:

    ```dockerfile
    FROM busybox:1.37-uclibc AS shell
    FROM registry.example.com/gateway-api:1
    COPY --from=shell /bin/busybox /bin/sh
    COPY --from=shell /bin/busybox /bin/cat
    COPY --from=shell /bin/busybox /bin/sleep
    ```

    ### A private registry

    zdc holds no credentials. `docker login` on the host is what Compose and Swarm pull with; \
    Kubernetes wants a pull secret of its own.

    ```yaml
    zdc: 1
    project: shop
    registry: registry.example.com/team
    version: ${TAG:-dev}
    services:
      web: { build: ./web, command: [serve], port: 8000, health: /up }
    targets:
      kubernetes: { imagePullSecrets: [registry] }   # kubectl create secret docker-registry registry …
    ```

    """
}
