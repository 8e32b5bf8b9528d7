// swift-tools-version: 6.0
// A package of its own: the compiler does not need it, and it builds without dependencies.
import PackageDescription

let package = Package(
  name: "LoadClient",
  targets: [
    // Glibc's own module leaves <sys/epoll.h> out.
    .systemLibrary(name: "CEpoll"),
    .executableTarget(
      name: "loadclient",
      dependencies: ["CEpoll"],
      path: "Sources/LoadClient",
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ],
      linkerSettings: [.unsafeFlags(["-static-stdlib"])]),
  ],
  swiftLanguageModes: [.v6])
