import ManifestModel
import Planning

/// Two ways to write one value, which every engine reads alike: `0.50` and `0.5` of a processor.
enum SameMeaning {
  static func holds(_ one: DeploymentFact, _ other: DeploymentFact) -> Bool {
    let key = one.property.key
    let name = key.split(separator: ".").last ?? ""
    return switch one.property.kind {
    case .other, .field: leaf(name, bare(one.value), bare(other.value))
    case .listen:
      words(one.value, other.value) { $0.first == $1.first && $0.sorted() == $1.sorted() }
    case .routeTimeout, .drain: same(one.value, other.value, by: nginxTime)
    case .directive: directive(key, one.value, other.value)
    default: false
    }
  }

  private static func leaf(_ name: Substring, _ one: String, _ other: String) -> Bool {
    switch name {
    case "cpus", "cpu": same(one, other, by: processors)
    case "memory", "sizeLimit", "storage": same(one, other, by: bytes)
    case "mode", "defaultMode": same(one, other, by: number)
    case "parallelism", "published", "max_attempts": one == other && number(one) != nil
    case "delay", "monitor", "window": same(one, other, by: Duration.init(ofGo:))
    case "read_only", "create_host_path": one == other && ["true", "false"].contains(one)
    default: false
    }
  }

  private static func directive(_ name: String, _ one: String, _ other: String) -> Bool {
    let isTime = name.hasSuffix("_timeout") || name.hasSuffix("_time")
    let isSize = name == "zone" || name.hasSuffix("_size") || name.hasSuffix("_buffers")
    guard isTime || isSize else { return false }
    return words(one, other) { mine, theirs in
      mine.count == theirs.count
        && zip(mine, theirs).allSatisfy { mine, theirs in
          mine == theirs
            || (isTime
              ? same(mine, theirs, by: nginxTime) : same(mine, theirs, by: Renderings.nginxBytes))
        }
    }
  }

  private static func words(
    _ one: String, _ other: String, _ agree: ([String], [String]) -> Bool
  ) -> Bool {
    agree(one.split(separator: " ").map(String.init), other.split(separator: " ").map(String.init))
  }

  private static func same<Value: Equatable>(
    _ one: String, _ other: String, by read: (String) -> Value?
  ) -> Bool {
    guard let left = read(one), let right = read(other) else { return false }
    return left == right
  }

  private static func bare(_ leaf: String) -> String { YAMLText.text(ofLeaf: leaf) }

  /// Of thousandths; a number of any zeros.
  private static func processors(_ text: String) -> Int? {
    var text = text
    if text.contains(".") { while text.last == "0" { text.removeLast() } }
    return CPUQuantity.millis(text)
  }

  /// `0444`, `0o444` and `292`.
  private static func number(_ text: String) -> Int? {
    if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8) }
    return text.count > 1 && text.hasPrefix("0") ? Int(text.dropFirst(), radix: 8) : Int(text)
  }

  /// Docker's `256m`, `256M` and `256MiB`, Kubernetes' `256Mi`: never its thousandths.
  private static func bytes(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).lowercased()
    let factors = [
      "": 0, "b": 0, "k": 10, "kb": 10, "kib": 10, "ki": 10, "m": 20, "mb": 20, "mib": 20, "mi": 20,
      "g": 30, "gb": 30, "gib": 30, "gi": 30,
    ]
    guard digits.utf8.count < 12, let number = Int(digits), let shift = factors[unit] else {
      return nil
    }
    return number << shift
  }

  /// A number without unit is seconds.
  private static func nginxTime(_ text: String) -> Duration? {
    Int(text) != nil ? Duration(text + "s") : Duration(text)
  }
}

extension Duration {
  /// A time as Go writes it, which may have a fraction: `0.5s`.
  init?(ofGo text: String) {
    if let whole = Duration(text) {
      self = whole
      return
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let whole = Int(parts[0]), whole < 1_000_000, parts[1].hasSuffix("s")
    else {
      return nil
    }
    let digits = parts[1].dropLast()
    guard (1...3).contains(digits.utf8.count), let fraction = Int(digits), fraction >= 0 else {
      return nil
    }
    self.init(milliseconds: whole * 1000 + fraction * [100, 10, 1][digits.utf8.count - 1])
  }
}
