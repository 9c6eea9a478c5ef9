/// What each record of a ZIP archive begins with (PKWARE's APPNOTE 6.3, section 4.3), for those who write archives and those who
/// read them.
package enum ZipRecord {
    package static let localHeader = 0x0403_4B50
    package static let centralHeader = 0x0201_4B50
    package static let endRecord = 0x0605_4B50
    package static let zip64Locator = 0x0706_4B50
    package static let dataDescriptor = 0x0807_4B50
}
