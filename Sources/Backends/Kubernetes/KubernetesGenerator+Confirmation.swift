import Diagnostics
import OutputTrees
import Planning

extension KubernetesGenerator {
  /// The Job that asks for the paths to confirm. It needs no more of the cluster than a release does:
  /// no `exec`, no port-forward, and it comes the way that visitors come.
  func confirmJob(_ confirmation: ConfirmationPlan, by gateway: GatewayPlan) -> YAMLTree {
    let name = confirmation.name.value
    return placed(
      [
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": metadata(name, in: .confirm),
        "spec": [
          "backoffLimit": .integer(0),
          "activeDeadlineSeconds": .integer(
            confirmation.deadlineSeconds, origin: confirmation.seconds.origin),
          "ttlSecondsAfterFinished": .integer(ConfirmationPlan.keptSeconds),
          "template": [
            "metadata": ["labels": labels(name, in: .confirm)],
            "spec": .map {
              entry("restartPolicy", "Never")
              podBasics(name)
              entry("securityContext", gatewayIdentity)
              entry("containers", [confirmContainer(confirmation, by: gateway)])
            },
          ],
        ],
      ], at: gateway.name.origin)
  }

  private func confirmContainer(
    _ confirmation: ConfirmationPlan, by gateway: GatewayPlan
  ) -> YAMLTree {
    .map {
      entry("name", "confirm")
      entry("image", text(gateway.runImage))
      entry("imagePullPolicy", "IfNotPresent")
      entry(
        "command",
        .list {
          "sh"
          "-c"
          script(of: confirmation)
        })
      entry("securityContext", confined)
      entry("resources", resources(gateway.resources))
    }
  }

  /// The functions, then a line a question. In what is run the kubelet looks for variables of its own.
  private func script(of confirmation: ConfirmationPlan) -> YAMLTree {
    let times = confirmation.times
    let limit = "times=\(times.value) end=$(($(now) + \(confirmation.seconds.value)))\n"
    let questions = confirmation.questions.map { question in
      ShellWords.join(["ask", question.url] + question.headers, for: .posix) + "\n"
    }
    let functions = String(decoding: PackageResources.confirm_sh, as: UTF8.self)
    let text = KubeletText.escaped(functions + limit + questions.joined())
    var origins: [Origin?] = functions.utf8.filter { $0 == UInt8(ascii: "\n") }.map { _ in nil }
    origins.append(times.origin.and([confirmation.seconds.origin.range]))
    origins += confirmation.questions.map(\.origin)
    return .block(OutputFile(path: "", bytes: Array(text.utf8), lineOrigins: origins))
  }
}
