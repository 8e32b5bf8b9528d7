import ArgumentParser
import ManifestModel

/// `zdc init`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Prints a small manifest to begin with.",
    discussion: "zdc init --name shop > shop.yml")

  @Option(help: "The project's name: lower-case letters, digits and '-', first a letter.")
  var name = "shop"

  func run() throws {
    guard let text = InitialManifest.text(project: name) else {
      throw ValidationError("'\(name)' is no project name: lower-case letters, digits and '-'")
    }
    Terminal.print(text)
  }
}
