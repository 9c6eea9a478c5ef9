package import Provision

/// A paper that people read, edit and hand on, whatever program it is for: a title, and sections of blocks. The writers of this
/// module make a text document or slides of it; the same paper gives the same bytes.
package struct Paper: Sendable {
    package var title: String
    /// Below the title, and the document's subject.
    package var subtitle: String
    /// At the head of every page but the first.
    package var runningHead: String
    /// The program that made it.
    package var maker: String
    /// When what it tells was put on record last: the document's date, so that the same data gives the same document.
    package var created: Instant
    package var sections: [Section]

    /// A chapter of a text document, or a slide.
    package struct Section: Sendable {
        package var heading: String
        package var blocks: [Block]
        /// Whether it begins on a page of its own.
        package var beginsPage: Bool

        package init(_ heading: String, _ blocks: [Block], beginsPage: Bool = false) {
            self.heading = heading
            self.blocks = blocks
            self.beginsPage = beginsPage
        }
    }

    /// The language of every text.
    static let language = "en-GB"

    package init(
        title: String,
        subtitle: String,
        runningHead: String,
        maker: String,
        created: Instant,
        sections: [Section]
    ) {
        self.title = title
        self.subtitle = subtitle
        self.runningHead = runningHead
        self.maker = maker
        self.created = created
        self.sections = sections
    }
}
