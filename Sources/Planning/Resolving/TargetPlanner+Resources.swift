import Diagnostics
import ManifestModel

extension TargetPlanner {
  func resourcesPlan(
    _ resources: Resources?, pids: Located<Int>? = nil, at range: SourceRange
  ) -> ResourcesPlan {
    let cpu = resources?.reserve?.cpu.map(Traced.init)
    let memory = resources?.reserve?.memory.map(Traced.init)
    let byDefault = Origin(range, reason: "default: not the first to be evicted")
    return ResourcesPlan(
      cpuLimit: resources?.cpu.map(Traced.init),
      memoryLimit: resources?.memory.map(Traced.init),
      gpus: resources?.gpu.map(Traced.init),
      pidsLimit: target == .kubernetes ? nil : pids.map(Traced.init),
      cpuReserve: cpu,
      memoryReserve: memory,
      cpuRequest: cpu ?? (resources?.cpu == nil ? Traced(100, from: byDefault) : nil),
      memoryRequest: memory
        ?? (resources?.memory == nil ? Traced(ByteSize(bytes: 128 << 20), from: byDefault) : nil))
  }
}
