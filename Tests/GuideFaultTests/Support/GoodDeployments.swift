import Foundation
import TestSupport
import Testing

/// Three deployments and a rollback of the generated project, which several tests look at.
struct GoodDeployments: Sendable {
  /// What a client sees, and what the script says serves, after each.
  struct View: Equatable, Sendable {
    let answer: String
    let active: String
  }

  let toGreen: ModelEngine.Run
  let toBlue: ModelEngine.Run
  let back: ModelEngine.Run
  let views: [View]

  static let made = Result { try withGeneratedProject(Self.init) }

  private init(_ project: GeneratedProject) throws {
    var views: [View] = []
    func look() throws {
      let status = try project.run("status").output
      let active = status.firstMatch(of: /active: ([a-z]+)/).map { String($0.1) }
      views.append(View(answer: try project.ask("/api/x"), active: active ?? status))
    }
    _ = try project.deployed()
    try look()
    // A request is under way on blue while green takes over.
    let client = try project.beginSlowRequest()
    toGreen = try project.run("--tag", "v2")
    client.waitUntilExit()
    #expect(client.terminationStatus == 0)
    try look()
    toBlue = try project.run("--tag", "v3")
    try look()
    back = try project.run("rollback")
    try look()
    self.views = views
    for run in [toGreen, toBlue, back] { #expect(run.status == 0, "\(run.output)") }
  }
}
