extension Language {
  /// What a foreign word is called here.
  struct ForeignName {
    /// The key of a map that has it.
    let key: String
    /// What to do where no such key exists.
    let hint: String?

    init(_ key: String, _ hint: String? = nil) {
      self.key = key
      self.hint = hint
    }
  }

  /// Names that people know from Compose and Kubernetes, where no near name leads from one to the
  /// other.
  static let foreignNames: [String: ForeignName] = [
    "environment": ForeignName("env"),
    "expose": ForeignName("port", "write port: 80, and ports: { NAME: PORT } for further ones"),
    "containerPort": ForeignName("port"),
    "healthcheck": ForeignName("health"),
    "readinessProbe": ForeignName("health"),
    "livenessProbe": ForeignName("live"),
    "deploy": ForeignName(
      "", "write its keys one by one: replicas, resources, placement, strategy.rolling"),
    "args": ForeignName("command"),
    "test": ForeignName("command"),
    "start_period": ForeignName("start"),
    "start_interval": ForeignName("startInterval"),
    "stop_grace_period": ForeignName("stop", "write stop: { grace: 30s }"),
    "stop_signal": ForeignName("stop", "write stop: { signal: SIGQUIT }"),
    "container_name": ForeignName("", "containers are named PREFIX-SERVICE; set prefix"),
    "restart_policy": ForeignName("restart", "write restart: unless-stopped beside the other keys"),
    "restartPolicy": ForeignName("restart"),
    "configs": ForeignName("files"),
    "configMap": ForeignName("files"),
    "volumeMounts": ForeignName("volumes"),
    "profiles": ForeignName(
      "", "a deployment has all of its services: write the service in the environment that has it"),
    "ports": ForeignName("listen"),
    "ip": ForeignName("address"),
    "host": ForeignName("address"),
    "bind": ForeignName("address"),
    "path": ForeignName("file"),
    "level": ForeignName("severity"),
    "compose": ForeignName("blueGreen"),
    "docker": ForeignName("blueGreen"),
    "docker-compose": ForeignName("blueGreen"),
    "k8s": ForeignName("kubernetes"),
    "working_directory": ForeignName("workingDir"),
    "databases": ForeignName("backing"),
    "vars": ForeignName("env"),
    "variables": ForeignName("env"),
    "domains": ForeignName("serverNames"),
    "hosts": ForeignName("serverNames", "write gateway: { serverNames: [example.com] }"),
    "client_max_body_size": ForeignName("maxBodySize"),
    "ssl": ForeignName("tls"),
    "locations": ForeignName("routes"),
    "parallelism": ForeignName("batch"),
    "delay": ForeignName("pause"),
    "failure_action": ForeignName("onFailure"),
    "nodeSelector": ForeignName("placement"),
    "mode": ForeignName("access", "remove it"),
    "source": ForeignName("from"),
    "target": ForeignName("path"),
    "limits": ForeignName("", "write the limits themselves: resources: { cpu: 1, memory: 512Mi }"),
    "reservations": ForeignName("reserve"),
    "requests": ForeignName("reserve"),
    "pull_policy": ForeignName("pull"),
    "log_driver": ForeignName("logging", "write logging: { driver: local }"),
    "log_opt": ForeignName("logging", "write logging: { options: { max-size: 50m } }"),
    "stdin_open": ForeignName("stdinOpen"),
    "stdin": ForeignName("stdinOpen"),
    "interactive": ForeignName("stdinOpen"),
    "pids_limit": ForeignName("pidsLimit"),
    "pids": ForeignName("pidsLimit", "write pidsLimit: 200 beside resources"),
    "scale": ForeignName("replicas"),
    "security_opt": ForeignName("securityOpt"),
  ]

  /// Why one object has no key that a similar one has.
  static let absentKeys: [String: [String: String]] = [
    "a backing service": [
      "replicas": "a backing service is one copy",
      "scale": "a backing service is one copy",
      "role": "a backing service has no role: it is never switched",
      "release": "it is never switched, so it has no release",
      "strategy": "it is never switched: strategy is for services",
      "timeZone": "it is of a schedule: write a service with role: job",
      "schedule": "write it as a service with role: job",
    ],
    "the kubernetes target": [
      "logging": "what becomes of a container's lines, a cluster decides for each node"
    ],
    "an environment": [
      "zdc": "the version is the manifest's", "environments": "environments have none of their own",
    ],
  ]

  /// Every object of the language, outer ones first, each once.
  package static let objects: [ObjectShape] = {
    var found: [ObjectShape] = []
    func walk(_ shape: Shape) {
      switch shape {
      case .list(let item): walk(item)
      case .map(_, let values): walk(values)
      case .either(let shapes): shapes.forEach(walk)
      case .object(let object):
        guard !found.contains(where: { $0.name == object.name }) else { return }
        found.append(object)
        object.keys.forEach { walk($0.shape) }
      default: return
      }
    }
    walk(.object(manifest))
    return found
  }()
}
