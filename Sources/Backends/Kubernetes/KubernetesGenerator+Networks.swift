import Diagnostics
import OutputTrees
import Planning

/// Networks, as a cluster has them: every pod of the deployment is selected by the policies of its
/// networks, and so reached from their members alone.
///
/// <https://kubernetes.io/docs/concepts/services-networking/network-policies/>
extension KubernetesGenerator {
  func networkPolicies() -> [YAMLTree] {
    let members = plan.networkMembers
    var policies = members.map { network in
      policy(
        "network-\(network.key.value)", of: network, for: network.all,
        [
          "policyTypes": ["Ingress"],
          "ingress": [["from": [["podSelector": pods(network.all)]]]],
        ])
    }
    for network in members where !network.confined.isEmpty {
      policies.append(
        policy(
          "internal-\(network.key.value)", of: network, for: network.confined,
          [
            "policyTypes": ["Egress"],
            "egress": [["to": [["podSelector": pods(network.all)]]], lookups(in: "kube-system")],
          ]))
    }
    if !members.isEmpty, let gateway = plan.gateway, let network = members.first {
      policies.append(
        policy(
          "open-\(gateway.name.value)", of: network, for: [gateway.name],
          ["policyTypes": ["Ingress"], "ingress": [YAMLTree(.mapping([]))]]
        ).because(remark("The gateway is for everyone.", "게이트웨이는 누구에게나 열려 있습니다.")))
    }
    return policies
  }

  private func policy(
    _ name: String, of network: NetworkMembers, for selected: [Traced<String>], _ rules: YAMLTree
  ) -> YAMLTree {
    placed(
      [
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": metadata(name, in: .config),
        "spec": .map {
          entry("podSelector", pods(selected))
          for rule in rules.entries ?? [] { entry(rule.key, rule.value) }
        },
      ], at: network.key.origin)
  }

  private func pods(_ names: [Traced<String>]) -> YAMLTree {
    [
      "matchLabels": [
        "app.kubernetes.io/part-of": .text(
          self.names.project, origin: plan.project.name.origin)
      ],
      "matchExpressions": [
        [
          "key": "app.kubernetes.io/name",
          "operator": "In",
          "values": .sequence(names.map { .text($0) }),
        ]
      ],
    ]
  }

  /// Where names are looked up.
  private func lookups(in namespace: String) -> YAMLTree {
    [
      "to": [
        [
          "namespaceSelector": [
            "matchLabels": ["kubernetes.io/metadata.name": .text(namespace)]
          ]
        ],
        // A node's own cache of them has this address, and no pod.
        // <https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/>
        ["ipBlock": ["cidr": "169.254.20.10/32"]],
      ],
      "ports": [
        ["protocol": "UDP", "port": .integer(53)], ["protocol": "TCP", "port": .integer(53)],
      ],
    ]
  }
}
