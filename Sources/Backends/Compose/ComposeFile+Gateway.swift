import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension ComposeFile {
  /// The host's folder of what outlives a deployment: which colour is active, and what it runs.
  var stateFolder: String { "${ZDC_STATE:-\(plan.project.stateFolder)}" }

  /// zdc's own choice, which a patch may not take for a value of the manifest.
  var stateOrigin: Origin {
    Origin(plan.project.name.origin.range, reason: "the state folder has the project's name")
  }

  func setup(_ gateway: GatewayPlan) -> YAMLTree {
    YAMLTree.map(origin: gateway.name.origin) {
      entry("image", .compose(gateway.image))
      entry(
        "container_name",
        .text(
          "\(plan.project.prefix.value)-\(setupName)", origin: plan.project.prefix.origin))
      entry(
        "entrypoint",
        .words(
          ["sh", "/from/nginx/gateway.sh", "setup"] + gateway.serverNames.map(\.value),
          origin: .joined(gateway.serverNames.map(\.origin)) ?? gateway.name.origin))
      entry("network_mode", .text("none"))
      entry("restart", .text("no"))
      entry(
        "volumes",
        YAMLTree.list {
          bind(.text("./nginx"), to: "/from/nginx")
          if let folder = gateway.certificates {
            bind(.compose(folder, from: ComposeFile.folder), to: "/from/certificates")
          }
          if let files = gateway.staticFiles {
            bind(.compose(files.directory, from: ComposeFile.folder), to: "/from/static")
          }
          for file in stateFiles {
            bind(file.source, to: "/from/files/\(file.name)")
          }
          for volume in plan.emptiedVolumes {
            YAMLTree.text("\(volume.name):\(volume.servedPath)", origin: volume.key.origin)
          }
          bind(
            .text(stateFolder, origin: stateOrigin), to: "/state", isWritable: true)
        })
      entry("logging", DockerService.logging(gateway.logging))
      labels(service: setupName, role: "setup", colour: nil, of: nil)
    }.because(
      remark(
        "Fills the gateway's folder where it is empty, and ends.",
        "게이트웨이의 폴더가 비어 있을 때만 채우고 끝납니다."))
  }

  func gatewayService(_ gateway: GatewayPlan) -> YAMLTree {
    YAMLTree.map(origin: gateway.name.origin) {
      entry("image", .compose(gateway.image))
      entry(
        "container_name", .text(gateway.containerName, origin: containerOrigin(gateway.name)))
      entry("command", .words(["nginx", "-c", "/etc/zdc/live/nginx.conf", "-g", "daemon off;"]))
      entry("restart", .text("unless-stopped"))
      entry("ports", gatewayPorts(gateway))
      entry("volumes", gatewayVolumes(gateway))
      if !gateway.logins.isEmpty {
        entry(
          "secrets",
          .words(gateway.logins.map(\.value), origin: .joined(gateway.logins.map(\.origin))))
      }
      entry("healthcheck", DockerService.healthcheck(of: gateway))
      entry("stop_grace_period", .seconds(gateway.stop.graceSeconds))
      entry(
        "dns_opt",
        YAMLTree.words(["ndots:1"]).because(
          remark(
            "Names are looked up as written, without search domains: an absent colour answers at once.",
            "이름을 검색 도메인 없이 그대로 찾습니다. 없는 색은 바로 없다고 답합니다.")))
      entry("networks", DockerService.networks(gateway.networks))
      entry(
        "depends_on",
        YAMLTree.map {
          entry(
            setupName,
            YAMLTree.map { entry("condition", .text("service_completed_successfully")) })
        })
      entry("logging", DockerService.logging(gateway.logging))
      labels(service: gateway.name.value, role: "gateway", colour: nil, of: nil)
    }
  }

  private func gatewayPorts(_ gateway: GatewayPlan) -> YAMLTree {
    YAMLTree.list {
      let places = [gateway.address?.origin.range].compactMap(\.self)
      if let http = gateway.http {
        YAMLTree.text(
          "\(gateway.onHost(http.value)):\(gateway.httpContainerPort)",
          origin: http.origin.and(places))
      }
      if let https = gateway.https {
        YAMLTree.text(
          "\(gateway.onHost(https.value)):\(gateway.httpsContainerPort)",
          origin: https.origin.and(places))
      }
    }
  }

  private func gatewayVolumes(_ gateway: GatewayPlan) -> YAMLTree {
    YAMLTree.list {
      bind(
        .text("\(stateFolder)/gateway", origin: stateOrigin), to: "/etc/zdc"
      ).because(
        remark(
          "A folder, never a single file: a renamed file would not reach the container.",
          "파일이 아니라 폴더를 연결합니다. 이름을 바꾼 파일은 컨테이너에 보이지 않습니다."))
      for key in gateway.servedVolumes {
        for volume in plan.volumes where volume.key.value == key.value {
          YAMLTree.text(
            "\(volume.name):\(volume.servedPath):ro",
            origin: key.origin.and([volume.key.origin.range]))
        }
      }
    }
  }

  /// A bind mount in the form that makes no folder where the source is missing. In the state folder
  /// the source may be missing: every container is created before the setup service runs.
  func bind(
    _ source: YAMLTree, to target: String, isWritable: Bool = false,
    selinux: Traced<HostMount.Label>? = nil
  ) -> YAMLTree {
    YAMLTree.map(origin: source.origin) {
      entry("type", .text("bind"))
      entry("source", source)
      entry("target", .text(target.replacingAll("$", with: "$$")))
      if !isWritable { entry("read_only", .boolean(true)) }
      let mustExist = !isWritable && source.text?.hasPrefix(stateFolder) != true
      if mustExist || selinux != nil {
        entry(
          "bind",
          YAMLTree.map {
            if mustExist { entry("create_host_path", .boolean(false)) }
            entry("selinux", selinux.map { .text($0.value.letter, origin: $0.origin) })
          })
      }
    }
  }
}

extension HostMount.Label {
  /// Compose's: `z` for what several containers have, `Z` for what is one's own.
  fileprivate var letter: String { self == .shared ? "z" : "Z" }
}
