import Foundation
import ManifestModel
import TestSupport
import Testing

/// docs/compose.md says of every key of the Compose Specification what it is in a manifest.
@Suite struct ComposePageTests {
  /// By heading; of compose-spec.json as of 2026-11.
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
  ]

  private struct Row {
    let key: String
    let ours: String
    let remark: String
  }

  private static let rows: [String: [Row]] = {
    let page = Repository.manifests.deletingLastPathComponent().appending(path: "docs/compose.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    var rows: [String: [Row]] = [:]
    for part in text.split(separator: "\n## ").dropFirst() {
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

  @Test(arguments: ["The file", "A service", "healthcheck", "deploy"])
  func everyKeyHasARow(_ heading: String) throws {
    let wanted = try #require(Self.specified[heading]).split(separator: " ").map(String.init)
    #expect(Set((Self.rows[heading] ?? []).map(\.key)) == Set(wanted))
    #expect(Self.rows[heading]?.count == wanted.count)
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
