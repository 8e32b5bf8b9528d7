import ArgumentParser
import JSONWriting
import ManifestModel

/// `zdc schema`
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of the manifest, for editors.",
    discussion: """
      An editor with a YAML language server completes and checks manifests that begin with \
      `# yaml-language-server: $schema=PATH`.
      """)

  func run() {
    Terminal.print(rendered: JSONWriter(.pretty).text(ManifestSchema.make()) + "\n")
  }
}
