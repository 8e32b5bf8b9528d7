import Diagnostics
import Testing

@testable import Backends

@Suite struct PatchingTests {
  private static func manifest(_ patch: String) -> String {
    """
    zdc: 1
    project: p
    services:
      web: { image: r.example.com/web:1, port: 8000, health: /up }
    targets:
      blueGreen: { enabled: false }
      swarm: { enabled: false }
      kubernetes:
        patches:
          \(patch)
    """
  }

  private func messages(_ patch: String) throws -> [String] {
    try KubernetesFiles(Self.manifest(patch)).log.sorted.filter { $0.severity == .error }.map {
      "\($0.message)\($0.help.map { " (\($0))" } ?? "")"
    }
  }

  @Test func aPatchAddsAndRemovesBelowWhatIsThere() throws {
    let files = try KubernetesFiles(
      Self.manifest(
        """
        kubernetes/web-deployment.yml#Deployment/web:
                spec:
                  minReadySeconds: null
                  template: { spec: { containers: [{ name: web, stdin: true }], dnsPolicy: Default } }
        """))
    #expect(!files.log.hasErrors)
    let text = try files.text("kubernetes/web-deployment.yml")
    #expect(!text.contains("minReadySeconds"))
    #expect(
      try files.block("containers:", in: "kubernetes/web-deployment.yml").hasSuffix("stdin: true"))
    #expect(try files.holds("dnsPolicy: Default", in: "kubernetes/web-deployment.yml"))
  }

  /// A patch that moves things must not send the overlay's pointers astray.
  @Test func theOverlayFollowsAPatch() throws {
    let files = try KubernetesFiles(
      Self.manifest(
        """
        kubernetes/web-deployment.yml#Deployment/web:
                spec: { template: { spec: { containers: [{ name: web, image: "fixed:1" }] } } }
        """
      ).replacing("image: r.example.com/web:1", with: "build: web"))
    #expect(try files.text("kubernetes/web-deployment.yml").contains("image: fixed:1"))
    #expect(try !files.text("kubernetes/scripts/overlay.yml").contains("/image"))
  }

  @Test func whatAPatchNamesMustBeThere() throws {
    #expect(
      try messages("kubernetes/wbe-deployment.yml#Deployment/web: { spec: {} }") == [
        "no artefact of this target is called 'kubernetes/wbe-deployment.yml'"
          + " (did you mean 'kubernetes/web-deployment.yml'?)"
      ])
    #expect(
      try messages("kubernetes/web-deployment.yml#Deployment/wbe: { spec: {} }") == [
        "'kubernetes/web-deployment.yml' has no 'Deployment/wbe' (did you mean 'Deployment/web'?)"
      ])
    #expect(
      try messages("kubernetes/web-deployment.yml: { spec: {} }") == [
        "'kubernetes/web-deployment.yml' holds several objects, and the patch names none"
          + " (write 'kubernetes/web-deployment.yml#Deployment/web')"
      ])
    #expect(
      try messages(
        "kubernetes/web-deployment.yml#Deployment/web:"
          + " { spec: { template: { spec: { containers: [{ name: other }] } } } }") == [
          "'other' is not in the artefact: a patch changes what is there"
        ])
  }
}
