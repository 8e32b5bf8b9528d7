package import Planning

/// Every property, by its subject, in the order in which `diff` tells them.
package enum Properties {
  package static let project = ProjectProperties.rows
  package static let services =
    IdentityProperties.rows + ImageProperties.rows + ProcessProperties.rows
    + InstanceProperties.rows + HealthProperties.rows + GivenProperties.rows + StopProperties.rows
    + RollingProperties.rows + ResourceProperties.rows + OptionProperties.rows
    + ContainerProperties.rows + HostOptionProperties.rows
    + PlacementProperties.rows + NetworkProperties.ofServices
  package static let gateway = GatewayProperties.rows
  package static let routes = RouteProperties.rows
  /// What `diff` tells of the gateway behind its routes.
  package static let gatewayLater = GatewayProperties.later + NetworkProperties.ofGateway
  package static let volumes = StoreProperties.volumes
  package static let secrets = StoreProperties.secrets
  package static let strategy = ProjectProperties.strategy
  /// What `diff` tells at the end.
  package static let texts = ProjectProperties.texts
  package static let volumesLater = StoreProperties.volumesLater
  package static let servicesLater = GivenProperties.later
  package static let gatewayLast = GatewayProperties.last

  /// What no change shows by itself, and every artefact has to say all the same.
  package static let derivedOfServices =
    IdentityProperties.derived + HealthProperties.derived + RollingProperties.derived
  package static let derivedOfGateway = GatewayProperties.derived
  package static let derivedOfProject = ProjectProperties.derived

  /// All that an artefact has to say of a service, of the gateway, and of the rest.
  package static let wholeServices = services + derivedOfServices
  package static let wholeGateway = gateway + gatewayLater + derivedOfGateway
  package static let wholeProject = project + strategy + derivedOfProject
}
