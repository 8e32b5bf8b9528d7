extension TextForm.Pattern {
  /// One text of this form, as messages and the reference page show it.
  package var example: String {
    switch self {
    case .any, .headerValue: "text"
    case .dnsLabel, .volumeName, .word: "name"
    case .variableName: "NAME"
    case .labelName: "com.example.team"
    case .headerName: "Host"
    case .urlPath: "/health"
    case .routePrefix: "/api/"
    case .hostPath: "./path"
    case .containerPath: "/path"
    case .imageName: "redis:7-alpine"
    case .registry: "registry.example.com/team"
    case .serverName: "example.com"
    case .duration, .positiveDuration: "10s"
    case .byteSize: "512Mi"
    case .cpu: "0.5"
    case .signal: "SIGTERM"
    case .user: "1000:1000"
    case .portMapping: "5432:5432"
    case .cron: "0 3 * * *"
    case .capability: "NET_BIND_SERVICE"
    case .ruleCode: "ZDC204"
    case .date: "2027-01-31"
    case .platform: "linux/amd64"
    case .scheme: "http"
    case .acceptPath: "volumes.*.perVersion"
    case .ulimit: "nofile"
    case .securityOption: "no-new-privileges:true"
    case .device: "/dev/dri"
    case .timeZone: "Europe/Berlin"
    case .address: "192.0.2.53"
    case .restart: "unless-stopped"
    }
  }
}
