import Diagnostics
import Foundation
import ManifestModel
import TestSupport
import Testing

/// docs/compose.md says of every key of the Compose Specification what it is in a manifest.
@Suite struct ComposePageTests {
  /// By heading; of compose-spec.json as of 2026-11, which Compose carries, and as its main branch
  /// had it then. <https://github.com/compose-spec/compose-go/blob/main/schema/compose-spec.json>
  private static let specified: [String: String] = [
    "The file": "configs include jobs models name networks secrets services version volumes",
    "A service": """
    annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs \
    container_name cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime \
    cpu_shares cpus cpuset credential_spec depends_on deploy develop device_cgroup_rules devices \
    dns dns_opt dns_search domainname entrypoint env_file environment expose extends \
    external_links extra_hosts gpus group_add healthcheck hostname image init ipc isolation \
    label_file labels links logging mac_address mem_limit mem_reservation mem_swappiness \
    memswap_limit models network_mode networks oom_kill_disable oom_score_adj pid pids_limit \
    platform ports post_start pre_start pre_stop privileged profiles provider pull_policy \
    pull_refresh_after read_only restart runtime scale secrets security_opt shm_size stdin_open \
    stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits umask use_api_socket \
    user userns_mode uts volumes volumes_from working_dir
    """,
    "healthcheck": "disable interval retries start_interval start_period test timeout",
    "deploy": """
    endpoint_mode labels mode placement replicas resources restart_policy rollback_config \
    update_config
    """,
    "`update_config`, `rollback_config`": """
    delay failure_action max_failure_ratio monitor order parallelism
    """,
    "`restart_policy`": "condition delay max_attempts window",
    "`placement`": "constraints max_replicas_per_node preferences",
    "`resources`": "cpus devices generic_resources memory pids",
    "`build`": """
    additional_contexts args cache_from cache_to context dockerfile dockerfile_inline entitlements \
    extra_hosts isolation labels network no_cache no_cache_filter platforms privileged provenance \
    pull sbom secrets shm_size ssh tags target ulimits
    """,
    "`depends_on`": "condition required restart",
    "`env_file`": "format path required",
    "`ports`": "app_protocol host_ip mode name protocol published target",
    "`networks`": """
    aliases driver_opts gw_priority interface_name ipv4_address ipv6_address link_local_ips \
    mac_address priority
    """,
    "`volumes`": "bind consistency image read_only source target tmpfs type volume",
    "`secrets` and `configs`": "gid mode source target uid",
    "`logging`, `ulimits`, `devices`, `gpus`": """
    capabilities count device_ids driver hard options permissions soft source target
    """,
    "Networks": """
    attachable driver driver_opts enable_ipv4 enable_ipv6 external internal ipam labels name
    """,
    "Volumes": "driver driver_opts external labels name",
    "Secrets": "driver driver_opts environment external file labels name template_driver",
    "Configs": "content environment external file labels name template_driver",
    "A job": "concurrency cron manual missed_fires profiles schedule timezone triggers",
  ]

  /// Where compose-spec.json has them.
  private static let places: [String: [String]] = [
    "The file": [""],
    "A service": ["container_spec", "workload_spec", "service"],
    "healthcheck": ["healthcheck"], "deploy": ["deployment"],
    "`update_config`, `rollback_config`": [
      "deployment.update_config", "deployment.rollback_config",
    ],
    "`restart_policy`": ["deployment.restart_policy"], "`placement`": ["deployment.placement"],
    "`resources`": ["deployment.resources.limits", "deployment.resources.reservations"],
    "`build`": ["workload_spec.build"], "`depends_on`": ["workload_spec.depends_on"],
    "`env_file`": ["env_file"], "`ports`": ["workload_spec.ports"],
    "`networks`": ["container_spec.networks"], "`volumes`": ["container_spec.volumes"],
    "`secrets` and `configs`": ["service_config_or_secret"],
    "`logging`, `ulimits`, `devices`, `gpus`": [
      "container_spec.logging", "ulimits", "container_spec.devices", "gpus",
    ],
    "Networks": ["network"], "Volumes": ["volume"], "Secrets": ["secret"], "Configs": ["config"],
    "A job": ["job", "job.triggers", "schedule"],
  ]

  private struct Row {
    let key: String
    let ours: String
    let remark: String
  }

  private static let page: String = {
    let file = Repository.root.appending(path: "docs/compose.md")
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }()

  private static let rows: [String: [Row]] = {
    var rows: [String: [Row]] = [:]
    for part in page.replacing("\n### ", with: "\n## ").split(separator: "\n## ").dropFirst() {
      let lines = part.split(separator: "\n")
      rows[String(lines[0])] = lines.filter { $0.hasPrefix("| `") }.map { line in
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        return Row(
          key: cells[0].replacing("`", with: ""), ours: cells[1],
          remark: cells.count > 2 ? cells[2] : "")
      }
    }
    return rows
  }()

  @Test(arguments: specified.keys.sorted()) func everyKeyHasARow(_ heading: String) throws {
    let wanted = try #require(Self.specified[heading]).split(separator: " ").map(String.init)
    #expect(Set((Self.rows[heading] ?? []).map(\.key)) == Set(wanted))
    #expect(Self.rows[heading]?.count == wanted.count)
  }

  /// The schema that Compose itself carries names nothing that the lists above have not.
  @Test(
    .enabled(
      if: Tool.isThere("docker-compose"), "docker-compose is in neither ZDC_TOOLS nor PATH"))
  func theListsAreThoseOfCompose() throws {
    let program = try #require(Tool("docker-compose")).path
    let schema = try #require(try ComposeSchema(of: program))
    #expect(Set(Self.places.keys) == Set(Self.specified.keys))
    for (heading, places) in Self.places {
      let listed = Set((Self.specified[heading] ?? "").split(separator: " ").map(String.init))
      for place in places {
        let keys = schema.keys(at: place)
        #expect(!keys.isEmpty, "the schema has no \(place)")
        #expect(keys.isSubset(of: listed), "\(heading): \(keys.subtracting(listed).sorted())")
      }
    }
  }

  /// How many of 28 public stacks have what.
  @Test func theStacksAreCounted() {
    let counts = Self.page.matches(of: #/\n\| (\d+) \| /#).compactMap { Int($0.1) }
    #expect(counts == [24, 8, 5, 5, 5, 5, 4, 4, 4, 3, 3, 2, 2, 2, 2])
  }

  /// `cgroup_parent` is not "by a patch" once a service has `cgroupParent`.
  @Test func whatIsAKeyHereHasIt() {
    let keys = Set(Language.service.keys.map(\.name))
    for row in Self.rows["A service"] ?? [] where row.ours == "–" {
      let words = row.key.split(separator: "_")
      let name = words.prefix(1).joined() + words.dropFirst().map(\.capitalized).joined()
      #expect(!keys.contains(name), "docs/compose.md: \(row.key) is '\(name)' by now")
    }
  }

  /// Who writes a key of Compose is told what this page says of it.
  @Test(arguments: [
    ("The file", ""), ("A service", "services: { web: { @ } }"),
    ("A service", "backing: { db: { @ } }"), ("`build`", "services: { web: { build: { @ } } }"),
    ("healthcheck", "services: { web: { health: { @ } } }"),
    ("Networks", "networks: { data: { @ } }"), ("Volumes", "volumes: { data: { @ } }"),
    ("Secrets", "secrets: { key: { @ } }"),
  ])
  func everyKeyIsAnswered(_ heading: String, _ place: String) throws {
    let rows = try #require(Self.rows[heading])
    for row in rows {
      let written =
        place.isEmpty ? "\(row.key): [x]" : place.replacing("@", with: "\(row.key): [x]")
      let (_, log) = Decoding.decode("zdc: 1\nproject: p\n\(written)\n")
      let unknown = log.sorted.filter { $0.code.number == 101 }
      for fault in unknown where fault.message.contains("'\(row.key)'") {
        let help = try #require(fault.help, "\(written)")
        let isNamed = row.ours.split(separator: ", ").contains { name in
          help.contains(name.filter { $0 != "`" })
        }
        #expect(
          row.ours == "–" || isNamed || place.contains("backing") || heading == "healthcheck",
          "\(row.key): \(help)")
      }
    }
  }

  @Test func whatItIsHereIsAKey() {
    let keys = Set(Language.objects.flatMap { $0.keys.map(\.name) })
    for row in Self.rows.values.flatMap(\.self) {
      if row.ours == "–" {
        #expect(!row.remark.isEmpty, "\(row.key)")
      } else {
        let named = row.ours.split(separator: ", ").map { name in
          String(name.filter { $0 != "`" })
        }
        #expect(named.allSatisfy { keys.contains($0) }, "\(row.key): \(row.ours)")
      }
    }
  }
}
