extension Rating {
    /// Whether the rating leaves a gap and says neither why nor on what evidence; a criterion that is not met says why. One carried forward,
    /// or not expected, need not.
    public func lacksReason(_ framework: Framework) -> Bool {
        guard case .level(let code) = value,
            let level = framework.scale.index(of: code).flatMap({ framework.scale.level(at: $0) })
        else { return false }
        return !level.closesGap && carriedFrom == nil && causes.isEmpty && evidence.isEmpty
            && !criteria.contains { $0.state == .notMet }
    }
}

extension Return {
    /// Ratings that leave a gap and say neither why nor on what evidence: what a network asks for before it takes a return.
    ///
    /// - Parameter known: ratings that this return's revision before already gave: repeating one asks for nothing.
    public func missingReasons(framework: Framework, known: [Rating] = []) -> [ModelFault] {
        ratings.enumerated().compactMap { index, rating in
            guard case .level(let code) = rating.value, rating.lacksReason(framework),
                !known.contains(where: { $0.service == rating.service && $0.value == rating.value })
            else { return nil }
            let name = framework.serviceType(rating.service)?.name ?? rating.service.text
            return ModelFault(
                .init(.rating, index),
                "\(name) is rated \(code) without a reason",
                hint: "say why as evidence, or name a cause: \(framework.causes.map(\.id.text).joined(separator: ", "))"
            )
        }
    }
}
