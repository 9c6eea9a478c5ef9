public import Provision

/// The ground of a cell at a level, and the print that can be read on it: for tables that other programs draw.
public struct LevelShade: Hashable, Sendable {
    /// `#rrggbb`.
    public let ground: String
    /// `#rrggbb`.
    public let print: String
}

extension ProvisionTable {
    /// The look of a state as a plain ground; nil for a cell without a level, which stands on paper.
    public func shade(of state: CellState, palette: Palette = .framework) -> LevelShade? {
        guard let index = state.levelIndex, levels.indices.contains(index) else { return nil }
        let style = LevelStyle(state, in: levels, palette: palette)
        return LevelShade(ground: style.fill.hex, print: style.text.hex)
    }
}
