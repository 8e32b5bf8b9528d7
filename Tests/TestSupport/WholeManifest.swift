/// A manifest that writes every key wherever the language has it. No rule would let it pass; a plan
/// can be made of it all the same.
package enum WholeManifest {
  package static let text = """
    zdc: 1
    project: whole
    prefix: part
    network: net
    networks: { front: {}, data: { internal: true }, proxy: { external: true, name: traefik } }
    logging: { driver: local, options: { max-file: "9" } }
    registry: registry.example.com/team
    version: ${TAG:-1}
    gateway:
      listen: { http: 80, address: 127.0.0.1 }
      networks: [default, front, proxy]
      static: { directory: dist, spa: true }
      trust: 192.0.2.0/24
      routes:
        /api/:
          { service: web, allow: [10.0.0.0/8], deny: [10.1.0.0/16], rateLimit: { rate: 5/s, burst: 9 },
            auth: { basic: token } }
    services:
      web:
    \(service)
        replicas: 3
        release: [[prepare, --all]]
        dependsOn: [other]
        publish: ["127.0.0.1:6380:6379/udp"]
        strategy:
          drain: 12s
          rolling:
            { batch: 2, pause: 21s, order: stop-first, onFailure: pause, monitor: 10m }
      other:
        build: other
        port: 81
        scheme: amqp
        command: [other]
        health: { tcp: true }
        volumes: { versioned: /versioned }
        env: { PORT: "${store.ports.metrics}", WEB: "${web.url}", STORE: "${store.url}", QUEUE: "${queue.url}" }
    backing:
      store:
    \(service)
        publish: ["${BIND:-127.0.0.1}:${PORT}:6379"]
        dependsOn: [queue]
      queue:
        image: queue:1
        port: 5672
        scheme: amqp
        health: { tcp: true }
    volumes:
      data: { driver: local, options: { type: nfs }, external: true, name: kept, size: 3Gi }
      versioned: { perVersion: true }
    secrets:
      key: { file: key.txt }
      token: { env: TOKEN }
    targets:
      blueGreen:
        enabled: true
        patches:
          docker/docker-compose.blue-green.yml: { services: { web: { domainname: whole } } }
      swarm:
        enabled: true
        endpointMode: dnsrr
        publish: host
        patches: { docker/docker-compose.swarm.yml: { services: { web: { domainname: whole } } } }
      kubernetes:
        enabled: true
        imagePullSecrets: [pull]
        patches:
          kubernetes/web-deployment.yml#Deployment/web: { spec: { paused: true } }
    """

  private static let service = """
        image: whole/service:${TAG:-1}
        build: { context: service, dockerfile: Own, target: run, args: { A: b } }
        port: 8000
        ports: { metrics: 9000 }
        scheme: redis
        health:
          path: /up
          interval: 7s
          timeout: 4s
          retries: 6
          start: 25m
          startInterval: 3s
          via: wget
          headers: { Host: whole.example.com }
        live: { path: /live, interval: 41s, timeout: 11s, retries: 7 }
        command: [serve, --all]
        entrypoint: [/enter]
        env: { A: b, C: "${D:-d}" }
        envFile: { path: own.env, required: false }
        secrets: { KEY_FILE: key, TOKEN: token }
        volumes: { data: { path: /data, readOnly: true } }
        mounts: { "host/${WHICH:-a}": { path: /host, readOnly: true, selinux: private } }
        files: { conf: { path: /etc/conf, from: conf.txt } }
        resources: { cpu: 2, memory: 2Gi, gpu: 1, reserve: { cpu: 1, memory: 1Gi } }
        stop: { signal: SIGINT, grace: 3m }
        user: "1000:1001"
        hostname: host
        init: true
        tty: true
        stdinOpen: true
        ulimits: { nofile: 65536, nproc: { soft: 100, hard: 200 } }
        pidsLimit: 100
        restart: "on-failure:3"
        securityOpt: ["no-new-privileges:true"]
        privileged: true
        devices: [/dev/dri]
        sysctls: { net.ipv4.tcp_keepalive_time: 300 }
        dns: 192.0.2.53
        logging: { driver: gelf, options: { gelf-address: "udp://192.0.2.1:12201" } }
        networks: [front, data]
        workingDir: /work
        readOnly: true
        tmpfs: [/tmp]
        capAdd: [SYS_NICE]
        shmSize: 128Mi
        extraHosts: { a.example.com: 192.0.2.1 }
        pull: always
        platform: linux/arm64
        labels: { com.example.a: b }
        placement: { constraints: { zone: a } }
        tolerations: [{ key: gpu, value: only, effect: NoSchedule }]
        priorityClass: high
        serviceAccount: whole
    """
}
