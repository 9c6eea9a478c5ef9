/// Where things stand on a slide of 16 to 9, in millimetres.
enum SlideFrame {
    static let width = 338.67
    static let height = 190.5
    static let margin = 14.0
    static let contentWidth = width - 2 * margin
    static let titleTop = 8.0
    static let titleHeight = 22.0
    static let contentTop = 33.0
    static let contentHeight = height - contentTop - 15
    static let footTop = height - 12
    static let footHeight = 8.0
}
