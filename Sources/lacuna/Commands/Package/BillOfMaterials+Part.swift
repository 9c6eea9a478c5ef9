import ScopingStore
import System

extension BillOfMaterials {
    /// A part of the program, or what it runs with; licences are SPDX expressions.
    struct Part: Encodable {
        let SPDXID: String
        let name: String
        let versionInfo: String
        let primaryPackagePurpose: String
        let supplier = unknown
        let downloadLocation = unknown
        let filesAnalyzed = false
        let licenseConcluded: String
        let licenseDeclared: String
        let copyrightText: String
        let comment: String?
        let checksums: [Checksum]?
        let externalRefs: [Reference]?

        struct Checksum: Encodable {
            let algorithm = "SHA256"
            let checksumValue: String
        }

        /// A name by which scanners know it.
        struct Reference: Encodable {
            let referenceCategory: String
            let referenceType: String
            let referenceLocator: String

            static func package(_ locator: String) -> Reference {
                Reference(
                    referenceCategory: "PACKAGE-MANAGER",
                    referenceType: "purl",
                    referenceLocator: "pkg:" + locator
                )
            }
        }

        private init(
            _ name: String,
            _ version: String,
            licence: String,
            copyright: String = unknown,
            comment: String? = nil,
            purpose: String = "LIBRARY",
            digest: String? = nil,
            references: [Reference] = []
        ) {
            SPDXID = "SPDXRef-Package-\(name)"
            self.name = name
            versionInfo = version
            primaryPackagePurpose = purpose
            licenseConcluded = licence
            licenseDeclared = licence
            copyrightText = copyright
            self.comment = comment
            checksums = digest.map { [Checksum(checksumValue: $0)] }
            externalRefs = references.isEmpty ? nil : references
        }

        static func program(_ digest: String?) -> Part {
            Part(
                CommandTable.program,
                lacunaVersion,
                licence: "MIT",
                copyright: "Copyright (c) 2026 The Lacuna project",
                purpose: "APPLICATION",
                digest: digest,
                references: [.package("generic/\(CommandTable.program)@\(lacunaVersion)")]
            )
        }

        static let swift = Part(
            "swift",
            SwiftToolchain.version,
            licence: "Apache-2.0 WITH Swift-exception",
            copyright: "Copyright (c) Apple Inc. and the Swift project authors",
            comment: "The standard library, linked with the program, and the compiler that built it.",
            references: [.package("swift/github.com/swiftlang/swift@\(SwiftToolchain.version)")]
        )

        static var libxml2: Part {
            let running = LibXML2Version.running?.description
            let built = LibXML2Version.built?.description ?? "one that does not say its version"
            let cpe = running.map {
                Reference(
                    referenceCategory: "SECURITY",
                    referenceType: "cpe23Type",
                    referenceLocator: "cpe:2.3:a:xmlsoft:libxml2:\($0):*:*:*:*:*:*:*"
                )
            }
            return Part(
                "libxml2",
                running ?? unknown,
                licence: "MIT",
                copyright: "Copyright (C) 1998-2012 Daniel Veillard",
                comment: "The version in use; built with \(built). Documents are read with "
                    + "\(LibXML2Version.floor) or later alone.",
                references: (running.map { [.package("generic/libxml2@\($0)")] } ?? []) + (cpe.map { [$0] } ?? [])
            )
        }

        static let libc = Part(
            "glibc",
            CLibrary.version,
            licence: "LGPL-2.1-or-later",
            comment: "The version in use.",
            references: [.package("generic/glibc@\(CLibrary.version)")]
        )

        static let compilerRuntime = Part(
            "gcc-runtime",
            unknown,
            licence: "GPL-3.0-or-later WITH GCC-exception-3.1",
            comment: "libstdc++ and libgcc_s, which the Swift runtime needs."
        )
    }
}

/// What SPDX writes where nothing is claimed.
private let unknown = "NOASSERTION"
