import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// `docker/nginx/Dockerfile`: nginx with the static files, for Swarm and Kubernetes.
enum GatewayImage {
  /// `nil` where no target bakes files in.
  static func dockerfile(_ plan: DeploymentPlan) -> OutputFile? {
    guard let gateway = plan.targets.compactMap(\.gateway).first(where: { $0.builtImage != nil })
    else { return nil }
    let remark = Remark(plan.project.comments)
    return DockerfileWriter.file(
      path: "docker/nginx/Dockerfile", header: ArtefactHeader.lines(for: plan.project),
      instructions: [
        DockerfileInstruction(.from(gateway.image.atRest), origin: gateway.image.origin),
        DockerfileInstruction(
          .copy(["."], to: "/usr/share/nginx/html/"),
          origin: gateway.staticFiles?.directory.origin,
          comment: [
            remark(
              "The build context is the static files' folder.",
              "빌드 컨텍스트는 정적 파일의 폴더입니다.")
          ]),
      ])
  }
}
