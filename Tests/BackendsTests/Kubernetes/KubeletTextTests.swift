import Diagnostics
import Planning
import TestSupport
import Testing

@testable import Backends

@Suite struct KubeletTextTests {
  private static let variables = ["HOME": "/root", "ZDC_TAG": "v2 $(HOME)"]

  @Test(arguments: [
    "", "plain", "$", "$$", "$$$", "$(HOME)", "$$(HOME)", "$(HOME", "a$", "$한글", "$$한", "${HOME}",
    "$(NOT THERE)", "\\$(HOME)", "{{ x }}", "$(HOME)$(HOME)", "100 % $ (HOME)", "$\n(HOME)", "🙂$🙂",
  ])
  func aLiteralSurvives(_ text: String) {
    #expect(KubeletExpansion.expand(KubeletText.escaped(text), Self.variables) == text)
  }

  @Test func theModelDamagesWhatIsNotEscaped() {
    #expect(KubeletExpansion.expand("$한", [:]) != "$한")
    #expect(KubeletExpansion.expand("$(HOME)", Self.variables) == "/root")
  }

  @Test func aVariablesValueIsNotExpandedAgain() throws {
    let files = try KubernetesFiles(
      """
      zdc: 1
      project: p
      services:
        worker: { image: r.example.com/w:1, command: [work, "$(HOME) ${TAG:-dev}"] }
      targets: { blueGreen: { enabled: false }, swarm: { enabled: false } }
      """)
    let service = try #require(files.plan.services.first)
    let word = try #require(service.command?.last)
    #expect(
      KubeletExpansion.expand(KubeletText.reference(to: word), Self.variables)
        == "$(HOME) v2 $(HOME)")
  }
}
