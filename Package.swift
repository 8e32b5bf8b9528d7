// swift-tools-version: 6.2
import PackageDescription

/// Settings that every target of ours shares; the language mode is Swift 6 by the tools version.
let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The commit and its date for `zdc --version`; the Makefile gives them.
let stamp = Context.environment["ZDC_STAMP"] ?? ""

/// Data flows one way; the targets stand in that order and import only what stands above them.
let package = Package(
  name: "zdc",
  products: [.executable(name: "zdc", targets: ["zdc"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    // Debian's static libraries are named in full, so that zdc needs none of them where it runs.
    .systemLibrary(name: "CLibYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CLibCrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CGlibc"),
    .target(name: "CBuildStamp", cSettings: [.define("ZDC_STAMP", to: "\"\(stamp)\"")]),
    .target(name: "JSONWriting", swiftSettings: house),
    .target(name: "ParallelWork", dependencies: ["CGlibc"], swiftSettings: house),
    .target(name: "Diagnostics", dependencies: ["JSONWriting"], swiftSettings: house),
    .target(
      name: "YAMLReading", dependencies: ["CLibYAML", "Diagnostics"],
      exclude: ["Dialect/README.md"],
      swiftSettings: house + [.strictMemorySafety()],
      linkerSettings: [.linkedLibrary(":libyaml.a")]),
    .target(
      name: "ManifestModel", dependencies: ["Diagnostics", "JSONWriting", "YAMLReading"],
      swiftSettings: house),
    .target(
      name: "Rules", dependencies: ["Diagnostics", "ManifestModel", "YAMLReading"],
      swiftSettings: house),
    .target(
      name: "ContentHashing", dependencies: ["CLibCrypto"], swiftSettings: house,
      linkerSettings: [.linkedLibrary(":libcrypto.a")]),
    .target(
      name: "Planning",
      dependencies: ["ContentHashing", "Diagnostics", "ManifestModel"],
      swiftSettings: house),
    .target(
      name: "Properties", dependencies: ["Diagnostics", "ManifestModel", "Planning"],
      exclude: ["README.md"], swiftSettings: house),
    .target(
      name: "PlanComparison",
      dependencies: ["Diagnostics", "JSONWriting", "ManifestModel", "Planning", "Properties"],
      exclude: ["README.md"], swiftSettings: house),
    .target(
      name: "Verification",
      dependencies: [
        "ContentHashing", "Diagnostics", "ManifestModel", "ParallelWork", "Planning", "Properties",
        "YAMLReading",
      ], exclude: ["README.md"], swiftSettings: house),
    .target(
      name: "OutputTrees", dependencies: ["Diagnostics", "JSONWriting"], exclude: ["README.md"],
      swiftSettings: house),
    .target(
      name: "Backends",
      dependencies: [
        "ContentHashing", "Diagnostics", "ManifestModel", "OutputTrees", "ParallelWork", "Planning",
      ],
      exclude: ["README.md"],
      resources: [.embedInCode("Scripts"), .embedInCode("Wrapper")], swiftSettings: house),
    .target(
      name: "Compilation",
      dependencies: [
        "Backends", "ContentHashing", "Diagnostics", "JSONWriting", "ManifestModel", "OutputTrees",
        "ParallelWork", "Planning", "Rules", "Verification", "YAMLReading",
      ], swiftSettings: house),
    .executableTarget(
      name: "zdc",
      dependencies: [
        "Backends", "CBuildStamp", "CGlibc", "Compilation", "ContentHashing", "Diagnostics",
        "JSONWriting", "ManifestModel", "OutputTrees", "ParallelWork", "PlanComparison", "Planning",
        "Verification",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: house),
    .target(
      name: "Fuzzing",
      dependencies: ["Backends", "Compilation", "Diagnostics", "OutputTrees", "YAMLReading"],
      path: "Tests/Fuzzing", swiftSettings: house),
    .executableTarget(
      name: "Fuzz", dependencies: ["Fuzzing", "Diagnostics", "YAMLReading"], path: "Tests/Fuzz",
      swiftSettings: house),
    // The yardstick of `make bench`.
    .executableTarget(
      name: "BareCommand",
      dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")],
      path: "Tests/Bench/BareCommand", swiftSettings: house),
    .testTarget(
      name: "FuzzTests",
      dependencies: ["Diagnostics", "Fuzzing", "TestSupport", "YAMLReading", "zdc"],
      swiftSettings: house),
    .testTarget(
      name: "CommandTests", dependencies: ["TestSupport", "zdc"], exclude: ["Data", "Transcripts"],
      swiftSettings: house),
    .testTarget(
      name: "ToolTests", dependencies: ["TestSupport", "zdc"], swiftSettings: house),
    .testTarget(
      name: "GuideFaultTests", dependencies: ["TestSupport", "zdc"], exclude: ["Guide"],
      swiftSettings: house),
    .target(
      name: "TestSupport", dependencies: ["Diagnostics", "ManifestModel", "YAMLReading"],
      path: "Tests/TestSupport", swiftSettings: house),
    .testTarget(
      name: "CompilationTests",
      dependencies: [
        "Backends", "Compilation", "Diagnostics", "ManifestModel", "OutputTrees", "Planning",
        "Rules",
        "TestSupport", "YAMLReading",
      ],
      swiftSettings: house),
    .testTarget(
      name: "TextTests",
      dependencies: [
        "Backends", "Compilation", "Diagnostics", "ManifestModel", "OutputTrees", "TestSupport",
        "YAMLReading",
      ], exclude: ["structure.py"], swiftSettings: house),
    .testTarget(name: "JSONWritingTests", dependencies: ["JSONWriting"], swiftSettings: house),
    .testTarget(name: "ParallelWorkTests", dependencies: ["ParallelWork"], swiftSettings: house),
    .testTarget(
      name: "DiagnosticsTests", dependencies: ["Diagnostics", "JSONWriting"],
      swiftSettings: house),
    .testTarget(
      name: "ManifestModelTests",
      dependencies: [
        "ManifestModel", "Diagnostics", "JSONWriting", "TestSupport", "YAMLReading",
      ], swiftSettings: house),
    .testTarget(
      name: "RulesTests",
      dependencies: [
        "ManifestModel", "Diagnostics", "JSONWriting", "Rules", "TestSupport", "YAMLReading",
      ], exclude: ["BadManifests"], swiftSettings: house),
    .testTarget(
      name: "YAMLReadingTests", dependencies: ["YAMLReading", "Diagnostics"],
      swiftSettings: house),
    .testTarget(
      name: "PlanningTests",
      dependencies: ["Diagnostics", "ManifestModel", "Planning", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "BackendsTests",
      dependencies: [
        "Backends", "Diagnostics", "ManifestModel", "OutputTrees", "Planning", "TestSupport",
        "YAMLReading",
      ],
      swiftSettings: house),
    .testTarget(
      name: "VerificationTests",
      dependencies: [
        "Backends", "Compilation", "Diagnostics", "ManifestModel", "OutputTrees", "Planning",
        "Properties", "TestSupport", "Verification", "YAMLReading",
      ], exclude: ["Edits"], swiftSettings: house),
    .testTarget(
      name: "PlanComparisonTests",
      dependencies: [
        "Backends", "Compilation", "Diagnostics", "ManifestModel", "OutputTrees", "PlanComparison",
        "Planning", "TestSupport", "YAMLReading",
      ],
      swiftSettings: house),
    .testTarget(
      name: "OutputTreesTests",
      dependencies: ["OutputTrees", "Diagnostics", "ManifestModel", "TestSupport"],
      swiftSettings: house),
  ]
)
