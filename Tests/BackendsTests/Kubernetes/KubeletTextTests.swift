import Diagnostics
import Planning
import Testing

@testable import Backends

/// The kubelet's expansion, as Kubernetes' `third_party/forked/golang/expansion` does it byte by
/// byte: the reader that our escaping has to survive.
private func expanded(_ text: String, _ variables: [String: String]) -> String {
  let bytes = Array(text.utf8)
  var result: [UInt8] = []
  var index = 0
  let dollar = UInt8(ascii: "$")
  while index < bytes.count {
    guard bytes[index] == dollar, index + 1 < bytes.count else {
      result.append(bytes[index])
      index += 1
      continue
    }
    switch bytes[index + 1] {
    case dollar:
      result.append(dollar)
      index += 2
    case UInt8(ascii: "("):
      guard let end = bytes[index...].firstIndex(of: UInt8(ascii: ")")) else {
        result += "$(".utf8
        index += 2
        continue
      }
      let name = String(decoding: bytes[(index + 2)..<end], as: UTF8.self)
      result += (variables[name] ?? "$(\(name))").utf8
      index = end + 1
    default:
      // Go makes a character of the one byte, which damages what is not ASCII.
      result.append(dollar)
      result += String(Unicode.Scalar(bytes[index + 1])).utf8
      index += 2
    }
  }
  return String(decoding: result, as: UTF8.self)
}

@Suite struct KubeletTextTests {
  private static let variables = ["HOME": "/root", "ZDC_TAG": "v2 $(HOME)"]

  @Test(arguments: [
    "", "plain", "$", "$$", "$$$", "$(HOME)", "$$(HOME)", "$(HOME", "a$", "$한글", "$$한", "${HOME}",
    "$(NOT THERE)", "\\$(HOME)", "{{ x }}", "$(HOME)$(HOME)", "100 % $ (HOME)", "$\n(HOME)", "🙂$🙂",
  ])
  func aLiteralSurvives(_ text: String) {
    #expect(expanded(KubeletText.escaped(text), Self.variables) == text)
  }

  @Test func theModelDamagesWhatIsNotEscaped() {
    #expect(expanded("$한", [:]) != "$한")
    #expect(expanded("$(HOME)", Self.variables) == "/root")
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
    #expect(expanded(KubeletText.reference(to: word), Self.variables) == "$(HOME) v2 $(HOME)")
  }
}
