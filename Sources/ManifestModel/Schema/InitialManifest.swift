internal import YAMLReading

/// What `zdc init` gives: a small manifest that builds and passes `check` as it is.
package enum InitialManifest {
  /// - Parameter name: the project's, a DNS label; `nil` where it is none.
  package static func text(project name: String) -> String? {
    guard TextForm.Pattern.dnsLabel.matches(name) else { return nil }
    // `null` and `on` are names here, and other things to YAML.
    let scalar = YAMLScalar(name, isPlain: true)
    let name = scalar.kind == .text && scalar.yaml11Reading == nil ? name : "\"\(name)\""
    return """
      # The one description of this deployment. `zdc check` holds it against the rules, `zdc build`
      # makes every other file from it. Paths are relative to this file.
      zdc: 1
      project: \(name)
      version: ${TAG:-dev}              # the tag of every image that is built here

      targets: [blueGreen, swarm, kubernetes]   # what is made: one host, a Swarm, a cluster

      gateway:                          # the nginx in front
        listen: { http: 80 }
        # maxBodySize: 64Mi             # the default; a larger upload is refused with 413
        routes:
          /: web                        # path prefix: service
          # /: { service: web, timeout: 5m }   # for answers that take longer than 30 s, the drain

      services:                         # deployed without downtime: once per colour
        web:
          build: .
          port: 8000
          health: /health               # answers 200 as soon as requests can be taken
          command: [./server]           # started directly, so that it gets the stop signal

      strategy:                         # what a switch asks of the new version, before and after
        blueGreen: { confirm: { paths: [/] } }

      # backing:                        # databases, caches: one copy, shared by both colours
      #   cache:
      #     image: redis:7-alpine
      #     port: 6379
      #     health: { command: [redis-cli, -e, ping] }   # -e: not healthy while it reads its data

      """
  }
}
