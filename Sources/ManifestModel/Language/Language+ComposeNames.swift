extension Language {
  /// What to write for keys of Compose that no key here stands for, by the object that they stand
  /// in; docs/compose.md says of each what it is.
  static let composeNames: [String: [String: String]] = [
    service.name: serviceNames.merging([
      "network_mode":
        "write networks: [NAME]: two versions run at once, and need a network of their own"
    ]) { $1 },
    backing.name: serviceNames, manifest.name: fileNames,
    volume.name: ["driver_opts": "did you mean 'options'?"],
    secret.name: ["name": "write external: NAME, of one that is there"],
    "a health check": ["disable": "write health: none"],
    build.name: [
      "dockerfile_inline": "write it into a file, and its name here: dockerfile: FILE",
      "tags": "remove it: an image has the one name that its deployment asks for",
      "no_cache": "run docker build --no-cache before, then deploy --no-build",
      "no_cache_filter": "run docker build before, then deploy --no-build",
      "pull": "run docker build --pull before, then deploy --no-build",
      "platforms": "write platform: linux/amd64 at the service",
    ],
  ]

  private static let serviceNames = [
    "attach": "remove it: a deployment runs in the background",
    "cpu_count": windows, "cpu_percent": windows, "credential_spec": windows, "isolation": windows,
    "cpus": cpu, "cpu_period": cpu, "cpu_quota": cpu,
    "cpu_shares": "write resources: { reserve: { cpu: 0.5 } }",
    "develop": "remove it: nothing is developed in a deployment",
    "extends": "write what both have under a key x-NAME: &NAME, and merge it: <<: *NAME",
    "external_links": "write extraHosts: { NAME: ADDRESS }",
    "gpus": "write resources: { gpu: 1 }",
    "label_file": "write them out: labels: { NAME: VALUE }",
    "links": "remove it: references say how a service is reached, ${NAME.host}",
    "mem_limit": "write resources: { memory: 512Mi }",
    "mem_reservation": "write resources: { reserve: { memory: 256Mi } }",
    "models": "run the model's server as a service",
    "post_start": once, "pre_start": once,
    "pre_stop": "remove it: zdc drains before the stop signal, which ends a server",
    "provider": "write the address of what something else provides in env",
    "pull_refresh_after": "remove it, and give the image a tag that is never moved",
    "use_api_socket": "mount /var/run/docker.sock where you mean it: it is the host's root",
    "volumes_from": "name the volume at both services: volumes: { NAME: PATH }",
  ]

  private static let fileNames = [
    "name": "did you mean 'project'?",
    "configs": "write files at the service that reads it: { NAME: { path: PATH, from: FILE } }",
    "include": "write it here: one manifest is one deployment, and environments hold what differs",
    "models": "run the model's server as a service",
    "jobs": "write services with role: job and a schedule, or role: init",
  ]

  private static let windows = "remove it: it is for Windows"
  private static let cpu = "write resources: { cpu: 0.5 }"
  private static let once = "write release, which runs once before a version serves"

  /// Keys that Compose alone has: of services, and of builds, networks and volumes.
  private static let patchedNames: [String: Set<String>] = [
    service.name: patchedServiceNames, backing.name: patchedServiceNames.union(["network_mode"]),
    build.name: [
      "additional_contexts", "cache_to", "entitlements", "extra_hosts", "labels", "network",
      "privileged", "provenance", "sbom", "shm_size", "ssh", "ulimits",
    ],
    network.name: [
      "attachable", "driver", "driver_opts", "enable_ipv4", "enable_ipv6", "ipam", "labels",
    ],
    volume.name: ["labels"],
  ]

  private static let patchedServiceNames: Set<String> = [
    "annotations", "blkio_config", "cap_drop", "cgroup", "cgroup_parent", "cpu_rt_period",
    "cpu_rt_runtime", "cpuset", "device_cgroup_rules", "dns_opt", "dns_search", "domainname",
    "group_add", "ipc", "mac_address", "mem_swappiness", "memswap_limit",
    "oom_kill_disable", "oom_score_adj", "pid", "runtime", "storage_opt", "umask", "userns_mode",
    "uts",
  ]

  /// How a patch says a key that Compose alone has.
  ///
  /// - Parameter name: of the service, network or volume that has it.
  static func patch(of key: String, _ value: String, in object: String, named name: String?)
    -> String?
  {
    guard patchedNames[object]?.contains(key) == true else { return nil }
    let name = name ?? "NAME"
    let text =
      switch object {
      case network.name: "networks: { \(name): { \(key): \(value) } }"
      case volume.name: "volumes: { \(name): { \(key): \(value) } }"
      case build.name: "services: { NAME: { build: { \(key): \(value) } } }"
      default: "services: { \(name): { \(key): \(value) } }"
      }
    return "write it by a patch: targets: { blueGreen: { patches: {"
      + " docker/docker-compose.blue-green.yml: { \(text) } } } }"
  }
}
