// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "lacuna",
    products: [
        .executable(name: "lacuna", targets: ["Program"])
    ],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CSystem"),
        .target(name: "Bytes", swiftSettings: settings),
        .target(name: "System", dependencies: ["CSystem"], swiftSettings: settings),
        .target(name: "Markup", dependencies: ["Bytes"], swiftSettings: settings),
        // Views of a text that cannot outlive it.
        .target(
            name: "JSON",
            dependencies: ["Bytes"],
            swiftSettings: settings + [.enableExperimentalFeature("Lifetimes")]
        ),
        .target(
            name: "JSONRPC",
            dependencies: ["Bytes", "JSON", "CSystem"],
            swiftSettings: settings + [.enableExperimentalFeature("Lifetimes")]
        ),
        .target(name: "Mail", dependencies: ["Bytes"], swiftSettings: settings),
        .target(name: "Provision", dependencies: ["Bytes"], swiftSettings: settings),
        .target(name: "GapDetection", dependencies: ["Provision"], swiftSettings: settings),
        .target(
            name: "ScopingStore",
            dependencies: ["Bytes", "System", "Provision", "Markup", "CLibXML2", "CSystem"],
            resources: [.embedInCode("Schemas"), .embedInCode("Templates/framework.xml")],
            swiftSettings: settings
        ),
        .target(name: "Archives", dependencies: ["Bytes"], swiftSettings: settings),
        .target(
            name: "Spreadsheets",
            dependencies: ["Archives", "Bytes", "Markup", "CLibXML2"],
            swiftSettings: settings
        ),
        .target(
            name: "Forms",
            dependencies: ["Bytes", "JSON", "Provision", "ScopingStore", "Spreadsheets", "Markup"],
            resources: [
                .embedInCode("Page/form.css"), .embedInCode("Page/form.js"),
            ],
            swiftSettings: settings
        ),
        .target(name: "Simulation", dependencies: ["Provision"], swiftSettings: settings),
        .target(
            name: "Exhibits",
            dependencies: ["Bytes", "JSON", "Provision", "GapDetection", "Markup"],
            resources: [
                .embedInCode("Page/report.css"), .embedInCode("Page/report.js"), .embedInCode("Page/report-grid.js"),
                .embedInCode("Page/report-time.js"), .embedInCode("Page/report-panel.js"),
                .embedInCode("Page/report-register.js"), .embedInCode("Page/report-address.js"),
                .embedInCode("Page/report-marks.js"), .embedInCode("Page/report-start.js"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Answers",
            dependencies: [
                "Bytes", "Forms", "Mail", "Provision", "GapDetection", "ScopingStore", "Spreadsheets", "Exhibits",
                "Markup",
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Papers",
            dependencies: ["Answers", "Archives", "Bytes", "Exhibits", "GapDetection", "Mail", "Markup", "Provision"],
            swiftSettings: settings
        ),
        .target(
            name: "LacunaService",
            dependencies: [
                "Answers", "Bytes", "Forms", "Provision", "GapDetection", "ScopingStore", "Exhibits", "JSON", "JSONRPC",
                "Spreadsheets", "System",
                "Markup",
            ],
            swiftSettings: settings
        ),
        // All of the command line but its start, so that tests and fuzzers can be linked with it.
        .target(
            name: "lacuna",
            dependencies: [
                "Answers", "Bytes", "Forms", "System", "LacunaService", "JSON", "JSONRPC", "Provision", "GapDetection",
                "ScopingStore", "Spreadsheets",
                "Exhibits",
                "Mail", "Markup", "Papers", "Simulation",
            ],
            resources: [
                .embedInCode("Shells/lacuna.bash"), .embedInCode("Shells/lacuna.zsh"),
                .embedInCode("Shells/lacuna.fish"),
                .embedInCode("Clients/lacuna_client.py"), .embedInCode("Clients/lacuna_client.R"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(name: "Program", dependencies: ["lacuna"], swiftSettings: settings),
        .executableTarget(
            name: "benchmarks",
            dependencies: ["Provision", "GapDetection", "ScopingStore", "Exhibits"],
            path: "Tests/Benchmarks",
            exclude: ["peers", "bench.py", "serving.py"],
            swiftSettings: settings
        ),
        .target(
            name: "TestSupport",
            dependencies: ["Forms", "Provision", "GapDetection", "ScopingStore"],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
        // What fuzzers throw bytes at. They see inside what they try, which only a build for tests allows: others leave them empty.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Archives", "Bytes", "Exhibits", "Forms", "JSON", "JSONRPC", "LacunaService", "Markup", "Provision",
                "ScopingStore", "Spreadsheets", "lacuna", "TestSupport",
            ],
            path: "Tests/Fuzz/Targets",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "fuzz",
            dependencies: ["FuzzTargets"],
            path: "Tests/Fuzz/Driver",
            swiftSettings: settings
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: ["FuzzTargets", "TestSupport"],
            swiftSettings: settings
        ),
        .target(name: "CTestSupport", path: "Tests/CTestSupport"),
        .testTarget(name: "MailTests", dependencies: ["Mail", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "ProvisionTests",
            dependencies: ["Provision", "ScopingStore", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GapDetectionTests",
            dependencies: ["GapDetection", "ScopingStore", "Simulation", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ScopingStoreTests",
            dependencies: ["CTestSupport", "ScopingStore", "Markup", "System", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FormsTests",
            dependencies: ["Forms", "ScopingStore", "Simulation", "Spreadsheets", "System", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SpreadsheetsTests",
            dependencies: ["Archives", "Spreadsheets", "Bytes", "TestSupport"],
            exclude: ["Books"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ExhibitsTests",
            dependencies: ["Bytes", "Exhibits", "Markup", "ScopingStore", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "PapersTests",
            dependencies: [
                "Exhibits", "GapDetection", "Mail", "Papers", "Provision", "ScopingStore", "Simulation", "Spreadsheets",
                "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "JSONRPCTests",
            dependencies: ["JSON", "JSONRPC", "CSystem", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LacunaServiceTests",
            dependencies: [
                "LacunaService", "JSON", "JSONRPC", "Answers", "Exhibits", "Mail", "Papers", "ScopingStore",
                "Provision",
                "GapDetection", "Simulation",
                "lacuna", "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["Simulation", "ScopingStore", "lacuna", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LacunaTests",
            dependencies: [
                "CTestSupport", "lacuna", "Answers", "Forms", "JSONRPC", "LacunaService", "Mail", "Provision",
                "ScopingStore",
                "Spreadsheets",
                "TestSupport",
            ],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
