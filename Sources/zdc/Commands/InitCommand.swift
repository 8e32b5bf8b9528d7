import ArgumentParser
import ManifestModel

/// `zdc init`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Prints a small manifest to begin with.",
    discussion: "zdc init shop > shop.yml")

  @Argument(help: "The project's name: lower-case letters, digits and '-', first a letter.")
  var project: String?

  @Option(help: "The same, as an option.")
  var name: String?

  func validate() throws {
    if let project, let name, project != name {
      throw ValidationError("the project has one name: '\(project)' or '\(name)'")
    }
  }

  func run() throws {
    let name = project ?? name ?? "shop"
    guard let text = InitialManifest.text(project: name) else {
      throw ValidationError("'\(name)' is no project name: lower-case letters, digits and '-'")
    }
    Terminal.print(text)
  }
}
