import Archives

/// Writes a draft as an OpenDocument 1.3 spreadsheet, which LibreOffice and Excel open.
///
/// What OpenDocument has no word for is left out or stands for the nearest: very hidden sheets are hidden; highlights and
/// protection details use LibreOffice's extension, which other programs pass over; number formats other than plain numbers,
/// percentages, texts and dates are the program's own; a formula's cell does not lead anywhere by a click.
public enum ODSWriter {
    /// The file's bytes. Throws for the same faults as `XLSXWriter`.
    public static func write(_ draft: WorkbookDraft) throws(WorkbookFault) -> [UInt8] {
        try DraftCheck.check(draft)
        var styles = ODSStyleTable()
        let content = ODSContentWriter.part(draft, styles: &styles)
        var archive = ZipWriter()
        archive.add("mimetype", Array(mediaType.utf8), isStored: true)
        archive.add("META-INF/manifest.xml", manifest())
        archive.add("meta.xml", properties(draft))
        archive.add("settings.xml", settings(draft))
        archive.add("styles.xml", ODSPageWriter.part(draft, styles: styles))
        archive.add("content.xml", content)
        return archive.finished()
    }

    private static let mediaType = "application/vnd.oasis.opendocument.spreadsheet"
    private static let prefix = "urn:oasis:names:tc:opendocument:xmlns:"

    /// Begins a part's root element with all namespaces that its content may use.
    static func root(_ name: StaticString, _ xml: inout XMLOutput) {
        xml.begin(
            name,
            [
                "xmlns:office": ODSNamespace.office, "xmlns:table": ODSNamespace.table, "xmlns:text": ODSNamespace.text,
                "xmlns:style": ODSNamespace.style, "xmlns:fo": prefix + "xsl-fo-compatible:1.0",
                "xmlns:number": prefix + "datastyle:1.0", "xmlns:meta": prefix + "meta:1.0",
                "xmlns:config": prefix + "config:1.0", "xmlns:svg": prefix + "svg-compatible:1.0",
                "xmlns:of": prefix + "of:1.2", "xmlns:dc": "http://purl.org/dc/elements/1.1/",
                "xmlns:xlink": "http://www.w3.org/1999/xlink", "xmlns:ooo": "http://openoffice.org/2004/office",
                "xmlns:tableooo": "http://openoffice.org/2009/table", "xmlns:calcext": ODSNamespace.calcext,
                "xmlns:loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
                "office:version": "1.3",
            ]
        )
    }

    private static func manifest() -> [UInt8] {
        var xml = XMLOutput()
        xml.begin(
            "manifest:manifest",
            ["xmlns:manifest": prefix + "manifest:1.0", "manifest:version": "1.3"]
        )
        func entry(_ path: String, _ type: String, version: String? = nil) {
            xml.empty(
                "manifest:file-entry",
                ["manifest:full-path": path, "manifest:version": version, "manifest:media-type": type]
            )
        }
        entry("/", mediaType, version: "1.3")
        for part in ["meta.xml", "settings.xml", "styles.xml", "content.xml"] { entry(part, "text/xml") }
        xml.end()
        return xml.bytes
    }

    private static func properties(_ draft: WorkbookDraft) -> [UInt8] {
        var xml = XMLOutput()
        root("office:document-meta", &xml)
        xml.begin("office:meta")
        xml.element("dc:title", text: draft.title)
        if !draft.author.isEmpty { xml.element("meta:initial-creator", text: draft.author) }
        xml.element("dc:language", text: draft.language)
        xml.end()
        xml.end()
        return xml.bytes
    }

    /// Which sheet is shown first, and what stays in view.
    private static func settings(_ draft: WorkbookDraft) -> [UInt8] {
        var xml = XMLOutput()
        root("office:document-settings", &xml)
        xml.begin("office:settings")
        xml.begin("config:config-item-set", ["config:name": "ooo:view-settings"])
        xml.begin("config:config-item-map-indexed", ["config:name": "Views"])
        xml.begin("config:config-item-map-entry")
        func item(_ name: String, _ type: String, _ value: String) {
            xml.element("config:config-item", ["config:name": name, "config:type": type], text: value)
        }
        item("ViewId", "string", "view1")
        xml.begin("config:config-item-map-named", ["config:name": "Tables"])
        for sheet in draft.sheets {
            xml.begin("config:config-item-map-entry", ["config:name": sheet.name])
            if sheet.frozenColumns > 0 {
                item("HorizontalSplitMode", "short", "2")
                item("HorizontalSplitPosition", "int", "\(sheet.frozenColumns)")
                item("PositionRight", "int", "\(sheet.frozenColumns)")
            }
            if sheet.frozenRows > 0 {
                item("VerticalSplitMode", "short", "2")
                item("VerticalSplitPosition", "int", "\(sheet.frozenRows)")
                item("PositionBottom", "int", "\(sheet.frozenRows)")
            }
            item("ActiveSplitRange", "short", sheet.frozenColumns > 0 ? sheet.frozenRows > 0 ? "3" : "1" : "2")
            item("ShowGrid", "boolean", sheet.showsGrid ? "true" : "false")
            xml.end()
        }
        xml.end()
        item("ActiveTable", "string", draft.sheets.first { $0.visibility == .visible }?.name ?? "")
        for _ in 0..<5 { xml.end() }
        return xml.bytes
    }
}

/// Writes the part about pages, and the styles that rules name.
enum ODSPageWriter {
    static func part(_ draft: WorkbookDraft, styles: ODSStyleTable) -> [UInt8] {
        var xml = XMLOutput()
        ODSWriter.root("office:document-styles", &xml)
        xml.begin("office:styles")
        xml.begin("style:style", ["style:name": "Default", "style:family": "table-cell"])
        let language = draft.language.split(separator: "-").map(String.init)
        xml.empty(
            "style:text-properties",
            [
                "fo:font-family": FontStyle.family, "fo:font-size": "11pt", "fo:language": language.first,
                "fo:country": language.count > 1 ? language[1] : "none",
            ]
        )
        xml.end()
        styles.writeHighlights(&xml)
        xml.end()
        xml.begin("office:automatic-styles")
        for (index, sheet) in draft.sheets.enumerated() { writeLayout(sheet.printing, name: "pm\(index + 1)", &xml) }
        xml.end()
        xml.begin("office:master-styles")
        for (index, sheet) in draft.sheets.enumerated() {
            xml.begin(
                "style:master-page",
                ["style:name": "Page\(index + 1)", "style:page-layout-name": "pm\(index + 1)"]
            )
            xml.empty("style:header", ["style:display": "false"])
            xml.begin("style:footer")
            xml.begin("text:p")
            if let footer = sheet.printing.footer {
                xml.text(footer)
            } else {
                xml.element("text:page-number", text: "1")
                xml.text(" / ")
                xml.element("text:page-count", text: "1")
            }
            xml.end()
            xml.end()
            xml.end()
        }
        xml.end()
        xml.end()
        return xml.bytes
    }

    private static func writeLayout(_ printing: PrintSetup, name: String, _ xml: inout XMLOutput) {
        xml.begin("style:page-layout", ["style:name": name])
        let (width, height) = printing.isLandscape ? ("297mm", "210mm") : ("210mm", "297mm")
        xml.begin(
            "style:page-layout-properties",
            [
                "fo:page-width": width, "fo:page-height": height,
                "style:print-orientation": printing.isLandscape ? "landscape" : "portrait", "fo:margin-top": "15mm",
                "fo:margin-bottom": "10mm", "fo:margin-left": "13mm", "fo:margin-right": "13mm",
                "style:scale-to-X": printing.fitsWidth ? "1" : nil, "style:scale-to-Y": printing.fitsWidth ? "0" : nil,
            ]
        )
        xml.end()
        xml.begin("style:footer-style")
        xml.empty("style:header-footer-properties", ["fo:min-height": "8mm", "fo:margin-top": "3mm"])
        xml.end()
        xml.end()
    }
}
