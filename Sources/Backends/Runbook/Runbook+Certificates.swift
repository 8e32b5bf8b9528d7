import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension Runbook {
  /// From nothing to a certificate that somebody trusts: a stand-in, over which the gateway starts and
  /// answers the challenge.
  func firstCertificate(_ target: TargetPlan) -> [MarkdownBlock] {
    guard let gateway = target.gateway, let folder = gateway.certificates else { return [] }
    let links = target.startedByScript.isEmpty ? [linked(folder)] : []
    // What has no HTTP answers no challenge, and a wildcard's is a record of DNS.
    let names = gateway.serverNames.filter { !$0.value.hasPrefix("*") && !$0.value.hasPrefix(".") }
    guard gateway.http != nil, let first = names.first else { return links }
    let script = Self.script(of: .blueGreen)
    let domains = names.map { "-d \($0.value)" }.joined(separator: " ")
    let acme = "\(plan.project.stateFolder)/gateway/acme"
    return links + [
      heading(3, "The first certificate", "첫 인증서"),
      paragraph(
        """
        The gateway starts with a certificate of its own making, and answers the challenge by HTTP from \
        \(code: acme). This is certbot's way; renewals need the last command alone, as its \
        \(code: "--deploy-hook").
        """,
        """
        게이트웨이는 스스로 만든 인증서로 시작하고, HTTP로 온 challenge에는 \(code: acme)의 파일로 답합니다. \
        아래는 certbot의 방법이며, 갱신할 때는 마지막 명령만 \(code: "--deploy-hook")으로 실행합니다.
        """
      ).from(folder.origin),
      .code(
        """
        FOLDER=\(ShellWords.quote(folder.fromOutput)) NAME=\(first.value)
        openssl req -x509 -newkey rsa:2048 -nodes -days 7 -subj "/CN=$NAME" -keyout "$FOLDER/tls.key" -out "$FOLDER/tls.crt"
        \(script) deploy
        certbot certonly --webroot --webroot-path \(acme) \(domains)
        ln -sf "/etc/letsencrypt/live/$NAME/fullchain.pem" "$FOLDER/tls.crt"
        ln -sf "/etc/letsencrypt/live/$NAME/privkey.pem" "$FOLDER/tls.key"
        \(script) certificates
        """, language: "bash"
      ).from(.joined([folder.origin] + names.map(\.origin))),
    ]
  }

  private func linked(_ folder: HostPath) -> MarkdownBlock {
    paragraph(
      """
      Where the files of \(code: folder.fromOutput) are symbolic links, as certbot's are, make the \
      first start by \(code: Self.script(of: .blueGreen) + " deploy") in place of the second command: it \
      copies what they lead to.
      """,
      """
      \(code: folder.fromOutput)의 파일이 certbot의 것처럼 심볼릭 링크라면, 두 번째 명령 대신 \
      \(code: Self.script(of: .blueGreen) + " deploy")로 처음 시작합니다. 링크가 가리키는 파일을 복사합니다.
      """
    ).from(folder.origin)
  }
}
