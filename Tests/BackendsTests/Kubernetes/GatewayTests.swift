import Diagnostics
import Foundation
import OutputTrees
import TestSupport
import Testing

@testable import Backends

@Suite struct GatewayTests {
  private let files: KubernetesFiles
  private let path = "kubernetes/nginx-deployment.yml"

  init() throws { files = try KubernetesFiles(PlannedManifest.named("brain-tumor")) }

  @Test func portsAreUnprivilegedBehindThoseOfTheManifest() throws {
    #expect(
      try files.holds(
        """
        ports:
          - containerPort: 8080
          - containerPort: 8443
        """, in: path))
    #expect(
      try files.holds(
        """
        ports:
          - name: http
            port: 80
            targetPort: 8080
          - name: https
            port: 443
            targetPort: 8443
        """, in: path))
  }

  @Test func theConfIsNamedByItsContent() throws {
    let text = try files.text(path)
    let name = try #require(text.firstMatch(of: /name: (nginx-conf-[0-9a-f]{12})\n/)?.1)
    #expect(text.components(separatedBy: String(name)).count == 3)
    #expect(text.contains("immutable: true"))
  }

  @Test func nothingButTmpIsWritable() throws {
    let text = try files.text(path)
    #expect(text.contains("readOnlyRootFilesystem: true"))
    #expect(try files.holds("- name: tmp\n  mountPath: /tmp", in: path))
    #expect(try files.holds("- name: tmp\n  emptyDir: {}", in: path))
    #expect(text.contains("runAsUser: 101"))
    let conf = try files.block("nginx.conf:", in: path)
    #expect(conf.contains("pid /tmp/nginx.pid;"))
    #expect(!conf.contains("user nginx"))
  }

  /// nginx ends where it is to listen by a family that there is none of.
  @Test(arguments: [true, false]) func `it listens by the families that the pod has`(
    hasIPv6: Bool
  ) throws {
    try withScratchFolder { folder in
      let conf = folder.appending(path: "nginx.conf").path
      let families = folder.appending(path: "if_inet6").path
      let made = folder.appending(path: "made.conf").path
      let text = """
        http {
            server {
                listen 8080 default_server;
                listen 127.0.0.1:9000;
            }
            server {
                listen 8443 ssl;
            }
        }
        """
      try Data((text + "\n").utf8).write(to: URL(filePath: conf))
      if hasIPv6 { try Data("00 01 80 10 80 lo\n".utf8).write(to: URL(filePath: families)) }
      try installProgram("nginx", "#!/bin/sh\necho \"$@\" >\"$SAID\"\n", in: folder)
      let script = try files.block("args:", in: path)
        .components(separatedBy: "- |\n")[1].components(separatedBy: "securityContext")[0]
        .replacingOccurrences(of: "$$", with: "$")
        .replacingOccurrences(of: "/etc/nginx/nginx.conf", with: conf)
        .replacingOccurrences(of: "/proc/net/if_inet6", with: families)
        .replacingOccurrences(of: ">/tmp/nginx.conf", with: ">\(made)")
      let said = folder.appending(path: "said").path
      let outcome = try #require(Tool("sh")).run(
        ["-c", script], environment: ["PATH": "\(folder.path):/usr/bin:/bin", "SAID": said])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let result = try String(contentsOfFile: made, encoding: .utf8)
      let wanted =
        hasIPv6
        ? text.replacingOccurrences(
          of: "listen 8080 default_server;",
          with: "listen 8080 default_server;\n        listen [::]:8080 default_server;"
        ).replacingOccurrences(
          of: "listen 8443 ssl;", with: "listen 8443 ssl;\n        listen [::]:8443 ssl;")
        : text
      #expect(result == wanted + "\n")
      #expect(
        try String(contentsOfFile: said, encoding: .utf8)
          == "-c /tmp/nginx.conf -g daemon off;\n")
    }
  }

  /// The kubelet would give all that is on the disk to nginx's group, and whoever writes there would
  /// be shut out.
  @Test func `what it only reads keeps its group`() throws {
    #expect(
      try files.holds(
        "- name: data-django-media\n  persistentVolumeClaim:\n    claimName: django-media\n    readOnly: true",
        in: path))
  }

  @Test func keptConnectionsEndWithinThePropagation() throws {
    let upstream = try files.block("upstream django", in: path)
    #expect(upstream.contains("server django:8000 max_fails=0;"))
    #expect(upstream.contains("server django:8000 max_fails=0 backup;"))
    #expect(upstream.contains("keepalive_time 5s;"))
    #expect(upstream.contains("keepalive_timeout 1s;"))
    #expect(!upstream.contains("resolve"))
  }

  @Test func certificatesAndServedVolumesAreMountedReadOnly() throws {
    #expect(
      try files.holds("- name: tls\n  mountPath: /etc/zdc/tls\n  readOnly: true", in: path))
    #expect(
      try files.holds("secretName: tls\n# 0440: nginx의 그룹만 읽습니다\ndefaultMode: 288", in: path))
    #expect(
      try files.holds(
        """
        - name: data-django-media
          mountPath: /srv/volumes/django_media
          readOnly: true
        """, in: path))
  }

  @Test func aLineOfTheConfKnowsItsOwnPlace() throws {
    let file = try #require(files.files.first { $0.path == path })
    let lines = String(decoding: file.bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let index = try #require(lines.firstIndex { $0.contains("proxy_read_timeout 60s;") })
    let origin = try #require(file.lineOrigins[index])
    // manifests/brain-tumor.yml: `/api/: { service: django, timeout: 60s }`
    #expect(origin.range.start.line == 18)
  }
}
