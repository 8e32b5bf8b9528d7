import Diagnostics
import ManifestModel
import Planning

/// The words that a container runs.
enum ProcessProperties {
  static let rows: [Property<ServicePlan>] = [
    Property(
      "entrypoint", .words, docker: .at("entrypoint", nil, wrapped),
      kubernetes: .at("container.command", nil, { service, _ in kubelet(service.entrypoint) })
    ) { service, _ in .words(service.entrypoint) },
    Property(
      "command", .words, docker: "command",
      kubernetes: .at("container.args", nil, { service, _ in kubelet(service.command) })
    ) { service, _ in .words(service.command) },
    Property("release.*", change: .settings) { service, _ in
      Values(
        service.release.enumerated().flatMap { index, words in
          Values.words(words).list.map {
            Values.Value(String(index + 1), text: $0.text, from: $0.origin)
          }
        })
    },
  ]

  /// Behind zdc's wrapper where there is one.
  private static let wrapped: Property<ServicePlan>.Reading = { service, _ in
    guard let wrapper = service.wrapper else { return .words(service.entrypoint) }
    let words = wrapper.ownWords + (service.entrypoint ?? [])
    return .stated(FactText.words(words.map(FactText.text)), from: wrapper.pauseSeconds.origin)
  }

  static func kubelet(_ words: [DeployText]?) -> Values {
    guard let words else { return .none }
    return .stated(
      FactText.words(words.map(\.kubeletText)), from: .joined(words.map(\.origin)))
  }
}
