/// Docker's own command line.
package enum DockerCLI {
  /// 25 is the first that reads stacks without `version:` and with `start_interval`.
  package static let readsStacks: Bool = {
    guard let docker = Tool("docker"), let outcome = try? docker.run(["--version"]),
      let match = outcome.everything.firstMatch(of: /version ([0-9]+)\./), let major = Int(match.1)
    else { return false }
    return major >= 25
  }()
}
