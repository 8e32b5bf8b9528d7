import Diagnostics
import ManifestModel

extension Rule {
  /// An image of a Dockerfile that starts nothing.
  static let builtWithoutCommand = Rule(
    PlanningCodes.builtWithoutCommand, .error, .fixed, "an image that is built says what it runs",
    page: RulePage(
      breaks: """
        The engine has nothing to start. Here bare/Dockerfile is `FROM scratch` and `COPY serve /`: \
        nothing is below it that could bring a command along.
        """,
      wrong: """
        services:
          web:
            build: 1️⃣bare
            port: 80
            health: /up
        """,
      right: """
        services:
          web:
            build: bare
            command: [/serve]
            port: 80
            health: /up
        """,
      source: "Docker: 'no command specified'; Dockerfile reference: CMD"))
}
