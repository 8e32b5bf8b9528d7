import TestSupport

/// Python with the libraries that read our output a second time.
enum PythonLibraries {
  static let areThere: Bool = {
    guard let python = Tool("python3") else { return false }
    let outcome = try? python.run(["-c", "import yaml, ruamel.yaml; yaml.CSafeLoader"])
    return outcome?.status == 0
  }()

  static let reason: String =
    "needs python3 with PyYAML (with libyaml) and ruamel.yaml in ZDC_TOOLS or PATH"
}
