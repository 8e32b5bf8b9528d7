import Diagnostics
import Foundation
import ManifestModel
import OutputTrees
import Planning
import TestSupport
import Testing

@testable import Backends

@Suite struct RunbookTests {
  private func text(_ manifest: String, environment: String? = nil) throws -> String {
    var log = DiagnosticLog()
    let files = RunbookArtefact.files(
      try PlannedManifest.named(manifest, environment: environment), into: &log)
    #expect(log.isEmpty)
    return String(decoding: try #require(files.first).bytes, as: UTF8.self)
  }

  /// What the guide's table of contents leads to, under each target's heading.
  @Test(arguments: [
    (
      "brain-tumor",
      [
        "# brain-tumor 무중단 배포 런북", "## 배포 방식 비교", "## Blue-green (Docker Compose)",
        "### 처음 시작", "### 새 버전 배포", "### 롤백", "### 상태와 로그 확인", "### 스케일 조정", "### 제거",
        "### 인증서 갱신", "### 주요 설정 설명", "## Docker Swarm", "### 사전 준비", "## Kubernetes",
        "## 환경 변수와 비밀 값", "## 감수하기로 한 것", "## 체크리스트", "### 배포 전 확인사항",
        "### 배포 후 확인사항", "## 참고 자료",
      ]
    ),
    (
      "shop",
      [
        "# Deploying shop without downtime", "## The ways to deploy",
        "## Blue-green (Docker Compose)", "### First start", "### Deploy a new version",
        "### Roll back", "### Look", "### Scale", "### Remove", "### Renew certificates",
        "### The settings", "## Docker Swarm", "### Preparation", "## Kubernetes",
        "## Variables and secrets", "## Accepted", "## Checks", "### Before a deployment",
        "### After a deployment", "## References",
      ]
    ),
  ])
  func everyHeadingOfTheGuideHasItsCounterpart(_ manifest: String, _ headings: [String]) throws {
    let lines = try text(manifest).split(separator: "\n").map(String.init)
    for heading in headings { #expect(lines.contains(heading), "\(heading)") }
  }

  /// The commands as they are printed make what the deploy script takes for a certificate.
  @Test func theWayToTheFirstCertificate() throws {
    let text = try text("shop")
    let block = try #require(
      text.components(separatedBy: "```bash\n").first { $0.hasPrefix("FOLDER=") })
    let lines = try #require(block.components(separatedBy: "```").first).split(separator: "\n")
    #expect(lines.count == 7)
    let domains = "-d shop.example.com -d www.shop.example.com"
    #expect(lines[3].hasSuffix("/var/lib/zdc/shop/gateway/acme \(domains)"))
    try withScratchFolder { folder in
      let script =
        "set -eu\nmkdir -p a/b/c \"$PWD/manifests/shop/certificates\" && cd a/b\n"
        + lines[...1].joined(separator: "\n")
        + "\nopenssl x509 -in \"$FOLDER/tls.crt\" -noout -checkend 0 -subject\n"
        + "openssl pkey -in \"$FOLDER/tls.key\" -pubout >key\n"
        + "openssl x509 -in \"$FOLDER/tls.crt\" -noout -pubkey | cmp - key"
      let outcome = try #require(Tool("bash")).run(["-c", script], in: folder)
      #expect(outcome.status == 0, "\(outcome.everything)")
      #expect(outcome.text.replacing(" ", with: "").contains("CN=shop.example.com"))
    }
  }

  @Test func commandsHaveTheProjectsNames() throws {
    let text = try text("brain-tumor")
    for line in [
      "docker/scripts/deploy-blue-green.sh deploy --tag v2",
      "docker/scripts/deploy-blue-green.sh deploy --backing django-db",
      "docker logs --tail 100 --follow nn-django-blue",
      "docker/scripts/deploy-swarm.sh scale django=3",
      "docker service ps brain-tumor_django",
      "kubernetes/scripts/deploy-kubernetes.sh rollback",
      "kubectl --namespace brain-tumor rollout status deployment/django",
    ] {
      #expect(text.contains("\n\(line)\n"), "\(line)")
    }
  }

  @Test func stepsComeFromTheRollout() throws {
    let plan = try PlannedManifest.named("shop")
    let text = try text("shop")
    for target in plan.targets {
      let names = target.rollout.steps.map { "| `\($0.name)` |" }
      var rest = text[...]
      for name in names {
        let found = try #require(rest.range(of: name), "\(target.target) \(name)")
        rest = rest[found.upperBound...]
      }
    }
  }

  /// Every step is told in Korean too: none falls back to the plan's English.
  @Test(arguments: ["brain-tumor", "shop"])
  func everyStepIsKnownInKorean(_ manifest: String) throws {
    for target in try PlannedManifest.named(manifest).targets {
      for step in target.rollout.steps {
        let korean = RunbookStep.does(step, in: target.target, Remark(.ko))
        #expect(korean != step.does, "\(step.name)")
      }
    }
  }

  @Test func acceptedPathsAndSecretsAreListed() throws {
    let text = try text("brain-tumor")
    #expect(text.contains("- `volumes.django_static.perVersion` (Kubernetes)\n"))
    #expect(
      text.contains("| `db-root-password` | 비밀 값, `DJANGO_DB_ROOT_PASS`에서 | django, django-db |"))
    #expect(text.contains("- [ ] 게이트웨이가 응답하는가: `curl -fsS http://localhost/nginx-health`"))
  }

  @Test func itSaysWhetherTheFolderCanBeAppliedAsItIs() throws {
    #expect(try text("brain-tumor").contains("TAG, GATEWAY\\_TAG, db-root-password, tls."))
    var log = DiagnosticLog()
    let plan = try PlannedManifest.text(
      """
      zdc: 1
      project: p
      services:
        web: { image: r.example.com/web:1, port: 8000, health: /up }
      """)
    let file = try #require(RunbookArtefact.files(plan, into: &log).first)
    #expect(
      String(decoding: file.bytes, as: UTF8.self).contains("\nkubectl apply -f kubernetes/\n"))
  }

  /// Where something must go away for a moment, the runbook says so.
  @Test func gapsAreTold() throws {
    #expect(try text("shop").contains("scheduler"))
    #expect(
      try text("shop", environment: "staging").contains(
        "each node's port belongs to one gateway"))
  }

  @Test func whatEndsFirstIsTold() throws {
    let order =
      "has to end with 0; else the deployment ends there, and the old version goes on serving"
    let clinic = try text("clinic").split(separator: "\n")
    #expect(clinic.count { $0.hasSuffix("\(order): schema.") } == 3)
    #expect(try text("shop").contains("\(order): templates, api (its release).\n"))
    #expect(try !text("forum").contains(order))
  }

  @Test func whoIsOnWhichNetworkIsTold() throws {
    let clinic = try text("clinic")
    for line in [
      "- `clinic`: nginx, portal", "- `clinic-inside`: config, customers, visits, portal",
      "- `clinic-data`: schema, customers, visits, database; no way leads out of it",
    ] {
      #expect(clinic.split(separator: "\n").count { $0 == line } == 3, "\(line)\n\(clinic)")
    }
    #expect(clinic.contains("Each is a NetworkPolicy"))
    #expect(try !text("forum").contains("### Networks"))
    let staging = try text("shop", environment: "staging")
    #expect(staging.contains("- `host-proxy`: edge, and what others have there\n"))
    #expect(staging.contains("\ndocker network create host-proxy\n"))
    #expect(staging.contains("\ndocker network create --driver overlay --attachable host-proxy\n"))
  }
}
