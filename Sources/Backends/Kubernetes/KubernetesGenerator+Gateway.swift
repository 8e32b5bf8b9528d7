import ContentHashing
import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// The nginx in front: not root, on unprivileged ports, nothing writable but `/tmp`.
extension KubernetesGenerator {
  /// `conf` is the text of nginx.conf; its hash is part of the ConfigMap's name, so that another
  /// conf means other pods, one after another.
  func gatewayDocuments(_ gateway: GatewayPlan, conf: OutputFile) -> [YAMLTree] {
    let config = "\(gateway.name.value)-conf-\(ContentHash(of: conf.bytes).short)"
    return [
      confConfigMap(gateway, name: config, conf: conf),
      gatewayDeployment(gateway, config: config),
      gatewayService(gateway),
      placed(disruptionBudget(gateway.name.value, in: .gateway), at: gateway.name.origin),
    ]
  }

  private func confConfigMap(_ gateway: GatewayPlan, name: String, conf: OutputFile) -> YAMLTree {
    placed(
      [
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": [
          "name": YAMLTree.text(name).because(
            remark(
              "Another content is another name, and so other pods, one after another.",
              "내용이 바뀌면 이름이 바뀌고, 그래서 파드가 하나씩 바뀝니다.")),
          "namespace": .text(names.namespace, origin: plan.project.name.origin),
          "labels": labels(gateway.name.value, in: .gateway),
        ],
        "immutable": true,
        "data": ["nginx.conf": .block(conf)],
      ], at: gateway.name.origin)
  }

  private func gatewayDeployment(_ gateway: GatewayPlan, config: String) -> YAMLTree {
    let name = gateway.name.value
    return placed(
      [
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": metadata(name, in: .gateway),
        "spec": [
          "replicas": .integer(gateway.replicas),
          "revisionHistoryLimit": revisionHistoryLimit,
          "minReadySeconds": .integer(gateway.rolling.pause.secondsRoundedUp),
          "progressDeadlineSeconds": .integer(
            gateway.rolling.progress.secondsRoundedUp),
          "strategy": rollingUpdate(
            batch: Traced(gateway.rolling.batch, from: gateway.rolling.order.origin),
            order: gateway.rolling.order),
          "selector": ["matchLabels": selector(name)],
          "template": [
            "metadata": ["labels": labels(name, in: .gateway)],
            "spec": gatewayPod(gateway, config: config),
          ],
        ],
      ], at: gateway.name.origin)
  }

  private func gatewayPod(_ gateway: GatewayPlan, config: String) -> YAMLTree {
    .map {
      podBasics(gateway.name.value)
      entry("terminationGracePeriodSeconds", grace(gateway.stop))
      entry(
        "securityContext",
        gatewayIdentity.because(
          remark(
            "The user 'nginx' of the official image.", "공식 이미지의 'nginx' 사용자입니다.")))
      entry("topologySpreadConstraints", topologySpread(gateway.name.value))
      entry("containers", [gatewayContainer(gateway)])
      entry("volumes", gatewayVolumes(gateway, config: config))
    }
  }

  /// Of pods of the gateway's image.
  var gatewayIdentity: YAMLTree {
    .map {
      podIdentity(user: GatewayPlan.nginxUser, group: GatewayPlan.nginxUser, from: nil)
      entry("seccompProfile", ["type": "RuntimeDefault"])
    }
  }

  /// Of containers that need nothing of the kernel and write to no image.
  var confined: YAMLTree {
    [
      "allowPrivilegeEscalation": false,
      "readOnlyRootFilesystem": true,
      "capabilities": ["drop": ["ALL"]],
    ]
  }

  private func gatewayContainer(_ gateway: GatewayPlan) -> YAMLTree {
    .map {
      entry("name", .text(gateway.name))
      entry("image", text(gateway.runImage))
      entry("imagePullPolicy", "IfNotPresent")
      entry("args", listening())
      entry("securityContext", confined)
      entry(
        "ports",
        .list {
          if let http = gateway.http { containerPort(gateway.httpContainerPort, for: http) }
          if let https = gateway.https { containerPort(gateway.httpsContainerPort, for: https) }
        })
      gatewayProbes(gateway)
      entry("lifecycle", gatewayLifecycle(gateway))
      entry("resources", resources(gateway.resources))
      entry("volumeMounts", gatewayMounts(gateway))
    }
  }

  /// nginx ends where it is told to listen by a family that the node's kernel has not, so that only the
  /// pod itself can tell: `/proc/net/if_inet6` has a line for each of its addresses.
  private func listening() -> YAMLTree {
    let script = #"""
      also=
      if grep -qs . /proc/net/if_inet6; then
        also='s/^\( *listen \)\([0-9][0-9]*\)\([ ;].*\)$/&\n\1[::]:\2\3/'
      fi
      sed "$also" /etc/nginx/nginx.conf >/tmp/nginx.conf
      exec nginx -c /tmp/nginx.conf -g 'daemon off;'

      """#
    return YAMLTree.list {
      "sh"
      "-c"
      YAMLTree.block(script)
    }.because(
      remark(
        "Where the pod has IPv6, nginx listens by it as well.",
        "파드에 IPv6가 있으면 nginx가 그쪽으로도 받습니다."))
  }

  private func containerPort(_ port: Int, for published: Traced<Int>) -> YAMLTree {
    ["containerPort": .integer(port, origin: published.origin)]
  }

  /// nginx answers its health path itself, so the times need no word of the manifest.
  private func gatewayProbes(_ gateway: GatewayPlan) -> [YAMLTree.Entry] {
    let check = gateway.check
    let times = check.times
    let request = YAMLTree.map {
      entry("path", .text(gateway.healthPath))
      entry("port", .integer(check.port))
      if !check.isPlain { entry("scheme", "HTTPS") }
    }
    let probe = { (kind: String, question: YAMLTree, period: Duration, failures: Int) -> YAMLTree in
      [
        kind: question, "periodSeconds": .integer(period.secondsRoundedUp),
        "timeoutSeconds": .integer(times.timeout.secondsRoundedUp),
        "failureThreshold": .integer(failures),
      ]
    }
    return [
      YAMLTree.Entry(
        "startupProbe", probe("httpGet", request, times.startInterval, times.startRetries)),
      YAMLTree.Entry("readinessProbe", probe("httpGet", request, times.interval, times.retries)),
      YAMLTree.Entry(
        "livenessProbe",
        probe(
          "tcpSocket", ["port": .integer(check.port)], times.interval, times.liveRetries)),
    ]
  }

  private func gatewayLifecycle(_ gateway: GatewayPlan) -> YAMLTree {
    let pause = gateway.stop.pauseSeconds
    return [
      "preStop": placed(["sleep": ["seconds": .integer(pause)]], at: pause.origin).because(
        remark(
          "Keeps serving until nothing new arrives; the rest nginx finishes at SIGQUIT,"
            + " the image's own stop signal.",
          "새 요청이 더 오지 않을 때까지 계속 응답합니다. 남은 요청은 nginx가 이미지의 종료 신호인"
            + " SIGQUIT을 받고 끝냅니다."))
    ]
  }

  private func gatewayMounts(_ gateway: GatewayPlan) -> YAMLTree {
    .list {
      [
        "name": "conf", "mountPath": "/etc/nginx/nginx.conf", "subPath": "nginx.conf",
        "readOnly": true,
      ]
      if let folder = gateway.certificates {
        placed(
          ["name": "tls", "mountPath": "/etc/zdc/tls", "readOnly": true], at: folder.origin)
      }
      if let first = gateway.logins.first {
        placed(
          ["name": "secrets", "mountPath": "/run/secrets", "readOnly": true], at: first.origin)
      }
      ["name": "tmp", "mountPath": "/tmp"]
      for volume in servedVolumes(gateway) {
        placed(
          [
            "name": .text(volumeName(volume)),
            "mountPath": .text("/srv/volumes/\(volume.key.value)"),
            "readOnly": true,
          ], at: volume.key.origin)
      }
    }
  }

  private func gatewayVolumes(_ gateway: GatewayPlan, config: String) -> YAMLTree {
    .list {
      ["name": "conf", "configMap": ["name": .text(config)]]
      if let folder = gateway.certificates {
        let mode = remark("0440, for nginx's group", "0440: nginx의 그룹만 읽습니다")
        placed(
          [
            "name": "tls",
            "secret": [
              "secretName": secret("tls", from: folder.origin),
              "defaultMode": YAMLTree.integer(0o440).because(mode),
            ],
          ], at: folder.origin)
      }
      secretsVolume(gateway.logins)
      ["name": "tmp", "emptyDir": [:]]
      for volume in servedVolumes(gateway) {
        claimVolume(volume, isOnlyRead: true, from: volume.key.origin)
      }
    }
  }

  private func servedVolumes(_ gateway: GatewayPlan) -> [VolumePlan] {
    gateway.servedVolumes.compactMap { names.volume($0.value) }
  }

  private func gatewayService(_ gateway: GatewayPlan) -> YAMLTree {
    let name = gateway.name.value
    let port = { (name: String, port: Traced<Int>, target: Int) -> YAMLTree in
      [
        "name": .text(name),
        "port": .integer(port),
        "targetPort": .integer(target, origin: port.origin),
      ]
    }
    return placed(
      [
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata(name, in: .gateway),
        "spec": [
          "type": YAMLTree.text("LoadBalancer").because(
            remark(
              "The cluster's load balancer gives it an address outside.",
              "바깥에서 닿는 주소는 클러스터의 load balancer가 줍니다.")),
          "selector": selector(name),
          "ports": .list {
            gateway.http.map { port("http", $0, gateway.httpContainerPort) }
            gateway.https.map { port("https", $0, gateway.httpsContainerPort) }
          },
        ],
      ], at: gateway.name.origin)
  }
}
