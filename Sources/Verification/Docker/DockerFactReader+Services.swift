import Diagnostics
import Planning
import YAMLReading

extension DockerFactReader {
  mutating func service(_ entry: YAMLEntry) {
    guard let entries = entry.value.entries, !entries.isEmpty else {
      return list.add(.declared, "empty", from: Origin(entry.key.range))
    }
    let isRelease = entry.value["labels"]?["zdc.role"]?.scalar?.text == "release"
    for part in entries {
      if isRelease, part.key.value == "command",
        release(part.value, behind: entry.value["entrypoint"])
      {
        continue
      }
      if !identity(part), !process(part), !surroundings(part) {
        other(part.value, part.key.value)
      }
    }
  }

  private mutating func identity(_ part: YAMLEntry) -> Bool {
    switch part.key.value {
    case "image": text(.image, part.value)
    case "build": build(part.value)
    case "pull_policy": text(.pull, part.value)
    case "platform": text(.platform, part.value)
    case "container_name": text(.containerName, part.value)
    case "profiles": words(.profiles, part.value)
    case "labels": map(.label, part)
    case "deploy": deploy(part.value)
    default: return false
    }
    return true
  }

  private mutating func process(_ part: YAMLEntry) -> Bool {
    switch part.key.value {
    case "entrypoint": words(.entrypoint, part.value)
    case "command": words(.command, part.value)
    case "restart": text(.restart, part.value)
    case "user": text(.user, part.value)
    case "working_dir": text(.workingDir, part.value)
    case "read_only": plain(.readOnly, part.value)
    case "stop_signal": text(.stopSignal, part.value)
    case "stop_grace_period": text(.grace, part.value, Renderings.seconds)
    case "cap_add": items(.capability, part.value)
    case "shm_size": text(.shmSize, part.value, Renderings.dockerSize)
    case "init": plain(.initProcess, part.value)
    case "healthcheck": healthcheck(part.value)
    default: return false
    }
    return true
  }

  private mutating func surroundings(_ part: YAMLEntry) -> Bool {
    switch part.key.value {
    case "env_file": envFile(part.value)
    case "environment":
      map(
        .environment, part, isStack ? Renderings.swarmText : Renderings.composeText)
    case "secrets": secrets(part.value)
    case "configs": configMounts(part.value)
    case "volumes": mounts(part.value)
    case "tmpfs": items(.tmpfs, part.value)
    case "ports": ports(part.value)
    case "networks": words(.networks, part.value)
    case "network_mode": text(.networkMode, part.value)
    case "dns_opt": words(.dnsOption, part.value)
    case "extra_hosts": extraHosts(part)
    case "depends_on": dependencies(part.value)
    default: return false
    }
    return true
  }

  private mutating func build(_ node: YAMLNode) {
    guard let entries = node.entries, !entries.isEmpty else {
      return path(.buildContext, node)
    }
    for part in entries {
      switch part.key.value {
      case "context": path(.buildContext, part.value)
      case "dockerfile": text(.dockerfile, part.value)
      case "args": map(.buildArgument, part)
      case "target": text(.buildTarget, part.value)
      case "secrets": words(.buildSecrets, part.value)
      case "cache_from": items(.cacheFrom, part.value)
      default: other(part.value, "build.\(part.key.value)")
      }
    }
  }

  private mutating func envFile(_ node: YAMLNode) {
    guard let items = node.items, items.count == 1, let item = items.first else {
      return other(node, "env_file")
    }
    guard let entries = item.entries else { return path(.envFile, item) }
    for part in entries {
      switch part.key.value {
      case "path": path(.envFile, part.value)
      case "format": text(.envFileFormat, part.value)
      default: other(part.value, "env_file.\(part.key.value)")
      }
    }
  }

  private mutating func dependencies(_ node: YAMLNode) {
    guard let entries = node.entries, !entries.isEmpty else { return other(node, "depends_on") }
    for part in entries {
      guard let conditions = part.value.entries, conditions.count == 1,
        conditions[0].key.value == "condition"
      else {
        other(part.value, "depends_on.\(part.key.value)")
        continue
      }
      text(.dependency, key: part.key.value, conditions[0].value)
    }
  }

  /// A map for Compose; Swarm takes only `NAME:ADDRESS`.
  private mutating func extraHosts(_ entry: YAMLEntry) {
    guard let items = entry.value.items, isStack else { return map(.extraHost, entry) }
    for item in items {
      guard let text = item.scalar.map(YAMLText.text), let colon = text.firstIndex(of: ":") else {
        other(item, "extra_hosts")
        continue
      }
      list.add(
        .extraHost, key: String(text[..<colon]),
        Renderings.composeText(String(text[text.index(after: colon)...])),
        from: Origin(item.range))
    }
  }
}
